import { DateTime } from 'luxon';
import type { Transaction } from '#platform';
import { firstAtOrAfter, qualityIn, readBlock, valueIn } from '#telemetry';
import { PATTERN_DAYS, type HoursReading } from './domain/running-pattern.js';

/** A machine with the signal of its running hours and its zone. */
export interface RunningHoursQuery {
  readonly machineId: string;
  /** Signal key of the running-hours counter. */
  readonly hoursSignal: string;
  readonly zone: string;
}

/** Maximum age of a reading that represents the start of a day. Longer gaps are interpolated. */
const LOOK_BACK_MS = 26 * 3_600_000;

/**
 * Returns the running-hours counter of machines around the start of each of the last days of their sites' calendars,
 * and its last value.
 * @returns readings by machine, oldest first; omits machines without a value in that time
 */
export async function listRunningHours(
  tx: Transaction,
  queries: readonly RunningHoursQuery[],
): Promise<Map<string, HoursReading[]>> {
  const found = new Map<string, HoursReading[]>();
  for (const group of groupByZoneAndSignal(queries)) {
    const { zone, hoursSignal } = group[0]!;
    const instants = listDayStarts(tx.now, zone).map((at) => at.getTime());
    for (const { machine_id, device_key } of await listDevices(tx, group)) {
      const readings = await readHoursAt(tx, device_key, hoursSignal, instants);
      if (readings.length > 0) found.set(machine_id, [...(found.get(machine_id) ?? []), ...readings]);
    }
  }
  for (const readings of found.values()) readings.sort((a, b) => a.at.getTime() - b.at.getTime());
  return found;
}

function listDevices(
  tx: Transaction,
  group: readonly RunningHoursQuery[],
): Promise<{ machine_id: string; device_key: number }[]> {
  return tx.manager.query(
    `select machine_id, device_key from device where maker_id = $1 and machine_id = any($2::uuid[]) order by device_key`,
    [tx.scope.makerId, group.map(({ machineId }) => machineId)],
  );
}

/** Returns the counter's last values at or before instants, without duplicates. */
async function readHoursAt(
  tx: Transaction,
  deviceKey: number,
  key: string,
  instants: readonly number[],
): Promise<HoursReading[]> {
  const span = { fromMs: Math.min(...instants) - LOOK_BACK_MS, toMs: Math.max(...instants) + 1 };
  const block = await readBlock(tx, deviceKey, span, new Set([key]));
  const readings = new Map<number, HoursReading>();
  for (const instant of instants) {
    for (
      let i = firstAtOrAfter(block, instant + 1) - 1;
      i >= 0 && block.timesMs[i]! > instant - LOOK_BACK_MS;
      i--
    ) {
      const hours = valueIn(block, i, key);
      // A bad or stale value isn't a measurement, and a value of zero would look like a replaced counter.
      if (typeof hours !== 'number' || qualityIn(block, i, key) >= 2) continue;
      readings.set(block.timesMs[i]!, { at: new Date(block.timesMs[i]!), hours });
      break;
    }
  }
  return [...readings.values()];
}

/** Returns now, and the start of today and of the days before it. */
function listDayStarts(now: Date, zone: string): Date[] {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const days = Array.from({ length: PATTERN_DAYS + 1 }, (_, back) => today.minus({ days: back }).toJSDate());
  return [now, ...days];
}

function groupByZoneAndSignal(queries: readonly RunningHoursQuery[]): RunningHoursQuery[][] {
  const groups = new Map<string, RunningHoursQuery[]>();
  for (const query of queries) {
    const key = `${query.zone} ${query.hoursSignal}`;
    groups.set(key, [...(groups.get(key) ?? []), query]);
  }
  return [...groups.values()];
}
