import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort } from '../../test/support/free-port.js';

interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** An external PostgreSQL with full durability: it can be stopped, killed and started on the same port. */
export class ExternalPostgres {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly bin: string,
    private readonly folder: string,
    private readonly user: SystemUser | undefined,
    readonly port: number,
  ) {}

  /**
   * @param bin folder with the PostgreSQL programs
   * @param folder empty folder for the data and the log
   */
  static async create(bin: string, folder: string): Promise<ExternalPostgres> {
    const user = findUser();
    const postgres = new ExternalPostgres(bin, folder, user, await findFreePort());
    await mkdir(postgres.data, { mode: 0o700 });
    if (user) await chown(postgres.data, user.uid, user.gid);
    const flags = ['--username=owner', '--auth=trust', '--encoding=UTF8', '--no-sync'];
    execFileSync(join(bin, 'initdb'), [`--pgdata=${postgres.data}`, ...flags], postgres.surroundings);
    await postgres.start();
    await postgres.query('postgres', 'create database dutycycle');
    return postgres;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @param port of the proxy or server to connect to */
  urlBy(port: number): string {
    return `postgres://owner@127.0.0.1:${port}/dutycycle`;
  }

  get logFile(): string {
    return join(this.folder, 'log', 'postgres.log');
  }

  /** Starts PostgreSQL, several times if necessary, until it responds. With a full disk it may end again. */
  async start(): Promise<void> {
    await mkdir(join(this.folder, 'log'), { recursive: true });
    for (;;) {
      if (!this.isRunning) this.spawn();
      if (await this.isResponding()) return;
      await sleep(200);
    }
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  private get surroundings() {
    return {
      ...this.user,
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: 'ignore',
    } as const;
  }

  private spawn(): void {
    const settings = [`port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
    const log = openSync(this.logFile, 'a');
    this.child = spawn(
      join(this.bin, 'postgres'),
      ['-D', this.data, ...settings.flatMap((each) => ['-c', each])],
      { ...this.surroundings, stdio: ['ignore', log, log] },
    );
    closeSync(log);
  }

  private isResponding(): Promise<boolean> {
    return this.query('postgres', 'select 1').then(
      () => true,
      () => false,
    );
  }

  private async query(database: string, statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: `postgres://owner@127.0.0.1:${this.port}/${database}` });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

/** PostgreSQL refuses to run as root. */
function findUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
