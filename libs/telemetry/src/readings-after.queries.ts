import type { Transaction } from '#platform';
import type { Quality } from './domain/native-format.js';
import { listLayouts } from './layouts.queries.js';

/** A stored message as whoever judges many of them wants it: bare, in the order of its layout. */
export interface BareReading {
  /** Device time, epoch milliseconds. */
  readonly at: number;
  readonly deviceKey: number;
  readonly seq: string;
  /** Keys of `values`, in their order; readings of one layout share the array. */
  readonly keys: readonly string[];
  readonly values: readonly (number | null)[];
  /** Null: all good. */
  readonly qualities: readonly Quality[] | null;
}

/** A device, and the device time after which its readings are wanted (epoch milliseconds). */
export interface DeviceAfter {
  readonly deviceKey: number;
  readonly after: number;
}

interface Row {
  at: number;
  device_key: number;
  seq: string;
  layout_id: number;
  values: (number | null)[];
  qualities: Quality[] | null;
}

/** Readings of many devices at once, each after its own time, at most `limit` of each: by device, in the order of their places. */
export async function readReadingsAfter(
  tx: Transaction,
  wanted: readonly DeviceAfter[],
  limit: number,
): Promise<Map<number, BareReading[]>> {
  const found = new Map<number, BareReading[]>(wanted.map(({ deviceKey }) => [deviceKey, []]));
  if (wanted.length === 0) return found;
  const rows: Row[] = await tx.manager.query(
    // The bound common to all lets the planner leave out the partitions before it; each device's own does the rest.
    `select (extract(epoch from r.device_time) * 1000)::float8 as at, r.device_key, r.seq, r.layout_id, r.values, r.qualities
       from unnest($2::int[], $3::timestamptz[]) as w (device_key, after)
      cross join lateral (
        select * from reading
         where maker_id = $1 and device_key = w.device_key and device_time > w.after and device_time > $4
         order by device_time, seq limit $5) r`,
    [
      tx.scope.makerId,
      wanted.map(({ deviceKey }) => deviceKey),
      wanted.map(({ after }) => new Date(after)),
      new Date(Math.min(...wanted.map(({ after }) => after))),
      limit,
    ],
  );
  const layouts = await listLayouts(tx, [...found.keys()]);
  const keysOf = new Map(layouts.map(({ layoutId, keys }) => [layoutId, keys]));
  for (const { device_key: deviceKey, layout_id: layoutId, ...row } of rows) {
    found.get(deviceKey)!.push({ ...row, deviceKey, keys: keysOf.get(layoutId)! });
  }
  return found;
}

/** One value of a signal at one device time. */
export interface SignalSample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number | null;
  readonly quality: Quality;
  readonly deviceKey: number;
  readonly seq: string;
}

/** A signal's samples on a machine within a span (epoch milliseconds, both ends inclusive), in order of time, device and number. */
export async function readMachineSamples(
  tx: Transaction,
  { machineId, signalKey, from, to }: { machineId: string; signalKey: string; from: number; to: number },
): Promise<SignalSample[]> {
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
  return rows.map(({ device_key: deviceKey, ...row }) => ({ ...row, deviceKey }));
}
