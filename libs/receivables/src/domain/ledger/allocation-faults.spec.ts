import {
  type AllocatableItem,
  type AllocatablePayment,
  findAllocationFaults,
  type RequestedAllocation,
} from './allocation-faults.js';

const PAYMENT: AllocatablePayment = {
  legalEntityId: 'DE',
  customerId: null,
  currency: 'EUR',
  unappliedMinor: 10_000n,
};
const item = (id: string, over: Partial<AllocatableItem> = {}): AllocatableItem => ({
  id,
  legalEntityId: 'DE',
  customerId: 'Nordwerk',
  currency: 'EUR',
  openMinor: 6_000n,
  hasWriteOff: false,
  ...over,
});
const ITEMS = new Map(
  [
    item('A'),
    item('B'),
    item('other customer', { customerId: 'Kopalnia' }),
    item('other seller', { legalEntityId: 'PL' }),
    item('paid', { openMinor: 0n }),
    item('written off', { openMinor: 0n, hasWriteOff: true }),
    item('credit note', { openMinor: -500n }),
    item('USD', { currency: 'USD' }),
  ].map((one) => [one.id, one]),
);
const ask = (documentId: string, amountMinor: bigint, over: Partial<RequestedAllocation> = {}) => ({
  documentId,
  amountMinor,
  discountMinor: 0n,
  withheldMinor: 0n,
  feeMinor: 0n,
  paymentMinor: amountMinor,
  ...over,
});
const faultsOf = (requested: readonly RequestedAllocation[], over: Partial<AllocatablePayment> = {}) =>
  findAllocationFaults({ ...PAYMENT, ...over }, ITEMS, requested).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('findAllocationFaults', () => {
  it.each([
    ['one document in full', [ask('A', 6_000n)]],
    ['two documents of one customer', [ask('A', 6_000n), ask('B', 4_000n)]],
    ['a document in two parts', [ask('A', 1_000n), ask('A', 5_000n)]],
    ['a document with deductions', [ask('A', 5_700n, { discountMinor: 200n, feeMinor: 100n })]],
    ['a document in another currency', [ask('USD', 6_000n, { paymentMinor: 5_500n })]],
  ])('accepts %s', (_, requested) => {
    expect(faultsOf(requested)).toEqual([]);
  });

  it.each([
    ['an unknown document', [ask('X', 1n)], ['/allocations/0/documentId receivables.item_not_found']],
    [
      'documents of two customers',
      [ask('A', 1n), ask('other customer', 1n)],
      ['/allocations/1/documentId receivables.item_of_other_customer'],
    ],
    [
      'a document of another legal entity',
      [ask('other seller', 1n)],
      ['/allocations/0/documentId receivables.item_of_other_seller'],
    ],
    ['a paid document', [ask('paid', 1n)], ['/allocations/0/documentId receivables.item_not_open']],
    [
      'a written-off document',
      [ask('written off', 1n)],
      ['/allocations/0/documentId receivables.item_written_off'],
    ],
    ['a credit note', [ask('credit note', 1n)], ['/allocations/0/documentId receivables.item_not_open']],
    ['no amount', [ask('A', 0n)], ['/allocations/0/amount receivables.amount_not_positive']],
    ['more than is open', [ask('A', 6_001n)], ['/allocations/0/amount receivables.exceeds_open']],
    [
      'more than is open with deductions',
      [ask('A', 5_900n, { withheldMinor: 101n })],
      ['/allocations/0/amount receivables.exceeds_open'],
    ],
    [
      'more than is open in two parts',
      [ask('A', 6_000n), ask('A', 1n)],
      ['/allocations/1/amount receivables.exceeds_open'],
    ],
    [
      'more than is unapplied',
      [ask('A', 6_000n), ask('B', 4_001n)],
      ['/allocations/1/amount receivables.exceeds_payment'],
    ],
    [
      'two amounts in one currency',
      [ask('A', 10n, { paymentMinor: 11n })],
      ['/allocations/0/paymentAmount receivables.payment_amount_differs'],
    ],
  ])('rejects %s', (_, requested, faults) => {
    expect(faultsOf(requested)).toEqual(faults);
  });

  it('rejects documents of others than the customer of the payment', () => {
    expect(faultsOf([ask('A', 1n)], { customerId: 'Kopalnia' })).toEqual([
      '/allocations/0/documentId receivables.item_of_other_customer',
    ]);
  });
});
