import {
  isAmountOf,
  type NewAllocation,
  toRequestedAllocations,
  toRequestedAmount,
} from './requested-amounts.js';

const CURRENCIES = new Map([
  ['euro', 'EUR'],
  ['yen', 'JPY'],
]);
const ask = (over: Partial<NewAllocation> = {}): NewAllocation => ({
  documentId: 'euro',
  amount: '10.50',
  discount: null,
  withheld: null,
  fee: null,
  paymentAmount: null,
  ...over,
});
const convert = (requested: readonly NewAllocation[], currency = 'EUR') =>
  toRequestedAllocations(requested, currency, (id) => CURRENCIES.get(id));

it.each([
  ['10', 'JPY', true],
  ['10.5', 'JPY', false],
  ['10.50', 'EUR', true],
  ['10.505', 'EUR', false],
])('%s is an amount of %s: %s', (amount, currency, expected) => {
  expect(isAmountOf(amount, currency)).toBe(expected);
});

describe('toRequestedAmount', () => {
  const ABOVE = { pointer: '/amount', code: 'above' };
  const convertOne = (amount: string | null) =>
    toRequestedAmount(amount, 1_000n, 'EUR', (minor) => (minor > 1_000n ? ABOVE : undefined));

  it.each([
    ['everything', null, 1_000n],
    ['a part', '9.99', 999n],
  ])('converts %s', (_, amount, amountMinor) => {
    expect(convertOne(amount)).toEqual({ amountMinor, faults: [] });
  });

  it('returns the fault of the largest amount', () => {
    const fault = { pointer: '/documentId', code: 'closed' };
    expect(toRequestedAmount(null, 0n, 'EUR', () => fault).faults).toEqual([fault]);
  });

  it.each([
    ['the fault of the amount', '10.01', ABOVE],
    [
      'the fault of its decimals alone',
      '10.011',
      { pointer: '/amount', code: 'receivables.amount_decimals', params: { currency: 'EUR' } },
    ],
  ])('returns %s', (_, amount, fault) => {
    expect(convertOne(amount).faults).toEqual([fault]);
  });
});

describe('toRequestedAllocations', () => {
  it('uses the amount itself of a payment in the same currency', () => {
    expect(convert([ask({ discount: '0.20', withheld: '1.00', fee: '0.05' })])).toEqual({
      faults: [],
      allocations: [
        {
          documentId: 'euro',
          amountMinor: 1_050n,
          discountMinor: 20n,
          withheldMinor: 100n,
          feeMinor: 5n,
          paymentMinor: 1_050n,
        },
      ],
    });
  });

  it('takes each amount in its own currency', () => {
    const { allocations, faults } = convert([
      ask({ documentId: 'yen', amount: '1600', paymentAmount: '9.99' }),
    ]);
    expect(faults).toEqual([]);
    expect(allocations).toMatchObject([{ amountMinor: 1_600n, paymentMinor: 999n }]);
  });

  it('requires the used part of a payment in another currency', () => {
    expect(convert([ask(), ask({ documentId: 'yen', amount: '1600' })]).faults).toEqual([
      {
        pointer: '/allocations/1/paymentAmount',
        code: 'receivables.payment_amount_missing',
        params: { currency: 'EUR' },
      },
    ]);
  });

  it('names each amount with too many decimals', () => {
    const { faults } = convert([
      ask({ amount: '1.001', fee: '0.001' }),
      ask({ documentId: 'yen', amount: '1600', paymentAmount: '9.999' }),
    ]);
    expect(faults.map(({ pointer, code, params }) => [pointer, code, params])).toEqual([
      ['/allocations/0/amount', 'receivables.amount_decimals', { currency: 'EUR' }],
      ['/allocations/0/fee', 'receivables.amount_decimals', { currency: 'EUR' }],
      ['/allocations/1/paymentAmount', 'receivables.amount_decimals', { currency: 'EUR' }],
    ]);
  });

  it('leaves an unknown document to the rules of allocations', () => {
    expect(convert([ask({ documentId: 'unknown' })]).faults).toEqual([]);
  });
});
