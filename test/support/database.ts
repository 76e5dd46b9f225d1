import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** A database for one spec file. */
export interface TestDatabase {
  /** URL of the owner; `databaseUrlFor(role, url, secret)` derives the apps' URLs from it. */
  url: string;
  /** The secret that the roles' passwords are derived from. */
  secret: string;
  /** Ends the remaining connections and drops the database. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template, in some milliseconds instead of running all migrations. Call `drop()` in `afterAll`.
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
        await untilLeft(client, name);
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/**
 * An ended pool closes its connections asynchronously: a connection terminated meanwhile emits an error without a
 * listener, which would crash the process.
 */
async function untilLeft(client: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const { rowCount } = await client.query(`select from pg_stat_activity where datname = $1`, [name]);
    if (rowCount === 0) return;
    await wait(10);
  }
}

const OBJECT_IN_USE = '55006';

/** A template can be copied only without other connections to it; two workers may request it at the same moment. */
async function createFromTemplate(client: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`create database ${name} template ${template} strategy file_copy`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
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
  if (!value) throw new Error(`${name} is not set: this spec belongs into the project "integration"`);
  return value;
}
