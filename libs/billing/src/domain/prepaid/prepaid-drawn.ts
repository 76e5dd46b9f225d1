import type { PrepaidBalance } from '#contracts/domain';
import type { SnapshotBalance } from '#invoicing/domain';
import { Exact, sumOf } from '#platform/domain';
import type { RatedUnit, RatedAmount } from '../usage/rate-unit.js';
import type { Unit } from '../usage/rated-units.js';

const ZERO = new Exact(0);
type RatedFigures = Pick<RatedUnit, 'figures'>;

/** A prepaid balance, with the quantities drawn from it before and in a part of a rated period. */
interface DrawnBalance {
  readonly of: PrepaidBalance;
  /** Remaining quantity when the rated period begins. */
  readonly left: Exact;
  /** Quantities drawn since the rated period began: before the part, and up to the end of the part. */
  readonly drawnBefore: Exact;
  readonly drawn: Exact;
}

/**
 * Returns the prepaid quantity that a line's part drew, and the remaining quantity for later parts, as decimals.
 * Undefined if no balance is usable in the part.
 */
export function prepaidDrawnIn(
  unit: Unit,
  rated: RatedFigures,
  { part }: Pick<RatedAmount, 'part'>,
): { readonly drawn: string; readonly left: string } | undefined {
  const usable = drawnBalances(unit, rated, part).filter(
    ({ of: { from, until } }) => part === null || (from <= part && (until === null || until >= part)),
  );
  if (usable.length === 0) return undefined;
  return {
    drawn: sumOf(usable, ({ drawn, drawnBefore }) => drawn.minus(drawnBefore)).toFixed(),
    left: sumOf(usable, ({ left, drawn }) => left.minus(drawn)).toFixed(),
  };
}

/** Returns the usable balances for a line's snapshot; undefined if there are none. */
export function snapshotBalancesAt(
  unit: Unit,
  rated: RatedFigures,
  part: string | null,
): SnapshotBalance[] | undefined {
  const found = drawnBalances(unit, rated, part);
  if (found.length === 0) return undefined;
  return found.map(({ of: { position, quantity, from, until, soldBy }, left, drawnBefore, drawn }) => ({
    position,
    ...(soldBy !== null && { soldBy }),
    brought: quantity,
    from,
    until,
    left: left.toFixed(),
    drawnBefore: drawnBefore.toFixed(),
    drawn: drawn.toFixed(),
  }));
}

/**
 * Returns the balances that became usable before or in a part of a rated period and were not used up when the rated
 * period began.
 */
function drawnBalances(
  { prepaid, counter }: Unit,
  { figures: { covered } }: RatedFigures,
  part: string | null,
): DrawnBalance[] {
  const at = part === null ? covered.length - 1 : covered.findIndex((one) => one.part === part);
  const drawn = (index: number, lot: number): Exact => covered[index]?.drawn[lot] ?? ZERO;
  return (prepaid?.balances ?? []).flatMap((of, lot): DrawnBalance[] => {
    const left = prepaid!.lots[lot]!.quantity;
    const hasBegun = of.from < counter.to && (part === null || of.from <= part);
    if (!hasBegun || left.isZero() || (of.until !== null && of.until < counter.from)) return [];
    return [{ of, left, drawnBefore: part === null ? ZERO : drawn(at - 1, lot), drawn: drawn(at, lot) }];
  });
}
