import { Exact } from '#platform/domain';
import { compareParts } from '../usage.js';

/** A lot (batch) of prepaid credits. Usage that it covers within its validity is free of charge. */
export interface PrepaidLot {
  /** Remaining quantity when the period begins, in the unit that the charge prices. */
  readonly quantity: Exact;
  /** First and last day of validity; `until` is null without a last day. */
  readonly from: string;
  readonly until: string | null;
}

/** The prepaid credits for one period of a charge. */
export interface PrepaidTerms {
  readonly lots: readonly PrepaidLot[];
  /** Last day of the period. Unused allowance expires after it. */
  readonly allowanceUntil: string;
}

/** Cumulative coverage of usage by allowance and prepaid credits, at the end of a part of the period. */
export interface Covered {
  readonly part: string;
  /** Quantity to price up to the end of the part. */
  readonly quantity: Exact;
  /** Quantity that each lot covered up to the end of the part, in the order of the terms. */
  readonly drawn: readonly Exact[];
}

interface Source {
  /** Index of the lot; null for the allowance. */
  readonly lot: number | null;
  readonly from: string | null;
  readonly until: string | null;
  left: Exact;
}

const ZERO = new Exact(0);

/**
 * Calculates, part by part, the quantity to price after allowance and prepaid credits. The usable source that expires
 * first is used first; if two expire on the same day, prepaid credits are used before the allowance. A part lies
 * entirely within or entirely outside a lot's days.
 * @param parts in order, each with the converted usage up to its end
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
