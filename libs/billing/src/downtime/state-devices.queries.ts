import { Exact, type Transaction } from '#platform';
import { findMeterReadingBefore, findMeterReadingFrom } from '#telemetry';

/** The device that reports a machine's state. */
export interface StateDevice {
  readonly machineId: string;
  readonly deviceId: string;
  readonly deviceKey: number;
  /** Time without data after which the state is unknown. */
  readonly patienceMs: number;
}

/** The signal of a machine's running-hours counter in the standard catalogue. */
const HOURS_SIGNAL = 'run_hours_total';

/**
 * Returns, for each machine, the device that reported its state most recently. Machines without a reported state are
 * omitted.
 */
export function findStateDevices(tx: Transaction, machineIds: readonly string[]): Promise<StateDevice[]> {
  return tx.manager.query(
    `select distinct on (d.machine_id) d.machine_id as "machineId", d.id as "deviceId", d.device_key as "deviceKey",
            d.silent_after_seconds * 1000 as "patienceMs"
       from device d
       join device_status s on s.maker_id = d.maker_id and s.device_key = d.device_key and s.last_values ? 'state'
      where d.maker_id = $1 and d.machine_id = any($2::uuid[])
      order by d.machine_id, s.last_reading_at desc nulls last, d.device_key`,
    [tx.scope.makerId, machineIds],
  );
}

/**
 * Returns the increase of a machine's running-hours counter over a gap; null if a reading on either side is missing,
 * or if the counter dropped.
 */
export async function runningHoursBetween(
  tx: Transaction,
  { deviceId }: StateDevice,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<string | null> {
  const before = await findMeterReadingBefore(tx, deviceId, HOURS_SIGNAL, new Date(from));
  const after = before && (await findMeterReadingFrom(tx, deviceId, HOURS_SIGNAL, new Date(to)));
  if (!after) return null;
  const runningHours = new Exact(after.value).minus(before.value);
  return runningHours.isNegative() ? null : runningHours.toFixed();
}
