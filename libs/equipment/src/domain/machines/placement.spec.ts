import fc from 'fast-check';
import { planMove, type MachinePlacement, toRange } from './placement.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const placement = (siteId: string, from: number, to: number | null): MachinePlacement => ({
  siteId,
  from: day(from),
  to: to === null ? null : day(to),
});
const now = day(100);

describe('planMove', () => {
  it.each<[string, MachinePlacement[], string | null, number, unknown]>([
    ['a first placement', [], 'a', 1, { endsOpenPlacement: false }],
    ['a move ends the open placement', [placement('a', 1, null)], 'b', 5, { endsOpenPlacement: true }],
    ['removal ends the open placement', [placement('a', 1, null)], null, 5, { endsOpenPlacement: true }],
    ['removal of a machine without a site', [placement('a', 1, 3)], null, 5, { endsOpenPlacement: false }],
    ['a return to a former site', [placement('a', 1, 3)], 'a', 3, { endsOpenPlacement: false }],
    [
      'a move to the present site',
      [placement('a', 1, null)],
      'a',
      5,
      { code: 'equipment.already_at_site', since: day(1) },
    ],
    [
      'a move at the instant of arrival',
      [placement('a', 1, null)],
      'b',
      1,
      { code: 'equipment.move_before_arrival', since: day(1) },
    ],
    [
      'a move before arrival',
      [placement('a', 4, null)],
      'b',
      1,
      { code: 'equipment.move_before_arrival', since: day(4) },
    ],
    [
      'a placement that overlaps an earlier one',
      [placement('a', 2, 6)],
      'b',
      4,
      { code: 'equipment.stay_overlaps', since: day(2) },
    ],
    ['a move in the future', [placement('a', 1, null)], 'b', 101, { code: 'equipment.occurred_in_future' }],
  ])('%s', (_what, placements, siteId, at, expected) => {
    expect(planMove(placements, siteId, day(at), now)).toEqual(expected);
  });

  it('leaves placements that never overlap, with at most one open, after any moves', () => {
    const attempt = fc.record({
      siteId: fc.option(fc.constantFrom('a', 'b', 'c')),
      at: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 30 }), (attempts) => {
        let placements: MachinePlacement[] = [];
        for (const { siteId, at } of attempts) {
          const plan = planMove(placements, siteId, day(at), now);
          if ('code' in plan) continue;
          if (plan.endsOpenPlacement)
            placements = placements.map((each) => (each.to === null ? { ...each, to: day(at) } : each));
          if (siteId !== null) placements.push({ siteId, from: day(at), to: null });
        }
        const inOrder = [...placements].sort((a, b) => a.from.getTime() - b.from.getTime());
        inOrder.slice(1).forEach((each, index) => {
          const before = inOrder[index]!;
          expect(before.to).not.toBeNull();
          expect(before.to!.getTime()).toBeLessThanOrEqual(each.from.getTime());
        });
      }),
    );
  });
});

describe('toRange', () => {
  it('includes the start but not the end', () => {
    expect(toRange(day(1), day(2))).toBe('[2026-01-01T00:00:00.000Z,2026-01-02T00:00:00.000Z)');
    expect(toRange(day(1), null)).toBe('[2026-01-01T00:00:00.000Z,)');
  });
});
