import fc from 'fast-check';
import { buildOpenItem, buildPayment, pln } from '../../../../test/receivables.js';
import {
  emptyEntry,
  fillOldestFirst,
  isExactFor,
  leftOf,
  openAfter,
  orderByFit,
  proposeAmount,
  toAllocations,
} from './allocate-values.js';

const item = (number: string, open: string, dueOn = '2026-10-24') =>
  buildOpenItem({ documentId: number, number, open: pln(open), dueOn });
const entry = (documentId: string, change: Partial<ReturnType<typeof emptyEntry>> = {}) => ({
  ...emptyEntry(documentId),
  ...change,
});

describe('the order of open documents for a payment', () => {
  it('is exact and quoted, exact, quoted, then by due date', () => {
    const items = [
      item('PL-1', '10.00', '2026-11-02'),
      item('PL-2', '10.00', '2026-11-01'),
      item('PL-3', '10.00', '2026-11-03'),
      item('PL-4', '1500.00'),
      item('PL-5', '1500.00'),
    ];
    const payment = buildPayment({ reference: 'invoices pl/5 and PL 3' });
    expect(orderByFit(items, payment).map(({ number }) => number)).toEqual([
      'PL-5',
      'PL-4',
      'PL-3',
      'PL-2',
      'PL-1',
    ]);
  });

  it('does not call an equal amount in another currency exact', () => {
    expect(isExactFor(buildOpenItem({ open: { amount: '1500.00', currency: 'EUR' } }), buildPayment())).toBe(
      false,
    );
  });
});

describe('the proposed amount', () => {
  it.each([
    ['the open amount', '1000.00', {}, 150_000n, '1000.00'],
    ['what is left of the payment', '1000.00', {}, 30_000n, '300.00'],
    ['the open amount less deductions', '1000.00', { discount: '20.00', fee: '5.5' }, 150_000n, '974.50'],
    ['nothing without money', '1000.00', {}, 0n, ''],
    ['nothing if deductions settle the document', '20.00', { withheld: '20.00' }, 150_000n, ''],
  ])('is %s', (_what, open, deductions, left, expected) => {
    expect(proposeAmount(item('PL-1', open), entry('PL-1', deductions), buildPayment(), left)).toBe(expected);
  });

  it('is all that is open in another currency than the payment’s', () => {
    const foreign = buildOpenItem({ open: { amount: '80.00', currency: 'EUR' } });
    expect(proposeAmount(foreign, entry('in-1'), buildPayment(), 100n)).toBe('80.00');
  });
});

describe('what is left', () => {
  const items = new Map([
    ['PL-1', item('PL-1', '1000.00')],
    ['EU-1', buildOpenItem({ documentId: 'EU-1', open: { amount: '80.00', currency: 'EUR' } })],
  ]);

  it('of a payment counts amounts, and for other currencies what is used of the payment', () => {
    const entries = [
      entry('PL-1', { amount: '1000.00', discount: '20.00' }),
      entry('EU-1', { amount: '80.00', paymentAmount: '344.10' }),
    ];
    expect(leftOf(buildPayment(), entries, items)).toBe(15_590n);
  });

  it('of a payment ignores what cannot be read', () => {
    expect(leftOf(buildPayment(), [entry('PL-1', { amount: '12,x' })], items)).toBe(150_000n);
  });

  it('of a document counts deductions', () => {
    expect(openAfter(items.get('PL-1')!, entry('PL-1', { amount: '900', withheld: '50.05' }))).toBe(4_995n);
  });

  it('is never negative after proposed amounts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300_000 }), { maxLength: 8 }), (opens) => {
        const known = new Map(
          opens.map((open, index) => [String(index), item(String(index), (open / 100).toFixed(2))]),
        );
        const entries: ReturnType<typeof emptyEntry>[] = [];
        for (const [id, one] of known) {
          const left = leftOf(buildPayment(), entries, known);
          entries.push(entry(id, { amount: proposeAmount(one, entry(id), buildPayment(), left) }));
        }
        expect(leftOf(buildPayment(), entries, known)).toBeGreaterThanOrEqual(0n);
        for (const one of entries)
          expect(openAfter(known.get(one.documentId)!, one)).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});

describe('the oldest documents first', () => {
  it('are paid until nothing is left, without credit notes and other currencies', () => {
    const items = [
      item('PL-3', '900.00', '2026-11-01'),
      item('PL-2', '1000.00', '2026-10-02'),
      item('PL-1', '400.00', '2026-09-02'),
      item('CN-1', '-50.00', '2026-08-01'),
      buildOpenItem({ documentId: 'EU-1', dueOn: '2026-01-01', open: { amount: '80.00', currency: 'EUR' } }),
      item('PL-4', '900.00', '2026-12-01'),
    ];
    const found = fillOldestFirst(items, buildPayment());
    expect(found.map(({ documentId, amount }) => [documentId, amount])).toEqual([
      ['PL-1', '400.00'],
      ['PL-2', '1000.00'],
      ['PL-3', '100.00'],
    ]);
  });
});

describe('the body of the request', () => {
  it('has null for empty deductions', () => {
    expect(toAllocations([entry('PL-1', { amount: '5.00', fee: '1.00' })])).toEqual([
      {
        documentId: 'PL-1',
        amount: '5.00',
        discount: null,
        withheld: null,
        fee: '1.00',
        paymentAmount: null,
      },
    ]);
  });
});
