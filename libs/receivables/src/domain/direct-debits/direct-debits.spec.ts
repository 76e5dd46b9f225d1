import fc from 'fast-check';
import { isCreditorId } from './creditor-id.js';
import { type DebitToCollect, toDebitOrder } from './debit-order.js';
import { findMandateFaults, lastUseOf } from './mandate.js';
import { canCollectOn, type CollectableItem, findDebitExclusion } from './plan-debits.js';

const DE = 'DE89370400440532013000';

describe('a creditor identifier', () => {
  it.each(['DE98ZZZ09999999999', 'DE98AB109999999999'])('%s is valid', (id) => {
    expect(isCreditorId(id)).toBe(true);
  });

  it.each([
    'DE99ZZZ09999999999',
    'DE98ZZZ',
    'DE98ZZZ0999999999900000000000000000X',
    'DE98 ZZZ09999999999',
    '',
  ])('“%s” is not valid', (id) => {
    expect(isCreditorId(id)).toBe(false);
  });
});

describe('a mandate', () => {
  const MANDATE = { reference: 'M-2026/17', account: DE, signedOn: '2026-11-20' };
  const faultsOf = (change: Partial<typeof MANDATE>) =>
    findMandateFaults({ ...MANDATE, ...change }, '2026-11-25').map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  it('of a SEPA account, signed today or before, has no faults', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ signedOn: '2026-11-25', reference: 'x'.repeat(35) })).toEqual([]);
  });

  it.each([
    ['an empty reference', { reference: '' }, '/reference receivables.mandate_reference_invalid'],
    ['a long reference', { reference: 'x'.repeat(36) }, '/reference receivables.mandate_reference_invalid'],
    [
      'a letter outside of SEPA',
      { reference: 'Mandat ä' },
      '/reference receivables.mandate_reference_invalid',
    ],
    ['a slash at the end', { reference: 'M/' }, '/reference receivables.mandate_reference_invalid'],
    ['two slashes in a row', { reference: 'M//1' }, '/reference receivables.mandate_reference_invalid'],
    [
      'an account outside of SEPA',
      { account: '032180000118359719' },
      '/account receivables.mandate_account_invalid',
    ],
    [
      'wrong check digits',
      { account: 'DE88370400440532013000' },
      '/account receivables.mandate_account_invalid',
    ],
    ['a later signature', { signedOn: '2026-11-26' }, '/signedOn receivables.mandate_signed_later'],
  ])('with %s is rejected', (_, change, fault) => {
    expect(faultsOf(change)).toEqual([fault]);
  });

  it('expires 36 months after its last collection or its signature', () => {
    expect(lastUseOf('2026-11-20', null)).toBe('2029-11-20');
    expect(lastUseOf('2020-01-31', '2026-11-30')).toBe('2029-11-30');
  });
});

describe('an open document of a customer with a mandate', () => {
  const ITEM: CollectableItem = {
    issuedOn: '2026-11-01',
    dueOn: '2026-11-15',
    isDisputed: false,
    isInDebit: false,
    hasMoneyOnAccount: false,
    isPaymentInProgress: false,
    isAnnounced: true,
    signedOn: '2026-01-01',
    lastCollectedOn: null,
  };
  const TERMS = { collectOn: '2026-11-15', noticeDays: 14 };

  it('is collected on its due date, if that is after the notice period', () => {
    expect(findDebitExclusion(ITEM, TERMS)).toBeNull();
  });

  it.each<[string, Partial<CollectableItem>]>([
    ['already_collected', { isInDebit: true, isDisputed: true }],
    ['payment_in_progress', { isPaymentInProgress: true, isDisputed: true }],
    ['disputed', { isDisputed: true }],
    ['issued_before_mandate', { isAnnounced: false }],
    ['mandate_expired', { signedOn: '2023-11-14' }],
    ['money_on_account', { hasMoneyOnAccount: true }],
    ['not_due', { dueOn: '2026-11-16' }],
    ['notice_too_short', { issuedOn: '2026-11-02' }],
  ])('is not collected: %s', (reason, change) => {
    expect(findDebitExclusion({ ...ITEM, ...change }, TERMS)).toBe(reason);
  });

  it('stays collectable on later days until its mandate expires', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (days) => {
        const collectOn = new Date(Date.UTC(2026, 10, 15 + days)).toISOString().slice(0, 10);
        expect(findDebitExclusion(ITEM, { ...TERMS, collectOn })).toBeNull();
      }),
    );
  });

  it('can be collected from tomorrow on', () => {
    expect(canCollectOn('2026-11-25', '2026-11-25')).toBe(false);
    expect(canCollectOn('2026-11-26', '2026-11-25')).toBe(true);
  });
});

