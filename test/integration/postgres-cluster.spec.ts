import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Log } from '../../apps/standalone/src/supervision/log.writer.js';
import { PostgresCluster } from '../../apps/standalone/src/postgres/postgres.cluster.js';
import { findPostgresBinaries } from '../../apps/standalone/src/postgres/postgres-binaries.js';
import { findPostgresUser } from '../../apps/standalone/src/postgres/postgres-user.js';
import { ProcessRecords } from '../../apps/standalone/src/supervision/process-records.store.js';
import { eventually } from '../support/eventually.js';
import { findFreePort } from '../support/free-port.js';

const OWNER_PASSWORD = 'cluster';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dutycycle-cluster-'));
  // If PostgreSQL is started as root, it runs as another user, which needs access.
  await chmod(home, 0o711);
  await mkdir(join(home, 'log'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('runs one PostgreSQL, and can stop it even if the process could not be recorded', async () => {
  const logged: string[] = [];
  const cluster = await PostgresCluster.prepare({
    home,
    ownerPassword: OWNER_PASSWORD,
    // Simulates a full disk, where nothing can be written.
    records: new ProcessRecords(join(home, 'there-is-no-such-folder')),
    log: new Log(join(home, 'log'), false, (text) => logged.push(text)),
  });
  await cluster.start();
  const client = new pg.Client({ connectionString: cluster.url });
  client.on('error', () => undefined);
  await client.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await cluster.stop();
  await expect(client.query('select 1')).rejects.toThrow();
  expect(logged).toEqual([]);
});

describe('a start after kill -9 of everything', () => {
  it.each([0, 0.1, 0.5, 1, 2, 5])(
    '%s s later replaces the workers of a killed postmaster',
    async (seconds) => {
      const cluster = await prepare();
      const { server, url } = await startForeign(cluster.dataFolder);
      // A PostgreSQL worker that computes without waiting doesn't notice the death of its postmaster.
      const busy = new pg.Client({ connectionString: url });
      busy.on('error', () => undefined);
      await busy.connect();
      busy.query('select count(*) from generate_series(1, 1e12::bigint)').catch(() => undefined);
      await sleep(200);
      server.kill('SIGKILL');
      await once(server, 'exit');
      await sleep(seconds * 1000);
      await expectOneServer(cluster);
    },
  );

  it.each(['the pid of another program', 'no pid', 'the pid of a zombie'])(
    'replaces a lock file with %s',
    async (kind) => {
      const cluster = await prepare();
      const { file, end } = await leaveLockFile(cluster.dataFolder, kind);
      try {
        await expectOneServer(cluster);
      } finally {
        end();
      }
      expect(existsSync(file)).toBe(false);
    },
  );
});

it.each(['still runs', 'is still shutting down'])(
  'ends a postmaster that has no supervisor and %s',
  async (state) => {
    const cluster = await prepare();
    const { server, url } = await startForeign(cluster.dataFolder);
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    // The smart shutdown waits for this client, which never disconnects.
    if (state === 'is still shutting down') server.kill('SIGTERM');
    await expectOneServer(cluster);
    expect([server.exitCode, server.signalCode]).toEqual([0, null]);
  },
);

async function prepare(): Promise<PostgresCluster> {
  return PostgresCluster.prepare({
    home,
    ownerPassword: OWNER_PASSWORD,
    records: new ProcessRecords(join(home, 'log')),
    log: new Log(join(home, 'log'), false, () => undefined),
  });
}

async function expectOneServer(cluster: PostgresCluster): Promise<void> {
  try {
    await cluster.start();
    const client = new pg.Client({ connectionString: cluster.url });
    await client.connect();
    const { rows } = await client.query<{ pid: string }>(
      `select split_part(pg_read_file('postmaster.pid'), E'\n', 1) as pid`,
    );
    await client.end();
    expect(await postmastersOf(cluster.dataFolder)).toEqual([rows[0]?.pid]);
  } finally {
    await cluster.stop();
  }
}

/**
 * Lists servers on a data folder. A child of a server has the server's command line until it sets its own title, so children
 * are not counted.
 */
async function postmastersOf(data: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const found = new Map<string, string | undefined>();
  for (const pid of pids)
    if ((await read(pid, 'cmdline')).split('\0').includes(data))
      found.set(pid, /^PPid:\s+(\d+)$/m.exec(await read(pid, 'status'))?.[1]);
  return [...found].filter(([, parent]) => !found.has(parent ?? '')).map(([pid]) => pid);
}

/** Starts a postmaster as left by a supervisor that was killed before it could record the postmaster. */
async function startForeign(data: string): Promise<{ server: ChildProcess; url: string }> {
  const user = findPostgresUser();
  const { postgres } = await findPostgresBinaries(user);
  const port = await findFreePort();
  const server = spawn(
    postgres,
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { ...user, cwd: '/', env: { LC_ALL: 'C' }, detached: true, stdio: 'ignore' },
  );
  const url = `postgres://dutycycle_owner:${OWNER_PASSWORD}@127.0.0.1:${port}/postgres`;
  const answers = async () => {
    const client = new pg.Client({ connectionString: url });
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
  };
  expect(await eventually(answers, (isUp) => isUp)).toBe(true);
  return { server, url };
}

async function leaveLockFile(data: string, kind: string): Promise<{ file: string; end: () => void }> {
  const user = findPostgresUser();
  const file = join(data, 'postmaster.pid');
  // The shell starts a program that ends, and then replaces itself with a program that never reaps it.
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 600'], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [zombie] = (await once(parent.stdout, 'data')) as [Buffer];
  const pids: Record<string, string> = {
    'the pid of another program': String(parent.pid),
    'no pid': '',
    'the pid of a zombie': zombie.toString().trim(),
  };
  const pid = pids[kind];
  await writeFile(file, pid === '' ? '' : `${pid}\n${data}\n1700000000\n15000\n\n127.0.0.1\n  1 1\nready\n`);
  if (user) await chown(file, user.uid, user.gid);
  return { file, end: () => parent.kill('SIGKILL') };
}
