import type pg from 'pg';

/** The one place in which a bench knows how readings are stored. How many the database holds, of all makers. */
export async function countReadings(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ count: string }>('select count(*) from reading');
  return Number(rows[0]!.count);
}

/** What they take on disk with their keys after VACUUM, bytes. */
export async function sizeReadings(database: pg.Client): Promise<number> {
  await database.query('vacuum reading');
  const { rows } = await database.query<{ bytes: string }>(
    `select coalesce(sum(pg_total_relation_size(inhrelid)), 0) as bytes from pg_inherits where inhparent = 'reading'::regclass`,
  );
  return Number(rows[0]!.bytes);
}
