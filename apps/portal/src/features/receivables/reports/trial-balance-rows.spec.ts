import type { AccountBalance } from '../../../api/types.js';
import { sumSides } from './trial-balance-rows.js';

const balance = (account: AccountBalance['account'], amount: string): AccountBalance => ({
  account,
  number: null,
  name: null,
  balance: { amount, currency: 'PLN' },
  booksBalance: { amount, currency: 'PLN' },
});

describe('the sides of a trial balance', () => {
  it('are added as positive amounts', () => {
    expect(
      sumSides([
        balance('receivable', '123.00'),
        balance('revenue', '-100.00'),
        balance('tax_payable', '-23.00'),
      ]),
    ).toEqual({
      debit: { amount: '123.00', currency: 'PLN' },
      credit: { amount: '123.00', currency: 'PLN' },
      areEqual: true,
    });
  });

  it('are unequal if the journal is inconsistent', () => {
    expect(sumSides([balance('bank', '0.01')])?.areEqual).toBe(false);
  });

  it('do not exist without accounts', () => {
    expect(sumSides([])).toBeNull();
  });
});
