import type { IndexStepPart, Pricing } from '#contracts/domain';
import { indexClauseOf } from '#pricing/domain';
import type { AuditedIndexStep, AuditedInvoice } from './audited-invoice.js';
import { checkIndexSteps } from './index-step-checks.js';

const CLAUSE = indexClauseOf(
  {
    from: '2026-01-01',
    weights: [
      { key: 'wages', weight: '0.5' },
      { key: 'steel', weight: '0.3' },
    ],
    fixedPercentPerYear: null,
    cap: '1.08',
    floor: '1.00',
    noticeDays: 30,
    lateNotice: 'postponed',
    charges: null,
    indexLagMonths: 2,
    baseMonth: '2024-12',
    factorDecimals: 4,
    priceDecimals: 6,
  },
  '2025-01-01',
);
// 1 + 0.5 × 4% + 0.3 × 10% = 1.05.
const VALUES = [
  { key: 'wages', month: '2024-12', value: '100' },
  { key: 'wages', month: '2025-11', value: '104' },
  { key: 'steel', month: '2024-12', value: '50' },
  { key: 'steel', month: '2025-11', value: '55' },
];
const fee = (amount: string): Pricing => ({ model: 'flat', amount });
const unit = (unitPrice: string): Pricing => ({ model: 'unit', unitPrice });

function part(factor: string, feeAfter: string, unitAfter: string): IndexStepPart {
  return {
    since: '2025-01-01',
    indexes: [],
    rawFactor: factor,
    appliedFactor: factor,
    charges: [
      { key: 'fee', agreed: fee('4900'), before: fee('4900'), after: fee(feeAfter) },
      { key: 'air', agreed: unit('0.0264'), before: unit('0.0264'), after: unit(unitAfter) },
    ],
  };
}

const STEP: AuditedIndexStep = {
  stepOn: '2026-01-01',
  effectiveOn: '2026-01-01',
  notifiedOn: '2025-12-02',
  clause: CLAUSE,
  parts: [part('1.0500', '5145', '0.02772')],
  values: VALUES,
};

function invoiceOf(
  steps: readonly AuditedIndexStep[],
  prices: { readonly fee: string; readonly air: string } = { fee: '5145.00', air: '0.02772' },
): AuditedInvoice {
  const charge = (key: string, pricing: Pricing) => ({
    from: '2026-01-01',
    to: null,
    key,
    pricing: { ...pricing },
    units: [],
    meters: [],
  });
  return {
    currency: 'PLN',
    periodFrom: '2026-11-01',
    periodTo: '2026-12-01',
    contract: {
      startsOn: '2025-01-01',
      charges: [charge('fee', fee(prices.fee)), charge('air', unit(prices.air))],
    },
    indexSteps: steps,
  } as unknown as AuditedInvoice;
}

const codes = (invoice: AuditedInvoice): string[] => checkIndexSteps(invoice).map(({ code }) => code);

