import {
  countDays,
  firstMomentOf,
  type LineRules,
  minimumLine,
  requiredMinimum,
  type MinimumPart,
} from '#contracts/domain';
import { type DraftLine, type LineKey, type LineSnapshot, MINIMUM_KEY } from '#invoicing/domain';
import { Exact, fromMinor, toMinor, sumMinor } from '#platform/domain';
import { type Days, earlierDay, laterDay, overlappingDays, subtractDays } from '#pricing/domain';
import type { DraftInput } from './draft-input.js';

/** The minimum agreed for the days [from, to). */
interface AgreedDays extends Days {
  readonly amount: string;
  readonly clause: string;
}

/**
 * Returns the shortfall of the contract's minimum once the month is over. Fees and usage that are billed by month count
 * towards the minimum, including the shortfalls of charges' own minimums. One-time amounts, charges that are due
 * quarterly or yearly or counted by year, kits and corrections do not (docs/rules/rating.md#minimum). Paused days have
 * no minimum. The shortfall is on hold while a line that counts towards the minimum is on hold.
 * @param lines the lines of the month's charges, as billed
 */
export function minimumLines(lines: readonly DraftLine[], input: DraftInput): DraftLine[] {
  const agreed = agreedDays(input);
  if (!input.isOver || agreed.length === 0) return [];
  const towards = lines.filter(countsTowardsMinimum);
  const isKnown = towards.every(({ amountMinor }) => amountMinor !== null);
  const { month, term, currency } = input;
  const rules = rulesOf(input);
  const parts = agreed.map(({ from, to, amount }): MinimumPart => ({
    from: firstMomentOf(from, term.zone),
    to: firstMomentOf(to, term.zone),
    amount: new Exact(amount),
  }));
  const billedOf = (kind: DraftLine['kind']): Exact => {
    const ofKind = towards.filter((line) => line.kind === kind);
    return new Exact(
      fromMinor(
        sumMinor(ofKind, ({ amountMinor }) => amountMinor ?? 0n),
        currency,
      ),
    );
  };
  const [fees, usageAmount] = [billedOf('base'), billedOf('usage')];
  const missing = minimumLine({ parts, usageAmount }, [{ amount: fees }], month, rules);
  if (isKnown && !missing) return [];
  const owed = requiredMinimum(parts, month, rules);
  const reached = fees.plus(usageAmount);
  const standing = isKnown ? missing!.amount : null;
  return [
    lineOf(input, agreed, owed.days, {
      minimum: owed.amount.toFixed(),
      reached: isKnown ? reached.toFixed() : null,
      standing: standing?.toFixed() ?? null,
      exact: isKnown ? owed.exact.minus(reached).toFixed() : null,
      amountMinor: standing && toMinor(standing, currency),
      towards: towards.map((line) => toMinimumFact(line, currency)),
    }),
  ];
}

interface MinimumShortfall {
  readonly minimum: string;
  readonly reached: string | null;
  readonly standing: string | null;
  readonly exact: string | null;
  readonly amountMinor: bigint | null;
  readonly towards: NonNullable<LineSnapshot['minimum']>['towards'];
}

function lineOf(
  { month, paused }: DraftInput,
  agreed: readonly AgreedDays[],
  days: number,
  { minimum, reached, standing, exact, amountMinor, towards }: MinimumShortfall,
): DraftLine {
  const last = agreed.at(-1)!;
  const service = { from: month.from.date, to: month.to.date };
  const of = countDays(month.period.from, month.period.to);
  const rests = overlappingDays(paused, service).map(({ from, to }) => ({ from, to }));
  const place: LineKey = {
    chargeKey: MINIMUM_KEY,
    component: 'true_up',
    counterFrom: month.from.date,
    partFrom: null,
    machineId: null,
  };
  return {
    kind: 'usage',
    params: {
      component: 'true_up',
      model: 'flat',
      minimumOf: 'contract',
      minimum,
      reached,
      countsBy: 'month',
      days,
      of,
      serial: null,
    },
    clause: last.clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor,
    state: amountMinor === null ? 'unknown' : 'fixed',
    usagePeriodIds: [],
    kitDeliveryId: null,
    place,
    service,
    snapshot: {
      charge: {
        key: MINIMUM_KEY,
        nameI18n: {},
        due: 'arrears',
        countsBy: 'month',
        perMachine: false,
        pricing: { model: 'flat', minAmount: last.amount },
      },
      applied: { model: 'flat', minAmount: minimum },
      counter: { ...service, used: days, of, ...(rests.length > 0 && { rests }), isFinal: true },
      counted: [],
      minimum: { agreed: agreed.map(({ from, to, amount }) => ({ from, to, amount })), towards },
      billable: null,
      steps: [],
      gross: standing ?? '0',
      discount: '0',
      capDiscount: '0',
      exact,
      standing,
      billedBefore: '0',
    },
  };
}

/** Returns the days of the month with a minimum and without a pause, in chronological order. */
function agreedDays({ versions, month, paused }: DraftInput): AgreedDays[] {
  const days = { from: month.from.date, to: month.to.date };
  return versions.flatMap(({ from, minimum }, index) => {
    if (!minimum) return [];
    const first = index === 0 ? days.from : laterDay(from, days.from);
    const end = earlierDay(versions[index + 1]?.from ?? null, days.to);
    if (first >= end) return [];
    return subtractDays({ from: first, to: end }, paused).map((one) => ({ ...one, ...minimum }));
  });
}

/** Returns true when a line counts towards the contract's minimum, because it recurs monthly. */
function countsTowardsMinimum({ kind, params: { component, due, countsBy } }: DraftLine): boolean {
  if (kind === 'base')
    return component !== 'deposit' && due !== 'once' && due !== 'quarterly' && due !== 'yearly';
  return kind === 'usage' && countsBy === 'month';
}

function toMinimumFact(
  { params, place, service, amountMinor }: DraftLine,
  currency: string,
): MinimumShortfall['towards'][number] {
  return {
    charge: place!.chargeKey,
    component: place!.component,
    from: service!.from,
    to: service!.to,
    serial: typeof params.serial === 'string' ? params.serial : null,
    amount: amountMinor === null ? null : fromMinor(amountMinor, currency),
  };
}

function rulesOf({ term, currency }: DraftInput): LineRules {
  return {
    counting: { dayCount: 'day', every: { unit: 'month', count: 1 }, zone: term.zone },
    precision: currency,
  };
}
