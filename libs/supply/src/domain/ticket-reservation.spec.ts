import fc from 'fast-check';
import { planReservation, planReservations, type DepotQuantity } from './ticket-reservation.js';

const pieces = (depotId: string, partId: string, quantity: number): DepotQuantity => ({
  depotId,
  partId,
  quantity,
});
const total = (list: readonly DepotQuantity[], partId: string): number =>
  list.filter((each) => each.partId === partId).reduce((sum, { quantity }) => sum + quantity, 0);

describe('the reservation of a ticket’s parts', () => {
  it.each([
    [
      'takes from one depot that has enough',
      [pieces('a', 'p', 1), pieces('b', 'p', 3)],
      [pieces('b', 'p', 2)],
    ],
    [
      'takes from several depots if none has enough',
      [pieces('a', 'p', 1), pieces('b', 'p', 1)],
      [pieces('a', 'p', 1), pieces('b', 'p', 1)],
    ],
    ['takes nothing if all together have too little', [pieces('a', 'p', 1)], []],
  ])('%s', (_, free, reserve) => {
    expect(planReservation([{ partId: 'p', quantity: 2 }], [], free)).toEqual({ reserve, release: [] });
  });

  it('adds up a part that is needed twice', () => {
    const needs = [
      { partId: 'p', quantity: 1 },
      { partId: 'p', quantity: 1 },
    ];
    expect(planReservation(needs, [], [pieces('a', 'p', 1)]).reserve).toEqual([]);
  });

  it('releases pieces that are no longer needed', () => {
    expect(planReservation([{ partId: 'p', quantity: 1 }], [pieces('a', 'p', 3)], [])).toEqual({
      reserve: [],
      release: [pieces('a', 'p', 2)],
    });
  });

  const list = fc.array(
    fc.record({
      depotId: fc.constantFrom('a', 'b', 'c'),
      partId: fc.constantFrom('p', 'q'),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 6 },
  );

  it('never takes more than is free, reserves each part in full or leaves it unchanged, and is then stable', () => {
    fc.assert(
      fc.property(list, list, list, (needs, held, free) => {
        const { reserve, release } = planReservation(needs, held, free);
        for (const partId of ['p', 'q']) {
          const needed = total(needs, partId);
          const before = total(held, partId);
          const after = before + total(reserve, partId) - total(release, partId);
          expect(total(reserve, partId)).toBeLessThanOrEqual(total(free, partId));
          expect([needed, Math.min(before, needed)]).toContain(after);
          if (before + total(free, partId) >= needed) expect(after).toBe(needed);
        }
        const holds = [
          ...held,
          ...reserve,
          ...release.map((each) => ({ ...each, quantity: -each.quantity })),
        ];
        const rest = (partId: string): DepotQuantity[] =>
          total(holds, partId) > 0 ? [pieces('a', partId, total(holds, partId))] : [];
        expect(planReservation(needs, [...rest('p'), ...rest('q')], [])).toEqual({
          reserve: [],
          release: [],
        });
      }),
    );
  });
});

describe('the reservations of all open visits', () => {
  const visit = (ticketId: string, quantity: number, held: readonly DepotQuantity[] = []) => ({
    ticketId,
    needs: [{ partId: 'p', quantity }],
    held,
  });

  it('serve visits in their order', () => {
    const changes = planReservations([visit('first', 1), visit('second', 1)], [pieces('a', 'p', 1)]);
    expect([...changes]).toEqual([['first', { reserve: [pieces('a', 'p', 1)], release: [] }]]);
  });

  it('keep the existing reservations of a later visit', () => {
    const changes = planReservations([visit('first', 1), visit('second', 1, [pieces('a', 'p', 1)])], []);
    expect(changes.size).toBe(0);
  });

  it('serve a visit that needs less than is free when an earlier one needs more', () => {
    const changes = planReservations([visit('first', 3), visit('second', 1)], [pieces('a', 'p', 2)]);
    expect([...changes.keys()]).toEqual(['second']);
  });

  it('count a ticket with two visits once', () => {
    const changes = planReservations([visit('one', 1), visit('one', 1)], [pieces('a', 'p', 2)]);
    expect(changes.get('one')?.reserve).toEqual([pieces('a', 'p', 1)]);
  });

  const quantities = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 });

  it('never promise a piece twice, and let no visit wait for pieces left by earlier visits', () => {
    fc.assert(
      fc.property(quantities, quantities, (needs, stock) => {
        const free = stock.map((quantity, index) => pieces(`depot-${index}`, 'p', quantity));
        const changes = planReservations(
          needs.map((quantity, index) => visit(`ticket-${index}`, quantity)),
          free,
        );
        let left = total(free, 'p');
        for (const [index, quantity] of needs.entries()) {
          const taken = total(changes.get(`ticket-${index}`)?.reserve ?? [], 'p');
          expect(taken).toBe(quantity <= left ? quantity : 0);
          left -= taken;
        }
        for (const { depotId, quantity } of free) {
          const taken = [...changes.values()]
            .flatMap(({ reserve }) => reserve)
            .filter((each) => each.depotId === depotId);
          expect(total(taken, 'p')).toBeLessThanOrEqual(quantity);
        }
      }),
    );
  });
});
