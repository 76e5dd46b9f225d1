import fc from 'fast-check';
import { refundReference, type RefundToTransfer, toPaymentOrder } from './payment-order.js';

const DE = 'DE89370400440532013000';
const PL = 'PL61109010140000071219812874';
const ORDER = {
  fileId: '01890000-0000-7000-8000-0000000000ff',
  createdAt: new Date('2026-12-01T15:00:00Z'),
  executeOn: '2026-12-02',
  currency: 'EUR',
  debtor: { holder: 'Lin Europe', account: DE, bic: null },
};
const refund = (over: Partial<RefundToTransfer> = {}): RefundToTransfer => ({
  id: '01890000-0000-7000-8000-000000000001',
  amountMinor: 12_345n,
  payeeName: 'Zakład Łódź',
  payeeAccount: PL,
  text: 'PL-2026-00042',
  ...over,
});

describe('toPaymentOrder', () => {
  it('arranges euros between SEPA accounts as SEPA transfers, with their characters', () => {
    expect(toPaymentOrder(ORDER, [refund()])).toEqual({
      messageId: 'PF018900000000700080000000000000FF',
      createdAt: ORDER.createdAt,
      executeOn: '2026-12-02',
      currency: 'EUR',
      debtor: ORDER.debtor,
      count: 1,
      total: '123.45',
      blocks: [
        {
          id: '018900000000700080000000000000FF-1',
          isSepa: true,
          total: '123.45',
          transfers: [
            {
              endToEndId: 'RF01890000000070008000000000000001',
              amount: '123.45',
              payeeName: 'Zaklad Lodz',
              payeeAccount: PL,
              text: 'PL-2026-00042',
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['another currency', { ...ORDER, currency: 'PLN' }, refund()],
    ['an account outside of SEPA', ORDER, refund({ payeeAccount: '0000000000017' })],
    [
      'an own account outside of SEPA',
      { ...ORDER, debtor: { ...ORDER.debtor, account: '032180000118359719' } },
      refund(),
    ],
  ])('uses the generic form for %s, and keeps letters', (_, order, one) => {
    const { blocks } = toPaymentOrder(order, [one]);
    expect(blocks).toMatchObject([{ isSepa: false, transfers: [{ payeeName: 'Zakład Łódź' }] }]);
  });

  it('names a payee whose name has no letter of the schemes', () => {
    const [block] = toPaymentOrder(ORDER, [refund({ payeeName: '杭州公司' })]).blocks;
    expect(block!.transfers[0]!.payeeName).toBe('NOTPROVIDED');
  });

  it('divides refunds between both forms, with totals that add up and identifiers that fit', () => {
    const refunds = fc.array(
      fc.record({
        id: fc.uuid(),
        amountMinor: fc.bigInt({ min: 1n, max: 10n ** 11n }),
        payeeName: fc.string({ unit: 'binary', maxLength: 200 }),
        payeeAccount: fc.constantFrom(DE, PL, '0000000000017'),
        text: fc.string({ unit: 'binary', maxLength: 300 }),
      }),
      { minLength: 1 },
    );
    const minor = (amount: string): bigint => BigInt(amount.replace('.', ''));
    fc.assert(
      fc.property(refunds, (some) => {
        const { blocks, count, total } = toPaymentOrder(ORDER, some);
        const all = blocks.flatMap(({ transfers }) => transfers);
        expect(all).toHaveLength(count);
        expect(minor(total)).toBe(some.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
        expect(blocks.reduce((sum, block) => sum + minor(block.total), 0n)).toBe(minor(total));
        for (const block of blocks) {
          expect(block.id.length).toBeLessThanOrEqual(35);
          expect(block.transfers.reduce((sum, { amount }) => sum + minor(amount), 0n)).toBe(
            minor(block.total),
          );
        }
        for (const { payeeName, text } of all) {
          expect([...payeeName].length).toBeLessThanOrEqual(70);
          expect(payeeName).not.toBe('');
          expect([...text].length).toBeLessThanOrEqual(140);
        }
      }),
    );
  });
});

describe('refundReference', () => {
  it('has at most 35 characters of the SEPA schemes, and differs by refund', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(refundReference(one)).toMatch(/^[A-Z0-9]{1,35}$/);
        expect(refundReference(one) === refundReference(other)).toBe(one === other);
      }),
    );
  });
});
