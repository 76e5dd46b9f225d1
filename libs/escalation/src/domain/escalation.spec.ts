import fc from 'fast-check';
import type {
  AgreedIndexClause,
  ChargeFields,
  ContractContent,
  Pricing,
  SignedAmendment,
} from '#contracts/domain';
import { clausesInTime, escalatePricing, type IndexClause, indexClauseOf, indexSteps } from '#pricing/domain';
import { agreedPrices } from './agreed-prices.js';
import { type IndexMovement, planStep, computePart } from './index-step-plan.js';
import { changesAnyPrice, toNewPrices } from './new-prices.js';
import { determineStepStatus, type StepFacts } from './step-status.js';

const AGREED: AgreedIndexClause = {
  from: '2027-01-01',
  weights: [
    { key: 'wages', weight: '0.5' },
    { key: 'material', weight: '0.35' },
  ],
  fixedPercentPerYear: null,
  cap: '1.05',
  floor: '1',
  noticeDays: 30,
  lateNotice: 'postponed',
  charges: null,
  indexLagMonths: 1,
  baseMonth: null,
  factorDecimals: null,
  priceDecimals: null,
};
const STARTS_ON = '2025-02-01';
const PUBLISHED = { baseSource: 'GUS', source: 'GUS' };
const clauseOf = (more: Partial<AgreedIndexClause> = {}) => indexClauseOf({ ...AGREED, ...more }, STARTS_ON);
/** Returns the steps of a contract with a single clause from its start. */
const stepsOf = (
  clause: IndexClause,
  { endsOn = null, made = [] }: { readonly endsOn?: string | null; readonly made?: readonly string[] },
  today: string,
) => indexSteps([{ from: STARTS_ON, clause }], { startsOn: STARTS_ON, endsOn }, today, new Set(made))!;

