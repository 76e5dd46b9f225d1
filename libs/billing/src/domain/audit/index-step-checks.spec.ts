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
