/**
 * Form in which a correction is billed: as lines on the next invoice, or as a separate document linked to the original.
 */
export type CorrectionForm = 'line' | 'document';

/**
 * Countries of sellers in which an issued invoice can only be reduced by a document linked to it
 * (docs/rules/invoicing.md#late-data-and-corrections).
 */
const DOCUMENT_REQUIRED_COUNTRIES: ReadonlySet<string> = new Set(['PL', 'MX', 'ID']);

export interface CorrectionFacts {
  /** Country of the seller, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Terms of the contract. They can set `billing.corrections` to `document`. */
  readonly terms: object;
  readonly totalMinor: bigint;
  /** True if the contract has a later month that is not issued yet. */
  readonly hasNext: boolean;
}

/**
 * Determines the form of a month's correction: as agreed in the contract's terms (`billing.corrections`) or, without
 * an agreement, lines on the next invoice. A negative correction is a separate document if the seller's country
 * requires it, and every correction is a separate document if no later month follows.
 */
export function correctionFormOf({ country, terms, totalMinor, hasNext }: CorrectionFacts): CorrectionForm {
  if (!hasNext || (totalMinor < 0n && DOCUMENT_REQUIRED_COUNTRIES.has(country))) return 'document';
  return agreedForm(terms);
}

/** Returns the form in a contract's terms, which can set `billing.corrections` to `document`. */
export function agreedForm(terms: object): CorrectionForm {
  const { billing } = terms as { readonly billing?: { readonly corrections?: unknown } | null };
  return billing?.corrections === 'document' ? 'document' : 'line';
}
