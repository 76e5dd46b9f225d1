import { withConnection } from './database.connection.js';

/** Schemas that hold the product's data: its own, and the job queue's. */
const SCHEMAS = ['public', 'pgboss'];

/** Whether the database holds nothing of the product. */
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

/** Removes the product's schemas with all that is in them. Roles stay: they belong to the whole server. */
export async function emptyDatabase(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    await client.query('begin');
    for (const schema of SCHEMAS) await client.query(`drop schema if exists ${schema} cascade`);
    await client.query('create schema public');
    await client.query('grant usage on schema public to public');
    await client.query('commit');
  });
}

/** A dump grants rights to the product's roles, which belong to the whole server and are in no dump. Their passwords are set by the next start. */
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

/** For a question or a message: where the database is, without its password. */
export function describeDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  return `the database ${decodeURIComponent(pathname.slice(1))} on ${host}`;
}
