import { HintBuffer } from './hint-buffer.js';

describe('HintBuffer', () => {
  it('returns a change once, for the rooms of all of its hints', () => {
    const buffer = new HintBuffer();
    buffer.add('m1', { kind: 'ticket', id: 'k', machineId: 'x', customerId: 'c1', technicianId: 't1' });
    buffer.add('m1', { kind: 'ticket', id: 'k', machineId: 'x', customerId: 'c1', technicianId: 't2' });
    buffer.add('m1', { kind: 'visit', id: 'k' });
    expect(buffer.take()).toEqual([
      {
        hint: { kind: 'ticket', id: 'k', machineId: 'x' },
        rooms: [
          'maker m1 tickets.read',
          'customer m1 c1 tickets.read',
          'technician m1 t1 tickets.read',
          'technician m1 t2 tickets.read',
        ],
      },
      { hint: { kind: 'visit', id: 'k' }, rooms: ['maker m1 tickets.read'] },
    ]);
    expect(buffer.take()).toEqual([]);
  });

  it('separates makers, and drops hints without an audience', () => {
    const buffer = new HintBuffer();
    buffer.add('m1', { kind: 'alarm', id: 'a' });
    buffer.add('m2', { kind: 'alarm', id: 'a' });
    buffer.add('m1', { kind: 'access', id: 'u' });
    expect(buffer.take().map(({ rooms }) => rooms)).toEqual([
      ['maker m1 fleet.read'],
      ['maker m2 fleet.read'],
    ]);
  });
});
