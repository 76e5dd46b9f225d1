import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { databaseConnectionOptions } from '#platform';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** Even on a busy machine, a connection in use gets its responses much sooner. */
const SILENT_MS = 2000;
const LOCK = 'select pg_advisory_xact_lock(42)';

let database: TestDatabase;
let cable: TcpProxy;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  const url = new URL(database.url);
  cable = await TcpProxy.open(Number(url.port));
  url.port = String(cable.port);
  pool = new pg.Pool({ connectionString: url.toString(), ...databaseConnectionOptions(SILENT_MS) });
  pool.on('error', () => undefined);
});
afterEach(async () => {
  await pool.end();
  cable.close();
});
afterAll(() => database.drop());

it('that is cut silently fails pending queries, and the next query uses a new connection', async () => {
  const client = await pool.connect();
  const ended = new Promise<Error>((resolve) => client.once('error', resolve));
  await client.query('begin');
  cable.stall();
  const asked = Date.now();
  await expect(client.query('select 1')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  expect(Date.now() - asked).toBeGreaterThanOrEqual(SILENT_MS - 50);
  client.release(await ended);
  await cable.restore();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('that is cut silently releases the locks of its transaction', async () => {
  const client = await pool.connect();
  client.on('error', () => undefined);
  await client.query('begin');
  await client.query(LOCK);
  cable.stall();
  const other = new pg.Client({ connectionString: database.url, statement_timeout: 150_000 });
  await other.connect();
  await other.query('begin');
  await other.query(LOCK);
  await other.end();
  client.release(true);
});

it.each([
  ['runs', 'select pg_sleep(600)'],
  ['waits for a lock', LOCK],
])('that a client abandons ends its statement, even while it %s', async (_how, statement) => {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query(LOCK);
  // Connects directly, because the proxy keeps its own connection to the server open.
  const client = new pg.Client({ connectionString: database.url, ...databaseConnectionOptions(SILENT_MS) });
  client.on('error', () => undefined);
  await client.connect();
  const [{ pid } = { pid: 0 }] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  await expect(client.query(statement)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  const isThere = async (): Promise<boolean> =>
    (await pool.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 1;
  expect(await eventually(isThere, (there) => !there)).toBe(false);
  await holder.end();
});

it('stays open while it is used', async () => {
  const client = await pool.connect();
  await client.query('begin');
  for (let i = 0; i < 15; i++) {
    await wait(SILENT_MS / 10);
    await client.query('select 1');
  }
  await client.query('commit');
  client.release();
});
