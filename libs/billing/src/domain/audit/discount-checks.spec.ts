import type { AuditedInvoice, AuditedLine } from './audited-invoice.js';
import { checkDiscounts } from './discount-checks.js';

const LINE = {
  position: 1,
  kind: 'base',
  component: 'fee',
  amountMinor: 100_000n,
  counterFrom: '2026-11-01',
  share: { used: 30, of: 30 },
  corrects: null,
} as const;
const discountOf = (amountMinor: bigint | null): Partial<AuditedLine> => ({
  position: 9,
  component: 'discount',
  amountMinor,
});

type Discounts = AuditedInvoice['contract']['discounts'];
const percent = (value: string): Discounts[number] => ({ percent: value, amount: null });
const amount = (value: string): Discounts[number] => ({ percent: null, amount: value });

/** Audits lines, of which each has the fields of a monthly fee of 1,000.00 unless a test sets other values. */
const audit = (discounts: Discounts, ...lines: Partial<AuditedLine>[]): ReturnType<typeof checkDiscounts> =>
  checkDiscounts({
    currency: 'EUR',
    periodFrom: '2026-11-01',
    contract: { discounts },
    lines: lines.map((line) => ({ ...LINE, ...line })),
  } as unknown as AuditedInvoice);

describe('checkDiscounts', () => {
  it.each<[string, Discounts, bigint, Partial<AuditedLine>[]]>([
    ['a percentage', [percent('5')], -5_000n, [{}]],
    ['a percentage, rounded half up', [percent('0.0015')], -2n, [{}]],
    ['an amount', [amount('70')], -7_000n, [{}]],
    ['an amount that exceeds the rest', [amount('1000.01')], -100_000n, [{}]],
    ['discounts in their order', [percent('10'), amount('50'), percent('10')], -23_500n, [{}]],
    ['a percentage of credits', [percent('5')], 5_000n, [{ amountMinor: -100_000n }]],
    ['no amount if credits exceed charges', [amount('50')], 0n, [{ amountMinor: -100n }]],
    ['several lines', [percent('10')], -20_000n, [{}, { kind: 'usage', share: null }]],
    ['a line that is on hold', [percent('10')], -10_000n, [{}, { amountMinor: null }]],
    [
      'only lines of the month',
      [percent('10')],
      -10_000n,
      [
        {},
        { kind: 'performance', component: 'performance' },
        { component: 'deposit' },
        { counterFrom: '2026-10-31' },
        { kind: 'usage', share: { used: 365, of: 365 } },
      ],
    ],
    ['a yearly fee of this month', [percent('10')], -10_000n, [{ share: { used: 365, of: 365 } }]],
    ['a kit', [percent('10')], -10_000n, [{ kind: 'kit', component: null, counterFrom: null, share: null }]],
    ['no corrections', [percent('10')], -10_000n, [{}, { corrects: { pricedBy: null } }]],
  ])('accepts %s', (_, discounts, due, lines) => {
    expect(audit(discounts, ...lines, ...(due === 0n ? [] : [discountOf(due)]))).toEqual([]);
  });

  it('reports a discount that differs, in either direction', () => {
    for (const wrong of [-4_999n, -5_001n])
      expect(audit([percent('5')], {}, discountOf(wrong))).toMatchObject([
        { code: 'discount_differs', severity: 'blocks', position: 9, params: { due: '50' } },
      ]);
  });

  it('reports a missing discount, one that was not agreed, and one that is on hold', () => {
    expect(audit([percent('5')], {})).toMatchObject([{ position: null, params: { amount: '0', due: '50' } }]);
    expect(audit([], {}, discountOf(-1n))).toMatchObject([{ params: { amount: '0.01', due: '0' } }]);
    expect(audit([percent('5')], {}, discountOf(null))).toHaveLength(1);
    expect(audit([], {})).toEqual([]);
  });
});
