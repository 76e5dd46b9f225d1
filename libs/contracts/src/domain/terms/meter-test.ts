import { type AmountPrecision, DomainError, Exact } from '#platform/domain';
import { countDays } from '../calendar/local-dates.js';
import { asAmount, orZero, type Maybe } from './amount.js';

/** The agreed consequences of a meter test (docs/rules/metering.md#meter-tests). */
export interface MeterTestTerm {
  /** Maximum error that is tolerated. */
  readonly tolerancePercent?: Maybe;
  /** Maximum number of corrected days. */
  readonly maxDays?: number | null | undefined;
  /** Share of the time since the last test that is corrected, such as 0.5; 1 by default. */
  readonly shareOfTime?: Maybe;
  readonly testFee?: Maybe;
}

export const METER_TEST_PARTIES = ['customer', 'supplier'] as const;
export type MeterTestParty = (typeof METER_TEST_PARTIES)[number];

export interface MeterTestFacts {
  /** `YYYY-MM-DD`. */
  readonly lastTest?: string | null | undefined;
  readonly test?: string | null | undefined;
  /** Positive if the meter registers too much. */
  readonly errorPercent: string;
  /** Registered quantity on the corrected days. */
  readonly registered?: Maybe;
  readonly price?: Maybe;
  readonly requestedBy?: MeterTestParty | null | undefined;
}

/** Result of a meter test. The corrected days and the quantities are null if nothing is corrected. */
export interface MeterTestResult {
  readonly correctDays: number | null;
  readonly trueQuantity: string | null;
  /** Negative if the meter registered too little. */
  readonly overRegistered: string | null;
  /** Amount credited to the customer; negative if the customer has to pay. */
  readonly credit: string;
  readonly feePayer: MeterTestParty | null;
  readonly fee: string | null;
}

/** Number of decimals of printed corrected quantities. */
const DECIMALS = 2;

/**
 * Calculates the exact quantity that a meter over-registered; negative if it under-registered.
 * @param errorPercent above -100
 */
export function overRegistered(registered: Exact, errorPercent: Exact): Exact {
  return registered.minus(registered.times(100).div(errorPercent.plus(100)));
}

/**
 * Evaluates a meter test. Within tolerance, nothing is corrected, and the requesting party pays for the test. Beyond
 * tolerance, the supplier pays, and the true quantity, registered / (1 + error), is billed for a part of the time
 * since the last test.
 * @throws DomainError contracts.meter_error_invalid, contracts.test_before_last
 */
export function evaluateMeterTest(
  term: MeterTestTerm,
  facts: MeterTestFacts,
  precision: AmountPrecision,
): MeterTestResult {
  const error = new Exact(facts.errorPercent);
  if (error.lte(-100)) throw new DomainError('contracts.meter_error_invalid', { error: facts.errorPercent });
  const fee = typeof term.testFee === 'string' ? asAmount(new Exact(term.testFee), precision) : null;
  if (error.abs().lte(orZero(term.tolerancePercent)))
    return {
      correctDays: null,
      trueQuantity: null,
      overRegistered: null,
      credit: asAmount(new Exact(0), precision),
      feePayer: facts.requestedBy ?? null,
      fee,
    };
  const registered = orZero(facts.registered);
  const over = overRegistered(registered, error);
  return {
    correctDays: correctDays(term, facts),
    trueQuantity: registered.minus(over).toFixed(DECIMALS, Exact.ROUND_HALF_UP),
    overRegistered: over.toFixed(DECIMALS, Exact.ROUND_HALF_UP),
    credit: asAmount(over.times(orZero(facts.price)), precision),
    feePayer: 'supplier',
    fee,
  };
}

/** Returns the number of days to correct, rounded down; null if neither the last test nor a maximum is known. */
function correctDays(
  { shareOfTime, maxDays }: MeterTestTerm,
  { lastTest, test }: MeterTestFacts,
): number | null {
  if (!lastTest || !test) return maxDays ?? null;
  const since = countDays(lastTest, test);
  if (!(since >= 0)) throw new DomainError('contracts.test_before_last', { lastTest, test });
  const days = new Exact(shareOfTime ?? 1).times(since).floor().toNumber();
  return typeof maxDays === 'number' ? Math.min(days, maxDays) : days;
}
