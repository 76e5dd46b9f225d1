import type { PoolClient } from 'pg';
import { TIME_OF_ARRIVAL } from '../domain/frame.js';
import { nestedArray, plainArray, textArray } from './array-literal.js';
import type { PendingFrame } from './batch.js';

const DAY_MS = 86_400_000;
/** How long a message without a device time is recognised by its sequence number when it comes again. */
const ARRIVAL_MEMORY_MS = 10 * 60_000;

/** A frame with the number under which its keys are known. */
export interface LaidOut {
  readonly pending: PendingFrame;
  readonly layoutId: number;
}

export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** Makes the day partitions that are missing. Days are numbered from the epoch. */
export async function ensurePartitions(client: PoolClient, days: readonly number[]): Promise<void> {
  const dates = [...days]
    .sort((a, b) => a - b)
    .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
  await client.query('select ensure_reading_partition(day) from unnest($1::date[]) day', [plainArray(dates)]);
}

/** The numbers of ordered keys of devices, made where they are new; in the order of the request. */
export async function ensureLayouts(
  client: PoolClient,
  wanted: readonly { makerId: string; deviceKey: number; keys: readonly string[] }[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const { makerId, deviceKey, keys } of wanted) {
    // One that another process has just made is invisible to this statement's snapshot, so it is asked for again.
    for (let id: number | undefined; id === undefined;) {
      const result = await client.query<{ layout_id: number }>(
        `with made as (
           insert into reading_layout (maker_id, device_key, keys) values ($1, $2, $3)
           on conflict on constraint reading_layout_keys_uq do nothing returning layout_id)
         select layout_id from made
         union all select layout_id from reading_layout where maker_id = $1 and device_key = $2 and keys = $3`,
        [makerId, deviceKey, textArray(keys)],
      );
      id = result.rows[0]?.layout_id;
      if (id !== undefined) ids.push(id);
    }
  }
  return ids;
}

const COLUMNS = `unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::bigint[], $5::timestamptz[], $6::smallint[], $7::int[],
    $8::text[], $9::text[], $10::text[])
  with ordinality as i (maker_id, device_key, device_time, seq, received_at, time_source, layout_id, vals, others, qualities, ord)`;

const SAME_CONTENT = `r.layout_id = i.layout_id and r.values = i.vals::float8[] and r.time_source = i.time_source
  and r.others is not distinct from i.others::jsonb and r.qualities is not distinct from i.qualities::smallint[]`;

/** Inserts what is new and returns how many rows that were; what exists already is left as it is. */
export async function insertReadings(client: PoolClient, rows: readonly LaidOut[]): Promise<number> {
  const result = await client.query({
    name: 'insert_readings',
    text: `insert into reading (maker_id, device_key, device_time, seq, received_at, time_source, layout_id, values, others, qualities)
      select maker_id, device_key, device_time, seq, received_at, time_source, layout_id, vals::float8[], others::jsonb, qualities::smallint[]
      from ${COLUMNS}
      on conflict do nothing`,
    values: toColumns(rows),
  });
  return result.rowCount ?? 0;
}

/**
 * What became of the given rows: which of them this transaction inserted, and whether the others say what is stored.
 * Asked only when some were not inserted: on the usual path nothing comes back from the database.
 */
export async function compareWithStored(
  client: PoolClient,
  rows: readonly LaidOut[],
): Promise<('stored' | 'duplicate' | 'conflict')[]> {
  const result = await client.query<{ ord: string; mine: boolean; same: boolean }>(
    `select i.ord, r.xmin = pg_current_xact_id()::xid as mine, (${SAME_CONTENT}) as same
       from ${COLUMNS}
       join reading r on r.maker_id = i.maker_id and r.device_key = i.device_key and r.device_time = i.device_time and r.seq = i.seq
        and r.device_time between $11 and $12`,
    [...toColumns(rows), ...spanOf(rows, 0)],
  );
  const found = new Map(result.rows.map((row) => [Number(row.ord) - 1, row]));
  return rows.map((_, position) => {
    const row = found.get(position);
    if (!row) throw new Error('A reading is neither stored nor in the way of being stored');
    // Two rows of one identity may be among those given: the one that says what is stored is the one that was inserted.
    if (!row.same) return 'conflict';
    return row.mine ? 'stored' : 'duplicate';
  });
}

/**
 * Positions of messages without a device time that came before: the same sequence number and content of the same device
 * within the last minutes. Their arrival time alone would make a second reading of a repeated message.
 */
export async function findRepeatedArrivals(
  client: PoolClient,
  rows: readonly LaidOut[],
): Promise<Set<number>> {
  const asked: number[] = [];
  rows.forEach(({ pending: { frame } }, position) => {
    if (frame.timeSource === TIME_OF_ARRIVAL && !frame.seq.startsWith('-')) asked.push(position);
  });
  if (asked.length === 0) return new Set();
  const arrivals = asked.map((position) => rows[position]!);
  const result = await client.query<{ ord: string }>(
    `select i.ord from ${COLUMNS}
      where exists (select from reading r
        where r.maker_id = i.maker_id and r.device_key = i.device_key and r.seq = i.seq
          and r.device_time >= i.device_time - interval '${ARRIVAL_MEMORY_MS} milliseconds' and r.device_time <= i.device_time
          and r.device_time between $11 and $12
          and ${SAME_CONTENT})`,
    [...toColumns(arrivals), ...spanOf(arrivals, ARRIVAL_MEMORY_MS)],
  );
  return new Set(result.rows.map((row) => asked[Number(row.ord) - 1]!));
}

/** From the first to the last device time: as plain bounds they spare the planner all other days' partitions. */
function spanOf(rows: readonly LaidOut[], marginMs: number): [from: string, to: string] {
  let [from, to] = [Infinity, -Infinity];
  for (const { pending } of rows) {
    from = Math.min(from, pending.frame.timeMs);
    to = Math.max(to, pending.frame.timeMs);
  }
  return [new Date(from - marginMs).toISOString(), new Date(to).toISOString()];
}

function toColumns(rows: readonly LaidOut[]): string[] {
  return [
    plainArray(rows.map(({ pending }) => pending.device.makerId)),
    plainArray(rows.map(({ pending }) => pending.device.deviceKey)),
    plainArray(rows.map(({ pending }) => new Date(pending.frame.timeMs).toISOString())),
    plainArray(rows.map(({ pending }) => pending.frame.seq)),
    plainArray(rows.map(({ pending }) => new Date(pending.frame.receivedMs).toISOString())),
    plainArray(rows.map(({ pending }) => pending.frame.timeSource)),
    plainArray(rows.map(({ layoutId }) => layoutId)),
    nestedArray(rows.map(({ pending }) => plainArray(pending.frame.values))),
    textArray(rows.map(({ pending }) => pending.frame.others && JSON.stringify(pending.frame.others))),
    nestedArray(rows.map(({ pending }) => pending.frame.qualities && plainArray(pending.frame.qualities))),
  ];
}
