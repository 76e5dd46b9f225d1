import type { PoolClient } from 'pg';
import type { Place } from '../domain/readings/outcomes.js';
import { plainArray } from './array-literal.js';

/** Up to which place a device has readings, and how often that was written. */
export interface HighWater extends Place {
  readonly version: number;
}

/** A device whose water rises, or stands while something late is stored beneath it. */
export interface Rise {
  readonly makerId: string;
  readonly deviceKey: number;
  readonly to: Place;
  /** The version by which was decided; 0 where none was written. */
  readonly version: number;
}

/**
 * The high water of devices; one without readings is missing.
 * @param mode `lock` keeps other processes from storing readings of them until the transaction ends
 */
export async function loadHighWater(
  client: PoolClient,
  deviceKeys: readonly number[],
  mode: 'read' | 'lock',
): Promise<Map<number, HighWater>> {
  const { rows } = await client.query<{ device_key: number; time_ms: string; seq: string; version: string }>(
    // In the order of device keys, so that two processes lock rows in the same order.
    `select device_key, time_ms, seq, version from device_high_water where device_key = any($1::int[])
      order by device_key ${mode === 'lock' ? 'for no key update' : ''}`,
    [plainArray(deviceKeys)],
  );
  return new Map(
    rows.map((row) => [
      row.device_key,
      { timeMs: Number(row.time_ms), seq: Number(row.seq), version: Number(row.version) },
    ]),
  );
}

/**
 * Writes the high water of devices whose version is still the one that was decided by.
 * @returns how many were written: fewer when another process stored readings of one of them meanwhile
 */
export async function raiseHighWater(client: PoolClient, rises: readonly Rise[]): Promise<number> {
  const [known, first] = [
    rises.filter(({ version }) => version > 0),
    rises.filter(({ version }) => version === 0),
  ];
  const results = await Promise.all([
    known.length > 0 &&
      client.query({
        name: 'raise_high_water',
        text: `update device_high_water w set time_ms = i.time_ms, seq = i.seq, version = w.version + 1
                 from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[]) as i (maker_id, device_key, time_ms, seq, version)
                where w.maker_id = i.maker_id and w.device_key = i.device_key and w.version = i.version`,
        values: toColumns(known),
      }),
    first.length > 0 &&
      client.query(
        `insert into device_high_water (maker_id, device_key, time_ms, seq, version)
         select maker_id, device_key, time_ms, seq, version + 1
           from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[]) as i (maker_id, device_key, time_ms, seq, version)
         on conflict do nothing`,
        toColumns(first),
      ),
  ]);
  return results.reduce((written, result) => written + ((result && result.rowCount) || 0), 0);
}

/** In the order of device keys, so that two processes lock rows in the same order. */
function toColumns(rises: readonly Rise[]): string[] {
  const rows = [...rises].sort((a, b) => a.deviceKey - b.deviceKey);
  return [
    plainArray(rows.map(({ makerId }) => makerId)),
    plainArray(rows.map(({ deviceKey }) => deviceKey)),
    plainArray(rows.map(({ to }) => to.timeMs)),
    plainArray(rows.map(({ to }) => to.seq)),
    plainArray(rows.map(({ version }) => version)),
  ];
}