describe('an index clause', () => {
  it('gets defaults for missing fields', () => {
    expect(clauseOf()).toEqual({
      term: {
        weights: AGREED.weights,
        cap: '1.05',
        floor: '1',
        fixedPercentPerYear: null,
        factorDecimals: null,
        priceDecimals: null,
      },
      series: ['wages', 'material'],
      from: '2027-01-01',
      noticeDays: 30,
      late: 'postponed',
      charges: null,
      indexLag: 1,
      baseMonth: '2025-01',
    });
    expect(clauseOf({ weights: [], fixedPercentPerYear: '3', baseMonth: '2025-12' })).toMatchObject({
      series: [],
      baseMonth: '2025-12',
    });
  });

  const steps = (
    today: string,
    {
      endsOn = null,
      made = [],
      ...more
    }: { endsOn?: string | null; made?: string[] } & Partial<AgreedIndexClause> = {},
  ) => stepsOf(clauseOf(more), { endsOn, made }, today);
  const FIRST = { on: '2027-01-01', indexMonth: '2026-12', year: 2 };

  it.each([
    ['2026-11-20', {}, { effectiveOn: '2027-01-01', noticeBy: '2026-12-02' }],
    ['2026-12-02', {}, { effectiveOn: '2027-01-01', noticeBy: '2026-12-02' }],
    // One day later, the step applies a month later. 31 January is one day too late for 1 March.
    ['2026-12-03', {}, { effectiveOn: '2027-02-01', noticeBy: '2027-01-02' }],
    ['2027-01-31', {}, { effectiveOn: '2027-04-01', noticeBy: '2027-03-02' }],
    ['2026-11-20', { endsOn: '2027-01-01' }, { effectiveOn: '2027-01-01', noticeBy: '2026-12-02' }],
  ] as const)('has its next step, on %s with %j', (today, more, step) => {
    expect(steps(today, { ...more })).toMatchObject({ next: { ...FIRST, ...step }, lapsed: null });
  });

  it.each([
    ['2026-11-20', { endsOn: '2026-12-31' }],
    // The step would begin after the end of the contract.
    ['2026-12-03', { endsOn: '2027-01-31' }],
  ])('has no step, on %s with %j', (today, more) => {
    expect(steps(today, more).next).toBeNull();
  });

  it("lapses if it is late and the clause says so, and when the next year's step is due", () => {
    expect(steps('2026-12-03', { lateNotice: 'lapses' })).toMatchObject({
      next: { on: '2028-01-01', effectiveOn: '2028-01-01', year: 3 },
      lapsed: '2027-01-01',
    });
    expect(steps('2027-11-03')).toMatchObject({ next: { on: '2028-01-01' }, lapsed: '2027-01-01' });
    expect(steps('2027-11-01')).toMatchObject({ next: { on: '2027-01-01', effectiveOn: '2027-12-01' } });
  });

  it('has one step for a day, which is not repeated once it has an amendment', () => {
    expect(steps('2026-11-20', { made: ['2027-01-01'] })).toMatchObject({
      next: { on: '2028-01-01' },
      lapsed: null,
    });
  });

  it('can name charges, and use index values of an earlier month', () => {
    const clause = clauseOf({ charges: ['base'], indexLagMonths: 3 });
    expect(clause).toMatchObject({ charges: ['base'], indexLag: 3, late: 'postponed' });
    expect(stepsOf(clause, {}, '2026-11-01').next).toMatchObject({ indexMonth: '2026-10' });
  });

  it('has a step on the 28th after a leap day, and on the 29th of the next leap year', () => {
    const clause = clauseOf({ from: '2028-02-29', lateNotice: 'lapses' });
    expect(stepsOf(clause, {}, '2028-03-01').next?.on).toBe('2029-02-28');
  });

  it('applies from its own day: each step follows the clause in force on the day of the step', () => {
    const later = { ...AGREED, from: '2026-07-01', noticeDays: 10 };
    const versions = [
      { from: STARTS_ON, indexClause: AGREED },
      { from: '2026-06-01', indexClause: AGREED },
      { from: '2027-12-01', indexClause: later },
      { from: '2029-01-01', indexClause: null },
    ];
    const clauses = clausesInTime(versions, STARTS_ON);
    expect(clauses.map(({ from, clause }) => [from, clause?.from])).toEqual([
      [STARTS_ON, '2027-01-01'],
      ['2027-12-01', '2026-07-01'],
      ['2029-01-01', undefined],
    ]);
    const next = (today: string, made: string[] = []) =>
      indexSteps(clauses, { startsOn: STARTS_ON, endsOn: null }, today, new Set(made));
    expect(next('2026-11-20')).toMatchObject({ next: { on: '2027-01-01', noticeBy: '2026-12-02' } });
    expect(next('2026-11-20', ['2027-01-01'])).toMatchObject({
      clause: { noticeDays: 10 },
      next: { on: '2028-07-01', noticeBy: '2028-06-21' },
    });
    expect(next('2026-11-20', ['2027-01-01', '2028-07-01'])).toMatchObject({
      clause: { noticeDays: 10 },
      next: null,
    });
    expect(
      indexSteps(
        [{ from: STARTS_ON, clause: null }],
        { startsOn: STARTS_ON, endsOn: null },
        '2026-11-20',
        new Set(),
      ),
    ).toBeNull();
  });

  it('leaves the agreed notice period, on any day', () => {
    const days = fc.date({ min: new Date('2026-01-01'), max: new Date('2032-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 400 }), fc.boolean(), (date, notice, lapses) => {
        const today = date.toISOString().slice(0, 10);
        const { next } = steps(today, {
          noticeDays: notice,
          ...(lapses && { lateNotice: 'lapses' }),
        });
        expect(next!.noticeBy >= today).toBe(true);
        expect(Date.parse(next!.effectiveOn) - Date.parse(next!.noticeBy)).toBe(notice * 86_400_000);
        expect(next!.effectiveOn >= next!.on).toBe(true);
        if (lapses) expect(next!.effectiveOn).toBe(next!.on);
      }),
    );
  });
});

