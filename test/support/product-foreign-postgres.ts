import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { until } from './eventually.js';
import { findFreePort } from './free-port.js';

/** An external PostgreSQL, as an operator would provide it. */
export interface ForeignPostgres {
  /** Folder with the programs, including pg_dump. */
  bin: string;
  /** @returns the URL of a new, empty database */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a server with the PostgreSQL of the system.
 * @param bin folder with the programs
 */
export async function startForeignPostgres(bin: string): Promise<ForeignPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'dutycycle-foreign-'));
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user: { uid: number; gid: number } | undefined =
    process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : undefined;
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  const options = {
    ...user,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: 'ignore',
  } as const;
  execFileSync(
    join(bin, 'initdb'),
    [`--pgdata=${data}`, '--username=owner', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    options,
  );
  const port = await findFreePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((each) => ['-c', each])],
    options,
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = (database: string) => `postgres://owner@127.0.0.1:${port}/${database}`;
  await until(() =>
    onDatabase(url('postgres'), (client) => client.query('select 1')).then(
      () => true,
      () => false,
    ),
  );
  return {
    bin,
    createDatabase: async () => {
      const name = `outside_${randomBytes(4).toString('hex')}`;
      await onDatabase(url('postgres'), (client) => client.query(`create database ${name}`));
      return url(name);
    },
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onDatabase(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
