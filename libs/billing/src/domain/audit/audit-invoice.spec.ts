import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { auditInvoice, holdsOfAudit } from './audit-invoice.js';
import type { AuditedInvoice, AuditedLine } from './audited-invoice.js';
import { termsOf } from './same-terms.js';

const STANDARD = {
  supply: 'service',
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2025-01-01',
  validTo: null,
} as const;
const OVERAGE = { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000', tiers: [] };
const BASE = { model: 'flat', amount: '4900' };

const FLOW = { device: 'FM-PL-1', signalKey: 'air_m3_total' };

const month = { from: '2026-11-01', to: '2026-12-01' };
const base: AuditedLine = {
  position: 1,
  kind: 'base',
  chargeKey: 'base',
  component: 'fee',
  clause: '4.1',
  unit: '',
  quantity: null,
  amountMinor: 490_000n,
  service: month,
  due: 'arrears',
  counterFrom: month.from,
  machine: null,
  pricedBy: BASE,
  appliedBy: BASE,
  countedBy: [],
  standing: '4900.00',
  billedBefore: '0.00',
  share: { used: 30, of: 30 },
  tax: STANDARD,
  isIncludedKit: false,
  corrects: null,
};
const usage: AuditedLine = {
  ...base,
  position: 2,
  kind: 'usage',
  chargeKey: 'overage',
  component: 'usage',
  clause: '4.2',
  unit: 'm3',
  quantity: '187350',
  amountMinor: 98_604n,
  pricedBy: OVERAGE,
  appliedBy: OVERAGE,
  countedBy: [FLOW],
  standing: '986.04',
  share: null,
};
const kit: AuditedLine = {
  ...base,
  position: 3,
  kind: 'kit',
  chargeKey: null,
  component: null,
  clause: '',
  unit: '1',
  quantity: '1',
  amountMinor: 0n,
  service: null,
  due: null,
  counterFrom: null,
  pricedBy: null,
  appliedBy: null,
  standing: null,
  billedBefore: null,
  share: null,
  isIncludedKit: true,
};
const CLEAN: AuditedInvoice = {
  currency: 'PLN',
  periodFrom: month.from,
  periodTo: month.to,
  isOver: true,
  isCorrection: false,
  totalMinor: 588_604n,
  contract: {
    number: 'K-PL-1',
    startsOn: '2025-02-01',
    endsOn: null,
    kitsIncluded: true,
    paused: [],
    minimums: [],
    discounts: [],
    charges: [
      { from: null, to: null, key: 'base', pricing: BASE, units: [], meters: [] },
      { from: null, to: null, key: 'overage', pricing: OVERAGE, units: ['m3'], meters: [FLOW] },
    ],
  },
  lines: [base, usage, kit],
  usages: [
    {
      device: 'FM-PL-1',
      signalKey: 'air_m3_total',
      unit: 'm3',
      signalUnit: 'm3',
      quantity: '187350',
      estimatedQuantity: '520',
      days: 30,
      daysWithReadings: 30,
    },
  ],
  taxes: new Map([
    [1, STANDARD],
    [2, STANDARD],
    [3, STANDARD],
  ]),
  earlier: ['2026-08-01', '2026-09-01', '2026-10-01'].map((periodFrom) => ({
    chargeKey: 'overage',
    periodFrom,
    days: 30,
    quantity: '180000',
  })),
  overlaps: [],
  uncovered: [],
  peers: [
    { contract: 'K-PL-9', contracts: 1, chargeKey: 'overage', terms: termsOf({ ...OVERAGE, tiers: null }) },
  ],
  indexSteps: [],
};

const withLine = (position: number, facts: Partial<AuditedLine>): AuditedInvoice => {
  const lines = CLEAN.lines.map((line) => (line.position === position ? { ...line, ...facts } : line));
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n);
  return { ...CLEAN, lines, totalMinor };
};
const withUsage = (facts: Partial<AuditedInvoice['usages'][number]>): AuditedInvoice => ({
  ...CLEAN,
  usages: CLEAN.usages.map((one) => ({ ...one, ...facts })),
});
const withContract = (facts: Partial<AuditedInvoice['contract']>): AuditedInvoice => ({
  ...CLEAN,
  contract: { ...CLEAN.contract, ...facts },
});

