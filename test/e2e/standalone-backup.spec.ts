import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { until } from '../support/eventually.js';
import { copyHome, makeUsedHome, writeStandInProduct } from '../support/product-stand-in.js';
import { startForeignPostgres, type ForeignPostgres } from '../support/product-foreign-postgres.js';
import { makeHome, removeHome, startProduct, type RunningProduct } from '../support/product.js';

/** Backup, loss and restore: all data is restored, including every row and every file. */
const DIST = fileURLToPath(new URL('../../dist/apps/standalone/src/commands', import.meta.url));
const MAKER = '0190a000-0000-7000-8000-000000000001';

let folder: string;
let script: string;
let used: string;
let homes: string[] = [];
let running: RunningProduct[] = [];

beforeAll(async () => {
  folder = await makeHome();
  script = await writeStandInProduct(folder, '0.1.0');
  used = await makeUsedHome(script);
});
afterAll(() => Promise.all([folder, used].map(removeHome)));
afterEach(async () => {
  await Promise.all(running.map((product) => product.stop()));
  await Promise.all(homes.map(removeHome));
  [running, homes] = [[], []];
});

async function newHome(): Promise<string> {
  const home = await makeHome();
  homes.push(home);
  return home;
}

/** A home with an existing database. */
async function usedHome(): Promise<string> {
  const home = await newHome();
  await copyHome(used, home);
  return home;
}

async function start(home: string, env: Record<string, string | undefined> = {}): Promise<RunningProduct> {
  const product = await startProduct({ home, script, args: ['--empty'], env });
  running.push(product);
  return product;
}

async function stop(product: RunningProduct): Promise<void> {
  await product.stop();
  running = running.filter((other) => other !== product);
}

