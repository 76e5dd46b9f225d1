import type { SnapshotBalance } from '#invoicing/domain';
import { Exact, sumOf } from '#platform/domain';
import type { RatedUnit, Standing } from '../usage/rate-unit.js';
import type { Unit } from '../usage/rated-units.js';

const ZERO = new Exact(0);
type Rated = Pick<RatedUnit, 'figures'>;

/**
 * What a line's part drew on what was paid before, and what is left for later parts. Decimals; undefined where nothing was paid before
 * that can be used in it.
 */
export function drawnIn(
  unit: Unit,
  rated: Rated,
  { part }: Pick<Standing, 'part'>,
): { readonly drawn: string; readonly left: string } | undefined {
  const usable = (balancesAt(unit, rated, part) ?? []).filter(
    ({ from, until }) => part === null || (from <= part && (until === null || until >= part)),
  );
  if (usable.length === 0) return undefined;
  const sum = (of: readonly Exact[]): string => sumOf(of).toFixed();
  return {
    drawn: sum(usable.map(({ drawn, drawnBefore }) => new Exact(drawn).minus(drawnBefore))),
    left: sum(usable.map(({ left, drawn }) => new Exact(left).minus(drawn))),
  };
}

/** What a line keeps of what was paid before and could be used in its counter; undefined where there was nothing. */
export function balancesAt(
  { prepaid, counter }: Unit,
  { figures }: Rated,
  part: string | null,
): SnapshotBalance[] | undefined {
  if (!prepaid) return undefined;
  const { covered } = figures;
  const at = part === null ? covered.length - 1 : covered.findIndex((one) => one.part === part);
  const drawn = (index: number, lot: number): string => (covered[index]?.drawn[lot] ?? ZERO).toFixed();
  const found = prepaid.balances.flatMap(
    ({ position, quantity, from, until, soldBy }, lot): SnapshotBalance[] => {
      const left = prepaid.lots[lot]!.quantity;
      const hasBegun = from < counter.to && (part === null || from <= part);
      if (!hasBegun || new Exact(left).isZero() || (until !== null && until < counter.from)) return [];
      return [
        {
          position,
          ...(soldBy !== null && { soldBy }),
          brought: quantity,
          from,
          until,
          left,
          drawnBefore: part === null ? '0' : drawn(at - 1, lot),
          drawn: drawn(at, lot),
        },
      ];
    },
  );
  return found.length === 0 ? undefined : found;
}
