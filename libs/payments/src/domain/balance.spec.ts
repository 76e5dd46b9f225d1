import { type BalanceEntry, entryDifference, kindOfEntry, type Payout, payoutDifference } from './balance.js';

const euros = (minor: bigint) => ({ minor, currency: 'EUR' });
const DAY = new Date('2026-12-01');
const entry = (
  kind: BalanceEntry['kind'],
  amount: bigint,
  fee: bigint,
  net = amount - fee,
): BalanceEntry => ({
  id: 'txn_1',
  kind,
  type: kind,
  amount: euros(amount),
  fee: euros(fee),
  net: euros(net),
  exchangeRate: null,
  sourceId: null,
  createdAt: DAY,
  availableOn: DAY,
});
const payout = (amount: bigint): Payout => ({
  id: 'po_1',
  amount: euros(amount),
  state: 'paid',
  arrivesOn: DAY,
  isAutomatic: true,
  statementDescriptor: null,
  createdAt: DAY,
});

describe('an entry of the balance', () => {
  it.each([
    ['charge', 'ch_1', 'payment'],
    ['payment', 'py_1', 'payment'],
    ['payment_failure_refund', 'pyr_1', 'payment_failure'],
    ['refund', 're_1', 'refund'],
    ['refund_failure', 're_1', 'refund_failure'],
    ['adjustment', 'dp_1', 'dispute'],
    ['adjustment', 'du_1', 'dispute'],
    ['adjustment', null, 'other'],
    ['stripe_fee', null, 'fee'],
    ['payout', 'po_1', 'payout'],
    ['payout_failure', 'po_1', 'payout_failure'],
    ['climate_order_purchase', null, 'other'],
  ])('%s of %s is: %s', (type, sourceId, kind) => {
    expect(kindOfEntry(type, sourceId)).toBe(kind);
  });

  it('adds up', () => {
    expect(entryDifference(entry('payment', 1000n, 59n))).toBe(0n);
    expect(entryDifference(entry('payment', 1000n, 59n, 940n))).toBe(1n);
  });
});

describe('a payout', () => {
  it('equals its entries without itself', () => {
    const entries = [
      entry('payment', 1000n, 59n),
      entry('refund', -200n, 0n),
      entry('dispute', -300n, 1500n),
      entry('payment', 5000n, 175n),
      entry('payout', -3766n, 0n),
    ];
    expect(payoutDifference(payout(3766n), entries)).toBe(0n);
    expect(payoutDifference(payout(3765n), entries)).toBe(1n);
  });
});