/** A contract with a minimum of 6,000.00 for the unpaused half of the month, and a line that bills the shortfall. */
function withMinimum(fee: bigint, amountMinor: bigint): AuditedInvoice {
  const lines: AuditedLine[] = [
    { ...base, amountMinor: fee, standing: String(Number(fee) / 100) },
    { ...usage, share: { used: 30, of: 30 } },
    kit,
    {
      ...base,
      position: 4,
      kind: 'usage',
      chargeKey: 'contract:minimum',
      component: 'true_up',
      pricedBy: { model: 'flat', minAmount: '6000' },
      appliedBy: { model: 'flat', minAmount: '3000' },
      amountMinor,
      standing: String(Number(amountMinor) / 100),
      share: { used: 15, of: 30 },
    },
  ];
  return {
    ...CLEAN,
    lines,
    totalMinor: lines.reduce((sum, line) => sum + line.amountMinor!, 0n),
    contract: {
      ...CLEAN.contract,
      minimums: [{ from: '2026-11-16', to: null, amount: '6000' }],
    },
  };
}
describe('auditing guarantees', () => {
  const TERM = { type: 'energy', kwhPerM3: '0.1075', kwhPrice: '0.18' };
  const POWER = { device: 'PM-PL-1', signalKey: 'energy_kwh_total' };
  const guarantee = { from: null, to: null, key: 'energy', term: TERM, meters: [POWER, FLOW] };
  const evaluated: AuditedLine = {
    ...base,
    position: 4,
    kind: 'performance',
    chargeKey: 'energy',
    component: 'performance',
    clause: '7.1',
    amountMinor: 0n,
    pricedBy: { model: 'flat' },
    appliedBy: { model: 'flat' },
    standing: '0.00',
    countedBy: [POWER, FLOW],
    promised: { term: TERM, isPending: false },
  };
  const found = (line: AuditedLine | null, change: Partial<AuditedInvoice> = {}): string[] =>
    auditInvoice({
      ...CLEAN,
      ...change,
      contract: { ...CLEAN.contract, promises: [guarantee] },
      lines: line ? [...CLEAN.lines, line] : CLEAN.lines,
      taxes: new Map([...CLEAN.taxes, [4, STANDARD]]),
    }).map(({ code, severity }) => `${severity} ${code}`);

  it('accepts guarantees that were evaluated or are on hold', () => {
    expect(found(evaluated)).toEqual([]);
    expect(found({ ...evaluated, amountMinor: null, standing: null, tax: null })).toEqual([]);
  });

  it('blocks a completed month with a guarantee that was not evaluated', () => {
    expect(found(null)).toEqual(['blocks promise_not_judged']);
    expect(found({ ...evaluated, promised: { term: TERM, isPending: true } })).toEqual([
      'blocks promise_not_judged',
    ]);
    expect(found(null, { isOver: false })).toEqual([]);
    expect(found(null, { isCorrection: true })).toEqual([]);
  });

  it.each<[string, Partial<AuditedLine>, string]>([
    [
      'other figures',
      { promised: { term: { ...TERM, kwhPrice: '0.19' }, isPending: false } },
      'blocks price_differs',
    ],
    ['no clause', { clause: '' }, 'asks clause_missing'],
    ['a meter of something else', { countedBy: [{ ...POWER, device: 'PM-PL-2' }] }, 'blocks meter_differs'],
    ['another amount', { amountMinor: -100n }, 'blocks amount_differs'],
  ])('reports %s', (_what, change, told) => {
    expect(found({ ...evaluated, ...change })).toContain(told);
  });

  it('reports a guarantee that was never agreed', () => {
    expect(found({ ...evaluated, chargeKey: 'other' })).toEqual([
      'blocks charge_unknown',
      'blocks promise_not_judged',
    ]);
  });
});

