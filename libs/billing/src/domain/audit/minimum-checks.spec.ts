import type { AuditedInvoice, AuditedLine } from './audited-invoice.js';
import { checkMinimum } from './minimum-checks.js';

const MONTH = { from: '2026-11-01', to: '2026-12-01' };
const LINE = {
  position: 1,
  kind: 'base',
  chargeKey: 'fee',
  component: 'fee',
  due: 'arrears',
  amountMinor: 100_000n,
  service: MONTH,
  share: { used: 30, of: 30 },
  corrects: null,
} as const;
const shortfall = (amountMinor: bigint | null, change: Partial<AuditedLine> = {}): Partial<AuditedLine> => ({
  position: 9,
  kind: 'usage',
  chargeKey: 'contract:minimum',
  component: 'true_up',
  due: null,
  amountMinor,
  ...change,
});

type Terms = Partial<Pick<AuditedInvoice['contract'], 'minimums' | 'paused'>>;
const FROM_START: Terms = { minimums: [{ from: null, to: null, amount: '3000' }] };

/** Audits lines, of which each has the fields of a monthly fee of 1,000.00 unless a test sets other values. */
const audit = (terms: Terms, ...lines: Partial<AuditedLine>[]): ReturnType<typeof checkMinimum> =>
  checkMinimum({
    currency: 'EUR',
    contract: { minimums: [], paused: [], ...terms },
    lines: lines.map((line) => ({ ...LINE, ...line })),
  } as unknown as AuditedInvoice);

describe('checkMinimum', () => {
  it.each<[string, Terms, Partial<AuditedLine>[], bigint]>([
    ['the whole minimum', FROM_START, [], 300_000n],
    ['the minimum less a fee', FROM_START, [{}], 200_000n],
    ['the minimum less usage and corrections of the month', FROM_START, [{}, { kind: 'usage' }], 100_000n],
    [
      'a minimum that begins within the month',
      { minimums: [{ from: '2026-11-11', to: null, amount: '3000' }] },
      [{}],
      100_000n,
    ],
    [
      'a minimum that changes within the month, and one that ended before it',
      {
        minimums: [
          { from: null, to: '2026-11-01', amount: '9000' },
          { from: '2026-11-01', to: '2026-11-02', amount: '100' },
          { from: '2026-11-02', to: null, amount: '200' },
        ],
      },
      [],
      // 100 for one of 30 days and 200 for 29 of 30 days, divided and rounded once: 196.67.
      19_667n,
    ],
    [
      'unpaused days',
      {
        ...FROM_START,
        paused: [{ from: '2026-11-06', to: '2026-11-16', feePercent: '0', use: 'not_billed' }],
      },
      [],
      200_000n,
    ],
    [
      'lines that count towards it',
      FROM_START,
      [
        {},
        { kind: 'kit', component: null },
        { component: 'deposit' },
        { component: 'discount' },
        { kind: 'performance', component: 'performance' },
        { due: 'once' },
        { due: 'quarterly' },
        { due: 'yearly' },
        { kind: 'usage', share: { used: 365, of: 365 } },
        { kind: 'usage', share: null },
        { corrects: { pricedBy: null } },
      ],
      200_000n,
    ],
  ])('accepts %s', (_, terms, lines, due) => {
    expect(audit(terms, ...lines, shortfall(due))).toEqual([]);
    expect(audit(terms, ...lines, shortfall(due + 1n))).toMatchObject([
      { code: 'minimum_differs', severity: 'blocks', position: 9 },
    ]);
  });

  it('names the amount that is due', () => {
    expect(audit(FROM_START, {}, shortfall(5n))).toMatchObject([{ params: { amount: '0.05', due: '2000' } }]);
  });

  it('reports a minimum that was billed while a line was on hold, or for no days', () => {
    const unknown = [{ params: { due: null } }];
    expect(audit(FROM_START, { amountMinor: null }, shortfall(5n))).toMatchObject(unknown);
    expect(audit(FROM_START, shortfall(5n, { service: null }))).toMatchObject(unknown);
    expect(audit(FROM_START, shortfall(5n, { share: null }))).toMatchObject(unknown);
  });

  it('skips a minimum that is on hold, and the correction of one', () => {
    expect(audit(FROM_START, {}, shortfall(null))).toEqual([]);
    expect(audit(FROM_START, {}, shortfall(5n, { corrects: { pricedBy: null } }))).toEqual([]);
    expect(audit(FROM_START, {})).toEqual([]);
  });
});