describe('toDebitOrder', () => {
  const ORDER = {
    fileId: '01890000-0000-7000-8000-0000000000ff',
    createdAt: new Date('2026-12-01T15:00:00Z'),
    collectOn: '2026-12-10',
    creditor: { holder: 'Müller & Söhne', account: DE, bic: null },
  };
  const DEBIT: DebitToCollect = {
    number: 'PL-2026-00042',
    amountMinor: 12_345n,
    scheme: 'core',
    creditorId: 'DE98ZZZ09999999999',
    mandateReference: 'M-1',
    signedOn: '2026-01-01',
    payerName: 'Zakład Łódź',
    payerAccount: 'PL61109010140000071219812874',
  };

  it('uses the creditor reference of the document, by which the payment is matched', () => {
    const { blocks, ...order } = toDebitOrder(ORDER, [DEBIT]);
    expect(order).toMatchObject({
      messageId: 'DD018900000000700080000000000000FF',
      count: 1,
      total: '123.45',
      creditor: { holder: 'Muller + Sohne' },
    });
    expect(blocks).toEqual([
      {
        id: '018900000000700080000000000000FF-1',
        scheme: 'core',
        creditorId: 'DE98ZZZ09999999999',
        total: '123.45',
        debits: [
          {
            endToEndId: 'RF37PL202600042',
            amount: '123.45',
            mandateReference: 'M-1',
            signedOn: '2026-01-01',
            payerName: 'Zaklad Lodz',
            payerAccount: 'PL61109010140000071219812874',
            text: 'PL-2026-00042',
          },
        ],
      },
    ]);
  });

  it('names no reference for a number that is too long for one, and puts it into the text', () => {
    const number = `PL-${'9'.repeat(30)}`;
    const [block] = toDebitOrder(ORDER, [{ ...DEBIT, number }]).blocks;
    expect(block!.debits[0]).toMatchObject({ endToEndId: 'NOTPROVIDED', text: number });
  });

  it('divides debits by scheme and creditor identifier, with totals that add up', () => {
    const debits = fc.array(
      fc.record({
        number: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
        amountMinor: fc.bigInt({ min: 1n, max: 10n ** 11n }),
        scheme: fc.constantFrom('core' as const, 'b2b' as const),
        creditorId: fc.constantFrom('DE98ZZZ09999999999', 'PL12ZZZ1234567890'),
        payerName: fc.string({ unit: 'binary', maxLength: 200 }),
      }),
      { minLength: 1 },
    );
    const minor = (amount: string): bigint => BigInt(amount.replace('.', ''));
    fc.assert(
      fc.property(debits, (some) => {
        const order = toDebitOrder(
          ORDER,
          some.map((one) => ({ ...DEBIT, ...one })),
        );
        const keys = order.blocks.map(({ scheme, creditorId }) => `${scheme} ${creditorId}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(minor(order.total)).toBe(some.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
        const all = order.blocks.flatMap(({ debits: ofBlock }) => ofBlock);
        expect(all).toHaveLength(order.count);
        for (const { id, total, debits: ofBlock } of order.blocks) {
          expect(id.length).toBeLessThanOrEqual(35);
          expect(ofBlock.reduce((sum, { amount }) => sum + minor(amount), 0n)).toBe(minor(total));
        }
        for (const { endToEndId, payerName, text } of all) {
          expect(endToEndId.length).toBeLessThanOrEqual(35);
          for (const [value, max] of [
            [payerName, 70],
            [text, 140],
          ] as const) {
            expect(value).not.toBe('');
            expect(value.length).toBeLessThanOrEqual(max);
          }
        }
      }),
    );
  });
});
