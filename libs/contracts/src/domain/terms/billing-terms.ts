import { Exact, type FieldFault } from '#platform/domain';
import type { MeterTestTerm } from './meter-test.js';

/**
 * Effect of a line on hold on its invoice (`terms.billing.hold`): the other lines are billed without it, or the whole
 * invoice is on hold.
 */
const HOLDS: readonly unknown[] = ['line', 'invoice'];
/**
 * Form in which an issued month is corrected (`terms.billing.corrections`): on the next invoice, or by a separate
 * document.
 */
const CORRECTIONS: readonly unknown[] = ['line', 'document'];
/** Number of days after the due date in which an invoice can be disputed (`terms.meter.dispute_days`). */
const DISPUTE_DAYS = { min: 0, max: 3650 } as const;
/**
 * Maximum number of days before a meter test for which the usage of an inaccurate meter is corrected
 * (`terms.meter.test_max_days`).
 */
const TEST_DAYS = { min: 1, max: 3650 } as const;
/** Maximum error that is tolerated (`terms.meter.tolerance_pct`). */
const TOLERANCE = { above: null, max: 100 } as const;
/** Share of the time since the previous test that is corrected (`terms.meter.test_share_of_time`). */
const SHARE = { above: 0, max: 1 } as const;

/** Validates the terms that billing uses, so that no invalid value is silently ignored. Missing terms have defaults. */
export function findBillingTermFaults(terms: Readonly<Record<string, unknown>>): FieldFault[] {
  const billing = partOf(terms['billing']);
  const meter = partOf(terms['meter']);
  const ofMeter = (
    field: string,
    code: string,
    isUsable: (value: unknown) => boolean,
    params = {},
  ): FieldFault[] =>
    isMissing(meter[field]) || isUsable(meter[field])
      ? []
      : [{ pointer: `/terms/meter/${field}`, code: `contracts.${code}`, params }];
  return [
    ...findUnknownValue('hold', billing['hold'], HOLDS),
    ...findUnknownValue('corrections', billing['corrections'], CORRECTIONS),
    ...ofMeter('dispute_days', 'dispute_days_out_of_range', isWithin(DISPUTE_DAYS), DISPUTE_DAYS),
    ...ofMeter('tolerance_pct', 'tolerance_out_of_range', isDecimalUpTo(TOLERANCE)),
    ...ofMeter('test_max_days', 'test_days_out_of_range', isWithin(TEST_DAYS), TEST_DAYS),
    ...ofMeter('test_share_of_time', 'test_share_out_of_range', isDecimalUpTo(SHARE)),
    ...ofMeter('test_fee', 'test_fee_invalid', isDecimalUpTo({ above: null, max: null })),
  ];
}

/** Returns a contract's terms for testing its meters (`terms.meter`). Unreadable values are treated as missing. */
export function agreedMeterTest(terms: object): MeterTestTerm {
  const meter = partOf((terms as Readonly<Record<string, unknown>>)['meter']);
  const days = meter['test_max_days'];
  return {
    tolerancePercent: decimalOf(meter['tolerance_pct']),
    maxDays: typeof days === 'number' ? days : null,
    shareOfTime: decimalOf(meter['test_share_of_time']),
    testFee: decimalOf(meter['test_fee']),
  };
}

const isMissing = (value: unknown): boolean => value === undefined || value === null;

const partOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function findUnknownValue(field: string, value: unknown, possible: readonly unknown[]): FieldFault[] {
  if (isMissing(value) || possible.includes(value)) return [];
  return [
    {
      pointer: `/terms/billing/${field}`,
      code: 'contracts.billing_term_unknown',
      params: { possible: possible.join(', ') },
    },
  ];
}

const isWithin =
  ({ min, max }: { readonly min: number; readonly max: number }) =>
  (days: unknown): boolean =>
    Number.isInteger(days) && Number(days) >= min && Number(days) <= max;

/** Matches a decimal that is not negative, as a string or a JSON number. */
const DECIMAL = /^\d{1,26}(\.\d{1,12})?$/;

const decimalOf = (value: unknown): string | null =>
  (typeof value === 'number' || typeof value === 'string') && DECIMAL.test(String(value))
    ? String(value)
    : null;

const isDecimalUpTo =
  ({ above, max }: { readonly above: number | null; readonly max: number | null }) =>
  (value: unknown): boolean => {
    const text = decimalOf(value);
    if (text === null) return false;
    const decimal = new Exact(text);
    return (above === null || decimal.gt(above)) && (max === null || decimal.lte(max));
  };
