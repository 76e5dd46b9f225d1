import { toDowntimeValues } from './downtime-values.js';

const DOWNTIME = {
  machine: { id: 'm-1', serial: 'BH-1' },
  kind: 'fault',
  reported: 'trip',
  from: '2026-11-03T00:59:40Z',
  to: '2026-11-03T04:00:10Z',
  minutes: 180,
  holdMinutes: 15,
  ranHours: null,
  goesOn: false,
} as const;

describe('toDowntimeValues', () => {
  it.each([
    [{}, '2026-11-03T01:59', '2026-11-03T05:01'],
    [{ goesOn: true }, '2026-11-03T01:59', '2026-11-03T05:00'],
    [{ from: '2026-11-03T01:00:00Z', to: '2026-11-03T04:00:00Z' }, '2026-11-03T02:00', '2026-11-03T05:00'],
  ])('of %o enclose the downtime and leave the cause empty', (more, from, to) => {
    expect(toDowntimeValues({ ...DOWNTIME, ...more }, 'Europe/Warsaw')).toEqual({
      machineId: 'm-1',
      cause: '',
      from,
      to,
      reason: '',
    });
  });
});
