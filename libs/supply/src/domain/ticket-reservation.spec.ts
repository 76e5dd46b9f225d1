import fc from 'fast-check';
import { planReservation, type DepotPieces } from './ticket-reservation.js';

const pieces = (depotId: string, partId: string, quantity: number): DepotPieces => ({
  depotId,
  partId,
  quantity,
});
const total = (list: readonly DepotPieces[], partId: string): number =>
  list.filter((each) => each.partId === partId).reduce((sum, { quantity }) => sum + quantity, 0);

describe('the reservation of the parts of a ticket', () => {
  it.each([
    [
      'takes from one depot that has enough',
      [pieces('a', 'p', 1), pieces('b', 'p', 3)],
      [pieces('b', 'p', 2)],
    ],
    [
      'takes from several depots where none has enough',
      [pieces('a', 'p', 1), pieces('b', 'p', 1)],
      [pieces('a', 'p', 1), pieces('b', 'p', 1)],
    ],
    ['takes nothing where all have too little', [pieces('a', 'p', 1)], []],
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

  it('releases what is no longer needed', () => {
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

  it('never takes more than is free, holds each part in full or leaves it as it was, and then rests', () => {
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
        const rest = (partId: string): DepotPieces[] =>
          total(holds, partId) > 0 ? [pieces('a', partId, total(holds, partId))] : [];
        expect(planReservation(needs, [...rest('p'), ...rest('q')], [])).toEqual({
          reserve: [],
          release: [],
        });
      }),
    );
  });
});
