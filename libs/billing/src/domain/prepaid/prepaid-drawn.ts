import type { PrepaidBalance } from '#contracts/domain';
import type { SnapshotBalance } from '#invoicing/domain';
import { Exact, sumOf } from '#platform/domain';
import type { RatedUnit, Standing } from '../usage/rate-unit.js';
import type { Unit } from '../usage/rated-units.js';

const ZERO = new Exact(0);
type Rated = Pick<RatedUnit, 'figures'>;

/** A balance that was paid before, as far as a part of a counter has drawn on it. */
interface DrawnBalance {
  readonly of: PrepaidBalance;
  /** As the counter begins. */
  readonly left: Exact;
  /** Before the part, and with it; both since the counter began. */
  readonly drawnBefore: Exact;
  readonly drawn: Exact;
}

/**
 * What a line's part drew on what was paid before, and what is left for later parts. Decimals; undefined where nothing was paid before
 * that can be used in it.
 */
export function drawnIn(
  unit: Unit,
  rated: Rated,
  { part }: Pick<Standing, 'part'>,
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

/** What a line keeps of what was paid before and could be used in its counter; undefined where there was nothing. */
export function balancesAt(unit: Unit, rated: Rated, part: string | null): SnapshotBalance[] | undefined {
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

/** Balances of a counter that had begun by a part and were not used up. */
function drawnBalances(
  { prepaid, counter }: Unit,
  { figures: { covered } }: Rated,
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
