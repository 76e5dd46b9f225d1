import { Exact } from '#platform/domain';
import { compareParts } from '../usage.js';

/** Units that were paid before: they cost nothing when they are used, on the days on which they can be. */
export interface PrepaidLot {
  /** What is left of it as the period begins, in what the charge prices. */
  readonly quantity: Exact;
  /** The first and the last day on which it can be used; no last one: null. */
  readonly from: string;
  readonly until: string | null;
}

/** What is paid before of one period of a charge. */
export interface PrepaidTerms {
  readonly lots: readonly PrepaidLot[];
  /** The last day of the period: what its allowance leaves lapses then. */
  readonly allowanceUntil: string;
}

/** What covers units of a period, after one of its parts. */
export interface Covered {
  readonly part: string;
  /** What is priced, by now. */
  readonly quantity: Exact;
  /** What each lot gave by now, in the order of the terms. */
  readonly drawn: readonly Exact[];
}

interface Source {
  /** Position of the lot; null of the allowance. */
  readonly lot: number | null;
  readonly from: string | null;
  readonly until: string | null;
  left: Exact;
}

const ZERO = new Exact(0);

/**
 * What the allowance and what was paid before leave to be priced, part by part. Of what can be used in a part that goes first which
 * lapses first; of two that lapse on one day what was brought goes before the allowance. A part lies wholly within a lot's days or
 * outside them.
 * @param parts in their order, each with what was used by then, converted
 */
export function coverParts(
  parts: readonly { readonly part: string; readonly used: Exact }[],
  allowance: Exact,
  { lots, allowanceUntil }: PrepaidTerms,
): Covered[] {
  const sources = inOrder([
    ...lots.map(({ quantity, from, until }, lot) => ({ lot, from, until, left: quantity })),
    { lot: null, from: null, until: allowanceUntil, left: allowance },
  ]);
  const drawn = lots.map(() => ZERO);
  let covered = ZERO;
  let priced = ZERO;
  return parts.map(({ part, used }) => {
    let open = Exact.max(used.minus(covered).minus(priced), 0);
    for (const source of sources.filter((one) => isUsable(one, part))) {
      const taken = Exact.min(open, source.left);
      source.left = source.left.minus(taken);
      open = open.minus(taken);
      covered = covered.plus(taken);
      if (source.lot !== null) drawn[source.lot] = drawn[source.lot]!.plus(taken);
    }
    priced = Exact.max(used.minus(covered), 0);
    return { part, quantity: priced, drawn: [...drawn] };
  });
}

function inOrder(sources: readonly Source[]): Source[] {
  const never = '9999-12-31';
  return [...sources].sort((a, b) => (a.until ?? never).localeCompare(b.until ?? never));
}

function isUsable({ from, until }: Source, part: string): boolean {
  return (
    (from === null || compareParts(from, part) <= 0) && (until === null || compareParts(part, until) <= 0)
  );
}
