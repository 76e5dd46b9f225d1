import type { Pool, PoolClient } from 'pg';
import type { HistoryPlan } from '../domain/history-import/plan.js';
import type { RowFault } from '../domain/history-import/row-reader.js';
import { toStorableText } from '../domain/messages/storable-text.js';
import { plainArray, textArray } from '../store/array-literal.js';
import type { StoredHistory } from '../store/history.store.js';

/** Maximum number of rejected rows that are listed. Further rows are only counted. */
const MAX_LISTED_ROWS = 100_000;
const MAX_RAW_LENGTH = 16_384;

export interface ImportId {
  readonly makerId: string;
  readonly id: string;
}

/** An import in progress. */
export interface RunningImport {
  readonly bytes: number;
  readonly plan: HistoryPlan;
  readonly columns: readonly string[];
  readonly position: number;
  readonly rows: number;
  /** Number of rejected rows up to now, including conflicts. */
  readonly listed: number;
}

/** A rejected row of the file. */
export interface RejectedRow extends RowFault {
  readonly row: number;
  readonly raw: string;
}

/** The result of a step. */
export interface ImportStep {
  readonly position: number;
  readonly isAtEnd: boolean;
  readonly rows: number;
  readonly refused: readonly RejectedRow[];
  readonly conflicts: readonly RejectedRow[];
  readonly stored: readonly StoredHistory[];
  readonly busyMs: number;
}

/** Returns the waiting or running import that was started first. */
export async function findNextImport(pool: Pool): Promise<ImportId | undefined> {
  const { rows } = await pool.query<{ maker_id: string; id: string }>(
    `select maker_id, id from history_import where has_file and state in ('waiting', 'running')
      order by started_at, id limit 1`,
  );
  return rows[0] && { makerId: rows[0].maker_id, id: rows[0].id };
}

/** Ends an import that can't continue. Stored readings stay. */
export async function failImport(
  pool: Pool,
  { makerId, id }: ImportId,
  fault: { readonly code: string; readonly params: object },
  now: Date,
): Promise<void> {
  await pool.query(
    `update history_import set state = 'failed', fault = $3::jsonb, finished_at = $4, updated_at = $4
      where maker_id = $1 and id = $2 and state in ('waiting', 'running')`,
    [makerId, id, JSON.stringify(fault), now],
  );
}

/** Locks an import for the transaction; null when it is neither waiting nor running. */
export async function lockImport(
  client: PoolClient,
  { makerId, id }: ImportId,
): Promise<RunningImport | null> {
  const { rows } = await client.query<{
    bytes: string;
    plan: HistoryPlan | null;
    columns: string[] | null;
    position: string;
    rows: string;
    listed: string;
  }>(
    `select bytes, plan, columns, position, rows, refused + conflicts as listed from history_import
      where maker_id = $1 and id = $2 and state in ('waiting', 'running') for update`,
    [makerId, id],
  );
  const row = rows[0];
  if (!row?.plan || !row.columns) return null;
  const { plan, columns } = row;
  return {
    plan,
    columns,
    bytes: Number(row.bytes),
    position: Number(row.position),
    rows: Number(row.rows),
    listed: Number(row.listed),
  };
}

/** Stores the result of a step, in the step's transaction. */
export async function saveStep(
  client: PoolClient,
  { makerId, id }: ImportId,
  listed: number,
  step: ImportStep,
  now: Date,
): Promise<void> {
  const fresh = step.stored.map((result) => result.fresh);
  await client.query(
    `update history_import set state = $3, position = $4, rows = rows + $5, stored = stored + $6, points = points + $7,
            duplicates = duplicates + $8, conflicts = conflicts + $9, refused = refused + $10, busy_ms = busy_ms + $11,
            updated_at = $12, finished_at = case when $3 = 'done' then $12::timestamptz end
      where maker_id = $1 and id = $2`,
    [
      makerId,
      id,
      step.isAtEnd ? 'done' : 'running',
      step.position,
      step.rows,
      fresh.reduce((sum, { count }) => sum + count, 0),
      fresh.reduce((sum, block) => sum + countPoints(block), 0),
      step.stored.reduce((sum, { duplicates }) => sum + duplicates, 0),
      step.conflicts.length,
      step.refused.length,
      Math.round(step.busyMs),
      now,
    ],
  );
  await insertRows(client, { makerId, id }, [...step.refused, ...step.conflicts], MAX_LISTED_ROWS - listed);
  await recordDevices(client, { makerId, id }, step.stored);
}

function countPoints({ count, shapes, shapeOf }: StoredHistory['fresh']): number {
  let points = 0;
  for (let i = 0; i < count; i++) points += shapes[shapeOf[i]!]!.keys.length;
  return points;
}

async function insertRows(
  client: PoolClient,
  { makerId, id }: ImportId,
  refused: readonly RejectedRow[],
  room: number,
): Promise<void> {
  const rows = refused.slice(0, Math.max(0, room));
  if (rows.length === 0) return;
  await client.query(
    `insert into history_import_row (maker_id, import_id, row, code, params, column_name, value, raw)
     select $1, $2, row, code, params::jsonb, column_name, value, raw
       from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as r (row, code, params, column_name, value, raw)`,
    [
      makerId,
      id,
      plainArray(rows.map(({ row }) => row)),
      plainArray(rows.map(({ code }) => code)),
      textArray(rows.map(({ params }) => JSON.stringify(params))),
      textArray(rows.map(({ column }) => (column === null ? null : toStorableText(column)))),
      textArray(rows.map(({ value }) => toStorableText(value))),
      textArray(rows.map(({ raw }) => toStorableText(raw.slice(0, MAX_RAW_LENGTH)))),
    ],
  );
}

async function recordDevices(
  client: PoolClient,
  { makerId, id }: ImportId,
  stored: readonly StoredHistory[],
): Promise<void> {
  const devicesWithReadings = stored
    .filter(({ fresh }) => fresh.count > 0)
    .sort((a, b) => a.device.deviceKey - b.device.deviceKey);
  const iso = (ms: number): string => new Date(ms).toISOString();
  await client.query(
    `insert into history_import_device as d (maker_id, import_id, device_key, readings, from_time, to_time)
     select $1, $2, * from unnest($3::int[], $4::bigint[], $5::timestamptz[], $6::timestamptz[])
     on conflict on constraint history_import_device_pk do update set readings = d.readings + excluded.readings,
       from_time = least(d.from_time, excluded.from_time), to_time = greatest(d.to_time, excluded.to_time)`,
    [
      makerId,
      id,
      plainArray(devicesWithReadings.map(({ device }) => device.deviceKey)),
      plainArray(devicesWithReadings.map(({ fresh }) => fresh.count)),
      plainArray(devicesWithReadings.map(({ fresh }) => iso(fresh.timesMs[0]!))),
      plainArray(devicesWithReadings.map(({ fresh }) => iso(fresh.timesMs[fresh.count - 1]!))),
    ],
  );
}
