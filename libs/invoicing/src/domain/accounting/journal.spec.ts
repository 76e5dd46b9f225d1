import fc from 'fast-check';
import { type DocumentToPost, type LineToPost, postInvoice, reverse } from './journal.js';

const line = (kind: string, netMinor: bigint, changes: Partial<LineToPost> = {}): LineToPost => ({
  lineId: `${kind} line`,
  kind,
  component: null,
  netMinor,
  machineId: null,
  ...changes,
});

const INVOICE: DocumentToPost = {
  currency: 'PLN',
  booksCurrency: 'PLN',
  booksRate: '1',
  lines: [
    line('base', 490_000n),
    line('usage', 98_604n, { machineId: 'M-041' }),
    line('kit', 0n),
    line('charge', 1_000n, { component: 'true_up' }),
  ],
  taxes: [
    { category: 'standard', percent: '23', taxMinor: 135_609n },
    { category: 'exempt', percent: '0', taxMinor: 0n },
  ],
  depositMinor: 0n,
  roundingMinor: 0n,
};

it('posts receivable, revenue and tax', () => {
  expect(
    postInvoice(INVOICE).map(({ account, amountMinor, revenueClass, behaviour, machineId, taxPercent }) => [
      account,
      amountMinor,
      revenueClass ?? taxPercent,
      behaviour,
      machineId,
    ]),
  ).toEqual([
    ['receivable', 725_213n, null, null, null],
    ['revenue', -490_000n, 'base', 'fixed', null],
    ['revenue', -98_604n, 'usage', 'variable', 'M-041'],
    ['revenue', -1_000n, 'true_up', 'fixed', null],
    ['tax_payable', -135_609n, '23', null, null],
  ]);
});

it('posts a deposit as a liability, and sets it off', () => {
  const lines = [line('base', 50_000n), line('base', 20_000n, { component: 'deposit', lineId: 'd' })];
  const told = (document: Partial<DocumentToPost>) =>
    postInvoice({ ...INVOICE, taxes: [], ...document }).map(
      ({ account, amountMinor, booksAmountMinor, revenueClass }) => [
        account,
        amountMinor,
        booksAmountMinor,
        revenueClass,
      ],
    );
  expect(told({ lines })).toEqual([
    ['receivable', 70_000n, 70_000n, null],
    ['revenue', -50_000n, -50_000n, 'base'],
    ['deposits_held', -20_000n, -20_000n, null],
  ]);
  const last = { lines: [line('base', 50_000n)], depositMinor: 20_000n };
  expect(told({ ...last, currency: 'EUR', booksRate: '4.2' })).toEqual([
    ['receivable', 50_000n, 210_000n, null],
    ['revenue', -50_000n, -210_000n, 'base'],
    ['deposits_held', 20_000n, 84_000n, null],
    ['receivable', -20_000n, -84_000n, null],
  ]);
});

it('converts the total once, and shares it among the postings', () => {
  const lines = [line('base', 100n), line('usage', 100n), line('kit', 100n)];
  const postings = postInvoice({ ...INVOICE, currency: 'EUR', booksRate: '4.2351', lines, taxes: [] });
  expect(postings.map(({ booksAmountMinor }) => booksAmountMinor)).toEqual([1271n, -424n, -424n, -423n]);
});

it('posts the rounding of the amount to pay separately from revenue and tax', () => {
  const posted = postInvoice({ ...INVOICE, roundingMinor: 2n }).slice(-2);
  expect(posted.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
    ['receivable', 2n],
    ['rounding', -2n],
  ]);
});

it('balances in both currencies and for both signs, at any rate', () => {
  const minor = fc.bigInt({ min: -(10n ** 6n), max: 10n ** 13n });
  const lines = fc.array(
    minor.map((amount) => line('usage', amount)),
    { maxLength: 20 },
  );
  const taxes = fc.array(
    minor.map((taxMinor) => ({ category: 'standard', percent: '23', taxMinor })),
    { maxLength: 3 },
  );
  const rate = fc.integer({ min: 1, max: 10 ** 9 }).map((units) => (units / 10 ** 4).toFixed(4));
  const currency = fc.constantFrom('PLN', 'IDR', 'JPY', 'KWD');
  const paid = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(
      lines,
      taxes,
      rate,
      currency,
      currency,
      paid,
      fc.bigInt({ min: -500n, max: 500n }),
      (some, owed, booksRate, from, to, depositMinor, roundingMinor) => {
        const document = {
          currency: from,
          booksCurrency: to,
          booksRate,
          lines: some,
          taxes: owed,
          depositMinor,
          roundingMinor,
        };
        for (const postings of [postInvoice(document), reverse(postInvoice(document))]) {
          expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
          expect(postings.reduce((sum, { booksAmountMinor }) => sum + booksAmountMinor, 0n)).toBe(0n);
        }
      },
    ),
  );
});
