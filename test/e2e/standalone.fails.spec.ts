import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { copyHome, makeUsedHome, writeStandInProduct } from '../support/product-stand-in.js';
import { findFreePort, makeHome, removeHome, runProduct, startProduct } from '../support/product.js';

/** Tests starts that fail. Each ends with exit code 1 and a message with the solution. */
let folder: string;
let home: string;
let fresh: string;
let script: string;
let earlier: string;

beforeAll(async () => {
  folder = await makeHome();
  script = await writeStandInProduct(folder, '0.1.0');
  earlier = await makeUsedHome(script);
});
afterAll(() => Promise.all([folder, earlier].map(removeHome)));
beforeEach(async () => (home = fresh = await makeHome()));
afterEach(() => removeHome(fresh));

async function startRejected(
  args: string[] = ['--empty'],
  env: Record<string, string | undefined> = {},
  by = script,
): Promise<string> {
  const attempt = await runProduct({ home, script: by, args, env });
  expect(await attempt.ended).toBe(1);
  return attempt.output();
}

it('rejects a second supervisor on the same home', async () => {
  await copyHome(earlier, home);
  const product = await startProduct({ home, script, args: ['--empty'] });
  try {
    expect(await startRejected()).toContain(
      `Dutycycle is already running on ${home} (process ${await product.pidOf('supervisor')})`,
    );
    expect((await fetch(product.portalUrl)).status).toBe(200);
  } finally {
    await product.stop();
  }
});

it('admits only one of two supervisors that start at the same moment, even over a stale lock', async () => {
  await mkdir(join(home, 'run'));
  await writeFile(join(home, 'home.json'), '{"productVersion":"0.1.0"}');
  await writeFile(join(home, 'run', 'supervisor.json'), '{"pid":999999,"startedAt":"long ago"}');
  const attempts = await Promise.all([1, 2, 3].map(() => runProduct({ home, script, args: ['--empty'] })));
  const outcomes = await Promise.all(
    attempts.map(({ ready, ended }) => Promise.race([ready.then(() => 'ready'), ended])),
  );
  expect(outcomes.sort()).toEqual([1, 1, 'ready']);
  await Promise.all(attempts.map((attempt) => attempt.stop()));
});

it.each(['PORT', 'MQTT_PORT'])('rejects a port in use that was set by %s', async (variable) => {
  const port = await findFreePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  try {
    expect(await startRejected(['--empty'], { [variable]: String(port) })).toContain(
      `${variable}=${port} is configured, but another program listens on this port.`,
    );
    expect(existsSync(join(home, 'run', 'supervisor.json'))).toBe(false);
    expect(existsSync(join(home, 'run', 'postgres.json'))).toBe(false);
  } finally {
    server.close();
  }
});

it('rejects one port for two listeners', async () => {
  const port = String(await findFreePort());
  expect(await startRejected(['--empty'], { PORT: port, MQTT_PORT: port })).toContain(
    'this start already uses it for another purpose',
  );
});

describe('a used home', () => {
  let used: string;
  beforeAll(async () => {
    used = await makeHome();
    await copyHome(earlier, used);
    const newer = await writeStandInProduct(folder, '0.2.0');
    await (await startProduct({ home: used, script: newer, args: ['--empty'] })).stop();
  });
  afterAll(() => removeHome(used));
  beforeEach(() => (home = used));

  it('is rejected after use by a newer version, and stays unchanged', async () => {
    const before = await readFile(join(home, 'home.json'), 'utf8');
    expect(await startRejected()).toContain('was last used by Dutycycle 0.2.0; this is 0.1.0');
    // The version in the home folder may be lost or come from another folder, so the database also records the
    // version.
    await rm(join(home, 'home.json'));
    expect(await startRejected()).toContain('The database was last used by Dutycycle 0.2.0');
    await writeFile(join(home, 'home.json'), before.replace('0.2.0', '0.1.0'));
  });

  it('is rejected when another PostgreSQL major wrote it', async () => {
    const file = join(home, 'postgres', 'data', 'PG_VERSION');
    await writeFile(file, '17\n');
    expect(await startRejected()).toContain(
      'was written by PostgreSQL 17; this product comes with PostgreSQL 18',
    );
    await writeFile(file, '18\n');
  });

  it('is not deleted without a terminal and without --yes', async () => {
    expect(await startRejected(['--empty', '--reset'])).toContain('Add --yes');
    expect(existsSync(join(home, 'postgres', 'data', 'PG_VERSION'))).toBe(true);
  });

  it('is rejected without the secret of its database', async () => {
    const secret = await readFile(join(home, 'secret.key'), 'utf8');
    await rm(join(home, 'secret.key'));
    expect(await startRejected()).toContain('secret.key is missing');
    await writeFile(join(home, 'secret.key'), secret, { mode: 0o600 });
  });
});

