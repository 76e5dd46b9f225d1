import fc from 'fast-check';
import {
  CHARGEBACK_STATES,
  isChargebackOpened,
  isOutdatedChargeback,
  type PaymentPart,
  planChargeback,
  planWithdrawal,
} from './chargeback.js';

describe('a chargeback', () => {
  it.each([
    ['inquiry', 'nothing', 'restore'],
    ['inquiry_closed', 'nothing', 'restore'],
    ['open', 'return', 'nothing'],
    ['under_review', 'return', 'nothing'],
    ['lost', 'return', 'nothing'],
    ['won', 'nothing', 'restore'],
  ] as const)(
    'in state %s: %s if the money is with the maker, %s if it was returned',
    (state, kept, returned) => {
      expect([planChargeback(state, false), planChargeback(state, true)]).toEqual([kept, returned]);
    },
  );

  it('is opened by the first reading with which the bank has taken the money', () => {
    const opened = [null, ...CHARGEBACK_STATES].flatMap((stored) =>
      CHARGEBACK_STATES.filter((read) => isChargebackOpened(stored, read)).map((read) => `${stored} ${read}`),
    );
    expect(opened).toEqual(
      [null, 'inquiry', 'inquiry_closed'].flatMap((stored) =>
        ['open', 'under_review', 'lost'].map((read) => `${stored} ${read}`),
      ),
    );
  });

  it('is not read backwards', () => {
    const outdated = CHARGEBACK_STATES.flatMap((stored) =>
      CHARGEBACK_STATES.filter((read) => isOutdatedChargeback(stored, read)).map(
        (read) => `${stored} ${read}`,
      ),
    );
    expect(outdated).toEqual(
      ['inquiry_closed', 'won', 'lost'].flatMap((stored) =>
        ['inquiry', 'open', 'under_review'].map((read) => `${stored} ${read}`),
      ),
    );
    expect(CHARGEBACK_STATES.some((read) => isOutdatedChargeback(null, read))).toBe(false);
  });
});

describe('a withdrawal from a payment', () => {
  const use = (id: number, minor: number): PaymentPart => ({
    allocationId: `a-${id}`,
    documentId: `d-${id}`,
    minor: BigInt(minor),
  });

  it.each([
    ['all of it, used for one document', 100, 0, [100], [1], 100, 0],
    ['what is unapplied first', 40, 40, [60], [], 40, 0],
    ['the latest use, of which a rest is kept', 50, 30, [40, 60], [2], 50, 40],
    ['several uses', 90, 0, [40, 60], [2, 1], 90, 10],
    ['less than the bank took, after an earlier refund', 100, 0, [70], [1], 70, 0],
    ['nothing, after everything was refunded', 100, 0, [], [], 0, 0],
  ])('takes %s', (_, amount, unapplied, uses, undone, returned, kept) => {
    const parts = uses.map((minor, index) => use(index + 1, minor));
    expect(planWithdrawal(BigInt(amount), BigInt(unapplied), parts)).toEqual({
      undo: undone.map((id) => parts[id - 1]),
      returnedMinor: BigInt(returned),
      keptMinor: BigInt(kept),
    });
  });

  it('returns as much as there is, and undoes no more than it needs', () => {
    const minor = fc.integer({ min: 1, max: 1_000 });
    fc.assert(
      fc.property(minor, fc.nat(500), fc.array(minor, { maxLength: 5 }), (amount, unapplied, uses) => {
        const parts = uses.map((one, index) => use(index, one));
        const { undo, returnedMinor, keptMinor } = planWithdrawal(BigInt(amount), BigInt(unapplied), parts);
        const total = uses.reduce((sum, one) => sum + one, unapplied);
        expect(returnedMinor).toBe(BigInt(Math.min(amount, total)));
        if (undo.length > 0) expect(keptMinor).toBeLessThan(undo.at(-1)!.minor);
        const undone = undo.reduce((sum, one) => sum + one.minor, 0n);
        if (undo.length > 0) expect(BigInt(unapplied) + undone).toBe(returnedMinor + keptMinor);
      }),
    );
  });
});
