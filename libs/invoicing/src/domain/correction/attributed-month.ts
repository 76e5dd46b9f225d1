import { type BillingMonths, billingMonthOf } from '#contracts/domain';
import { type DraftLine, serializeLineKey } from '../line/draft-line.js';

/** The fields of a charge that determine to which month an amount belongs. */
export interface CountingCharge {
  readonly key: string;
  readonly countsBy: 'month' | 'year';
  readonly pricing: { readonly model: string };
}

/**
 * Returns true when a charge is rated by contract year, so that one month's usage changes the amounts of other months.
 */
export function countsAcrossMonths({ countsBy, pricing }: CountingCharge): boolean {
  return countsBy === 'year' && pricing.model !== 'flat';
}

/**
 * Returns the month (`YYYY-MM`) to which an amount is attributed: the month of its part. An amount of a whole rated
 * period is attributed to the month in which the period starts or, for a charge in `yearly`, to the last issued month.
 * @param billedOn the month of the document with the amount, or of the document that it corrects; used if no charge
 *   prices the amount
 * @param months the contract's billing months
 * @param lastIssuedMonthOf returns the last issued month of a continuing rated period
 */
export function attributedMonth(
  { place }: Pick<DraftLine, 'place'>,
  billedOn: string,
  months: BillingMonths,
  yearly: ReadonlySet<string>,
  lastIssuedMonthOf: (counterFrom: string) => string,
): string {
  if (place === null) return billedOn;
  if (place.partFrom !== null) return billingMonthOf(place.partFrom, months);
  return yearly.has(place.chargeKey)
    ? lastIssuedMonthOf(place.counterFrom)
    : billingMonthOf(place.counterFrom, months);
}

/**
 * Returns the issued months that begin between the month of a day (inclusive) and another day (exclusive), in the
 * order of `issued`.
 */
export function issuedBetween(
  issued: readonly { readonly periodFrom: string }[],
  months: BillingMonths,
  from: string,
  end: string | null,
): string[] {
  const first = billingMonthOf(from, months);
  return issued
    .filter(({ periodFrom }) => end === null || periodFrom < end)
    .map(({ periodFrom }) => billingMonthOf(periodFrom, months))
    .filter((month) => month >= first);
}

/** Returns a string that is the same for the same line key or delivery; null if the line has neither. */
export function billingKeyOf({
  place,
  kitDeliveryId,
}: Pick<DraftLine, 'place' | 'kitDeliveryId'>): string | null {
  if (place !== null) return serializeLineKey(place);
  return kitDeliveryId === null ? null : JSON.stringify(['delivery', kitDeliveryId]);
}
