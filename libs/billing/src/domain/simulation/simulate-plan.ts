import { countDays, plusDays, prepaidBalances } from '#contracts/domain';
import type { DraftLine } from '#invoicing/domain';
import { Exact, sumMinor } from '#platform/domain';
import { billedMonth, type MachineToBill } from '#pricing/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { BilledBefore, DraftInput } from '../draft/draft-input.js';
import type { MeteredMonth } from '../usage/metered-month.js';
import type { PlanOutcome, SimulatedMonth, SimulatedPlan, SimulationFacts } from './simulation.js';

/**
 * Calculates the amounts that a plan would have billed: drafts each month as a billing run would, taking into account
 * the amounts that earlier months billed. The contract begins with the first month and continues after the last one.
 * @throws DomainError billing.beyond_last_tier
 */
export function simulatePlan(plan: SimulatedPlan, facts: Omit<SimulationFacts, 'plans'>): PlanOutcome {
  const { currency, zone, counters } = facts;
  const spans = facts.months.map(({ month }) => spanOf(month));
  const startsOn = spans[0]!.firstDay;
  const term = { zone, billingCalendar: 'calendar' as const, startsOn, endsOn: null };
  const metered = facts.months.flatMap((month, index) => meteredOf(month, spans[index]!, counters));
  const machines = machinesOf(facts, startsOn);
  const versions = [{ from: startsOn, charges: plan.charges }];
  const prepaid = prepaidBalances({ ...term, machines, versions, takeover: null });
  const billed: BilledBefore[] = [];
  const sums = new Map(plan.charges.map(({ key }) => [key, 0n]));
  const months = facts.months.map(({ month, usage }, index) => {
    const span = spans[index]!;
    const input: DraftInput = {
      currency,
      kitsIncluded: true,
      term,
      month: billedMonth(span, term)!,
      isOver: true,
      versions,
      paused: [],
      machines,
      metered: metered.filter(({ from }) => from <= span.firstDay),
      billed,
      billedElsewhere: [],
      prepaid,
      invoicedFrom: spans.slice(0, index).map(({ firstDay }) => firstDay),
      kits: [],
    };
    const { lines, totalMinor } = composeDraft(input);
    billed.push(...lines.flatMap(toBilledBefore));
    const isKnown = counters.every(({ id }) => (usage.get(id) ?? null) !== null);
    if (isKnown) for (const line of lines) addTo(sums, line);
    return {
      month,
      amountMinor: isKnown ? totalMinor : null,
      isOnHold: lines.some(({ amountMinor }) => amountMinor === null),
    };
  });
  return {
    name: plan.name,
    months,
    totalMinor: sumMinor(months, ({ amountMinor }) => amountMinor ?? 0n),
    charges: [...sums].map(([key, amountMinor]) => ({ key, amountMinor })),
  };
}

/** Scales the usage of months. @param percent decimal */
export function scaleUsage(months: readonly SimulatedMonth[], percent: string): SimulatedMonth[] {
  return months.map(({ month, usage }) => ({
    month,
    usage: new Map(
      [...usage].map(([id, quantity]) => [
        id,
        quantity === null ? null : new Exact(quantity).times(percent).div(100).toFixed(),
      ]),
    ),
  }));
}

/** Returns the first day of a month and of the next month. */
function spanOf(month: string): { readonly firstDay: string; readonly endDay: string } {
  const firstDay = `${month}-01`;
  return { firstDay, endDay: `${plusDays(firstDay, LONGEST_MONTH).slice(0, 7)}-01` };
}

const LONGEST_MONTH = 31;

/** Returns the indexes of months that don't directly follow the month before. @param months `YYYY-MM` */
export function findBrokenMonths(months: readonly string[]): number[] {
  return months.flatMap((month, index) => {
    const before = months[index - 1];
    return before === undefined || countDays(spanOf(before).endDay, `${month}-01`) === 0 ? [] : [index];
  });
}

function meteredOf(
  { usage }: SimulatedMonth,
  { firstDay, endDay }: ReturnType<typeof spanOf>,
  counters: SimulationFacts['counters'],
): MeteredMonth[] {
  return counters.map(({ id, machineId, name, unit, deducts = false }) => {
    const quantity = usage.get(id) ?? null;
    return {
      meterId: id,
      device: name,
      signalKey: '',
      unit,
      ...(deducts && { deducts: true as const }),
      machineId,
      serial: machineId === null ? null : name,
      from: firstDay,
      to: endDay,
      state: quantity === null ? 'unknown' : 'measured',
      quantity,
      heldQuantity: '0',
      holds: 0,
      days: [],
      usagePeriodId: null,
      hash: null,
    };
  });
}

/** Includes all machines from the first day, so that the past is billed as if they had been under the contract. */
export function machinesOf(
  { counters }: Pick<SimulationFacts, 'counters'>,
  startsOn: string,
): MachineToBill[] {
  const serials = new Map(
    counters.flatMap(({ machineId, name }) => (machineId === null ? [] : [[machineId, name] as const])),
  );
  return [...serials].map(([machineId, serial]) => ({ machineId, serial, from: startsOn, to: null }));
}

const toBilledBefore = ({ place, amountMinor }: DraftLine): BilledBefore[] =>
  place === null || amountMinor === null ? [] : [{ ...place, amountMinor }];

function addTo(sums: Map<string, bigint>, { place, amountMinor }: DraftLine): void {
  if (place !== null) sums.set(place.chargeKey, (sums.get(place.chargeKey) ?? 0n) + (amountMinor ?? 0n));
}
