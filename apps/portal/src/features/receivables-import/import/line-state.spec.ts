import { buildStatementLine } from '../../../../test/statement-import.js';
import { lineStateOf } from './line-state.js';

const pln = (amount: string) => ({ amount, currency: 'PLN' });

describe('the state of an imported line', () => {
  it.each([
    ['open', { unapplied: pln('1000.00') }],
    ['part', { unapplied: pln('0.01') }],
    ['matched', { unapplied: pln('0.00') }],
    ['other', { paymentId: null, unapplied: null }],
  ])('is %s for %j', (state, change) => {
    expect(lineStateOf(buildStatementLine(change))).toBe(state);
  });
});
