import { type BillingMonths, billingMonthOf } from '#contracts/domain';
import { type DraftLine, placeKey } from '../line/draft-line.js';

/** What of charges decides to which month an amount belongs. */
export interface CountingCharge {
  readonly key: string;
  readonly countsBy: 'month' | 'year';
  readonly pricing: { readonly model: string };
}

/** Whether a charge's counter goes on from month to month: what one month used changes what another one comes to. */
export function goesOn({ countsBy, pricing }: CountingCharge): boolean {
  return countsBy === 'year' && pricing.model !== 'flat';
}

/**
 * The month (`YYYY-MM`) that answers for an amount: the one whose part it is; of what belongs to a year's counter as a whole, the last
 * one that was issued.
 * @param billedOn the month of the document that says it, or of the one that it corrects; for what no charge prices
 * @param months by which the contract bills
 * @param lastOf the last issued month of a counter that goes on
 */
export function homeMonth(
  { place }: Pick<DraftLine, 'place'>,
  billedOn: string,
  months: BillingMonths,
  yearly: ReadonlySet<string>,
  lastOf: (counterFrom: string) => string,
): string {
  if (place === null) return billedOn;
  if (place.partFrom !== null) return billingMonthOf(place.partFrom, months);
  return yearly.has(place.chargeKey) ? lastOf(place.counterFrom) : billingMonthOf(place.counterFrom, months);
}

/** The names of issued months from that of a day up to a day that is not included, in the order of `issued`. */
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

/** The same text for the same charge's place, or the same delivery; null of a line that nothing is known by. */
export function keyOfLine({
  place,
  kitDeliveryId,
}: Pick<DraftLine, 'place' | 'kitDeliveryId'>): string | null {
  if (place !== null) return placeKey(place);
  return kitDeliveryId === null ? null : JSON.stringify(['delivery', kitDeliveryId]);
}
