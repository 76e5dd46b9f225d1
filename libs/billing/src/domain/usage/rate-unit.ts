import { type BillingMonths, billingMonthOf, daysOfBillingMonth, type Pricing } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { Exact, sumOf } from '#platform/domain';
import {
  type ChargeInTime,
  type Days,
  type LineComponent,
  type PriceFigures,
  rateRuns,
  type RatingRun,
  restsWithin,
  type RunFigures,
  type UsageOfCharge,
} from '#pricing/domain';
import type { Counter } from './counter.js';
import { countedPlaces, machineOfPlace, type MeteredMonth } from './metered-month.js';

/** What a place of a charge's counter comes to by now. */
export interface Standing {
  /** The first day of the part; null of what belongs to the whole. */
  readonly part: string | null;
  readonly machineId: string | null;
  readonly component: LineComponent;
  /** These three are null while it is held. */
  readonly quantity: Exact | null;
  readonly exact: Exact | null;
  readonly amount: Exact | null;
  /** How `exact` comes about; absent of what is no usage. */
  readonly figures?: PriceFigures;
}

export interface RatedUnit {
  readonly standings: readonly Standing[];
  readonly figures: Pick<RunFigures, 'gross' | 'discount' | 'capDiscount' | 'steps' | 'covered'>;
}

const KEY = 'charge';

/** What a charge costs from a part of its counter on; the first prices are those of all parts before. */
export interface PricesFrom {
  readonly from: string;
  readonly applied: Pricing;
}

/**
 * Rates all that is known of a counter, by the engine that the previews use. Each month is a run, the drafted one the last; what
 * they come to together is what stands now.
 * @param metered what was counted, clipped to the counter
 * @param more what is agreed for single machines, what was billed elsewhere of the first part, and what was paid before
 */
export function rateUnit(
  [first, ...later]: readonly PricesFrom[],
  counter: Counter,
  metered: readonly MeteredMonth[],
  currency: string,
  { ofMachine, opening, prepaid }: Pick<ChargeInTime, 'ofMachine' | 'opening' | 'prepaid'> = {},
): RatedUnit {
  const pricing = first!.applied;
  const isHeld = metered.some(({ quantity }) => quantity === null);
  // What hours would be refunded nobody knows while some of them are not known.
  const isFinal = counter.isFinal && !(pricing.model === 'hour_bands' && isHeld);
  const usage = describeUsage(metered);
  const monthOf = (day: string): string => billingMonthOf(day, counter.billing);
  // A month that rests has its instalment of the year, too.
  const rested = restsWithin(counter.rests, { from: counter.from, to: counter.part.to });
  const months = [
    ...new Set([
      ...[...metered, ...rested].flatMap((days) => monthsOf(days, counter.billing)),
      monthOf(counter.part.from),
    ]),
  ];
  const described = pricing.minInstalments ? months.sort() : [monthOf(counter.part.from)];
  const runs = described.map((until, index): RatingRun => ({
    final: isFinal && index === described.length - 1,
    usage: usage.filter(({ part }) => monthOf(part!) <= until),
  }));
  const charge: ChargeInTime = {
    ...pricing,
    key: KEY,
    later: later.map(({ from, applied }) => ({ from, pricing: applied })),
    ofMachine,
    opening,
    prepaid,
    monthOf,
  };
  const rated = rateRuns([charge], runs, currency, { isComplete: isFinal }).runs;
  return { standings: standingsOf(rated), figures: sumFigures(rated) };
}

/** What was counted elsewhere may be of several months. */
function monthsOf({ from, to }: Days, billing: BillingMonths): string[] {
  const months = [];
  for (
    let name = billingMonthOf(from, billing);
    daysOfBillingMonth(name, billing).firstDay < to;
    name = addMonths(name, 1)
  )
    months.push(name);
  return months;
}

function describeUsage(metered: readonly MeteredMonth[]): UsageOfCharge[] {
  return countedPlaces(metered).map((place) => ({
    charge: KEY,
    ...place,
    quantity: place.quantity?.toFixed() ?? null,
  }));
}

function standingsOf(runs: readonly RunFigures[]): Standing[] {
  const standings = new Map<string, Standing>();
  for (const [index, { lines }] of runs.entries())
    for (const { part, machine, component, quantity, exact, amount, figures } of lines) {
      if (amount === null && index < runs.length - 1) continue;
      const machineId = machineOfPlace(machine);
      const key = JSON.stringify([part, machine, component, amount === null]);
      const before = standings.get(key);
      standings.set(key, {
        part: component === 'usage' ? part : null,
        machineId,
        component,
        quantity: add(before?.quantity, quantity),
        exact: add(before?.exact, exact),
        amount: add(before?.amount, amount),
        figures: addFigures(before?.figures, figures),
      });
    }
  return [...standings.values()];
}

function add(before: Exact | null | undefined, added: Exact | null): Exact | null {
  return before && added ? before.plus(added) : (added ?? before ?? null);
}

function addFigures(
  before: PriceFigures | undefined,
  added: PriceFigures | undefined,
): PriceFigures | undefined {
  if (!before || !added) return added ?? before;
  return {
    gross: before.gross.plus(added.gross),
    discount: before.discount.plus(added.discount),
    capDiscount: before.capDiscount.plus(added.capDiscount),
  };
}

function sumFigures(runs: readonly RunFigures[]): RatedUnit['figures'] {
  const sum = (field: 'gross' | 'discount' | 'capDiscount'): Exact => sumOf(runs, (run) => run[field]);
  return {
    gross: sum('gross'),
    discount: sum('discount'),
    capDiscount: sum('capDiscount'),
    // These are of all that is known, run by run.
    steps: runs.at(-1)?.steps ?? [],
    covered: runs.at(-1)?.covered ?? [],
  };
}
