import type pg from 'pg';
import { compareVersions } from '../domain/home/home-check.js';
import { StartRejected } from '../start-rejected.error.js';
import { withConnection } from './database.connection.js';

const OLDEST_MAJOR = 15;

/** Rejects a server that the product cannot run on, with the solution, before anything is changed there. */
export async function checkExternalPostgres(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  let facts;
  try {
    facts = await withConnection(url, readFacts);
  } catch (error) {
    throw new StartRejected(`DATABASE_URL: no connection to ${host}${pathname}: ${(error as Error).message}`);
  }
  if (facts.major < OLDEST_MAJOR) {
    throw new StartRejected(
      `DATABASE_URL: ${host} runs PostgreSQL ${facts.major}; Dutycycle requires ${OLDEST_MAJOR} or newer. Upgrade the server, or unset DATABASE_URL to use the embedded PostgreSQL.`,
    );
  }
  if (!facts.mayMigrate) {
    throw new StartRejected(
      `DATABASE_URL: the role "${facts.role}" can't create the product's database roles. Make it a superuser, or, on PostgreSQL 16 or newer, run:\n` +
        `  alter role "${facts.role}" createrole bypassrls;`,
    );
  }
  if (facts.encoding !== 'UTF8') {
    throw new StartRejected(
      `DATABASE_URL: ${host}${pathname} has encoding ${facts.encoding}. Create a database with encoding UTF8.`,
    );
  }
}

interface ServerFacts {
  major: number;
  role: string;
  mayMigrate: boolean;
  encoding: string;
}

async function readFacts(client: pg.Client): Promise<ServerFacts> {
  const { rows } = await client.query<{ version: number; role: string; may: boolean; encoding: string }>(`
    select current_setting('server_version_num')::int as version, current_user as role,
           current_setting('server_encoding') as encoding,
           rolsuper or (rolcreaterole and rolbypassrls and current_setting('server_version_num')::int >= 160000)
             or (rolbypassrls and exists (select from pg_roles where rolname = 'dutycycle_ingest')) as may
    from pg_roles where rolname = current_user`);
  const row = rows[0];
  if (!row) throw new Error('The server did not return its version');
  return {
    major: Math.floor(row.version / 10_000),
    role: row.role,
    mayMigrate: row.may,
    encoding: row.encoding,
  };
}

/** Returns the major version of the server. */
export async function readServerMajor(url: string): Promise<number> {
  return (await withConnection(url, readFacts)).major;
}

/** Rejects a database that a newer product has migrated. Accepts a new, empty one. */
export async function checkSchemaVersion(url: string, productVersion: string): Promise<void> {
  const used = await withConnection(url, async (client) => {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `select to_regclass('public.installation') is not null as there`,
    );
    if (!tables[0]?.there) return undefined;
    const { rows } = await client.query<{ product_version: string }>(
      'select product_version from installation',
    );
    return rows[0]?.product_version;
  });
  if (used !== undefined && compareVersions(used, productVersion) > 0) {
    throw new StartRejected(
      `The database was last used by Dutycycle ${used}; this is ${productVersion}, which does not support its schema.\n` +
        `Run version ${used} or newer, or restore a backup that was created with version ${productVersion} or older into another database.`,
    );
  }
}
