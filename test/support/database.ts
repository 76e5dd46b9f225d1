import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** A database of a spec file's own. */
export interface TestDatabase {
  /** The owner's address; `databaseUrlFor(role, url, secret)` makes the apps' out of it. */
  url: string;
  /** What the roles' passwords are derived from. */
  secret: string;
  /** Ends what is still connected and removes it. */
  drop(): Promise<void>;
}

/** Clones the migrated template: some milliseconds instead of all migrations. Call `drop()` in `afterAll`. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(required('DUTYCYCLE_TEST_TEMPLATE'));
}

/** A database without any table, for tests of the migrations themselves. Call `drop()` in `afterAll`. */
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

/** A pool that has ended still hangs up: who is thrown out meanwhile has nobody left to tell, and takes the process with it. */
async function untilLeft(client: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const { rowCount } = await client.query(`select from pg_stat_activity where datname = $1`, [name]);
    if (rowCount === 0) return;
    await wait(10);
  }
}

const OBJECT_IN_USE = '55006';

/** A template can be copied only while nobody else is on it; two workers may ask at the same moment. */
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
