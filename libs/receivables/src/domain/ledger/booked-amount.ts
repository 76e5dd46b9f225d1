import { Exact } from '#platform/domain';

/** An amount in minor units, and its value in minor units of the accounting currency. */
export interface BookedAmount {
  readonly minor: bigint;
  readonly booksMinor: bigint;
}

/**
 * Returns the accounting value of a part of an amount. The last part gets exactly the rest, so that no accounting value
 * remains once the amount is used up.
 * @param minor at most the whole amount
 */
export function valueOfPart(whole: BookedAmount, minor: bigint): bigint {
  if (minor === whole.minor) return whole.booksMinor;
  const exact = new Exact(whole.booksMinor.toString()).times(minor.toString()).div(whole.minor.toString());
  return BigInt(exact.toFixed(0, Exact.ROUND_HALF_UP));
}

/** Returns the rest of an amount after a part with its accounting value. */
export function without(whole: BookedAmount, part: BookedAmount): BookedAmount {
  return { minor: whole.minor - part.minor, booksMinor: whole.booksMinor - part.booksMinor };
}
