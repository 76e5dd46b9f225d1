/// <reference types="vitest/globals" />
import { NEW_PAUSE } from '../../contracts/pauses/pause-values.js';
import { NEW_PERFORMANCE } from '../../contracts/performance/performance-values.js';
import { type DraftValues, newDraftValues } from './draft-values.js';
import { hasClause, OPTIONAL_CLAUSES, type OptionalClause, withoutClause } from './optional-clauses.js';

const EMPTY = newDraftValues('UTC');
const AGREED: readonly [OptionalClause, Partial<DraftValues>][] = [
  ['invoiceTerms', { invoiceTerms: { ...EMPTY.invoiceTerms, minimum: { amount: '10', clause: '' } } }],
  ['invoiceTerms', { invoiceTerms: { ...EMPTY.invoiceTerms, payableIncrement: '0.05' } }],
  ['indexClause', { indexClause: { ...EMPTY.indexClause, kind: 'rate' } }],
  ['performance', { performance: [NEW_PERFORMANCE] }],
  ['pauses', { pauses: [NEW_PAUSE] }],
  ['exit', { exit: { ...EMPTY.exit, isAgreed: true } }],
];

describe('clauses that a contract need not have', () => {
  it('are all missing in a new contract', () => {
    expect(OPTIONAL_CLAUSES.filter((clause) => hasClause(EMPTY, clause))).toEqual([]);
  });

  it.each(AGREED)('%s is there once something is agreed, and can be removed', (clause, agreed) => {
    const values = { ...EMPTY, ...agreed };
    expect(OPTIONAL_CLAUSES.filter((one) => hasClause(values, one))).toEqual([clause]);
    expect(hasClause(withoutClause(values, clause), clause)).toBe(false);
  });
});
