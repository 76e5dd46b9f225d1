import { muteTarget } from './mute-target.js';

describe('muting the object of a notification', () => {
  it.each([
    [
      'mutes the machine of an alarm',
      'alarm',
      { machineId: 'm', serial: 'S-1' },
      { kind: 'machine', id: 'm', label: 'S-1' },
    ],
    [
      'mutes only the ticket',
      'ticket',
      { machineId: 'm', serial: 'S-1', number: 'TK-1' },
      { kind: 'ticket', id: 'o', label: 'TK-1' },
    ],
    [
      'mutes a device without a machine',
      'device',
      { machineId: null, device: 'D-1' },
      { kind: 'device', id: 'o', label: 'D-1' },
    ],
    ['mutes an object without a name', 'session', {}, { kind: 'session', id: 'o', label: '' }],
  ] as const)('%s', (_, kind, params, target) => {
    expect(muteTarget(kind, 'o', params)).toEqual(target);
  });
});
