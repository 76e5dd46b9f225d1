import type { DutySegment } from '#equipment';
import { preparedQuery, type Transaction } from '#platform';
import { readStateSteps } from '#telemetry';
import { composeStrip } from './duty-of-steps.js';

const DAY_MS = 86_400_000;

interface StateDevice {
  readonly machine_id: string;
  readonly device_key: number;
  readonly silent_after_seconds: number;
  readonly last_reading_at: Date | null;
}

/**
 * Returns the states of machines in the last 24 hours.
 * @returns segments by machine id
 */
export async function findDuty(
  tx: Transaction,
  machineIds: readonly string[],
  now: Date,
): Promise<Map<string, DutySegment[]>> {
  const from = new Date(now.getTime() - DAY_MS);
  const stateDevices = await findStateDevices(tx, machineIds);
  const steps = await readStateSteps(
    tx,
    new Map(
      stateDevices.map(({ device_key, silent_after_seconds }) => {
        const thresholdMs = silent_after_seconds * 1000;
        // Includes a reading before the window, which determines the state at its start.
        return [
          device_key,
          { fromMs: from.getTime() - thresholdMs, toMs: now.getTime(), patienceMs: thresholdMs },
        ];
      }),
    ),
  );
  return new Map(
    stateDevices.map(({ machine_id, device_key, silent_after_seconds, last_reading_at: lastAt }) => [
      machine_id,
      composeStrip(steps.get(device_key)!.notable, {
        from,
        to: now,
        silentAfterSeconds: silent_after_seconds,
        lastAt: lastAt !== null && lastAt > from ? lastAt : null,
        isHeard: lastAt !== null,
      }),
    ]),
  );
}

/**
 * Finds the device that determines the state of each machine: the device that reports a state or, if there is none, the
 * device with the latest reading.
 */
function findStateDevices(tx: Transaction, machineIds: readonly string[]): Promise<StateDevice[]> {
  return preparedQuery(
    tx,
    `select distinct on (d.machine_id) d.machine_id, d.device_key, d.silent_after_seconds, ds.last_reading_at
       from device d left join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
      where d.maker_id = $1 and d.machine_id = any($2::uuid[]) and d.archived_at is null
      order by d.machine_id, (ds.last_values ? 'state') desc nulls last, ds.last_reading_at desc nulls last, d.device_key`,
    [tx.scope.makerId, machineIds],
  );
}
