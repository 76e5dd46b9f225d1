import { offeredMethods } from './offered-methods.js';

describe('the methods that a payer is offered', () => {
  it.each([
    [[], ['card']],
    [['PLN'], ['card']],
    [['EUR'], ['card', 'sepa_debit']],
    [
      ['USD', 'PLN', 'EUR'],
      ['card', 'sepa_debit', 'us_bank_account'],
    ],
    [['GBP'], ['card', 'bacs_debit']],
    [['AUD'], ['card', 'au_becs_debit']],
    [['CAD'], ['card', 'acss_debit']],
  ])('in %j are %j', (currencies, expected) => {
    expect(offeredMethods(currencies)).toEqual(expected);
  });
});