describe('escalated prices', () => {
  const { term } = clauseOf({ floor: null });
  const index = { wages: ['118.4', '126.1'], material: ['203', '197.5'] };
  const escalated = (pricing: Parameters<typeof escalatePricing>[0]) =>
    escalatePricing(pricing, term, { index, year: 2 }, 'PLN');

  it('are the first agreed prices multiplied by the printed factor', () => {
    expect(escalated({ model: 'flat', amount: '1150.00' })).toEqual({
      rawFactor: '1.023034',
      appliedFactor: '1.023034',
      pricing: { model: 'flat', amount: '1176.49' },
    });
  });

  it('include tiers, packages, minimums and commitments, but not quantities and percentages', () => {
    expect(
      escalated({
        model: 'graduated',
        tiers: [
          { upTo: '1000', unitPrice: '0.1', flatFee: '10' },
          { upTo: null, unitPrice: '0.05', ratePercent: '3' },
        ],
        minAmount: '100',
        minQuantity: '500',
        discountPercent: '5',
        commitment: { amount: '1000', overageFactor: '2' },
      }).pricing,
    ).toEqual({
      model: 'graduated',
      tiers: [
        { upTo: '1000', unitPrice: '0.1023034', flatFee: '10.23' },
        { upTo: null, unitPrice: '0.0511517', ratePercent: '3' },
      ],
      minAmount: '102.30',
      minQuantity: '500',
      discountPercent: '5',
      commitment: { amount: '1023.03', overageFactor: '2' },
    });
  });

  it('stop at the cap', () => {
    const steep = { year: 2, index: { wages: ['100', '120'], material: ['100', '100'] } };
    expect(escalatePricing({ model: 'unit', unitPrice: '2' }, term, steep, 'PLN')).toEqual({
      rawFactor: '1.100000',
      appliedFactor: '1.050000',
      pricing: { model: 'unit', unitPrice: '2.1' },
    });
  });
});

