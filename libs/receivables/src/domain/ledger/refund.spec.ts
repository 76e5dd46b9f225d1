import fc from 'fast-check';
import { type BookedAmount, without } from './booked-amount.js';
import {
  findRefundFault,
  findRefundLimit,
  type PaidAndRefunded,
  postRefund,
  readPayee,
  type RefundableSource,
} from './refund.js';

const sums = (paidMinor: bigint, refundedMinor = 0n): PaidAndRefunded => ({ paidMinor, refundedMinor });
const payment = (leftMinor: bigint, account = sums(0n)): RefundableSource => ({
  kind: 'payment',
  leftMinor,
  account,
});
const creditNote = (
  leftMinor: bigint,
  invoice: PaidAndRefunded | null,
  account = invoice ?? sums(0n),
): RefundableSource => ({ kind: 'credit_note', leftMinor, account, invoice });

describe('findRefundLimit', () => {
  it.each([
    ['everything unapplied of a payment', payment(5_000n), 5_000n],
    ['nothing of a payment that is used', payment(0n), 'nothing_left'],
    ['a payment whose documents were not refunded', payment(5_000n, sums(9_000n, 9_000n)), 5_000n],
    ['a payment without what was refunded already', payment(5_000n, sums(1_000n, 4_000n)), 2_000n],
    ['nothing of a payment that was refunded already', payment(5_000n, sums(0n, 5_000n)), 'already_refunded'],
    ['a credit note of a paid invoice', creditNote(3_000n, sums(10_000n)), 3_000n],
    ['what was paid of the invoice', creditNote(3_000n, sums(2_500n)), 2_500n],
    ['what was paid of the invoice and not refunded', creditNote(3_000n, sums(10_000n, 9_000n)), 1_000n],
    ['nothing of a used credit note', creditNote(0n, sums(10_000n)), 'nothing_left'],
    ['nothing of an invoice', creditNote(-3_000n, sums(10_000n)), 'nothing_left'],
    ['nothing of an unpaid invoice', creditNote(3_000n, sums(0n)), 'nothing_paid'],
    ['nothing if all that was paid is refunded', creditNote(3_000n, sums(10_000n, 10_000n)), 'nothing_paid'],
    [
      'what is left of all documents of the customer',
      creditNote(3_000n, sums(10_000n), sums(10_000n, 9_500n)),
      500n,
    ],
    ['a month below zero', creditNote(3_000n, null, sums(10_000n)), 3_000n],
    ['a month below zero of a customer who paid less', creditNote(3_000n, null, sums(2_000n)), 2_000n],
  ])('is %s', (_, source, expected) => {
    expect(findRefundLimit(source)).toBe(expected);
  });

  it('never lets refunds exceed what was paid, however payments are used and released', () => {
    const step = fc.record({
      kind: fc.constantFrom('pay', 'use', 'release', 'credit', 'refund payment', 'refund credit'),
      share: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let [received, unapplied, used, credit, ofPayments, ofCredits] = [0n, 0n, 0n, 0n, 0n, 0n];
        const part = (whole: bigint, share: number): bigint => (whole * BigInt(share)) / 100n;
        const limitOf = (source: RefundableSource): bigint => {
          const limit = findRefundLimit(source);
          return typeof limit === 'bigint' ? limit : 0n;
        };
        for (const { kind, share } of steps) {
          const account = sums(used, ofCredits);
          if (kind === 'pay') [received, unapplied] = [received + BigInt(share), unapplied + BigInt(share)];
          if (kind === 'credit') credit += BigInt(share);
          if (kind === 'use' || kind === 'release') {
            const moved = kind === 'use' ? part(unapplied, share) : -part(used, share);
            [used, unapplied] = [used + moved, unapplied - moved];
          }
          if (kind === 'refund payment') {
            const amount = part(limitOf(payment(unapplied, account)), share);
            [unapplied, ofPayments] = [unapplied - amount, ofPayments + amount];
          }
          if (kind === 'refund credit') {
            const amount = part(limitOf(creditNote(credit, account, account)), share);
            [credit, ofCredits] = [credit - amount, ofCredits + amount];
          }
          expect(ofPayments + ofCredits).toBeLessThanOrEqual(received);
        }
      }),
    );
  });
});

