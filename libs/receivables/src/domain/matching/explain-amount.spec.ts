import { fitForeign, fitSeveral, type PaidAmount } from './explain-amount.js';
import { prepareItem } from './indexed-item.js';
import type { OpenItem } from './open-item.js';
import { fromUnits, toUnits } from './units.js';

function itemOf(id: string, openAmount: string, change: Partial<OpenItem> = {}): OpenItem {
  return {
    id,
    number: id,
    creditorReference: null,
    numericReference: null,
    ksefNumber: null,
    virtualAccount: null,
    customerId: 'A',
    customerName: null,
    payerAccounts: [],
    currency: 'EUR',
    openAmount,
    dueOn: '2026-11-30',
    discount: null,
    withholdingPercent: null,
    withholdingBase: null,
    ...change,
  };
}

const paidOf = (paid: string, charges = '0'): PaidAmount => ({
  paid: toUnits(paid),
  currency: 'EUR',
  date: '2026-11-10',
  charges: toUnits(charges),
  maxFee: () => toUnits('5'),
});

const until = (day: string): OpenItem['discount'] => ({ amount: '20', until: day });

/** Expects the settled amounts of each item, such as `980 discount 20`. */
function explained(items: readonly OpenItem[], line: PaidAmount): unknown {
  const fit = fitSeveral(items.map(prepareItem), line);
  if (!fit) return null;
  const parts = fit.allocations.map(({ amount, discount, withheld, fee }) =>
    [
      amount,
      ...Object.entries({ discount, withheld, fee }).flatMap(([name, part]) => (part ? [name, part] : [])),
    ].join(' '),
  );
  return [parts, fromUnits(fit.unapplied, 'EUR'), fit.isExact];
}

describe('a payment of several items', () => {
  const discounted = itemOf('D', '1000', { discount: until('2026-11-10') });
  const late = itemOf('L', '1000', { discount: until('2026-11-09') });
  const withholding = itemOf('W', '500', { withholdingPercent: '10', withholdingBase: '400' });
  const plain = itemOf('P', '300');

  it.each<[string, readonly OpenItem[], PaidAmount, unknown]>([
    ['exactly', [discounted, plain], paidOf('1300'), [['1000.00', '300.00'], '0.00', true]],
    ['with a surplus', [discounted, plain], paidOf('1301'), [['1000.00', '300.00'], '1.00', false]],
    [
      'less a discount until its last day',
      [discounted, plain],
      paidOf('1280'),
      [['980.00 discount 20.00', '300.00'], '0.00', true],
    ],
    ['less a discount that has ended', [late, plain], paidOf('1280'), null],
    [
      'less withheld tax on the net amount',
      [withholding, plain],
      paidOf('760'),
      [['460.00 withheld 40.00', '300.00'], '0.00', true],
    ],
    [
      'less the charges that the bank states, taken from the last item',
      [discounted, plain],
      paidOf('1288', '12'),
      [['1000.00', '288.00 fee 12.00'], '0.00', true],
    ],
    [
      'less the largest possible fee',
      [discounted, plain],
      paidOf('1295'),
      [['1000.00', '295.00 fee 5.00'], '0.00', false],
    ],
    ['less more than a fee', [discounted, plain], paidOf('1294.99'), null],
    ['less stated charges that exceed the last item', [discounted, plain], paidOf('1000', '300'), null],
  ])('is explained %s', (_, items, line, expected) => {
    expect(explained(items, line)).toEqual(expected);
  });
});

describe('withheld tax', () => {
  it.each([
    ['EUR', '100.60', null, ['98.08', '98.09']],
    ['EUR', '100.55', null, ['98.04']],
    ['EUR', '100.00', '50.00', ['98.75']],
    // In Indonesia and India, the tax is also rounded to whole units.
    ['IDR', '100.60', null, ['98.08', '98.09', '97.60', '98.60']],
    ['EUR', '0.10', null, []],
  ])('of 2.5 %% in %s on %s (base %s) leaves %s', (currency, open, base, expected) => {
    const { afterWithholding } = prepareItem(
      itemOf('W', open, { currency, withholdingPercent: '2.5', withholdingBase: base }),
    );
    expect([...afterWithholding].map((left) => fromUnits(left, 'EUR')).sort()).toEqual([...expected].sort());
  });
});

describe('a payment in another currency', () => {
  it.each([
    [{ amount: '300.00', currency: 'EUR' }, 0.9],
    [{ amount: '300.01', currency: 'EUR' }, 0.2],
    [{ amount: '300.00', currency: 'USD' }, 0.2],
    [null, 0.2],
  ])('of %o weighs %d', (original, weight) => {
    expect(fitForeign(prepareItem(itemOf('P', '300')), original)).toMatchObject({ weight, isExact: false });
  });
});
