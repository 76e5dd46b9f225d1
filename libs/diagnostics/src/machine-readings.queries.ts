import type { Transaction } from '#platform';
import type { MachineReading } from './domain/evaluate-machine.js';
import { groupBy } from './domain/group-by.js';
import type { Quality, Sample } from './domain/sample.js';

/** A machine's devices, and the device time after which their readings are wanted (ms since the epoch). */
export interface WantedReadings {
  readonly machineId: string;
  readonly deviceKeys: readonly number[];
  readonly after: number;
}

export interface FoundReadings {
  /** In order of (device time, device key, sequence number). */
  readonly readings: readonly MachineReading[];
  /** False when the limit cut them: there are more, all later than the last one here. */
  readonly complete: boolean;
}

interface Row {
  machine_id: string;
  at: number;
  device_key: number;
  seq: string;
  layout_id: number;
  values: (number | null)[];
  qualities: Quality[] | null;
}

/** Readings of many machines at once, each from its own time on, at most `limit` a device. */
export async function readMachines(
  tx: Transaction,
  wanted: readonly WantedReadings[],
  limit: number,
): Promise<Map<string, FoundReadings>> {
  const devices = wanted.flatMap(({ machineId, deviceKeys, after }) =>
    deviceKeys.map((deviceKey) => ({ machineId, deviceKey, after })),
  );
  const found = new Map<string, FoundReadings>(
    wanted.map(({ machineId }) => [machineId, { readings: [], complete: true }]),
  );
  if (devices.length === 0) return found;
  const rows: Row[] = await tx.manager.query(
    // The bound common to all lets the planner leave out the partitions before it; the device's own does the rest.
    `select w.machine_id, (extract(epoch from r.device_time) * 1000)::float8 as at, r.device_key, r.seq, r.layout_id, r.values, r.qualities
       from unnest($2::uuid[], $3::int[], $4::timestamptz[]) as w (machine_id, device_key, after)
      cross join lateral (
        select * from reading
         where maker_id = $1 and device_key = w.device_key and device_time > w.after and device_time > $5
         order by device_time, seq limit $6) r`,
    [
      tx.scope.makerId,
      devices.map(({ machineId }) => machineId),
      devices.map(({ deviceKey }) => deviceKey),
      devices.map(({ after }) => new Date(after)),
      new Date(Math.min(...devices.map(({ after }) => after))),
      limit,
    ],
  );
  const keysOf = await loadKeys(tx, [...new Set(rows.map(({ layout_id }) => layout_id))]);
  for (const [machineId, ofMachine] of groupBy(rows, ({ machine_id }) => machine_id)) {
    found.set(machineId, mergeDevices(ofMachine, keysOf, limit));
  }
  return found;
}

/** Puts devices' readings in one order. A device that hit the limit has more to come, so nothing at or after its last one is safe to use. */
function mergeDevices(
  rows: readonly Row[],
  keysOf: ReadonlyMap<number, readonly string[]>,
  limit: number,
): FoundReadings {
  let horizon = Infinity;
  for (const ofDevice of groupBy(rows, ({ device_key }) => device_key).values()) {
    if (ofDevice.length === limit) horizon = Math.min(horizon, ofDevice.at(-1)!.at);
  }
  const readings = rows
    .filter(({ at }) => at < horizon)
    .map((row) => ({
      at: row.at,
      deviceKey: row.device_key,
      seq: row.seq,
      keys: keysOf.get(row.layout_id)!,
      values: row.values,
      qualities: row.qualities,
    }))
    .sort((a, b) => a.at - b.at || a.deviceKey - b.deviceKey || compareSeq(a.seq, b.seq));
  return { readings, complete: horizon === Infinity };
}

function compareSeq(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

async function loadKeys(
  tx: Transaction,
  layoutIds: readonly number[],
): Promise<Map<number, readonly string[]>> {
  const rows: { layout_id: number; keys: string[] }[] = await tx.manager.query(
    `select layout_id, keys from reading_layout where maker_id = $1 and layout_id = any($2)`,
    [tx.scope.makerId, layoutIds],
  );
  return new Map(rows.map(({ layout_id, keys }) => [layout_id, keys]));
}

/** A signal's samples on a machine within a span (ms since the epoch, both ends inclusive), in order. */
export async function readMachineSamples(
  tx: Transaction,
  { machineId, signalKey, from, to }: { machineId: string; signalKey: string; from: number; to: number },
): Promise<Sample[]> {
  const rows: { at: number; device_key: number; seq: string; value: number | null; quality: Quality }[] =
    await tx.manager.query(
      `select (extract(epoch from r.device_time) * 1000)::float8 as at, r.device_key, r.seq, r.values[l.place] as value,
              coalesce(r.qualities[l.place], 0) as quality
         from device d
         join reading r on r.maker_id = d.maker_id and r.device_key = d.device_key
         join lateral (select array_position(keys, $3) as place from reading_layout
                        where maker_id = r.maker_id and layout_id = r.layout_id) l on l.place is not null
        where d.maker_id = $1 and d.machine_id = $2 and r.device_time between $4 and $5
        order by r.device_time, r.device_key, r.seq`,
      [tx.scope.makerId, machineId, signalKey, new Date(from), new Date(to)],
    );
  return rows.map(({ device_key, ...row }) => ({ ...row, deviceKey: device_key }));
}
