import type pg from 'pg';

/** How many readings the database holds, of all makers. The one place in which a bench knows how they are stored. */
export async function countReadings(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ count: string }>('select count(*) from reading');
  return Number(rows[0]!.count);
}
