import { type AmountPrecision, amountText, DomainError, Exact } from '#platform/domain';
import { shareAllowance } from '../calendar/allowance-shares.js';
import {
  billedPeriods,
  billingMoment,
  periodAfterEndedTrial,
  type BilledPeriod,
  type BillingCalendar,
  type ContractEnd,
  type Horizon,
  type MovedAnchor,
} from '../calendar/billed-periods.js';
import { daysOf, daysWithin, fractionOf, shownFactor, type DayCounting } from '../calendar/day-count.js';
import { toInstant } from '../calendar/local-dates.js';
import { feeLines, minimumLine, type ContractLine, type LineRules } from './fee-lines.js';
import { orderSteps, type FeeTerms, type FeeTiming } from './fee-terms.js';

/** An agreed fee. Decimals are strings; amounts are in major units and for a whole period. */
export interface DescribedFee {
  readonly key: string;
  readonly amount: string;
  readonly timing: FeeTiming;
}

/** A change to a contract on a date: new amounts of fees by key, an end, or another billing day. */
export type DescribedChange =
  { readonly on: string; readonly set: Readonly<Record<string, string>> } | ContractEnd | MovedAnchor;

/** A contract's calendar and fees, with all other terms that determine the amounts of its periods. */
export interface DescribedContract {
  readonly calendar: Omit<BillingCalendar, 'end' | 'movedAnchors'>;
  readonly horizon: Horizon;
  readonly precision: AmountPrecision;
  readonly fees: readonly DescribedFee[];
  readonly minimum: { readonly amount: string } | null;
  /** Amount for the usage of each period. */
  readonly usageAmount: string;
  /** Quantity included in a whole period. */
  readonly includedQuantity: string | null;
  readonly changes: readonly DescribedChange[];
}

/** A period and its billed part: `days` of the period's `of` days. Dates are half-open. */
export interface PreviewedPeriod {
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly from: string;
  readonly to: string;
  readonly fromInstant: string;
  readonly toInstant: string;
  readonly days: number;
  readonly of: number;
  /** Elapsed time from `fromInstant` to `toInstant`, decimal. */
  readonly hours: string;
  /** Billed share of the period, for display only. */
  readonly factor: string;
  readonly includedQuantity: string | null;
}

export interface ContractPreview {
  readonly periods: readonly PreviewedPeriod[];
  readonly lines: readonly (Omit<ContractLine, 'amount'> & { readonly amount: string })[];
}

const MS_PER_HOUR = 3_600_000;

/**
 * Calculates the amounts that a contract bills in its periods: fees by timing, changes of fees, and the shortfall of
 * the minimum. Usage is rated elsewhere and only counts towards the minimum here.
 * @throws DomainError contracts.fee_twice, contracts.fee_unknown, contracts.end_twice and those of `billedPeriods`
 */
export function previewContract(contract: DescribedContract): ContractPreview {
  const calendar = completeCalendar(contract);
  const counting: DayCounting = calendar;
  const rules: LineRules = { counting, precision: contract.precision };
  const fees = feesInTime(contract);
  const periods = billedPeriods(calendar, contract.horizon);
  const allowances = includedQuantities(contract.includedQuantity, periods, counting);
  return {
    periods: periods.map((billed, index) => describePeriod(billed, counting, allowances[index]!)),
    lines: [
      ...endedTrialLines(calendar, fees, rules),
      ...periods.flatMap((billed) => linesOf(billed, fees, contract, rules)),
    ].map((line) => ({ ...line, amount: amountText(line.amount, contract.precision) })),
  };
}

function completeCalendar({ calendar, changes }: DescribedContract): BillingCalendar {
  const [end = null, duplicateEnd] = changes.filter((change) => 'end' in change);
  if (duplicateEnd) throw new DomainError('contracts.end_twice', { on: duplicateEnd.on });
  return { ...calendar, end, movedAnchors: changes.filter((change) => 'anchorDate' in change) };
}

function feesInTime({ calendar, fees, changes }: DescribedContract): FeeTerms[] {
  const keys = new Set(fees.map(({ key }) => key));
  const duplicate = fees.find(({ key }, index) => fees.findIndex((other) => other.key === key) < index);
  if (duplicate) throw new DomainError('contracts.fee_twice', { key: duplicate.key });
  const amended = changes.filter((change) => 'set' in change);
  const unknown = amended.flatMap(({ set }) => Object.keys(set)).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new DomainError('contracts.fee_unknown', { key: unknown });
  return fees.map(({ key, amount, timing }) => ({
    key,
    timing,
    amount: new Exact(amount),
    steps: orderSteps(
      amended.flatMap(({ on, set }) => {
        const changed = Object.hasOwn(set, key) ? set[key] : undefined;
        return changed === undefined ? [] : [{ ...billingMoment(on, calendar), amount: new Exact(changed) }];
      }),
    ),
  }));
}

function linesOf(
  billed: BilledPeriod,
  fees: readonly FeeTerms[],
  { minimum, usageAmount }: DescribedContract,
  rules: LineRules,
): ContractLine[] {
  const lines = fees.flatMap((fee) => feeLines(fee, billed, rules));
  if (!minimum) return lines;
  const { from, to } = billed;
  const agreed = {
    parts: [{ from, to, amount: new Exact(minimum.amount) }],
    usageAmount: new Exact(usageAmount),
  };
  const shortfallLine = minimumLine(agreed, lines, billed, rules);
  return shortfallLine ? [...lines, shortfallLine] : lines;
}

/**
 * Returns the lines of a contract that ends within its trial: a fee in advance and, on a second line, its credit, so
 * that both are posted. Empty for all other contracts.
 */
function endedTrialLines(
  calendar: BillingCalendar,
  fees: readonly FeeTerms[],
  rules: LineRules,
): ContractLine[] {
  const billed = periodAfterEndedTrial(calendar);
  if (!billed) return [];
  const inAdvance = fees.filter(({ timing }) => timing === 'advance');
  return inAdvance.flatMap((fee) => feeLines(fee, billed, rules));
}

/** Divides the included quantity of a period among its parts, regardless of the reason for the split. */
function includedQuantities(
  included: string | null,
  periods: readonly BilledPeriod[],
  counting: DayCounting,
): (string | null)[] {
  if (included === null) return periods.map(() => null);
  const cuts = new Map<string, number[]>();
  for (const [index, { period }] of periods.entries()) {
    const key = `${period.from}/${period.to}`;
    cuts.set(key, [...(cuts.get(key) ?? []), index]);
  }
  const quantities: string[] = [];
  for (const indexes of cuts.values()) {
    const fractions = indexes.map((index) => {
      const { period, from, to } = periods[index]!;
      return fractionOf(period, from, to, counting);
    });
    const used = fractions.map((fraction) => fraction.used);
    for (const [part, share] of shareAllowance(included, used, fractions[0]!.of).entries())
      quantities[indexes[part]!] = share;
  }
  return quantities;
}

function describePeriod(
  { period, from, to }: BilledPeriod,
  counting: DayCounting,
  includedQuantity: string | null,
): PreviewedPeriod {
  return {
    periodFrom: period.from,
    periodTo: period.to,
    from: from.date,
    to: to.date,
    fromInstant: toInstant(from.at),
    toInstant: toInstant(to.at),
    days: daysWithin(period, from.date, to.date, counting),
    of: daysOf(period, counting),
    hours: new Exact(to.at - from.at).div(MS_PER_HOUR).toDecimalPlaces(9).toFixed(),
    factor: shownFactor(fractionOf(period, from, to, counting)),
    includedQuantity,
  };
}
