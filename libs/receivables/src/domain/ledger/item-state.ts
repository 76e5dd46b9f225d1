/**
 * Payment state of a document. A credit note is paid once it is fully used. A document without an open amount is
 * written off if a part larger than a small difference was written off.
 */
export const ITEM_STATES = ['open', 'partly_paid', 'paid', 'written_off'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/**
 * Returns the state of a document from its total and open amount, in minor units.
 * @param isGivenUp whether a part larger than a small difference is written off
 */
export function itemStateOf(totalMinor: bigint, openMinor: bigint, isGivenUp: boolean): ItemState {
  if (openMinor === 0n) return isGivenUp ? 'written_off' : 'paid';
  return openMinor === totalMinor ? 'open' : 'partly_paid';
}

/** The first day overdue of each ageing class, except the class of documents that are not due. */
export const AGEING_STARTS = [1, 31, 61, 91] as const;

/** Classes of an ageing report, by days overdue. */
export const AGEING_CLASSES = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const;
export type AgeingClass = (typeof AGEING_CLASSES)[number];