it('rejects a folder of another owner', async () => {
  await mkdir(join(home, 'photos'));
  expect(await startRejected()).toContain('is not a home of Dutycycle');
  expect(existsSync(join(home, 'secret.key'))).toBe(false);
});

it('rejects changing the clock of an empty installation', async () => {
  await copyHome(earlier, home);
  expect(await startRejected(['--as-of', '2026-12-01'])).toContain('--as-of is only for the demo world');
});

it('rejects starting a demo world empty, or on another day', async () => {
  await (await startProduct({ home, script, args: ['--as-of', '2026-12-01'] })).stop();
  expect(await startRejected(['--empty'])).toContain('contains the demo world');
  expect(await startRejected(['--as-of', '2026-12-02'])).toContain('was started with --as-of 2026-12-01');
});

it('rejects all unknown arguments and settings at once', async () => {
  const output = await startRejected(['--emtpy'], { PORT: 'x' });
  expect(output).toContain('Unknown argument "--emtpy"');
  expect(output).toContain('PORT="x" is not a port');
});

it('rejects an unreachable database', async () => {
  const port = await findFreePort();
  expect(
    await startRejected(['--empty'], { DATABASE_URL: `postgres://owner:secret@127.0.0.1:${port}/x` }),
  ).toMatch(/DATABASE_URL: no connection to 127\.0\.0\.1:\d+\/x(?!.*secret)/);
});

it('rejects an unreachable broker', async () => {
  const port = await findFreePort();
  expect(await startRejected(['--empty'], { MQTT_URL: `mqtt://duty:secret@127.0.0.1:${port}` })).toMatch(
    /MQTT_URL: no connection to 127\.0\.0\.1:\d+(?!.*secret)/,
  );
});

it('rejects several ingest processes without an external broker', async () => {
  expect(await startRejected(['--empty'], { INGEST_PROCESSES: '2', MQTT_URL: '' })).toContain(
    'INGEST_PROCESSES=2 requires an external broker in MQTT_URL',
  );
});

it('rejects an unreadable certificate, reporting both files at once', async () => {
  const env = { MQTT_TLS_CERT: join(home, 'no.pem'), MQTT_TLS_KEY: join(home, 'no.key') };
  expect(await startRejected(['--empty'], env)).toMatch(
    /MQTT_TLS_CERT: .*no\.pem can't be read \(ENOENT\)\.\nMQTT_TLS_KEY: /,
  );
});

it('fails if an app never starts, shows its output, and stops the others', async () => {
  await copyHome(earlier, home);
  const output = await startRejected(['--empty'], { STAND_IN_BROKEN: 'worker' });
  expect(output).toContain('broken worker');
  expect(output).toContain('worker does not start');
  expect(existsSync(join(home, 'run', 'postgres.json'))).toBe(false);
});

it.each([0, 500, 1500])('stops cleanly when it is interrupted %d ms into its first start', async (ms) => {
  const attempt = await runProduct({ home, script, args: ['--empty'] });
  await eventually(attempt.output, (text) => text.includes('Creating the database'));
  await new Promise((resolve) => setTimeout(resolve, ms));
  expect(await attempt.stop()).toBe(0);
  const left = await readdir(join(home, 'postgres')).catch(() => []);
  expect(left.filter((name) => name !== 'data')).toEqual([]);
  expect(existsSync(join(home, 'run', 'supervisor.json'))).toBe(false);
  expect(existsSync(join(home, 'run', 'postgres.json'))).toBe(false);
});
