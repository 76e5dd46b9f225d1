import { existsSync, lstatSync } from 'node:fs';
import { chown, mkdtemp, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { until } from '../support/eventually.js';
import { copyHome, makeUsedHome, readStandInLog, writeStandInProduct } from '../support/product-stand-in.js';
import { makeHome, removeHome, startProduct, type RunningProduct } from '../support/product.js';

/**
 * Tests the supervisor alone, with stand-ins for the apps: its guarantees about processes, ports and the home folder.
 */
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('Skipped: starts as another user. Only root may start them.');

let folder: string;
let home: string;
let script: string;
let used: string;
let running: RunningProduct | undefined;

beforeAll(async () => {
  folder = await makeHome();
  script = await writeStandInProduct(folder, '0.1.0');
  used = await makeUsedHome(script);
});
afterAll(() => Promise.all([folder, used].map(removeHome)));
beforeEach(async () => (home = await makeHome()));
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await removeHome(home);
});

async function start(
  args: string[] = ['--empty'],
  env: Record<string, string | undefined> = {},
): Promise<RunningProduct> {
  running = await startProduct({ home, script, args, env });
  return running;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const environmentOf = async (product: RunningProduct) =>
  (await (await fetch(product.portalUrl)).json()) as Record<string, string | undefined>;

/** Occupies a port. If the port is already in use, this has the same effect. */
async function occupy(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Lines of apps that stopped. The apps may start in any order, but must stop in a fixed order. */
const stops = (log: readonly string[]) => log.filter((line) => line.endsWith('stopped'));

describe('a running product', () => {
  let sharedHome: string;
  let product: RunningProduct;
  beforeAll(async () => {
    sharedHome = await makeHome();
    await copyHome(used, sharedHome);
    product = await startProduct({ home: sharedHome, script, args: ['--empty'] });
    await query(product.databaseUrl, 'create table kept as select 42 as answer');
  });
  afterAll(async () => {
    await product.stop();
    await removeHome(sharedHome);
  });

  it('restarts a killed app at the same address', async () => {
    const before = await product.pidOf('api');
    await product.kill('api');
    // The restarted API refuses connections until it listens.
    const findPort = async () => (await environmentOf(product).catch(() => ({ PORT: undefined })))['PORT'];
    await until(async () => (await product.pidOf('api')) !== before && (await findPort()));
    expect(product.output()).toContain('api ended (SIGKILL)');
  });

  it('restarts a killed postmaster at the same address', async () => {
    await product.kill('postgres');
    expect(
      await until(() => query(product.databaseUrl, 'select answer from kept').catch(() => undefined)),
    ).toEqual([{ answer: 42 }]);
  });

  it('makes the secret and the addresses readable only by its user', async () => {
    for (const file of ['secret.key', 'run/running.json']) {
      expect((await stat(join(sharedHome, file))).mode & 0o777).toBe(0o600);
    }
  });

  it('uses an external PostgreSQL with DATABASE_URL', async () => {
    await query(product.databaseUrl, 'create database outside');
    const url = new URL(product.databaseUrl);
    url.pathname = '/outside';
    const other = await start(['--empty'], { DATABASE_URL: url.toString() });
    expect(existsSync(join(home, 'postgres'))).toBe(false);
    expect((await environmentOf(other))['DATABASE_URL']).toBe(url.toString());
    expect(await query(url.toString(), 'select demo from installation')).toEqual([{ demo: false }]);
    await other.stop();
    await query(url.toString(), 'create table gone as select 1');
    await start(['--empty', '--reset', '--yes'], { DATABASE_URL: url.toString() });
    expect(await query(url.toString(), `select to_regclass('gone') as gone`)).toEqual([{ gone: null }]);
  });
});

it('keeps its data after a restart, and deletes it only on request', async () => {
  const first = await start();
  await query(first.databaseUrl, 'create table kept as select 42 as answer');
  expect(await first.stop()).toBe(0);
  expect(stops(await readStandInLog(home))).toEqual(['ingest stopped', 'api stopped', 'worker stopped']);
  expect(existsSync(join(home, 'run', 'postgres.json'))).toBe(false);

  const second = await start();
  expect(await query(second.databaseUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await second.stop();

  const secret = await readFile(join(home, 'secret.key'), 'utf8');
  const third = await start(['--empty', '--reset', '--yes']);
  expect(await query(third.databaseUrl, `select to_regclass('kept') as kept`)).toEqual([{ kept: null }]);
  expect(await readFile(join(home, 'secret.key'), 'utf8')).not.toBe(secret);
});

it('finds and stops the processes of a killed supervisor', async () => {
  await copyHome(used, home);
  const first = await start();
  const left = await first.pidOf('postgres');
  await query(first.databaseUrl, 'create table kept as select 42 as answer');
  await first.kill('supervisor');
  await first.ended;
  // The apps notice the death of the supervisor and end; PostgreSQL keeps running.
  await until(async () => (await readStandInLog(home)).includes('api orphaned'));
  expect(await query(first.databaseUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);

  const second = await start();
  expect(second.output()).toContain('Stopping the PostgreSQL that an earlier start left running.');
  expect(second.output()).not.toContain('Stopping the api');
  expect(await second.pidOf('postgres')).not.toBe(left);
  expect(await query(second.databaseUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

it('stops when npm, which forwards no signals, has ended', async () => {
  await copyHome(used, home);
  // Runs the supervisor as npm does: as a child of a waiting shell.
  const wrapper = join(folder, 'wrapper.mjs');
  await writeFile(
    wrapper,
    `import { spawn } from 'node:child_process';
     const shell = spawn('sh', ['-c', '"$0" "$1" --empty; :', process.execPath, ${JSON.stringify(script)}], { stdio: 'inherit' });
     process.on('SIGTERM', () => { shell.kill('SIGTERM'); process.exit(0); });`,
  );
  const product = await startProduct({
    home,
    script: wrapper,
    args: [],
    env: { npm_lifecycle_event: 'start' },
  });
  await product.stop();
  await until(async () => !existsSync(join(home, 'run', 'supervisor.json')));
  expect(stops(await readStandInLog(home))).toEqual(['ingest stopped', 'api stopped', 'worker stopped']);
});

it('uses the next port when a default is in use, and reports it', async () => {
  await copyHome(used, home);
  const servers = [await occupy(3000), await occupy(1883)];
  try {
    const product = await start(['--empty'], { PORT: undefined, MQTT_PORT: undefined });
    expect(product.output()).toMatch(/Port 3000 is in use; the portal uses \d+\./);
    expect(product.output()).toMatch(/Port 1883 is in use; MQTT uses \d+\./);
    expect((await environmentOf(product))['PORT']).toBe(new URL(product.portalUrl).port);
  } finally {
    servers.forEach((server) => server?.close());
  }
});

it('starts the demo world on the requested day, shows its logins, and keeps that day', async () => {
  const first = await start(['--as-of', '2026-12-01']);
  const appEnvironment = await environmentOf(first);
  expect(appEnvironment).toMatchObject({ DUTYCYCLE_DEMO: '1', DUTYCYCLE_AS_OF: '2026-12-01' });
  const shown = new Date(Date.now() + Number(appEnvironment['DUTYCYCLE_CLOCK_OFFSET_MS']))
    .toISOString()
    .slice(0, 10);
  expect(shown).toBe('2026-12-01');
  expect(first.output()).toMatch(/manager +manager@stand-in\.example +stand-in/);
  await first.stop();
  expect(stops(await readStandInLog(home))[0]).toBe('simulator stopped');

  const second = await start([]);
  const shownAgain = await environmentOf(second);
  expect(shownAgain['DUTYCYCLE_CLOCK_OFFSET_MS']).toBe(appEnvironment['DUTYCYCLE_CLOCK_OFFSET_MS']);
  expect(shownAgain['DUTYCYCLE_AS_OF']).toBe('2026-12-01');
});

it('offers MQTT to other machines only over TLS', async () => {
  await copyHome(used, home);
  const product = await start(['--empty'], { HOST: '0.0.0.0' });
  const appEnvironment = await environmentOf(product);
  expect(product.mqttUrl).toMatch(/^mqtts:/);
  expect(appEnvironment['MQTT_TLS_CERT']).toBe(join(home, 'tls', 'server.pem'));
  expect(appEnvironment['NODE_EXTRA_CA_CERTS']).toBe(join(home, 'tls', 'ca.pem'));
  await product.stop();

  const plain = await start(['--empty', '--plain-mqtt'], { HOST: '0.0.0.0' });
  expect(plain.mqttUrl).toMatch(/^mqtt:/);
  expect((await environmentOf(plain))['MQTT_TLS_CERT']).toBeUndefined();
});

(isRoot ? it : it.skip)(
  'keeps the database elsewhere if PostgreSQL’s user can’t access root’s folders',
  async () => {
    const closed = await mkdtemp(join(tmpdir(), 'dutycycle-closed-'));
    const at = join(closed, 'home');
    const first = await startProduct({ home: at, script, args: ['--empty'] });
    await query(first.databaseUrl, 'create table kept as select 42 as answer');
    expect(lstatSync(join(at, 'postgres')).isSymbolicLink()).toBe(true);
    const elsewhere = await realpath(join(at, 'postgres'));
    await first.kill('supervisor');
    await first.ended;
    const second = await startProduct({ home: at, script, args: ['--empty'] });
    expect(await query(second.databaseUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    const third = await startProduct({ home: at, script, args: ['--empty', '--reset', '--yes'] });
    await third.stop();
    expect(existsSync(elsewhere)).toBe(false);
    await removeHome(await realpath(join(at, 'postgres')));
    await removeHome(closed);
  },
);

(isRoot ? it : it.skip)('runs as a user without root privileges', async () => {
  const nobody = { uid: 65_534, gid: 65_534 };
  await chown(home, nobody.uid, nobody.gid);
  running = await startProduct({ home, script, args: ['--empty'], user: nobody });
  expect((await stat(join(home, 'postgres', 'data'))).uid).toBe(nobody.uid);
  expect((await stat(home)).mode & 0o777).toBe(0o700);
  expect(await query(running.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});
