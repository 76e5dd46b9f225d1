import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ReadingPacker } from '#telemetry';

/** The tables that store readings, including rollups, high-water marks and the keys of sent signals. */
const TABLES = [
  'reading_batch',
  'reading_chunk',
  'reading_rollup',
  'device_high_water',
  'sent_signal',
] as const;
const DAY_MS = 86_400_000;

/**
 * Returns the number of readings of all makers in the database, packed or not.
 */
export async function countReadings(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    `select (select coalesce(sum(readings), 0) from reading_batch) + (select coalesce(sum(readings), 0) from reading_chunk) as count`,
  );
  return Number(rows[0]!.count);
}

/** Returns the total size of these tables on disk after VACUUM, in bytes. */
export async function sizeReadings(database: pg.Client): Promise<number> {
  return [...(await sizeTables(database)).values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Returns the size by table in bytes. */
export async function sizeTables(database: pg.Client): Promise<Map<string, number>> {
  await database.query(`vacuum ${TABLES.join(', ')}`);
  const { rows } = await database.query<{ name: string; bytes: string }>(
    'select name, pg_total_relation_size(name::regclass) as bytes from unnest($1::text[]) as name',
    [TABLES],
  );
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}

/** Packs everything as after the end of its day. Waits for readings that are not evaluated yet. */
export async function ageReadings(databaseUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const packer = new ReadingPacker(pool, () => new Date(Date.now() + 3 * DAY_MS));
    while ((await pool.query('select from reading_batch where not judged limit 1')).rowCount)
      await sleep(500);
    for (const maker of await packer.findMakersToPack()) while ((await packer.pack(maker)) > 0);
    while ((await packer.packFinally()) > 0);
  } finally {
    await pool.end();
  }
}