/** Runs a command as its npm script does. */
function command(
  name: 'backup' | 'restore',
  home: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(DIST, `${name}.main.js`), ...args],
      { env: { ...process.env, NODE_OPTIONS: undefined, DUTYCYCLE_HOME: home, ...env } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Writes rows to tables of different kinds: with special values, in partitions, and with a file. */
async function fill(product: RunningProduct): Promise<void> {
  await connected(product.databaseUrl, async (client) => {
    await client.query(
      `insert into document_counter (maker_id, kind, last_number) select $1, 'kind ' || n, n from generate_series(1, 500) n`,
      [MAKER],
    );
    await client.query(
      `insert into quarantine_entry (maker_id, id, topic, payload, payload_bytes, reason, params, received_at)
       select $1, gen_random_uuid(), E'a\\tb\\\\c', E'line\\nnext \\\\N 北湖' || n, 3, 'malformed', '{"a": [1, "\\u0001x"]}', now() from generate_series(1, 200) n`,
      [MAKER],
    );
    for (const day of ['2026-11-01', '2026-11-02']) {
      await client.query(
        `insert into reading_batch (maker_id, received_at, from_time, to_time, device_keys, device_from_ms, readings, points, bytes)
         select $1, now(), $2, $2, array[1], array[extract(epoch from $2::timestamptz) * 1000]::bigint[], n, n, decode(repeat(md5(n::text), n), 'hex') from generate_series(1, 300) n`,
        [MAKER, `${day}T00:00:00Z`],
      );
    }
  });
  const files = join(product.home, 'files', MAKER, '01');
  await mkdir(files, { recursive: true });
  await writeFile(join(files, 'photo'), Buffer.from([0, 255, 1, 254]));
}

/** Returns a fingerprint of every table's rows, which is independent of their order. */
function fingerprints(url: string): Promise<Record<string, string>> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('schema_migration') order by 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of rows) {
      const { rows: sums } = await client.query<{ sum: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from "${name}" t`,
      );
      found[name] = sums[0]?.sum ?? '';
    }
    return found;
  });
}

const secretOf = (home: string) => readFile(join(home, 'secret.key'), 'utf8');

it('of a running product during writes, wiped and restored', async () => {
  const home = await usedHome();
  const product = await start(home);
  await fill(product);
  const [before, secret] = [await fingerprints(product.databaseUrl), await secretOf(home)];

  // Keeps writing rows that belong together, so that an inconsistent copy would be detected.
  let isWriting = true;
  let written = 0;
  const writing = connected(product.databaseUrl, async (client) => {
    await client.query('create table pair (n int primary key); create table twin (n int primary key)');
    for (; isWriting; written += 1) {
      await client.query(
        `begin; insert into pair values (${written}); insert into twin values (${written}); commit`,
      );
      if (written % 50 === 0) await client.query('checkpoint');
    }
  });
  await until(() => written > 0);
  const file = join(folder, 'running.tar.gz');
  const writtenBefore = written;
  const backup = await command('backup', home, [file]);
  const writtenDuring = written - writtenBefore;
  isWriting = false;
  await writing;
  expect(writtenDuring).toBeGreaterThan(0);
  expect(backup).toMatchObject({ code: 0, output: expect.stringContaining(file) as string });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await stop(product);

  await removeHome(home);
  await mkdir(home, { mode: 0o711 });
  expect(await command('restore', home, [file])).toMatchObject({ code: 0 });
  expect(await secretOf(home)).toBe(secret);
  expect(await readFile(join(home, 'files', MAKER, '01', 'photo'))).toEqual(Buffer.from([0, 255, 1, 254]));
  const again = await start(home);
  expect(await fingerprints(again.databaseUrl)).toMatchObject(before);
  const odd = await connected(again.databaseUrl, (client) =>
    client.query(
      'select (select count(*) from pair) as pairs, count(*) as odd from pair full join twin using (n) where pair is null or twin is null',
    ),
  );
  expect(odd.rows[0]).toMatchObject({ odd: '0' });
  expect(Number((odd.rows[0] as { pairs: string }).pairs)).toBeGreaterThan(0);
});

it('of a stopped product, over a home that has changed since', async () => {
  const home = await usedHome();
  const product = await start(home);
  await fill(product);
  const before = await fingerprints(product.databaseUrl);
  await stop(product);
  const file = join(folder, 'stopped.tar.gz');
  expect(await command('backup', home, [file])).toMatchObject({ code: 0 });

  const later = await start(home);
  await connected(later.databaseUrl, (client) => client.query('delete from document_counter'));
  expect(await command('restore', home, [file, '--yes'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('is already running') as string,
  });
  await stop(later);
  expect(await command('restore', home, [file])).toMatchObject({
    code: 1,
    output: expect.stringContaining('Add --yes') as string,
  });
  expect(await command('restore', home, [file, '--yes'])).toMatchObject({ code: 0 });
  expect(existsSync(join(home, 'restoring'))).toBe(false);
  expect(await fingerprints((await start(home)).databaseUrl)).toEqual(before);
});

it('in portable form, from embedded to embedded', async () => {
  const home = await usedHome();
  const product = await start(home);
  await fill(product);
  const before = await fingerprints(product.databaseUrl);
  const file = join(folder, 'portable.tar.gz');
  expect(await command('backup', home, ['--portable', file])).toMatchObject({ code: 0 });
  await stop(product);
  const stoppedFile = join(folder, 'portable-stopped.tar.gz');
  expect(await command('backup', home, ['--portable', stoppedFile])).toMatchObject({ code: 0 });

  for (const each of [file, stoppedFile]) {
    const other = await newHome();
    expect(await command('restore', other, [each])).toMatchObject({ code: 0 });
    const restored = await start(other);
    expect(await fingerprints(restored.databaseUrl)).toEqual(before);
    expect(await secretOf(other)).toBe(await secretOf(home));
    // Constraints and row-level security work in the restored schema.
    const { rows } = await connected(restored.databaseUrl, (client) =>
      client.query(`select (select count(*) from pg_constraint where contype = 'f' and convalidated and conparentid = 0) as keys,
        (select bool_and(relforcerowsecurity) from pg_class where relname like 'reading\\_%' and relkind = 'r') as forced,
        (select count(*) from pg_trigger where not tgisinternal and tgenabled = 'D') as disabled`),
    );
    expect(rows[0]).toMatchObject({ forced: true, disabled: '0' });
    expect(Number((rows[0] as { keys: string }).keys)).toBeGreaterThan(10);
    await stop(restored);
  }
});

const programs = existsSync('/usr/lib/postgresql')
  ? readdirSync('/usr/lib/postgresql').sort().at(-1)
  : undefined;

if (programs === undefined)
  console.log('Skipped: backups of an external PostgreSQL. Its programs are not installed.');
(programs === undefined ? describe.skip : describe)('with an external PostgreSQL', () => {
  let server: ForeignPostgres;
  beforeAll(async () => (server = await startForeignPostgres(`/usr/lib/postgresql/${programs}/bin`)));
  afterAll(() => server.stop());

  it.each([
    ['by pg_dump', []],
    ['in portable form', ['--portable']],
  ])('%s, wiped and restored', async (name, args) => {
    const home = await newHome();
    const env = { DATABASE_URL: await server.createDatabase(), PATH: `${server.bin}:${process.env['PATH']}` };
    const product = await start(home, env);
    await fill(product);
    const before = await fingerprints(product.databaseUrl);
    const file = join(folder, `external-${args.length}.tar.gz`);
    expect(await command('backup', home, [...args, file], env)).toMatchObject({ code: 0 });
    await connected(env.DATABASE_URL, (client) => client.query('delete from document_counter'));
    await stop(product);

    const present = await fingerprints(env.DATABASE_URL);
    const isDump = name === 'by pg_dump';
    const target = isDump ? { ...env, DATABASE_URL: await server.createDatabase() } : env;
    if (isDump)
      expect(await command('restore', home, [file, '--yes'], env)).toMatchObject({
        code: 1,
        output: expect.stringContaining('only restored into an empty database') as string,
      });
    expect(await command('restore', home, [file], target)).toMatchObject({
      code: 1,
      output: expect.stringContaining('Add --yes') as string,
    });
    const cut = join(folder, `external-cut-${args.length}.tar.gz`);
    const whole = await readFile(file);
    await writeFile(cut, whole.subarray(0, whole.length - 100));
    expect(await command('restore', home, [cut, '--yes'], target)).toMatchObject({
      code: 1,
      output: expect.stringContaining('is damaged') as string,
    });
    expect(await fingerprints(env.DATABASE_URL)).toEqual(present);
    expect(await command('restore', home, [file, '--yes'], target)).toMatchObject({ code: 0 });
    const again = await start(home, target);
    expect(await fingerprints(again.databaseUrl)).toEqual(before);
    expect(await readFile(join(home, 'files', MAKER, '01', 'photo'))).toEqual(Buffer.from([0, 255, 1, 254]));
    await stop(again);

    if (isDump) return;
    // Migrates to another PostgreSQL: from an external server to the embedded one.
    const embedded = await newHome();
    expect(await command('restore', embedded, [file])).toMatchObject({ code: 0 });
    expect(await fingerprints((await start(embedded)).databaseUrl)).toEqual(before);
  });
});

it('rejects a file that is not a backup, and leaves the home unchanged', async () => {
  const home = await usedHome();
  const product = await start(home);
  await fill(product);
  const before = await fingerprints(product.databaseUrl);
  await stop(product);
  const file = join(folder, 'whole.tar.gz');
  expect(await command('backup', home, [file])).toMatchObject({ code: 0 });
  const whole = await readFile(file);
  const cut = join(folder, 'cut.tar.gz');
  await writeFile(cut, whole.subarray(0, Math.floor(whole.length / 2)));
  const noise = join(folder, 'noise.tar.gz');
  await writeFile(noise, 'not an archive at all');

  for (const [bad, words] of [
    [cut, 'is damaged'],
    [noise, 'not a backup'],
    [join(folder, 'missing.tar.gz'), 'There is no file'],
  ] as const) {
    expect(await command('restore', home, [bad, '--yes'])).toMatchObject({
      code: 1,
      output: expect.stringContaining(words) as string,
    });
  }
  expect(await fingerprints((await start(home)).databaseUrl)).toEqual(before);
});

it('rejects an empty backup, and overwriting a file without confirmation', async () => {
  const home = await newHome();
  expect(await command('backup', home, [join(folder, 'nothing.tar.gz')])).toMatchObject({
    code: 1,
    output: expect.stringContaining('nothing to back up') as string,
  });
  expect(existsSync(join(folder, 'nothing.tar.gz.part'))).toBe(false);
  const file = join(folder, 'there.tar.gz');
  await writeFile(file, 'precious');
  expect(await command('backup', home, [file])).toMatchObject({ code: 1 });
  expect(await readFile(file, 'utf8')).toBe('precious');
});
