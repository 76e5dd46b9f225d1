import fc from 'fast-check';
import { buildOpenItem, buildSuggested, buildSuggestion } from '../../../../test/payment.js';
import { toAllocations } from '../../receivables/allocate/allocate-values.js';
import { allocationsOfSuggestion, canSend, restOf, rowOf, rowsOf, stillOpen } from './draft-rows.js';

const pln = (amount: string) => ({ unapplied: { amount, currency: 'PLN' } });
const item = (open: string, currency = 'PLN') => buildOpenItem({ open: { amount: open, currency } });

describe('a chosen document', () => {
  it.each([
    ['100.00', '250.00', '100.00'],
    ['100.00', '40.50', '40.50'],
    ['100.00', '0', ''],
  ])('with %s open gets of %s: %s', (open, rest, amount) => {
    expect(rowOf(item(open), pln(rest), [])).toMatchObject({ amount, paymentAmount: '' });
  });

  it('in another currency asks what is used of the payment', () => {
    const row = rowOf(item('100.00', 'EUR'), pln('431.20'), []);
    expect(row).toMatchObject({ amount: '100.00', paymentAmount: '431.20' });
    expect(restOf([row], pln('500.00'))).toBe(6880n);
    expect(canSend([{ ...row, paymentAmount: '' }], pln('500.00'))).toBe(false);
    expect(toAllocations([row])[0]?.paymentAmount).toBe('431.20');
  });
});

describe('the division of a payment', () => {
  const row = rowOf(item('100.00'), pln('90.00'), []);

  it.each([
    ['as offered', {}, true],
    ['with a fee that closes the document', { fee: '10.00' }, true],
    ['with more than is open', { fee: '10.01' }, false],
    ['with more than the payment', { amount: '90.01' }, false],
    ['without an amount', { amount: '' }, false],
    ['with a number that cannot be read', { amount: '9,,0' }, false],
    ['with a negative deduction', { discount: '-1' }, false],
  ])('can be sent %s: %j', (_, change, isReady) => {
    expect(canSend([{ ...row, ...change }], pln('90.00'))).toBe(isReady);
  });

  it('needs a document', () => {
    expect(canSend([], pln('90.00'))).toBe(false);
  });

  it('is sent without empty deductions', () => {
    expect(toAllocations([{ ...row, withheld: '2.5' }])).toEqual([
      {
        ...{ documentId: 'd-1', amount: '90.00', discount: null, withheld: '2.5', fee: null },
        paymentAmount: null,
      },
    ]);
  });

  it('begins with the amounts of a suggestion, and sends the same', () => {
    const suggestion = buildSuggestion({
      documents: [buildSuggested({ amount: '95.00', fee: '5.00' }), buildSuggested({ documentId: 'd-2' })],
    });
    const rows = rowsOf(suggestion);
    expect(toAllocations(rows)).toEqual(allocationsOfSuggestion(suggestion));
    expect(restOf(rows, pln('195.00'))).toBe(0n);
  });

  it('adds up exactly for all amounts', () => {
    const minor = (amount: string): bigint => BigInt(amount.replace('.', ''));
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((minor) => (minor / 100).toFixed(2));
    fc.assert(
      fc.property(cents, cents, cents, cents, cents, (open, amount, discount, withheld, fee) => {
        const row = { ...rowOf(item(open), pln(open), []), amount, discount, withheld, fee };
        const sum = [amount, discount, withheld, fee].reduce((total, part) => total + minor(part), 0n);
        expect(sum + stillOpen(row)).toBe(minor(open));
      }),
    );
  });
});
