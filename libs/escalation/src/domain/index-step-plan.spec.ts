import type { ChargeFields } from '#contracts/domain';
import { indexClauseOf } from '#pricing/domain';
import { toStepEvidence, type IndexMovement, type PlannedPart, computePart } from './index-step-plan.js';

const AGREED: Parameters<typeof indexClauseOf>[0] = {
  from: '2027-01-01',
  weights: [{ key: 'wages', weight: '0.5' }],
  fixedPercentPerYear: null,
  cap: null,
  floor: null,
  noticeDays: 30,
  lateNotice: 'postponed',
  charges: null,
  indexLagMonths: 1,
  baseMonth: null,
  factorDecimals: null,
  priceDecimals: null,
};
const clauseOf = (more: Partial<typeof AGREED> = {}) => indexClauseOf({ ...AGREED, ...more }, '2025-02-01');

const CHARGE: ChargeFields = {
  id: 'c',
  key: 'care',
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount: '110' },
};
const PART: PlannedPart = {
  since: '2025-02-01',
  baseMonth: '2025-01',
  year: 2,
  charges: [{ charge: CHARGE, agreed: { model: 'flat', amount: '100' } }],
};
const WAGES: IndexMovement = {
  key: 'wages',
  series: 'PL wages',
  baseMonth: '2025-01',
  base: '100',
  baseSource: null,
  month: '2026-12',
  value: '104',
  source: null,
};

describe('a part of an index adjustment', () => {
  it('starts from the agreed prices, not from those of the last step', () => {
    expect(computePart(clauseOf(), PART, [WAGES], 'PLN')).toMatchObject({
      since: '2025-02-01',
      appliedFactor: '1.020000',
      charges: [
        { key: 'care', agreed: { amount: '100' }, before: { amount: '110' }, after: { amount: '102.00' } },
      ],
    });
  });

  it('names the publisher of an index if the publisher is known', () => {
    const [bare] = computePart(clauseOf(), PART, [WAGES], 'PLN').indexes;
    expect([bare, 'source' in bare!, 'baseSource' in bare!]).toEqual([
      expect.objectContaining({ weight: '0.5', base: '100', value: '104' }),
      false,
      false,
    ]);
    const sources = { source: 'GUS', baseSource: 'GUS 2025' };
    expect(computePart(clauseOf(), PART, [{ ...WAGES, ...sources }], 'PLN').indexes).toMatchObject([sources]);
  });

  it('gives no weight to an index that the clause does not name', () => {
    const [, other] = computePart(clauseOf(), PART, [WAGES, { ...WAGES, key: 'steel' }], 'PLN').indexes;
    expect(other).toMatchObject({ key: 'steel', weight: '0' });
  });

  it('has a factor even without a charge', () => {
    expect(computePart(clauseOf(), { ...PART, charges: [] }, [WAGES], 'PLN')).toMatchObject({
      appliedFactor: '1.020000',
      charges: [],
    });
  });

  it.each<[string, Partial<IndexMovement>, string]>([
    ['the base month', { base: null }, '2025-01'],
    ['the current month', { value: null }, '2026-12'],
    ['either month', { series: null, base: null, value: null }, '2025-01'],
  ])('waits for the value of %s', (_what, change, month) => {
    expect(() => computePart(clauseOf(), PART, [{ ...WAGES, ...change }], 'PLN')).toThrow(
      expect.objectContaining({ code: 'billing.index_value_missing', params: { key: 'wages', month } }),
    );
  });
});

it('the evidence of a step contains the agreed clause', () => {
  const step = {
    on: '2027-02-01',
    noticeBy: '2027-01-02',
    effectiveOn: '2027-02-01',
    year: 3,
    indexMonth: '2027-01',
  };
  expect(toStepEvidence(clauseOf(), step, [])).toEqual({
    stepOn: '2027-02-01',
    noticeBy: '2027-01-02',
    noticeDays: 30,
    cap: null,
    floor: null,
    fixedPercentPerYear: null,
    factorDecimals: 6,
    priceDecimals: null,
    parts: [],
  });
  const agreed = {
    cap: '1.05',
    floor: '1',
    fixedPercentPerYear: '3',
    weights: [],
    factorDecimals: 4,
    priceDecimals: 2,
  };
  expect(toStepEvidence(clauseOf(agreed), step, [])).toMatchObject({
    cap: '1.05',
    floor: '1',
    fixedPercentPerYear: '3',
    factorDecimals: 4,
    priceDecimals: 2,
  });
});
