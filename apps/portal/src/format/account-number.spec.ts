import { formatAccountNumber } from './account-number.js';

describe('an account number', () => {
  it.each([
    ['PL61109010140000071219812874', 'PL61 1090 1014 0000 0712 1981 2874'],
    ['BE68539007547034', 'BE68 5390 0754 7034'],
    ['000-000-0000017', '000-000-0000017'],
    ['032180000118359719', '032180000118359719'],
  ])('%s is shown as %s', (account, shown) => {
    expect(formatAccountNumber(account)).toBe(shown);
  });
});
