import { withConnection } from './database.connection.js';

/** Schemas with the product's data: its own, and the job queue's. */
const SCHEMAS = ['public', 'pgboss'];

/** Returns whether the product's schemas contain no tables, views or sequences. */
export async function isDatabaseEmpty(url: string): Promise<boolean> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'S')`,
      [SCHEMAS],
    );
    return rows[0]?.count === '0';
  });
}

/** Drops the product's schemas with their contents. Keeps the roles, which belong to the whole server. */
export async function emptyDatabase(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    await client.query('begin');
    for (const schema of SCHEMAS) await client.query(`drop schema if exists ${schema} cascade`);
    await client.query('create schema public');
    await client.query('grant usage on schema public to public');
    await client.query('commit');
  });
}

/**
 * Creates the product's roles, which a dump grants rights to but does not contain, because they belong to the whole
 * server. The next start sets their passwords.
 */
export async function ensureRoles(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select rolname as name from pg_roles where rolname like 'dutycycle\\_%'`,
    );
    const there = rows.map(({ name }) => name);
    if (!there.includes('dutycycle_app'))
      await client.query('create role dutycycle_app login nosuperuser nobypassrls');
    if (!there.includes('dutycycle_ingest'))
      await client.query('create role dutycycle_ingest login nosuperuser bypassrls');
  });
}

/** Returns the location of the database without its password, for questions and messages. */
export function describeDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  return `the database ${decodeURIComponent(pathname.slice(1))} on ${host}`;
}