describe('findRefundFault', () => {
  it.each([1n, 4_999n, 5_000n])('accepts %s of 5000', (amount) => {
    expect(findRefundFault(amount, 5_000n, 'EUR')).toBeUndefined();
  });

  it.each([
    [0n, 'amount_not_positive', undefined],
    [-1n, 'amount_not_positive', undefined],
    [5_001n, 'refund_exceeds', { left: '50.00', currency: 'EUR' }],
  ])('rejects %s: %s', (amount, code, params) => {
    expect(findRefundFault(amount, 5_000n, 'EUR')).toEqual({
      pointer: '/amount',
      code: `receivables.${code}`,
      ...(params && { params }),
    });
  });
});

describe('readPayee', () => {
  it.each([
    [' Nordwerk GmbH ', 'de89 3704 0044 0532 0130 00', 'Nordwerk GmbH', 'DE89370400440532013000'],
    ['PT Sari', '000-000-0000017', 'PT Sari', '0000000000017'],
  ])('reads %j with the account %j', (name, account, readName, readAccount) => {
    expect(readPayee(name, account)).toEqual({
      payee: { name: readName, account: readAccount },
      faults: [],
    });
  });

  it.each([
    [' ', 'DE89370400440532013000', '/payeeName receivables.payee_name_missing'],
    ['Nordwerk', '', '/payeeAccount organization.account_missing'],
    ['Nordwerk', 'DE89370400440532013001', '/payeeAccount organization.iban_check_digits_wrong'],
    ['Nordwerk', 'DE8937040044053201300', '/payeeAccount organization.iban_length_wrong'],
    ['Nordwerk', 'A!', '/payeeAccount organization.account_malformed'],
  ])('rejects %j with the account %j', (name, account, fault) => {
    expect(readPayee(name, account).faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([fault]);
  });
});

describe('postRefund', () => {
  it('returns unapplied money at the rate of the payment', () => {
    const left = { minor: 10_000n, booksMinor: 9_200n };
    expect(postRefund({ kind: 'payment', id: 'P1', currency: 'USD', left }, 2_500n, 'bank')).toEqual([
      {
        account: 'unapplied_cash',
        currency: 'USD',
        amountMinor: 2_500n,
        booksAmountMinor: 2_300n,
        paymentId: 'P1',
      },
      { account: 'bank', currency: 'USD', amountMinor: -2_500n, booksAmountMinor: -2_300n },
    ]);
  });

  it('returns the credit at the rate of the credit note', () => {
    const left = { minor: -10_000n, booksMinor: -9_200n };
    expect(postRefund({ kind: 'credit_note', id: 'C1', currency: 'USD', left }, 2_500n, 'bank')).toEqual([
      { account: 'receivable', currency: 'USD', amountMinor: 2_500n, booksAmountMinor: 2_300n, itemId: 'C1' },
      { account: 'bank', currency: 'USD', amountMinor: -2_500n, booksAmountMinor: -2_300n },
    ]);
  });

  it('is balanced, and leaves nothing in the books of a source that is refunded in parts', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    const shares = fc.array(fc.integer({ min: 1, max: 99 }));
    const kinds = fc.constantFrom('payment' as const, 'credit_note' as const);
    fc.assert(
      fc.property(kinds, amount, amount, shares, (kind, minor, booksMinor, parts) => {
        const sign = kind === 'payment' ? 1n : -1n;
        let left: BookedAmount = { minor: sign * minor, booksMinor: sign * booksMinor };
        for (const part of [...parts.map((share) => (sign * left.minor * BigInt(share)) / 100n), null]) {
          const refunded = part ?? sign * left.minor;
          if (refunded === 0n || refunded > sign * left.minor) continue;
          const [used, bank] = postRefund({ kind, id: 'S1', currency: 'EUR', left }, refunded, 'clearing');
          expect(used!.amountMinor + bank!.amountMinor).toBe(0n);
          expect(used!.booksAmountMinor + bank!.booksAmountMinor).toBe(0n);
          left = without(left, {
            minor: sign * used!.amountMinor,
            booksMinor: sign * used!.booksAmountMinor,
          });
        }
        expect(left).toEqual({ minor: 0n, booksMinor: 0n });
      }),
    );
  });
});
