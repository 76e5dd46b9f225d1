import type pg from 'pg';

const TABLES = ['reading_batch', 'reading_chunk'];

/** The one place in which a bench knows how readings are stored. How many the database holds, of all makers. */
export async function countReadings(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    `select ${TABLES.map((table) => `(select coalesce(sum(readings), 0) from ${table})`).join(' + ')} as count`,
  );
  return Number(rows[0]!.count);
}

/** What they take on disk with their keys after VACUUM, rollups apart, bytes. */
export async function sizeReadings(database: pg.Client): Promise<number> {
  await database.query(`vacuum ${TABLES.join(', ')}`);
  const { rows } = await database.query<{ bytes: string }>(
    `select ${TABLES.map((table) => `pg_total_relation_size('${table}')`).join(' + ')} as bytes`,
  );
  return Number(rows[0]!.bytes);
}
