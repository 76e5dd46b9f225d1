import type { DraftValues } from './draft-values.js';
import { newDraftValues } from './draft-values.js';

/** Optional clauses of a contract, in the order of the page. */
export const OPTIONAL_CLAUSES = ['invoiceTerms', 'indexClause', 'performance', 'pauses', 'exit'] as const;
export type OptionalClause = (typeof OPTIONAL_CLAUSES)[number];

/** Returns true if something is agreed in a clause. */
export function hasClause(values: DraftValues, clause: OptionalClause): boolean {
  switch (clause) {
    case 'invoiceTerms': {
      const { minimum, discounts, payableIncrement } = values.invoiceTerms;
      return minimum.amount !== '' || discounts.length > 0 || payableIncrement !== '';
    }
    case 'indexClause':
      return values.indexClause.kind !== 'none';
    case 'performance':
      return values.performance.length > 0;
    case 'pauses':
      return values.pauses.length > 0;
    case 'exit':
      return values.exit.isAgreed;
  }
}

/** Returns the values of a draft without the terms of a clause. */
export function withoutClause(values: DraftValues, clause: OptionalClause): DraftValues {
  const empty = newDraftValues(values.zone);
  return { ...values, [clause]: empty[clause] };
}