describe('the self-audit', () => {
  it('accepts a clean month', () => {
    expect(auditInvoice(CLEAN)).toEqual([]);
  });

  const discounted = (amountMinor: bigint): AuditedInvoice => {
    const { position, ...line } = base;
    const discount: AuditedLine = {
      ...line,
      position: position + 3,
      chargeKey: 'contract:discount:1:service',
      component: 'discount',
      amountMinor,
      pricedBy: { model: 'flat' },
      appliedBy: { model: 'flat' },
      standing: String(Number(amountMinor) / 100),
    };
    return {
      ...CLEAN,
      lines: [...CLEAN.lines, discount],
      totalMinor: CLEAN.totalMinor + amountMinor,
      contract: {
        ...CLEAN.contract,
        discounts: [
          { percent: '10', amount: null },
          { percent: null, amount: '100' },
        ],
      },
    };
  };
  it('accepts discounts on the whole invoice that match its lines, and reports missing ones', () => {
    expect(auditInvoice(discounted(-68_860n))).toEqual([]);
    const codes = (invoice: AuditedInvoice) => auditInvoice(invoice).map(({ code }) => code);
    expect(codes(discounted(-68_850n))).toEqual(['discount_differs']);
    const { contract } = discounted(0n);
    expect(codes({ ...CLEAN, contract })).toEqual(['discount_differs']);
  });

  it('accepts the shortfall of the contract’s minimum', () => {
    expect(auditInvoice(withMinimum(190_000n, 11_396n))).toEqual([]);
  });

  it.each<[pattern: string, invoice: AuditedInvoice, code: string, position: number | null]>([
    ['a changed price', withLine(2, { pricedBy: { ...OVERAGE, unitPrice: '0.0269' } }), 'price_differs', 2],
    [
      'a price that was changed when it was applied',
      withLine(2, { appliedBy: { ...OVERAGE, unitPrice: '0.0269' } }),
      'price_differs',
      2,
    ],
    [
      'a higher share of a fee than its days',
      withLine(1, { appliedBy: { ...BASE, amount: '4950' } }),
      'price_differs',
      1,
    ],
    [
      'a total that differs from the sum of its lines',
      { ...CLEAN, totalMinor: 588_605n },
      'total_differs',
      null,
    ],
    ['another meter', withLine(2, { countedBy: [{ ...FLOW, device: 'FM-PL-2' }] }), 'meter_differs', 2],
    ['a higher share of estimates', withUsage({ estimatedQuantity: '40000' }), 'estimated_share', null],
    [
      'more than the shortfall to the contract’s minimum',
      withMinimum(190_000n, 11_397n),
      'minimum_differs',
      4,
    ],
    ['a fee without a charge', withLine(1, { chargeKey: 'handling' }), 'charge_unknown', 1],
    ['a line without a clause', withLine(1, { clause: '' }), 'clause_missing', 1],
    ['a line of another unit class', withLine(2, { unit: 'h' }), 'line_unit_differs', 2],
    ['a pool rated per machine', withLine(2, { machine: 'M-051' }), 'pool_split', 2],
    [
      'a counter on two invoices',
      {
        ...CLEAN,
        overlaps: [
          { document: 'PL-2026-7', contract: 'K-PL-4', device: 'FM-PL-1', signalKey: 'air_m3_total' },
        ],
      },
      'counter_billed_twice',
      null,
    ],
    ['a whole month for half of it', withLine(1, { share: { used: 31, of: 31 } }), 'share_differs', 1],
    [
      'another price on the same plan',
      {
        ...CLEAN,
        peers: [
          {
            contract: 'K-PL-9',
            contracts: 1,
            chargeKey: 'base',
            terms: termsOf({ ...BASE, amount: '4500' }),
          },
        ],
      },
      'peer_price_differs',
      null,
    ],
    ['a fee after the end', withContract({ endsOn: '2026-11-14' }), 'outside_contract', 1],
    ['an included kit that is billed', withLine(3, { amountMinor: 45_000n }), 'included_kit_billed', 3],
    ['another tax than is due', withLine(2, { tax: { ...STANDARD, percent: '8' } }), 'tax_differs', 2],
    [
      'a second invoice of the month',
      { ...CLEAN, overlaps: [{ document: 'draft', contract: 'K-PL-1', device: null, signalKey: null }] },
      'period_billed_twice',
      null,
    ],
    ['a jump', withLine(2, { quantity: '400000' }), 'quantity_jumped', 2],
    ['a slump', withLine(2, { quantity: '60000' }), 'quantity_jumped', 2],
    ['days without readings', withUsage({ daysWithReadings: 27 }), 'days_missing', null],
    ['a meter in another unit', withUsage({ signalUnit: '10*3.m3' }), 'unit_differs', null],
    ['an amount that differs from what is due', withLine(2, { amountMinor: 98_605n }), 'amount_differs', 2],
  ])('reports %s', (_pattern, invoice, code, position) => {
    const [first] = auditInvoice(invoice);
    expect(first).toMatchObject({ code, position });
    expect(new Set(auditInvoice(invoice).map((finding) => finding.code))).toEqual(new Set([code]));
  });

  it('puts the invoice on hold for blocking findings only', () => {
    expect(holdsOfAudit(auditInvoice(withLine(1, { clause: '' })))).toEqual([]);
    expect(holdsOfAudit(auditInvoice(withLine(1, { chargeKey: 'x', amountMinor: 1n })))).toEqual([
      { code: 'audit_blocks', params: { count: 2 } },
    ]);
  });

  it('accepts a fee prorated by days', () => {
    const half = withLine(1, {
      appliedBy: { ...BASE, amount: new Exact(4900).times(7).div(30).toFixed() },
      share: { used: 7, of: 30 },
      service: { from: month.from, to: '2026-11-08' },
    });
    expect(auditInvoice(half)).toEqual([]);
  });

  describe('for a fee in advance of a contract that ends within the month', () => {
    const fee: AuditedLine = { ...base, due: 'advance' };
    const credit: AuditedLine = {
      ...fee,
      position: 2,
      component: 'credit',
      amountMinor: -163_333n,
      appliedBy: { ...BASE, amount: new Exact(-4900).times(10).div(30).toFixed() },
      standing: '-1633.33',
      share: { used: 10, of: 30 },
      service: { from: '2026-11-21', to: month.to },
    };
    const found = (lines: readonly AuditedLine[], more: Partial<AuditedInvoice> = {}) =>
      auditInvoice({
        ...CLEAN,
        contract: { ...CLEAN.contract, endsOn: '2026-11-20' },
        lines,
        totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor!, 0n),
        taxes: new Map([
          [1, STANDARD],
          [2, STANDARD],
        ]),
        ...more,
      })
        .filter(({ severity }) => severity === 'blocks')
        .map(({ code, position }) => [code, position]);

    it('accepts it together with the credit of its days after the end', () => {
      expect(found([fee, credit])).toEqual([]);
    });

    it.each<[string, AuditedLine[], [string, number][]]>([
      ['no credit', [fee], [['outside_contract', 1]]],
      ['the credit of another charge', [fee, { ...credit, machine: 'M-1' }], [['outside_contract', 1]]],
      [
        'a credit of fewer days',
        [fee, { ...credit, service: { from: '2026-11-22', to: month.to } }],
        [
          ['outside_contract', 1],
          ['share_differs', 2],
        ],
      ],
      [
        'the fee twice',
        [fee, { ...fee, position: 3 }, credit],
        [
          ['outside_contract', 1],
          ['outside_contract', 3],
        ],
      ],
      ['a fee in arrears', [{ ...fee, due: 'arrears' }, credit], [['outside_contract', 1]]],
    ])('reports %s', (_what, lines, findings) => {
      expect(found(lines)).toEqual(findings);
    });

    it('accepts a correction that credits days, and reports one that bills them', () => {
      const corrects = { pricedBy: BASE };
      const correction = (line: AuditedLine): AuditedLine => ({ ...line, corrects });
      expect(found([correction({ ...credit, position: 1 })], { isCorrection: true })).toEqual([]);
      const gone = { amountMinor: -490_000n, standing: '0', billedBefore: '4900.00' };
      expect(found([correction({ ...fee, ...gone })], { isCorrection: true })).toEqual([]);
      expect(found([correction(fee)], { isCorrection: true })).toEqual([['outside_contract', 1]]);
    });
  });

  it('accepts the minimum of a machine beside its pool', () => {
    const agreed = { ...OVERAGE, minQuantityPerMachine: '500' };
    const floored = withLine(2, {
      component: 'true_up',
      machine: 'M-051',
      pricedBy: agreed,
      appliedBy: agreed,
      quantity: null,
    });
    const charges = CLEAN.contract.charges.map((each) =>
      each.key === 'overage' ? { ...each, pricing: agreed } : each,
    );
    expect(auditInvoice({ ...floored, contract: { ...CLEAN.contract, charges }, peers: [] })).toEqual([]);
  });

  describe('for a month that is paused in part', () => {
    const rest = { from: '2026-11-11', to: '2026-11-21', feePercent: '25', use: 'billed' } as const;
    const found = (contract: object, lines: readonly AuditedLine[], more: Partial<AuditedInvoice> = {}) =>
      auditInvoice({
        ...CLEAN,
        contract: { ...CLEAN.contract, paused: [rest], ...contract },
        lines,
        totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor!, 0n),
        ...more,
      }).map(({ code }) => code);
    /** Returns a fee line that bills ten days of the month. */
    const part = (
      service: AuditedLine['service'],
      amount: string,
      change: Partial<AuditedLine> = {},
    ): AuditedLine => ({
      ...base,
      service,
      share: { used: 10, of: 30 },
      appliedBy: { model: 'flat', amount },
      amountMinor: BigInt(Math.round(Number(amount) * 100)),
      standing: Number(amount).toFixed(2),
      ...change,
    });
    const whole = '1633.3333333333';

    it('accepts the amount due on paused days, and reports a higher one', () => {
      expect(found({}, [part(rest, '408.3333333333')])).toEqual([]);
      expect(found({}, [part(rest, whole)])).toEqual(['price_differs']);
      expect(found({}, [part({ from: '2026-11-01', to: '2026-11-11' }, whole)])).toEqual([]);
      expect(found({}, [part({ from: '2026-11-01', to: '2026-11-11' }, '408.3333333333')])).toEqual([
        'price_differs',
      ]);
    });

    it('accepts a credit at the price of the day before, and one-time amounts unchanged', () => {
      const days = { from: rest.from, to: '2026-12-01' };
      const credit = { component: 'credit', share: { used: 20, of: 30 } } as const;
      expect(found({}, [part(days, '-3266.6666666667', credit)])).toEqual([]);
      expect(found({}, [part(rest, '4900', { due: 'once', share: { used: 1, of: 1 } })])).toEqual([]);
    });

    it('ignores low usage during a pause, and reports high usage', () => {
      const lines = (quantity: string): AuditedLine[] => [base, { ...usage, quantity }];
      expect(found({}, lines('60000'))).toEqual([]);
      expect(found({}, lines('400000'))).toEqual(['quantity_jumped']);
      // Two unpaused months are too few to determine typical amounts.
      const october = { ...rest, from: '2026-10-01', to: '2026-10-05' };
      expect(found({ paused: [october] }, lines('60000'))).toEqual([]);
    });
  });

  it('lists blocking findings first', () => {
    const findings = auditInvoice({
      ...withUsage({ daysWithReadings: 1 }),
      lines: [{ ...base, chargeKey: 'x' }],
      totalMinor: base.amountMinor!,
    });
    expect(findings.map(({ severity }) => severity)).toEqual(['blocks', 'asks']);
  });

  it('reports an amount that differs from the total of its line key less the amount already billed', () => {
    const amounts = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });
    fc.assert(
      fc.property(amounts, amounts, amounts, (standing, before, billed) => {
        const found = auditInvoice(
          withLine(2, {
            standing: (Number(standing) / 100).toFixed(2),
            billedBefore: (Number(before) / 100).toFixed(2),
            amountMinor: billed,
          }),
        );
        expect(found.some(({ code }) => code === 'amount_differs')).toBe(standing - before !== billed);
      }),
    );
  });

  it('ignores lines on hold', () => {
    expect(
      auditInvoice({
        ...withLine(2, { amountMinor: null, quantity: null, standing: null }),
        usages: [{ ...CLEAN.usages[0]!, quantity: null, estimatedQuantity: '0', daysWithReadings: 0 }],
      }),
    ).toEqual([]);
  });
});
