/** How a correction reaches whoever pays: as lines on the next invoice, or as a document of its own that is tied to the original. */
export type CorrectionForm = 'line' | 'document';

/**
 * Sellers' countries in which what lowers an issued invoice is a document tied to it
 * (docs/rules/invoicing.md#late-data-and-corrections).
 */
const LOWERED_BY_DOCUMENT: ReadonlySet<string> = new Set(['PL', 'MX', 'ID']);

export interface CorrectionFacts {
  /** The seller's, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The contract's: `billing.corrections` may say `document`. */
  readonly terms: object;
  readonly totalMinor: bigint;
  /** Whether the contract has a month to come that is not issued yet. */
  readonly hasNext: boolean;
}

/**
 * In which form a month is corrected: as the contract's terms say (`billing.corrections`), else on the next invoice. Downward it is a
 * document wherever the seller's country wants one, and where nothing follows there is no other way.
 */
export function formOfCorrection({ country, terms, totalMinor, hasNext }: CorrectionFacts): CorrectionForm {
  if (!hasNext || (totalMinor < 0n && LOWERED_BY_DOCUMENT.has(country))) return 'document';
  return agreedForm(terms);
}

/** What a contract's terms say about it: `billing.corrections` may say `document`. */
export function agreedForm(terms: object): CorrectionForm {
  const { billing } = terms as { readonly billing?: { readonly corrections?: unknown } | null };
  return billing?.corrections === 'document' ? 'document' : 'line';
}