describe('an index adjustment of a contract', () => {
  const charge = (key: string, pricing: Pricing, more: Partial<ChargeFields> = {}): ChargeFields => ({
    id: key,
    key,
    nameI18n: {},
    clause: '',
    due: 'arrears',
    dueOn: null,
    countsBy: 'month',
    perMachine: false,
    machineIds: [],
    meterIds: [],
    pricing,
    ...more,
  });
  const base = {
    startsOn: '2025-02-01',
    endsOn: null,
    machines: [],
    meters: [],
    charges: [
      charge('fee', { model: 'flat', amount: '100' }),
      charge('air', { model: 'unit', unitPrice: '0.02', includedQuantity: '10' }),
      charge('setup', { model: 'flat', amount: '500.00' }, { due: 'once' }),
    ],
  } as unknown as ContractContent;
  const amendment = (
    number: number,
    effectiveOn: string,
    key: string,
    pricing: Pricing,
    stepOn: string | null = null,
  ): SignedAmendment => ({
    id: String(number),
    number,
    effectiveOn,
    stepOn,
    changes: { charges: [{ key, id: key, set: { pricing } }] },
  });
  const firstStep = amendment(1, '2027-01-01', 'fee', { model: 'flat', amount: '102.30' }, '2027-01-01');
  const agreedOn = (amendments: SignedAmendment[], day: string) =>
    Object.fromEntries(
      [...agreedPrices(base, amendments, day)].map(([key, { since, pricing }]) => [key, [since, pricing]]),
    );

  it('multiplies the first agreed prices, not the result of the previous step', () => {
    expect(agreedOn([firstStep], '2028-01-01')['fee']).toEqual([
      '2025-02-01',
      { model: 'flat', amount: '100' },
    ]);
  });

  it('keeps the agreed price if another amendment changes something else', () => {
    const other = amendment(2, '2027-05-01', 'air', {
      model: 'unit',
      unitPrice: '0.02',
      includedQuantity: '20',
    });
    expect(agreedOn([firstStep, other], '2028-01-01')['air']).toEqual([
      '2025-02-01',
      { model: 'unit', unitPrice: '0.02', includedQuantity: '20' },
    ]);
  });

  it('multiplies a newly agreed price from its own day, regardless of the order of signing', () => {
    const anew = amendment(1, '2027-06-15', 'fee', { model: 'flat', amount: '150.00' });
    expect(agreedOn([anew, { ...firstStep, number: 2 }], '2028-01-01')['fee']).toEqual([
      '2027-06-15',
      { model: 'flat', amount: '150.00' },
    ]);
    expect(agreedOn([anew], '2027-06-14')['fee']![0]).toBe('2025-02-01');
  });

  const clause = clauseOf();
  const stepAfter = (amendments: SignedAmendment[], today = '2027-11-01') => {
    const made = new Set(amendments.flatMap(({ stepOn }) => stepOn ?? []));
    return indexSteps([{ from: base.startsOn, clause }], base, today, made)!.next!;
  };
  const moved = (baseMonth: string, month: string): IndexMovement[] => [
    { key: 'wages', series: 'PL_wages', base: '100', value: '104', baseMonth, month, ...PUBLISHED },
    { key: 'material', series: 'material', base: '100', value: '100', baseMonth, month, ...PUBLISHED },
  ];

  it('changes recurring charges, and compares each price with the month before it was agreed', () => {
    const anew = amendment(2, '2027-06-15', 'fee', { model: 'flat', amount: '150.00' });
    const step = stepAfter([firstStep, anew]);
    const parts = planStep(clause, step, { base, amendments: [firstStep, anew] });
    expect(
      parts.map(({ since, baseMonth, year, charges }) => [
        since,
        baseMonth,
        year,
        charges.map((one) => one.charge.key),
      ]),
    ).toEqual([
      ['2025-02-01', '2025-01', 3, ['air']],
      ['2027-06-15', '2027-05', 1, ['fee']],
    ]);
    const [, second] = parts.map((part) =>
      computePart(clause, part, moved(part.baseMonth, step.indexMonth), 'PLN'),
    );
    expect(second).toMatchObject({
      appliedFactor: '1.020000',
      indexes: [
        { key: 'wages', weight: '0.5', base: '100', value: '104', ...PUBLISHED },
        { key: 'material' },
      ],
      charges: [{ key: 'fee', before: { amount: '150.00' }, after: { amount: '153.00' } }],
    });
  });

  it('changes only the charges named in the clause', () => {
    const named = clauseOf({ charges: ['air', 'setup'] });
    const [part] = planStep(named, stepAfter([]), { base, amendments: [] });
    expect(part!.charges.map((one) => one.charge.key)).toEqual(['air']);
  });

  it('waits for a value that is not recorded yet, and names it', () => {
    const [part] = planStep(clause, stepAfter([]), { base, amendments: [] });
    const indexes = moved('2025-01', '2026-12').map((one) => ({ ...one, value: null }));
    expect(() => computePart(clause, part!, indexes, 'PLN')).toThrow(
      expect.objectContaining({
        code: 'billing.index_value_missing',
        params: { key: 'wages', month: '2026-12' },
      }),
    );
  });

  it('has new prices only if a value changes, regardless of notation', () => {
    const [part] = planStep(clause, stepAfter([]), { base, amendments: [] });
    const by = (value: string) => {
      const indexes = moved('2025-01', '2026-12').map((one) => ({ ...one, value }));
      return changesAnyPrice(toNewPrices([computePart(clause, part!, indexes, 'PLN')]));
    };
    expect([by('100'), by('101')]).toEqual([false, true]);
  });

  it('keeps prices to twelve decimals', () => {
    const { pricing } = escalatePricing(
      { model: 'unit', unitPrice: '0.000000123457' },
      clause.term,
      { index: { wages: ['100', '103'], material: ['100', '101'] }, year: 2 },
      'PLN',
    );
    expect(pricing.unitPrice).toBe('0.000000125741');
  });

  const facts: StepFacts = {
    draftNoticeBy: null,
    isValueMissing: false,
    isUnclear: false,
    hasNewPrices: true,
  };
  it.each([
    [{}, 'ready'],
    [{ hasNewPrices: false }, 'unchanged'],
    [{ isUnclear: true, isValueMissing: true }, 'value_missing'],
    [{ isUnclear: true }, 'unclear'],
    [{ draftNoticeBy: '2026-12-02', isValueMissing: true }, 'drafted'],
    [{ draftNoticeBy: '2026-11-30' }, 'drafted_late'],
  ])('with %j has the status %s', (more, status) => {
    expect(determineStepStatus({ ...facts, ...more }, '2026-12-02')).toBe(status);
  });
});
