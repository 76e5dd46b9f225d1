/** Evidence for a match, or a property of the payment. */
export const MATCH_REASONS = [
  'creditor_reference',
  'ksef_number',
  'document_number',
  'numeric_reference',
  'number_digits',
  'similar_reference',
  'virtual_account',
  'payer_account',
  'learnt_payer',
  'payer_name',
  'other_payer',
  'exact_amount',
  'several_documents',
  'early_discount',
  'tax_withheld',
  'bank_fee',
  'part_payment',
  'overpayment',
  'other_currency',
  'in_advance',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** Reasons why a match is not conclusive. */
export type DoubtReason = 'same_claim' | 'claimed_twice' | 'confusable_number' | 'outgoing' | 'no_evidence';

/** The part of a line that settles an item. Amounts are in the item's currency. */
export interface Allocation {
  readonly itemId: string;
  /** Money received for the item. */
  readonly amount: string;
  /** Early-payment discount. */
  readonly discount: string | null;
  /** Withheld tax; stays open until the slip arrives. */
  readonly withheld: string | null;
  /** Fee that a bank deducted. */
  readonly fee: string | null;
}

/** A way to allocate a line. */
export interface Proposal {
  readonly customerId: string;
  readonly allocations: readonly Allocation[];
  /** Rest of the line for the customer's account, in the currency of the line. */
  readonly unapplied: string;
  readonly reasons: readonly MatchReason[];
  /** Score for comparing the proposals of one line. */
  readonly score: number;
}

export interface LineMatch {
  /** Identity of the line. */
  readonly line: string;
  /** The conclusive match, if there is one. */
  readonly certain: Proposal | null;
  /** Best first; empty if the match is conclusive or there is no evidence. */
  readonly suggestions: readonly Proposal[];
  readonly doubt: DoubtReason | null;
}