describe('auditing index adjustments', () => {
  it('accepts a step that follows from its clause, the index values and the first agreed prices', () => {
    expect(checkIndexSteps(invoiceOf([STEP]))).toEqual([]);
  });

  it('reports a factor that does not follow from the values, even if prices match it', () => {
    const wrong = { ...STEP, parts: [part('1.0700', '5243', '0.028248')] };
    expect(checkIndexSteps(invoiceOf([wrong], { fee: '5243', air: '0.028248' }))).toEqual([
      {
        code: 'index_factor_differs',
        severity: 'blocks',
        position: null,
        params: { charge: 'fee', stepOn: '2026-01-01', factor: '1.0700', due: '1.05' },
      },
    ]);
  });

  it.each<[string, Partial<AuditedIndexStep>]>([
    [
      'a price that differs from the first agreed price times the factor',
      { parts: [part('1.0500', '5146', '0.02772')] },
    ],
    ['a value that was not recorded', { values: VALUES.slice(1) }],
    ['a clause that was never agreed', { clause: null }],
    [
      'a factor beyond the cap',
      { values: VALUES.map((one) => (one.value === '104' ? { ...one, value: '120' } : one)) },
    ],
  ])('reports %s', (_, changes) => {
    const step = { ...STEP, ...changes };
    const feeNow = step.parts[0]!.charges[0]!.after.amount!;
    expect(codes(invoiceOf([step], { fee: feeNow, air: '0.02772' }))).toEqual(['index_factor_differs']);
  });

  it('applies cap and floor to the factor, and applies a fixed rate by years', () => {
    const capped = {
      ...STEP,
      values: VALUES.map((one) => (one.value === '104' ? { ...one, value: '120' } : one)),
      parts: [part('1.0800', '5292', '0.028512')],
    };
    expect(codes(invoiceOf([capped], { fee: '5292', air: '0.028512' }))).toEqual([]);
    const term = { ...CLAUSE.term, weights: [], fixedPercentPerYear: '5', cap: null };
    const fixed = { ...STEP, clause: { ...CLAUSE, term, series: [] }, values: [] };
    expect(codes(invoiceOf([fixed]))).toEqual([]);
  });

  it('accepts a price that was first agreed later: its base is the month before, and its years are its own', () => {
    const later = { ...part('1.0500', '5145', '0.02772'), since: '2025-03-15' };
    const months = VALUES.map((one) => (one.month === '2024-12' ? { ...one, month: '2025-02' } : one));
    const step = { ...STEP, parts: [later], values: months };
    expect(codes(invoiceOf([step]))).toEqual([]);
    expect(codes(invoiceOf([{ ...step, values: VALUES }]))).toEqual(['index_factor_differs']);
    const term = { ...CLAUSE.term, weights: null, fixedPercentPerYear: '5', cap: null };
    const fixed = { ...step, clause: { ...CLAUSE, term, series: [] }, values: [] };
    // The first of January 2026 is less than a year after the middle of March 2025.
    expect(codes(invoiceOf([fixed]))).toEqual(['index_factor_differs']);
    expect(codes(invoiceOf([{ ...fixed, parts: [part('1.0500', '5145', '0.02772')] }]))).toEqual([]);
  });

  it('rounds the factor to six decimals and unit prices to twelve, if nothing else was agreed', () => {
    const term = { ...CLAUSE.term, factorDecimals: null, priceDecimals: null, floor: null };
    const values = VALUES.map((one) => (one.value === '104' ? { ...one, value: '104.00025' } : one));
    const step = (factor: string, unitAfter: string): AuditedIndexStep => ({
      ...STEP,
      clause: { ...CLAUSE, term },
      values,
      parts: [part(factor, '5145.01', unitAfter)],
    });
    // 1.05000125 is rounded to 1.050001, and 4,900 × 1.050001 = 5,145.0049 is rounded to 5,145.00.
    const audited = (factor: string, feeAfter: string, unitAfter: string): string[] => {
      const one = { ...step(factor, unitAfter), parts: [part(factor, feeAfter, unitAfter)] };
      return codes(invoiceOf([one], { fee: feeAfter, air: unitAfter }));
    };
    expect(audited('1.050001', '5145.00', '0.0277200264')).toEqual([]);
    expect(audited('1.05000125', '5145.01', '0.027720033')).toEqual(['index_factor_differs']);
    expect(audited('1.050001', '5145.00', '0.02772')).toEqual(['index_factor_differs']);
  });

  it('never divides by a base value of zero, and has no factor without a weight', () => {
    const zero = VALUES.map((one) => (one.value === '100' ? { ...one, value: '0' } : one));
    expect(codes(invoiceOf([{ ...STEP, values: zero }]))).toEqual(['index_factor_differs']);
    const term = { ...CLAUSE.term, weights: null };
    const step = { ...STEP, clause: { ...CLAUSE, term }, parts: [part('1.0000', '4900', '0.0264')] };
    expect(codes(invoiceOf([step], { fee: '4900', air: '0.0264' }))).toEqual([]);
  });

  it('audits only parts whose prices still apply', () => {
    const [fees, air] = part('1.0700', '5243', '0.028248').charges;
    const single = (charge: typeof fees): IndexStepPart => ({
      ...part('1.0700', '5243', '0.028248'),
      charges: [charge!],
    });
    const step = { ...STEP, parts: [single(fees), single(air)] };
    // Only the fee still has the price of the adjustment.
    expect(checkIndexSteps(invoiceOf([step], { fee: '5243', air: '0.03' }))).toMatchObject([
      { params: { charge: 'fee' } },
    ]);
    const ended = invoiceOf([step], { fee: '5243', air: '0.03' });
    const charges = (to: string): AuditedInvoice => ({
      ...ended,
      contract: { ...ended.contract, charges: ended.contract.charges.map((one) => ({ ...one, to })) },
    });
    expect(codes(charges('2026-11-01'))).toEqual([]);
    expect(codes(charges('2026-11-02'))).toEqual(['index_factor_differs']);
  });

  it('reports a step that was notified later than the clause requires', () => {
    const late = { ...STEP, notifiedOn: '2025-12-03' };
    expect(checkIndexSteps(invoiceOf([late]))).toMatchObject([
      {
        code: 'index_step_told_late',
        params: { stepOn: '2026-01-01', toldOn: '2025-12-03', noticeBy: '2025-12-02' },
      },
    ]);
  });

  it('reports a second step within a year, and a step on top of another', () => {
    const second = {
      ...STEP,
      stepOn: '2026-06-01',
      effectiveOn: '2026-06-01',
      values: VALUES.map((one) => (one.month === '2025-11' ? { ...one, month: '2026-04' } : one)),
    };
    expect(codes(invoiceOf([second, STEP]))).toEqual(['index_step_twice']);
    const next = {
      ...second,
      stepOn: '2027-01-01',
      parts: [
        {
          ...part('1.0500', '5402.25', '0.029106'),
          charges: [{ key: 'fee', agreed: fee('5145'), before: fee('5145'), after: fee('5402.25') }],
        },
      ],
      values: VALUES.map((one) => (one.month === '2025-11' ? { ...one, month: '2026-11' } : one)),
    };
    expect(codes(invoiceOf([STEP, next], { fee: '5402.25', air: '0.1' }))).toEqual(['index_step_twice']);
  });

  it('skips steps with prices that no longer apply, or don’t apply yet', () => {
    const wrong = { ...STEP, parts: [part('1.0700', '5243', '0.028248')] };
    expect(codes(invoiceOf([wrong]))).toEqual([]);
    const toCome = { ...STEP, effectiveOn: '2026-12-01', notifiedOn: '2026-11-30' };
    expect(codes(invoiceOf([toCome]))).toEqual([]);
  });
});
