import type { Proposal } from '../matching/proposal.js';
import { isStillPossible, toAllocations, toSuggestion, toSuggestions } from './suggestion.js';

const currencyOf = (documentId: string): string => (documentId.startsWith('usd') ? 'USD' : 'EUR');
const LINE = { amount: '100.00', currency: 'EUR' };
const allocation = (itemId: string, amount: string, over = {}) => ({
  itemId,
  amount,
  discount: null,
  withheld: null,
  fee: null,
  ...over,
});
const proposal = (allocations: Proposal['allocations'], unapplied = '0.00'): Proposal => ({
  customerId: 'Nordwerk',
  allocations,
  unapplied,
  reasons: ['exact_amount'],
  score: 1,
});

describe('toSuggestion', () => {
  it('uses the same amount of the payment in one currency', () => {
    const found = toSuggestion(
      proposal([allocation('a', '60.00'), allocation('b', '40.00')]),
      LINE,
      currencyOf,
    );
    expect(found).toEqual({
      customerId: 'Nordwerk',
      allocations: [
        { ...allocation('a', '60.00'), paymentAmount: null },
        { ...allocation('b', '40.00'), paymentAmount: null },
      ],
      reasons: ['exact_amount'],
    });
  });

  it('states what is used of a payment in another currency', () => {
    const found = toSuggestion(proposal([allocation('usd1', '108.00')], '1.50'), LINE, currencyOf);
    expect(found!.allocations[0]!.paymentAmount).toBe('98.5');
  });

  it('leaves the division among documents in other currencies to a person', () => {
    const several = proposal([allocation('usd1', '50.00'), allocation('usd2', '58.00')]);
    expect(toSuggestion(several, LINE, currencyOf)).toBeNull();
    expect(toSuggestions([several, proposal([allocation('a', '1.00')])], LINE, currencyOf)).toHaveLength(1);
  });

  it('keeps the five best', () => {
    const many = Array.from({ length: 9 }, (_, index) => proposal([allocation(`d${index}`, '1.00')]));
    expect(toSuggestions(many, LINE, currencyOf).map(({ allocations }) => allocations[0]!.itemId)).toEqual([
      'd0',
      'd1',
      'd2',
      'd3',
      'd4',
    ]);
  });
});

describe('toAllocations', () => {
  it('converts each amount in its own currency', () => {
    const found = toSuggestion(
      proposal([allocation('usd1', '100.00', { discount: '2.00', withheld: '3.00', fee: '4.00' })], '10.00'),
      LINE,
      currencyOf,
    )!;
    expect(toAllocations(found, 'EUR', currencyOf)).toEqual([
      {
        documentId: 'usd1',
        amountMinor: 10_000n,
        discountMinor: 200n,
        withheldMinor: 300n,
        feeMinor: 400n,
        paymentMinor: 9_000n,
      },
    ]);
  });
});

describe('isStillPossible', () => {
  const payment = { currency: 'EUR', unappliedMinor: 10_000n };
  const items = new Map([
    ['a', { currency: 'EUR', openMinor: 6_000n }],
    ['b', { currency: 'EUR', openMinor: 4_000n }],
    ['usd', { currency: 'USD', openMinor: 5_000n }],
  ]);
  const suggest = (...allocations: readonly ReturnType<typeof allocation>[]) => ({
    customerId: 'Nordwerk',
    reasons: [],
    allocations: allocations.map((one) => ({ paymentAmount: null, ...one })),
  });

  it.each([
    ['all that is open and unapplied', true, [allocation('a', '60.00'), allocation('b', '40.00')]],
    ['more than is open', false, [allocation('a', '60.01')]],
    ['the open amount and a deduction', false, [allocation('a', '60.00', { fee: '0.01' })]],
    ['the open amount after a deduction', true, [allocation('a', '59.00', { discount: '1.00' })]],
    ['a document that is not open', false, [allocation('paid', '1.00')]],
    ['no document', false, []],
    ['another currency', true, [allocation('usd', '50.00', { paymentAmount: '100.00' })]],
    ['more of the payment than is left', false, [allocation('usd', '50.00', { paymentAmount: '100.01' })]],
  ])('checks a use for %s: %s', (_case, expected, allocations) => {
    expect(isStillPossible(suggest(...allocations), payment, items)).toBe(expected);
  });
});
