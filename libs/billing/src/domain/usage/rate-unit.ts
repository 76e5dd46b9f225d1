import { type BillingMonths, billingMonthOf, daysOfBillingMonth, type Pricing } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import {
  type ChargeInTime,
  type Days,
  type RatedCharge,
  type RatedLine,
  rateCurrentTotal,
  overlappingDays,
} from '#pricing/domain';
import type { Counter } from './counter.js';
import { quantitiesByMachine, machineIdOf, type MeteredMonth } from './metered-month.js';

/** The current amount of a line key of a charge's rated period. */
export interface RatedAmount extends Pick<
  RatedLine,
  'component' | 'quantity' | 'exact' | 'amount' | 'figures'
> {
  /** First day of the part; null for an amount of the whole rated period. */
  readonly part: string | null;
  readonly machineId: string | null;
}

export interface RatedUnit {
  readonly ratedAmounts: readonly RatedAmount[];
  readonly figures: Pick<RatedCharge, 'gross' | 'discount' | 'capDiscount' | 'steps' | 'covered'>;
}

const KEY = 'charge';

/** Prices of a charge that apply from a part of its rated period. The first prices also apply to all earlier parts. */
export interface PricesFrom {
  readonly from: string;
  readonly applied: Pricing;
}

/**
 * Rates all known usage of a rated period with the engine that previews use. The result is the total, regardless of
 * amounts billed before.
 * @param metered usage clipped to the rated period
 * @param more terms of single machines, the amount billed elsewhere for the first part, and prepaid credits
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
  // The credit of hour bands can't be calculated while some hours are unknown.
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
  const usage = quantitiesByMachine(metered).map((place) => ({ charge: KEY, ...place }));
  const interimRuns = pricing.minInstalments ? countMonths(counter, metered) - (isFinal ? 1 : 0) : 0;
  const rated = rateCurrentTotal(charge, usage, { isFinal, interimRuns }, currency);
  return { ratedAmounts: rated.lines.map(toRatedAmount), figures: rated };
}

function toRatedAmount({
  component,
  part,
  machine,
  quantity,
  exact,
  amount,
  figures,
}: RatedLine): RatedAmount {
  return {
    part: component === 'usage' ? part : null,
    machineId: machineIdOf(machine),
    component,
    quantity,
    exact,
    amount,
    figures,
  };
}

/** Counts the months of a rated period that have an instalment, including paused months. */
function countMonths(counter: Counter, metered: readonly MeteredMonth[]): number {
  const { billing, part } = counter;
  const pausedDays = overlappingDays(counter.rests, { from: counter.from, to: part.to });
  const ofDays = [...metered, ...pausedDays].flatMap((days) => monthsOf(days, billing));
  return new Set([...ofDays, billingMonthOf(part.from, billing)]).size;
}

/** Returns the billing months to which days belong. Usage counted elsewhere can span several months. */
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
