import { type ContractView, firstMomentOf, type MeterFields, plusDays, takesText } from '#contracts';
import { DomainError } from '#platform';
import type { ContractMonth } from './domain/contract-month.js';
import { countingWindows, type TimeRange } from './domain/counting-windows.js';
import type { CountingWindow } from './domain/metered-period.js';
import type { OpeningValue } from './domain/meter-records.js';
import type { CounterSource, Placements } from './usage.queries.js';

/** What metering looks at of a contract. */
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
  /** When it counts, where that is not for the contract to say. */
  readonly windows?: readonly CountingWindow[];
}

/** Where a meter's readings are. */
export function counterOf(contract: MeteredContract, meter: MeterFields): CounterSource {
  const device = contract.devices.get(meter.deviceId);
  if (!device) throw new DomainError('metering.meter_not_found', { id: meter.id });
  return { deviceKey: device.deviceKey, signalKey: meter.signalKey, takesText: takesText(meter.method) };
}

/**
 * When a meter counts for its contract in a month: within the term, as far as it is billed here; a machine's counter only on the days on which the
 * machine is under the contract, and only while it stands with the contract's customer.
 */
export function windowsOf({ contract, meter, month }: MeterMonth, placements: Placements): CountingWindow[] {
  const { zone, startsOn, endsOn } = contract;
  const term = [rangeOfDays(startsOn, endsOn === null ? null : plusDays(endsOn, 1), zone)];
  const machineId = machineOf(contract, meter);
  const where =
    machineId === null
      ? []
      : [
          contract.machines
            .filter((machine) => machine.machineId === machineId)
            .map(({ from, to }) => rangeOfDays(from, to, zone)),
          placements(machineId, contract.customerId),
        ];
  return fromTakeover(contract, meter, (billedHere) => countingWindows(month, [term, billedHere, ...where]));
}

/**
 * Windows as far as a contract is billed here. A counter begins with its opening reading. A level that was read before, and
 * stands for so long, is the one at the instant from which it is billed.
 */
function fromTakeover(
  { zone, takeover }: MeteredContract,
  { method, maxGapMinutes }: MeterFields,
  windowsWithin: (billedHere: readonly TimeRange[]) => CountingWindow[],
): CountingWindow[] {
  if (!takeover) return windowsWithin([{ since: Number.MIN_SAFE_INTEGER, until: null }]);
  const { at } = firstMomentOf(takeover.billedFrom, zone);
  const lookBackMs = method === 'counter' ? 0 : maxGapMinutes * MINUTE_MS;
  return windowsWithin([{ since: at - lookBackMs, until: null }])
    .map((window) => ({ ...window, from: Math.max(window.from, at) }))
    .filter(({ from, to }) => from < to);
}

const MINUTE_MS = 60_000;

/** What a counter showed when its contract was taken over; null where it was not, or it is no counter. */
export function openingOf({ zone, takeover }: MeteredContract, { id }: MeterFields): OpeningValue | null {
  const value = takeover?.readings.find(({ meterId }) => meterId === id)?.value ?? null;
  return value === null ? null : { at: firstMomentOf(takeover!.billedFrom, zone).at, value };
}

/** The machine that a meter reads; null of an instrument of a site. */
export function machineOf(
  { devices }: Pick<MeteredContract, 'devices'>,
  { deviceId }: MeterFields,
): string | null {
  return devices.get(deviceId)?.machineId ?? null;
}

/** Local days [from, to) as instants. The instant at which the last day ends still counts: its step belongs to that day. */
function rangeOfDays(from: string, to: string | null, zone: string): TimeRange {
  return {
    since: firstMomentOf(from, zone).at,
    until: to === null ? null : firstMomentOf(to, zone).at + 1,
  };
}
