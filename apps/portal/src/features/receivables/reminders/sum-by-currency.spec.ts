import { sumByCurrency } from './sum-by-currency.js';

it('amounts are summed by currency', () => {
  expect(
    sumByCurrency([
      { amount: '1.10', currency: 'EUR' },
      { amount: '5', currency: 'JPY' },
      { amount: '2.20', currency: 'EUR' },
    ]),
  ).toEqual([
    { amount: '3.30', currency: 'EUR' },
    { amount: '5', currency: 'JPY' },
  ]);
});
