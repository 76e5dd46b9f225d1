import { fromMinor, toMinor } from '#platform/domain';

/** A document of an earlier month in the demo, with the payments that were received for it. */
export interface DemoDocument {
  readonly contract: string;
  /** Number of months before the month of the first start. */
  readonly monthsAgo: number;
  /** Payments in the order of their receipt; none if the document is unpaid. */
  readonly payments: readonly DemoPayment[];
  /** Net amount of a credit note that is not used yet. */
  readonly creditedNet?: string;
}

/** A payment for a document. Amounts are decimals in the document's currency. */
export interface DemoPayment {
  /** Days from the issue of the document to the receipt. */
  readonly afterDays: number;
  /** Received amount: a share of the total in percent, plus a fixed amount. */
  readonly percent: number;
  readonly extra?: string;
  /** Bank fee and withheld tax, which settle a part of the document in addition to the received amount. */
  readonly fee?: string;
  readonly withheldPercent?: number;
}

/** A received payment of a company that is not a customer. */
export interface UnknownPayment {
  readonly hub: string;
  readonly currency: string;
  readonly amount: string;
  readonly daysAgo: number;
  readonly payerName: string;
  readonly reference: string;
}

/**
 * Documents with every kind of payment: on time, late, partial, too high, with a bank fee or withheld tax, and none.
 * The documents of each legal entity are in the order of their issue. Their contracts need no dual approval and are in
 * no billing group.
 */
export const DEMO_DOCUMENTS: readonly DemoDocument[] = [
  { contract: 'K-ID-1', monthsAgo: 6, payments: [{ afterDays: 28, percent: 60 }] },
  { contract: 'K-ID-4', monthsAgo: 3, payments: [{ afterDays: 30, percent: 98, withheldPercent: 2 }] },
  { contract: 'K-ID-1', monthsAgo: 2, payments: [] },
  { contract: 'K-MX-3', monthsAgo: 4, payments: [{ afterDays: 26, percent: 100 }] },
  { contract: 'K-MX-3', monthsAgo: 3, payments: [] },
  { contract: 'K-MX-4', monthsAgo: 2, payments: [{ afterDays: 14, percent: 100, extra: '1500.00' }] },
  { contract: 'K-PL-1', monthsAgo: 4, payments: [{ afterDays: 19, percent: 100 }] },
  { contract: 'K-PL-3', monthsAgo: 4, payments: [{ afterDays: 25, percent: 40 }] },
  { contract: 'K-PL-1', monthsAgo: 3, payments: [{ afterDays: 20, percent: 100, fee: '35.00' }] },
  { contract: 'K-PL-3-PARTS', monthsAgo: 3, payments: [], creditedNet: '350.00' },
  { contract: 'K-PL-1', monthsAgo: 2, payments: [{ afterDays: 18, percent: 50 }] },
  { contract: 'K-PL-3', monthsAgo: 2, payments: [] },
];

export const UNKNOWN_PAYMENTS: readonly UnknownPayment[] = [
  {
    hub: 'WAW',
    currency: 'PLN',
    amount: '2150.00',
    daysAgo: 4,
    payerName: 'Handel Przyklad Sp. z o.o. (fikcyjna)',
    reference: 'zaplata za uslugi',
  },
];

/** Amounts of a payment for a document, as decimals. */
export interface PaidAmounts {
  /** Received amount. */
  readonly received: string;
  /** Part that is allocated to the document. */
  readonly used: string;
  readonly fee: string | null;
  readonly withheld: string | null;
}

/**
 * Calculates the amounts of a payment for a document. A fee reduces the received amount; an extra amount is unapplied.
 * @param total the document's total, a decimal
 */
export function amountsOf(
  { percent, extra, fee, withheldPercent }: DemoPayment,
  total: string,
  currency: string,
): PaidAmounts {
  const whole = toMinor(total, currency);
  const share = (of: number): bigint => (whole * BigInt(of)) / 100n;
  const feeMinor = fee === undefined ? 0n : toMinor(fee, currency);
  const withheldMinor = withheldPercent === undefined ? 0n : share(withheldPercent);
  const isWhole = percent + (withheldPercent ?? 0) === 100;
  const usedMinor = isWhole ? whole - withheldMinor - feeMinor : share(percent) - feeMinor;
  const extraMinor = extra === undefined ? 0n : toMinor(extra, currency);
  const orNull = (minor: bigint): string | null => (minor === 0n ? null : fromMinor(minor, currency));
  return {
    received: fromMinor(usedMinor + extraMinor, currency),
    used: fromMinor(usedMinor, currency),
    fee: orNull(feeMinor),
    withheld: orNull(withheldMinor),
  };
}
