import fc from 'fast-check';
import { chargeableStep, fromStripeAmount, STRIPE_CURRENCIES, toStripeAmount } from './stripe-amounts.js';

describe('an amount for Stripe', () => {
  it.each([
    ['EUR', 1234n, 1234n, 'two decimals'],
    ['IDR', 1_500_000_00n, 1_500_000_00n, 'two decimals, although nobody uses them'],
    ['HUF', 12_345n, 12_345n, 'two decimals, whole units only in payouts'],
    ['TWD', 12_345n, 12_345n, 'two decimals, whole units only in payouts'],
    ['JPY', 500n, 500n, 'no decimals'],
    ['CLP', 990n, 990n, 'no decimals'],
    ['ISK', 5n, 500n, 'no decimals in ISO 4217, two zeros at Stripe'],
    ['UGX', 7n, 700n, 'no decimals in ISO 4217, two zeros at Stripe'],
    ['MGA', 1200n, 12n, 'two decimals in ISO 4217, none at Stripe'],
    ['KWD', 5120n, 5120n, 'three decimals, the last one zero'],
    ['EUR', 0n, 0n, 'zero'],
    ['EUR', -250n, -250n, 'negative, as in a balance'],
  ])('%s %d is %d (%s)', (currency, minor, amount) => {
    expect(toStripeAmount({ minor, currency })).toBe(amount);
    expect(fromStripeAmount(amount, currency.toLowerCase())).toEqual({ minor, currency });
  });

  it.each([
    ['KWD', 5124n, '10'],
    ['BHD', 1n, '10'],
    ['MGA', 1250n, '100'],
  ])('%s %d is refused, because it is no multiple of %s', (currency, minor, step) => {
    expect(() => toStripeAmount({ minor, currency })).toThrow(
      expect.objectContaining({ code: 'payments.amount_not_chargeable', params: { currency, step } }),
    );
  });

  it.each(['IQD', 'CLF', 'XAU', 'eur', ''])('in %s is refused', (currency) => {
    expect(() => toStripeAmount({ minor: 100n, currency })).toThrow(
      expect.objectContaining({ code: 'payments.currency_not_supported' }),
    );
  });

  it('from Stripe with decimals that the currency lacks is refused', () => {
    expect(() => fromStripeAmount(550n, 'isk')).toThrow(
      expect.objectContaining({ code: 'payments.amount_not_chargeable' }),
    );
  });

  it('survives the way to Stripe and back in every currency', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STRIPE_CURRENCIES),
        fc.bigInt(-(10n ** 14n), 10n ** 14n),
        (currency, count) => {
          const money = { minor: count * chargeableStep(currency), currency };
          const amount = toStripeAmount(money);
          expect(fromStripeAmount(amount, currency.toLowerCase())).toEqual(money);
        },
      ),
    );
  });

  it('is refused exactly if it is no multiple of the step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STRIPE_CURRENCIES), fc.bigInt(0n, 100_000n), (currency, minor) => {
        const convert = () => toStripeAmount({ minor, currency });
        if (minor % chargeableStep(currency) === 0n) expect(convert).not.toThrow();
        else expect(convert).toThrow();
      }),
    );
  });
});
