import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { eventually, until } from './eventually.js';

/** A database for one spec file. */
export interface TestDatabase {
  /** URL of the owner; `databaseUrlFor(role, url, secret)` derives the apps' URLs from it. */
  url: string;
  /** Secret from which the passwords of the roles are derived. */
  secret: string;
  /** Ends all remaining connections and drops the database. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template database. This takes some milliseconds, unlike running all migrations. Call `drop()` in
 * `afterAll`.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(required('DUTYCYCLE_TEST_TEMPLATE'));
}

/** Creates a database without tables, for tests of the migrations themselves. Call `drop()` in `afterAll`. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const server = required('DUTYCYCLE_TEST_SERVER');
  const name = `dc_test_${randomBytes(8).toString('hex')}`;
  await onServer(server, (client) => createFromTemplate(client, name, template));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    secret: required('DUTYCYCLE_TEST_SECRET'),
    drop: () =>
      onServer(server, async (client) => {
        await waitUntilUnused(client, name);
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** A connection that still exists after this time was left open by its test, so it can be terminated. */
const LEFT_OPEN_AFTER_MS = 30_000;

/**
 * An ended pool closes its connections asynchronously. A connection that is terminated before that emits an error
 * without a listener, which would crash the process.
 */
async function waitUntilUnused(client: pg.Client, name: string): Promise<void> {
  await eventually(
    () => client.query(`select from pg_stat_activity where datname = $1`, [name]),
    ({ rowCount }) => rowCount === 0,
    LEFT_OPEN_AFTER_MS,
  );
}

const OBJECT_IN_USE = '55006';

/**
 * A template can be copied only if it has no other connections, but two workers may request a copy at the same time.
 */
async function createFromTemplate(client: pg.Client, name: string, template: string): Promise<void> {
  await until(() =>
    client.query(`create database ${name} template ${template} strategy file_copy`).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code !== OBJECT_IN_USE) throw error;
        return false;
      },
    ),
  );
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run this spec in the project "integration".`);
  return value;
}
