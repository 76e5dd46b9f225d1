import {
  agreedMeterTest,
  evaluateMeterTest,
  type MeterTestParty,
  type MeterTestTerm,
  overRegistered,
  plusDays,
} from '#contracts/domain';
import { Exact, type FieldFault, fromMinor, toMinor, sumOf } from '#platform/domain';
import { netPrice } from '#pricing/domain';
import type { LineSnapshot } from '../line/line-snapshot.js';

/** The report of a meter test. Days are local; decimals are strings. */
export interface MeterTestReport {
  readonly testedOn: string;
  /** Date of the previous test or calibration; null if unknown. */
  readonly lastTestedOn: string | null;
  /** Positive if the meter registers too much. */
  readonly errorPercent: string;
  readonly tolerancePercent: string;
  readonly requestedBy: MeterTestParty;
}

/**
 * Fields of a report. Null fields are taken from the last certificate before the test; the tolerance can also be taken
 * from the contract.
 */
export type MeterTestInput = Omit<MeterTestReport, 'lastTestedOn' | 'tolerancePercent'> & {
  readonly lastTestedOn: string | null;
  readonly tolerancePercent: string | null;
};

/** The fields of a meter's certificate that a test uses. */
export interface EarlierCertificate {
  readonly firstDay: string;
  readonly tolerancePercent: string | null;
}

/**
 * Completes a report. A missing tolerance is taken from the last certificate before the test or, without one, from the
 * contract. Returns null if neither defines a tolerance.
 */
export function completeReport(
  input: MeterTestInput,
  certificates: readonly EarlierCertificate[],
  terms: object,
): MeterTestReport | null {
  const before = certificates
    .filter(({ firstDay }) => firstDay < input.testedOn)
    .reduce<EarlierCertificate | null>(
      (last, one) => (last && last.firstDay >= one.firstDay ? last : one),
      null,
    );
  const tolerancePercent =
    input.tolerancePercent ?? before?.tolerancePercent ?? agreedMeterTest(terms).tolerancePercent ?? null;
  if (tolerancePercent === null) return null;
  return { ...input, lastTestedOn: input.lastTestedOn ?? before?.firstDay ?? null, tolerancePercent };
}

const MAX_TOLERANCE = 100;

/** Validates a report. @param today local day of the contract */
export function faultsOfReport(
  { testedOn, lastTestedOn, errorPercent, tolerancePercent }: MeterTestInput,
  today: string,
): FieldFault[] {
  return [
    ...(testedOn > today
      ? [{ pointer: '/testedOn', code: 'billing.meter_test_ahead', params: { today } }]
      : []),
    ...(lastTestedOn !== null && lastTestedOn > testedOn
      ? [{ pointer: '/lastTestedOn', code: 'billing.meter_test_before_last' }]
      : []),
    ...(new Exact(errorPercent).lte(-100)
      ? [{ pointer: '/errorPercent', code: 'billing.meter_error_too_low' }]
      : []),
    ...(tolerancePercent !== null && new Exact(tolerancePercent).gt(MAX_TOLERANCE)
      ? [
          {
            pointer: '/tolerancePercent',
            code: 'metering.tolerance_too_wide',
            params: { most: MAX_TOLERANCE },
          },
        ]
      : []),
  ];
}

/** A line that bills usage of the meter, with its usage by local day. */
export interface LineOfMeter {
  readonly days: readonly { readonly day: string; readonly quantity: string }[];
  /** True if the charge subtracts the meter from its other meters. */
  readonly deducts: boolean;
  /** Basis of the line's price; null for lines that were created before snapshots were stored. */
  readonly snapshot: Pick<LineSnapshot, 'applied' | 'prices' | 'billable' | 'counter'> | null;
  readonly netMinor: bigint;
  readonly currency: string;
}

/** The consequences of a test for one line. */
export interface MeterTestVerdict {
  readonly isWithin: boolean;
  /**
   * Days before the test that are corrected, [from, to). Both are null within tolerance. Only `correctedFrom` is null
   * if neither the previous test nor a maximum number of days is known.
   */
  readonly correctedFrom: string | null;
  readonly correctedTo: string | null;
  /** Quantities on the corrected days of the line; null within tolerance. */
  readonly registered: string | null;
  readonly overRegistered: string | null;
  /**
   * Net amount to credit, at most the amount of the line; negative if the customer has to pay. Null if the amount has
   * to be calculated manually.
   */
  readonly creditMinor: bigint | null;
  readonly feePayer: MeterTestParty | null;
  /** Decimal in major units; null if there is no fee. */
  readonly fee: string | null;
}

/** Number of decimals of printed corrected quantities. */
const DECIMALS = 2;

/**
 * Evaluates the effect of a meter test on one line (docs/rules/metering.md#meter-tests). Within tolerance, nothing
 * changes, and the requesting party pays for the test. Beyond tolerance, the true quantity is billed for the days
 * before the test. The over-registered units are the last units of the line, so their value is the difference between
 * the line's price with and without them.
 */
export function evaluateTestOfLine(
  term: MeterTestTerm,
  report: MeterTestReport,
  line: LineOfMeter,
): MeterTestVerdict {
  const { tolerancePercent, testedOn, lastTestedOn, errorPercent, requestedBy } = report;
  const { trueQuantity, correctDays, feePayer, fee } = evaluateMeterTest(
    { ...term, tolerancePercent },
    { test: testedOn, lastTest: lastTestedOn, errorPercent, requestedBy },
    line.currency,
  );
  if (trueQuantity === null)
    return {
      isWithin: true,
      correctedFrom: null,
      correctedTo: null,
      registered: null,
      overRegistered: null,
      creditMinor: 0n,
      feePayer,
      fee,
    };
  const from = correctDays === null ? null : plusDays(testedOn, -correctDays);
  const tested = line.days.filter(({ day }) => day < testedOn && (from === null || day >= from));
  const registered = sumOf(tested, ({ quantity }) => quantity);
  const over = overRegistered(registered, new Exact(errorPercent));
  return {
    isWithin: false,
    correctedFrom: from,
    correctedTo: testedOn,
    registered: registered.toFixed(),
    overRegistered: over.toFixed(DECIMALS, Exact.ROUND_HALF_UP),
    creditMinor: creditOf(line.deducts ? over.negated() : over, line),
    feePayer,
    fee,
  };
}

/**
 * Returns the net amount to credit. Null if it can't be calculated from one quantity, for example because the charge is
 * a percentage of money or the rated period's prices changed.
 */
function creditOf(over: Exact, { snapshot, netMinor, currency }: LineOfMeter): bigint | null {
  if (over.isZero()) return 0n;
  if (snapshot === null || snapshot.billable === null || snapshot.prices) return null;
  const { applied, billable, counter } = snapshot;
  if (applied.model === 'percentage' || applied.model === 'graduated_percentage') return null;
  // Under-registered units would use up the allowance first, but the unused allowance is not stored.
  if (over.isNegative() && applied.includedQuantity && new Exact(billable).isZero()) return null;
  const priced = (quantity: Exact): Exact =>
    netPrice([{ charge: { ...applied, key: '' }, until: { quantity, events: [], settled: counter.isFinal } }])
      .exact;
  const reducedQuantity = Exact.max(new Exact(billable).minus(over.div(applied.convert?.divideBy ?? 1)), 0);
  const credit = priced(new Exact(billable)).minus(priced(reducedQuantity));
  return toMinor(Exact.min(credit, Exact.max(fromMinor(netMinor, currency), 0)), currency);
}
