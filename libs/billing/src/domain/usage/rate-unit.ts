import { type BillingMonths, billingMonthOf, daysOfBillingMonth, type Pricing } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import {
  type ChargeInTime,
  type Days,
  type RatedCharge,
  type RatedLine,
  rateStanding,
  restsWithin,
} from '#pricing/domain';
import type { Counter } from './counter.js';
import { countedPlaces, machineOfPlace, type MeteredMonth } from './metered-month.js';

/** What a place of a charge's counter comes to by now. */
export interface Standing extends Pick<RatedLine, 'component' | 'quantity' | 'exact' | 'amount' | 'figures'> {
  /** The first day of the part; null of what belongs to the whole. */
  readonly part: string | null;
  readonly machineId: string | null;
}

export interface RatedUnit {
  readonly standings: readonly Standing[];
  readonly figures: Pick<RatedCharge, 'gross' | 'discount' | 'capDiscount' | 'steps' | 'covered'>;
}

const KEY = 'charge';

/** What a charge costs from a part of its counter on; the first prices are those of all parts before. */
export interface PricesFrom {
  readonly from: string;
  readonly applied: Pricing;
}

/**
 * Rates all that is known of a counter, by the engine that the previews use: what it comes to stands, whatever was billed of it.
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
  const charge: ChargeInTime = {
    ...pricing,
    key: KEY,
    later: later.map(({ from, applied }) => ({ from, pricing: applied })),
    ofMachine,
    opening,
    prepaid,
    monthOf: (day) => billingMonthOf(day, counter.billing),
  };
  const usage = countedPlaces(metered).map((place) => ({ charge: KEY, ...place }));
  const interimRuns = pricing.minInstalments ? countMonths(counter, metered) - (isFinal ? 1 : 0) : 0;
  const rated = rateStanding(charge, usage, { isFinal, interimRuns }, currency);
  return { standings: rated.lines.map(toStanding), figures: rated };
}

function toStanding({ component, part, machine, quantity, exact, amount, figures }: RatedLine): Standing {
  return {
    part: component === 'usage' ? part : null,
    machineId: machineOfPlace(machine),
    component,
    quantity,
    exact,
    amount,
    figures,
  };
}

/** How many months of a counter bring an instalment. A month that rests has its own, too. */
function countMonths(counter: Counter, metered: readonly MeteredMonth[]): number {
  const { billing, part } = counter;
  const rested = restsWithin(counter.rests, { from: counter.from, to: part.to });
  const ofDays = [...metered, ...rested].flatMap((days) => monthsOf(days, billing));
  return new Set([...ofDays, billingMonthOf(part.from, billing)]).size;
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
