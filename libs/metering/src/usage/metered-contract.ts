import { type ContractView, firstMomentOf, type MeterFields, plusDays, takesText } from '#contracts';
import { DomainError } from '#platform';
import type { ContractMonth } from '../domain/usage/contract-month.js';
import { intersect, joinAdjacent, type TimeRange } from '../domain/windows/counting-windows.js';
import { type Coverage, coveredWindows } from '../domain/windows/covered-windows.js';
import { holdLimitOf } from '../domain/usage/meter-rule.js';
import { machineTimes } from '../domain/steps/machine-times.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import type { OpeningValue } from '../domain/evidence/meter-records.js';
import type { CounterSource, Placements } from './usage.queries.js';

/** The fields of a contract that metering uses. */
export type MeteredContract = Pick<
  ContractView,
  'id' | 'customerId' | 'zone' | 'billingCalendar' | 'startsOn' | 'endsOn' | 'machines' | 'meters' | 'devices'
> &
  Partial<Pick<ContractView, 'takeover'>>;

/** A meter's month of a contract. */
export interface MeterMonth {
  readonly contract: MeteredContract;
  readonly meter: MeterFields;
  readonly month: Pick<ContractMonth, 'from' | 'to'>;
  /** Counting windows, if they don't depend on the contract. */
  readonly windows?: readonly CountingWindow[];
}

/** Returns the source of a meter's readings. @throws DomainError metering.meter_not_found */
export function counterOf(contract: MeteredContract, meter: MeterFields): CounterSource {
  const device = contract.devices.get(meter.deviceId);
  if (!device) throw new DomainError('metering.meter_not_found', { id: meter.id });
  return { deviceKey: device.deviceKey, signalKey: meter.signalKey, takesText: takesText(meter.method) };
}

/**
 * Returns the windows in which a meter counts for its contract in a month: the windows within the term and after the
 * contract's migration. A machine's meter counts only while the machine is under the contract and with the contract's
 * customer.
 * @param others other contracts' coverage of the same quantity
 */
export function windowsOf(
  { contract, meter, month }: MeterMonth,
  placements: Placements,
  others: readonly Coverage[] = [],
): CountingWindow[] {
  const openingMs = openingInstantOf(contract);
  // An earlier reading of a level that still applies provides the level when billing here begins.
  const lookBackMs = meter.method === 'counter' ? 0 : meter.maxGapMinutes * MINUTE_MS;
  const own = coverageOf(contract, meter, placements, lookBackMs);
  const windows = coveredWindows(month, own, others);
  return windows
    .map((window) => ({ ...window, from: Math.max(window.from, openingMs) }))
    .filter(({ from, to }) => from < to);
}

/**
 * Returns the spans in which a contract covers the quantity of its meter.
 * @param lookBackMs how long before a migration readings are still relevant
 */
export function coverageOf(
  contract: MeteredContract,
  meter: Pick<MeterFields, 'deviceId' | 'maxGapMinutes'>,
  placements: Placements,
  lookBackMs = 0,
): Coverage[] {
  const { customerId, zone, startsOn, endsOn, machines } = contract;
  const gapMs = holdLimitOf(meter);
  const openingMs = openingInstantOf(contract);
  const machineId = machineOf(contract, meter);
  const placementsOf = (id: string): readonly TimeRange[] => placements(id, customerId);
  const machineRanges =
    machineId === null
      ? []
      : // The instant at which a machine leaves still counts for the customer from whom it leaves.
        [
          machineTimes(machineId, machines, placementsOf, zone),
          joinAdjacent(placementsOf(machineId)).map(withEnd),
        ];
  return [
    [toTimeRange(startsOn, endsOn === null ? null : plusDays(endsOn, 1), zone)],
    [{ since: openingMs - lookBackMs, until: null }],
    ...machineRanges,
  ]
    .map(joinAdjacent)
    .reduce(intersect)
    .map((range) => ({
      ...range,
      customerId,
      zone,
      gapMs,
      ...(range.since <= openingMs && contract.takeover && OPENED),
    }));
}

/** Returns the instant at which billing here begins after a contract migration; -Infinity without a migration. */
function openingInstantOf({ zone, takeover }: MeteredContract): number {
  return takeover ? firstMomentOf(takeover.billedFrom, zone).at : -Infinity;
}

const OPENED = { isOpened: true } as const;

const withEnd = ({ since, until }: TimeRange): TimeRange => ({
  since,
  until: until === null ? null : until + 1,
});

const MINUTE_MS = 60_000;

/** Returns the counter's value when its contract was migrated; null without a migration, or for other methods. */
export function openingOf({ zone, takeover }: MeteredContract, { id }: MeterFields): OpeningValue | null {
  const value = takeover?.readings.find(({ meterId }) => meterId === id)?.value ?? null;
  return value === null ? null : { at: firstMomentOf(takeover!.billedFrom, zone).at, value };
}

/** Returns the machine of the device that a meter reads; null if the device belongs to a site. */
export function machineOf(
  { devices }: Pick<MeteredContract, 'devices'>,
  { deviceId }: Pick<MeterFields, 'deviceId'>,
): string | null {
  return devices.get(deviceId)?.machineId ?? null;
}

/**
 * Converts local days [from, to) to instants. The instant at which the last day ends still counts, because a step that
 * ends then belongs to that day.
 */
function toTimeRange(from: string, to: string | null, zone: string): TimeRange {
  return {
    since: firstMomentOf(from, zone).at,
    until: to === null ? null : firstMomentOf(to, zone).at + 1,
  };
}
