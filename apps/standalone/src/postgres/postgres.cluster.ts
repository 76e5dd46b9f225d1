import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROGRAM_ENVIRONMENT } from '../config.js';
import { computeRestartDelayMs, countCrashesInARow } from '../domain/start/restart-delay.js';
import type { Log } from '../supervision/log.writer.js';
import { findInternalPort } from '../supervision/port.probe.js';
import type { ProcessRecords } from '../supervision/process-records.store.js';
import { withConnection, withDatabase } from './database.connection.js';
import { DATABASE, ensureInitialised, OWNER, preparePostgresFolder } from './data-folder.store.js';
import { clearDataFolder, POSTMASTER_RECORD } from './leftover.postmaster.js';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { findPostgresUser, type PostgresUser } from './postgres-user.js';

const POLL_INTERVAL_MS = 50;
const FAST_STOP_MS = 60_000;
const OLD_SERVER_GONE_MS = 60_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  // The statements are short, so compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
};

export interface ClusterOptions {
  home: string;
  ownerPassword: string;
  records: ProcessRecords;
  log: Log;
  /** Additional `-c` settings, for tests. */
  settings?: Record<string, string>;
}

/**
 * Embedded PostgreSQL of a home. Runs in its own session, so that Ctrl-C in the terminal reaches only the supervisor
 * and the database stops last. If it dies, it is started again on the same port.
 */
export class PostgresCluster {
  private process?: ChildProcess;
  private initialising?: Promise<void>;
  private stopping = false;
  private crashes = 0;
  private startedAt = 0;
  private port = 0;

  private constructor(
    private readonly options: ClusterOptions,
    private readonly binaries: PostgresBinaries,
    private readonly user: PostgresUser | undefined,
    private readonly folder: string,
  ) {}

  /** Finds the programs and the data directory. Starts nothing yet. */
  static async prepare(options: ClusterOptions): Promise<PostgresCluster> {
    const user = findPostgresUser();
    const binaries = await findPostgresBinaries(user);
    const { folder, elsewhere } = await preparePostgresFolder(options.home, user);
    if (elsewhere !== undefined) {
      options.log.print(
        `PostgreSQL's user can't access ${options.home}; the database folder is ${elsewhere}, with a link in the home folder.`,
      );
    }
    return new PostgresCluster(options, binaries, user, folder);
  }

  /** Starts the server, and creates the database on the first run. */
  async start(): Promise<void> {
    this.initialising = ensureInitialised(this.folder, this.binaries, this.user, this.options.ownerPassword);
    await this.initialising;
    await this.startOnSomePort();
    await withConnection(this.urlOf('postgres'), async (client) => {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    });
  }

  /** URL of the product's database for its owner. */
  get url(): string {
    return this.urlOf(DATABASE);
  }

  /** Major version of PostgreSQL. */
  get major(): number {
    return this.binaries.major;
  }

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  /** Stops with a fast shutdown: rolls back open transactions and flushes everything committed. */
  async stop(): Promise<void> {
    this.stopping = true;
    // Waits a second or two for initdb, which would otherwise continue alone and leave its password file behind.
    await this.initialising?.catch(() => undefined);
    const child = this.process;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      await this.options.records.remove(POSTMASTER_RECORD);
      return;
    }
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGINT');
    const killTimer = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
    await gone;
    clearTimeout(killTimer);
    await this.options.records.remove(POSTMASTER_RECORD);
  }

  private urlOf(database: string): string {
    const base = `postgres://${OWNER}:${encodeURIComponent(this.options.ownerPassword)}@127.0.0.1:${this.port}`;
    return withDatabase(base, database);
  }

  private async startOnSomePort(): Promise<void> {
    const deadline = Date.now() + OLD_SERVER_GONE_MS;
    for (let attempt = 1; ;) {
      this.port = await findInternalPort();
      try {
        await this.launch();
        return;
      } catch (error) {
        const { message } = error as Error;
        if (isUsedByOldServer(message) && Date.now() < deadline) {
          await sleep(POLL_INTERVAL_MS);
          continue;
        }
        // Another program can have taken the port between the check and the start.
        if (attempt === 5 || !message.includes('could not bind')) throw error;
        attempt += 1;
      }
    }
  }

  /**
   * Starts the postmaster once and waits until it responds. If it exits before that, throws an error with the end of
   * its log.
   */
  private async launch(): Promise<void> {
    this.assertNotStopping();
    await clearDataFolder(this.dataFolder, this.options.log);
    this.assertNotStopping();
    const logFile = join(this.options.home, 'log', 'postgres.log');
    const settings = Object.entries({ ...SETTINGS, ...this.options.settings }).flatMap(([key, value]) => [
      '-c',
      `${key}=${value}`,
    ]);
    // Uses a file, because the reader of a pipe would die with a killed supervisor.
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(
      this.binaries.postgres,
      ['-D', this.dataFolder, '-p', String(this.port), ...settings],
      {
        ...this.user,
        detached: true,
        cwd: '/',
        env: { ...PROGRAM_ENVIRONMENT, LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', log, log],
      },
    );
    closeSync(log);
    this.process = child;
    this.startedAt = Date.now();
    const exit = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    let ended: string | undefined;
    void exit.then((how) => (ended = how));
    if (child.pid !== undefined) this.recordProcess(child.pid);
    while (!(await this.isResponding())) {
      if (ended !== undefined)
        throw new Error(`PostgreSQL did not start (${ended}).\n${await tailOf(logFile)}`);
      await sleep(POLL_INTERVAL_MS);
    }
    void exit.then((how) => this.onExit(how));
  }

  /** Does not wait: a full disk must neither prevent the start nor cause a second server to be started. */
  private recordProcess(pid: number): void {
    void this.options.records.write(POSTMASTER_RECORD, pid, (error) => this.options.log.note(error.message));
  }

  private async isResponding(): Promise<boolean> {
    try {
      await withConnection(this.urlOf('postgres'), async (client) => {
        await client.query('select 1');
      });
      return true;
    } catch (error) {
      // Retrying does not help against a wrong password.
      if ((error as { code?: string }).code === '28P01') throw error;
      return false;
    }
  }

  /** This is a method, because the compiler would assume that a property keeps its value during an `await`. */
  private isStopping(): boolean {
    return this.stopping;
  }

  private assertNotStopping(): void {
    if (this.stopping) throw new Error('Stopped during the start');
  }

  private onExit(how: string): void {
    if (this.stopping) return;
    this.options.log.print(`PostgreSQL ended (${how}); it is being restarted.`);
    void this.restart();
  }

  private async restart(): Promise<void> {
    while (!this.isStopping()) {
      this.crashes = countCrashesInARow(this.crashes, Date.now() - this.startedAt);
      await sleep(computeRestartDelayMs(this.crashes));
      if (this.isStopping()) return;
      try {
        await this.launch();
        this.options.log.print('PostgreSQL is available again.');
        return;
      } catch (error) {
        this.options.log.note((error as Error).message);
      }
    }
  }
}

/**
 * Returns whether PostgreSQL reports that workers of a killed server are still running, for systems that hide them from
 * this process.
 */
function isUsedByOldServer(message: string): boolean {
  return (
    message.includes('pre-existing shared memory block') || message.includes('lock file "postmaster.pid"')
  );
}

async function tailOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
