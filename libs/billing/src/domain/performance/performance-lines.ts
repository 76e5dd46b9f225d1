import { countDays, metersOfPerformance } from '#contracts/domain';
import type { DraftLine, LineParams } from '#invoicing/domain';
import { fromMinor, toMinor } from '#platform/domain';
import {
  figuresOf,
  type PerformanceEvaluation,
  evaluatePerformance,
  PERFORMANCE_RULES_VERSION,
  type PerformanceFacts,
  type PerformanceFigures,
  type PerformanceResult,
  type GuaranteeDays,
  guaranteesOf,
} from '#pricing/domain';
import type { DraftInput } from '../draft/draft-input.js';
import { clipMonth, countedFact, type MeteredMonth } from '../usage/metered-month.js';
import { availabilityFacts } from './availability-facts.js';
import { performanceFactsOf } from './performance-facts.js';

/**
 * Evaluates a month's guarantees, one line each: a credit (negative), a bonus, or zero if the guarantee was met, so
 * that the customer sees the evaluation (docs/rules/service-levels.md#monthly-evaluation). Guarantees are evaluated
 * from the measured quantities of the whole month, so lines of a current month are pending. Paused days without usage
 * billing are excluded. If a guarantee changes within the month, the days before and after the change are evaluated
 * separately. A quantity that is on hold or unknown puts only its own line on hold.
 * @param priced the lines of the charges; an availability guarantee adjusts the lines of its charges
 */
export function performanceLines(input: DraftInput, priced: readonly DraftLine[]): DraftLine[] {
  const { versions, month, paused } = input;
  return guaranteesOf(versions, { from: month.from.date, to: month.to.date }, paused).map(
    ({ within, days }) => lineOf(within, days, input, priced),
  );
}

/** Returns the line of a guarantee. @param days the days within the month that are not paused */
function lineOf(
  within: readonly GuaranteeDays[],
  days: readonly GuaranteeDays[],
  input: DraftInput,
  priced: readonly DraftLine[],
): DraftLine {
  const { month, isOver, currency, term: contract } = input;
  const { term, to } = within.at(-1)!;
  const service = { from: within[0]!.from, to };
  const share = {
    used: days.reduce((sum, part) => sum + countDays(part.from, part.to), 0),
    of: countDays(month.period.from, month.period.to),
  };
  const counted = days.flatMap((part) => countedIn(part, input));
  const figures = figuresOf(term);
  const facts = !isOver
    ? null
    : term.type === 'availability'
      ? availabilityFacts(days, service, input, priced)
      : performanceFactsOf(days, counted, contract.zone);
  const evaluation = facts && 'type' in facts ? evaluatePerformance(figures, facts, currency) : null;
  return {
    kind: 'performance',
    params: {
      component: 'performance',
      model: term.type,
      ...paramsOf(figures),
      ...(evaluation && { ...paramsOf(facts as PerformanceFacts), ...paramsOf(evaluation.result) }),
      ...(facts && 'holds' in facts && facts),
      ...(!isOver && { pending: 1 }),
      ...(counted.some(({ estimatedQuantity }) => estimatedQuantity !== undefined) && {
        estimatedQuantity: null,
      }),
      days: share.used,
      of: share.of,
    },
    clause: term.clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor: amountOf(evaluation, isOver, currency),
    state: evaluation ? 'measured' : !isOver ? 'fixed' : isUnknown(counted) ? 'unknown' : 'held',
    usagePeriodIds: [...new Set(counted.flatMap(({ usagePeriodId }) => usagePeriodId ?? []))],
    kitDeliveryId: null,
    place: {
      chargeKey: term.key,
      component: 'performance',
      counterFrom: month.from.date,
      partFrom: service.from > month.from.date ? service.from : null,
      machineId: null,
    },
    service,
    snapshot: {
      charge: {
        key: term.key,
        nameI18n: {},
        due: 'arrears',
        countsBy: 'month',
        perMachine: false,
        pricing: { model: 'flat' },
      },
      applied: { model: 'flat' },
      counter: { ...service, ...share, isFinal: isOver },
      counted: counted.map(countedFact),
      billable: null,
      steps: [],
      gross: evaluation?.exact ?? '0',
      discount: '0',
      capDiscount: '0',
      exact: evaluation ? evaluation.exact : isOver ? null : '0',
      standing: evaluation ? evaluation.amount : isOver ? null : '0',
      billedBefore: fromMinor(0n, currency),
      performance: {
        rules: PERFORMANCE_RULES_VERSION,
        term: figures,
        facts: evaluation ? (facts as PerformanceFacts) : null,
        result: evaluation?.result ?? null,
        ...(figures.type === 'availability' && { basis: 'declared' as const }),
      },
    },
  };
}

/**
 * Returns the amount of a guarantee's line: zero for a current month, and null for a completed month that can't be
 * evaluated, because its line stays on hold.
 */
function amountOf(
  evaluation: PerformanceEvaluation | null,
  isOver: boolean,
  currency: string,
): bigint | null {
  if (evaluation) return toMinor(evaluation.amount, currency);
  return isOver ? null : 0n;
}

/**
 * Converts terms, facts and results to line parameters, which can't contain lists: hours have one parameter per cause.
 */
function paramsOf({
  type: _type,
  ...figuresAndFacts
}: PerformanceFigures | PerformanceFacts | PerformanceResult): LineParams {
  const causes =
    'byCause' in figuresAndFacts
      ? Object.entries(figuresAndFacts.byCause).map(([cause, hours]) => [`${cause}Hours`, hours])
      : [];
  const plain = Object.entries(figuresAndFacts).filter(
    ([, value]) => value === null || typeof value === 'string',
  );
  return Object.fromEntries([...plain, ...causes]) as LineParams;
}

const isUnknown = (counted: readonly MeteredMonth[]): boolean =>
  counted.length > 0 && counted.every(({ state }) => state === 'unknown');

/** Returns the usage of a guarantee's meters on days of the drafted month. */
function countedIn({ from, to, term }: GuaranteeDays, { metered, month }: DraftInput): MeteredMonth[] {
  const meterIds = metersOfPerformance(term);
  return metered
    .filter((one) => meterIds.includes(one.meterId) && one.from === month.from.date && !one.isOpening)
    .flatMap((one) => clipMonth(one, from, to) ?? []);
}
