import { countDays, machineHours } from '#contracts/domain';
import { type DraftLine, isOnHold } from '#invoicing/domain';
import { Exact, fromMinor, sumOf } from '#platform/domain';
import {
  type Days,
  earlierDay,
  guaranteeTimes,
  laterDay,
  type DowntimeRecord,
  type PerformanceFacts,
  type GuaranteeDays,
} from '#pricing/domain';
import type { DraftInput } from '../draft/draft-input.js';
import { type UnknownFacts, unknownFacts } from './performance-facts.js';

const FEE_DECIMALS = 12;

/**
 * Returns the facts from which availability is evaluated: the machines' hours on the guarantee's days, recorded
 * downtime, and the amounts that the guarantee adjusts. If one of these amounts is on hold, the facts are unknown.
 * @param days the days of one guarantee, at least one, without paused days
 * @param service all days of the guarantee within the month
 * @param priced lines of charges
 */
export function availabilityFacts(
  days: readonly GuaranteeDays[],
  service: Days,
  input: DraftInput,
  priced: readonly DraftLine[],
): PerformanceFacts | UnknownFacts {
  const { machines, downtime = [], currency } = input;
  const { hours, byCause, stops } = machineHours(guaranteeTimes(days, machines, input.term.zone), downtime);
  const { term } = days[0]!;
  const keys = term.type === 'availability' ? term.chargeKeys : [];
  const counted = priced.filter(({ place }) => place !== null && keys.includes(place.chargeKey));
  if (counted.some(isOnHold)) return unknownFacts(0);
  const fee = sumOf(counted, (line) => shareOf(line, service, currency));
  const serials = new Map(machines.map(({ machineId, serial }) => [machineId, serial]));
  return {
    type: 'availability',
    hours,
    byCause,
    stops: stops.map(({ machineId, cause, from, to, reason }): DowntimeRecord => ({
      serial: serials.get(machineId) ?? '',
      cause,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      reason,
    })),
    fee: fee.toDecimalPlaces(FEE_DECIMALS).toFixed(),
  };
}

/** Returns the share of a line that falls on the given days, prorated by the line's own days. */
function shareOf({ amountMinor, service }: DraftLine, days: Days, currency: string): Exact {
  const amount = new Exact(fromMinor(amountMinor!, currency));
  if (service === null) return amount;
  const from = laterDay(service.from, days.from);
  const to = earlierDay(service.to, days.to);
  if (from >= to) return new Exact(0);
  return amount.times(countDays(from, to)).div(countDays(service.from, service.to));
}
