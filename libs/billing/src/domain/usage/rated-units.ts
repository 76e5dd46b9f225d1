import type { ChargeFields, PrepaidBalance } from '#contracts/domain';
import { billingMonthOf, plusDays } from '#contracts/domain';
import { addMonths, contractMonth } from '#metering/domain';
import { Exact, fromMinor, sumMinor } from '#platform/domain';
import {
  billedMonth,
  type ChargeEra,
  type ChargeInTime,
  type ChargeSegment,
  erasOf,
  joinSameTerms,
  laterDay,
  type PrepaidTerms,
} from '#pricing/domain';
import type { DraftInput } from '../draft/draft-input.js';
import { balancesOf } from '../prepaid/prepaid-balances.js';
import { type AllowancePart, includedFrom, partsOfAllowance } from './allowance-parts.js';
import { appliedTerms } from './applied-terms.js';
import { countedOf } from './counted-months.js';
import { type Counter, countersOf, type DaysOfPeriod } from './counter.js';
import { shareOfMachine, termsOfMachines } from './machine-shares.js';
import type { MeteredMonth } from './metered-month.js';
import { type PricesFrom, rateUnit, type RatedUnit } from './rate-unit.js';

/** Terms of a charge that apply from a part of its rated period. */
export interface UnitTerms extends PricesFrom {
  readonly charge: ChargeFields;
}

/** Usage of a pool or of one machine that is rated together. */
export interface Unit {
  /** In chronological order, at least one. */
  readonly terms: readonly UnitTerms[];
  readonly counter: Counter;
  /**
   * Parts of the rated period's month or year that share its included quantity, in chronological order, including the
   * rated period itself.
   */
  readonly parts: readonly DaysOfPeriod[];
  readonly metered: readonly MeteredMonth[];
  readonly ofMachine?: ChargeInTime['ofMachine'];
  /** Amount billed elsewhere for the part that was counted elsewhere. */
  readonly opening?: ChargeInTime['opening'];
  /** Prepaid credits, with the remaining quantities when the rated period begins. */
  readonly prepaid?: UnitPrepaid;
}

export interface UnitPrepaid extends PrepaidTerms {
  /** In the order of `lots`. */
  readonly balances: readonly PrepaidBalance[];
}

/** Returns the units of a charge's rated period, each with its opening and prepaid balances. */
export function unitsOf(segments: readonly ChargeSegment[], input: DraftInput): Unit[] {
  const eras = erasOf(segments);
  return eras.flatMap((era) => {
    const { countsBy } = era[0]!.charge;
    const days = { from: era[0]!.from, to: era.at(-1)!.to };
    return countersOf(countsBy, input.month, input.term, input.isOver, days, input.paused).flatMap(
      (counter) =>
        unitsOfCounter(era, counter, eras, input).map((unit) => withPrepaid(unit, segments, input)),
    );
  });
}

export function rateKnownUsage(unit: Unit, { currency }: DraftInput): RatedUnit {
  return rateUnit(unit.terms, unit.counter, unit.metered, currency, unit);
}

/** Returns the units of one rated period. @param eras all eras of the charge */
function unitsOfCounter(
  era: ChargeEra,
  counter: Counter,
  eras: readonly ChargeEra[],
  input: DraftInput,
): Unit[] {
  const counted = countedOf(era, counter, input);
  const parts = partsOfAllowance(era, counter, eras);
  const { pricing } = era.at(-1)!.charge;
  if (pricing.pooling !== 'per_machine') {
    if (counted.length === 0) return [];
    const pool = parts.map((part) => ({
      ...part,
      machineIds: machinesOf(part.era === era ? counted : countedOf(part.era, part, input)),
    }));
    const ofMachine = termsOfMachines(pricing, counter.from, pool, input.machines);
    return [
      withOpening(
        { terms: termsIn(era, counter, parts), counter, parts, metered: counted, ofMachine },
        input,
      ),
    ];
  }
  return [...new Set(counted.map(({ machineId }) => machineId))].map((machine) => {
    // A machine that is present on only some of the days has the allowance and minimum of those days.
    const ofDays = <Part extends DaysOfPeriod>(days: Part): Part => ({
      ...days,
      share: shareOfMachine(machine, days, input.machines),
    });
    const own = ofDays(counter);
    const ownParts = parts.map(ofDays);
    const metered = counted.filter(({ machineId }) => machineId === machine);
    return withOpening({ terms: termsIn(era, own, ownParts), counter: own, parts: ownParts, metered }, input);
  });
}

/**
 * Returns the terms of a rated period, including prices that change later in the rated period.
 * @param parts the parts that share the included quantity, including the rated period
 */
function termsIn(era: ChargeEra, counter: Counter, parts: readonly AllowancePart[]): UnitTerms[] {
  const included = (agreed: string): string => includedFrom(counter.from, agreed, parts);
  return joinSameTerms(era)
    .filter(({ from, to }) => (from ?? '') < counter.to && (to === null || to > counter.from))
    .map(({ from, charge }) => ({
      from: laterDay(from, counter.from),
      charge,
      applied: appliedTerms(charge.pricing, counter, included),
    }));
}

const machinesOf = (metered: readonly MeteredMonth[]): string[] => [
  ...new Set(metered.flatMap(({ machineId }) => machineId ?? [])),
];

/**
 * Adds the amount billed elsewhere for the part that was counted elsewhere. Charges that are billed for a period as a
 * whole have no such part.
 */
function withOpening(unit: Unit, { billedElsewhere, currency }: DraftInput): Unit {
  const { terms, counter, metered } = unit;
  const part = metered.find(({ isOpening }) => isOpening)?.from;
  const machines = new Set(metered.map(({ machineId }) => machineId));
  const { key, pricing } = terms[0]!.charge;
  const billed = billedElsewhere.filter(
    ({ chargeKey, component, counterFrom, partFrom, machineId }) =>
      chargeKey === key &&
      component === 'usage' &&
      counterFrom === counter.from &&
      partFrom !== null &&
      (pricing.pooling !== 'per_machine' || machines.has(machineId)),
  );
  if (part === undefined || billed.length === 0) return unit;
  const amountMinor = sumMinor(billed, (one) => one.amountMinor);
  return { ...unit, opening: { part, amount: fromMinor(amountMinor, currency) } };
}

/** Returns the machine of a unit that is rated separately; null for a pool. */
function machineOf({ terms, metered }: Unit): string | null {
  return terms[0]!.charge.pricing.pooling === 'per_machine' ? metered[0]!.machineId : null;
}

function withPrepaid(unit: Unit, segments: readonly ChargeSegment[], input: DraftInput): Unit {
  const machineId = machineOf(unit);
  const balances = balancesOf(input.prepaid, unit.terms[0]!.charge.key, machineId);
  if (balances.length === 0) return unit;
  return withLots(
    unit,
    balances,
    remainingQuantities(balances, segments, input, machineId, unit.counter.from),
  );
}

function withLots(unit: Unit, balances: readonly PrepaidBalance[], left: readonly Exact[]): Unit {
  const lots = balances.map(({ from, until }, index) => ({ quantity: left[index]!, from, until }));
  return { ...unit, prepaid: { lots, balances, allowanceUntil: plusDays(unit.counter.to, -1) } };
}

/**
 * Returns the remaining quantities of a charge's balances before a day, in the order of the balances: the original
 * quantities less the quantities that earlier rated periods drew, according to current data.
 * @param segments the segments of the charge
 */
export function remainingQuantities(
  balances: readonly PrepaidBalance[],
  segments: readonly ChargeSegment[],
  input: DraftInput,
  machineId: string | null,
  before: string | null,
): Exact[] {
  const originalQuantities = balances.map(({ quantity }) => new Exact(quantity));
  if (balances.length === 0) return [];
  const since = balances.map(({ from }) => from).reduce((a, b) => (a < b ? a : b));
  const eras = erasOf(segments);
  return countersSince(since, eras, input)
    .filter(({ counter }) => before === null || counter.from < before)
    .reduce((left, { era, counter }) => {
      const unit = unitsOfCounter(era, counter, eras, input).find((one) => machineOf(one) === machineId);
      if (!unit) return left;
      const { covered } = rateKnownUsage(withLots(unit, balances, left), input).figures;
      return left.map((one, index) => one.minus(covered.at(-1)?.drawn[index] ?? 0));
    }, originalQuantities);
}

/**
 * Returns each rated period of a charge that has days between the first day and the drafted month, as of the rated
 * period's last month.
 */
function countersSince(
  firstDay: string,
  eras: readonly ChargeEra[],
  { term, month, isOver, paused }: DraftInput,
): { readonly era: ChargeEra; readonly counter: Counter }[] {
  const last = billingMonthOf(month.from.date, term);
  const found = new Map<string, { era: ChargeEra; counter: Counter }>();
  for (let name = billingMonthOf(firstDay, term); name <= last; name = addMonths(name, 1)) {
    const billed = name === last ? month : billedMonth(contractMonth(name, term), term);
    if (!billed) continue;
    for (const era of eras) {
      const days = { from: era[0]!.from, to: era.at(-1)!.to };
      const isEnded = name < last || isOver;
      for (const counter of countersOf(era[0]!.charge.countsBy, billed, term, isEnded, days, paused))
        found.set(counter.from, { era, counter });
    }
  }
  return [...found.values()].sort((a, b) => a.counter.from.localeCompare(b.counter.from));
}
