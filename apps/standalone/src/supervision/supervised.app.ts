import { spawn, type ChildProcess } from 'node:child_process';
import { computeRestartDelayMs, countCrashesInARow } from '../domain/start/restart-delay.js';
import { LineSplitter } from '../domain/start/log-lines.js';
import type { Log } from './log.writer.js';
import type { ProcessRecords } from './process-records.store.js';

export interface AppOptions {
  name: string;
  /** Absolute path of the script. */
  entry: string;
  nodeOptions: readonly string[];
  env: Record<string, string | undefined>;
  cwd: string;
  /** Whether the app ends by itself with exit code 0 and is then not restarted. */
  isLeaving: boolean;
  records: ProcessRecords;
  log: Log;
}

/**
 * App as a child process: restarted if it ends unexpectedly, stopped by SIGTERM. It has an IPC channel, which closes
 * when the supervisor is gone, and its own process group, so that Ctrl-C does not stop all apps at once.
 */
export class SupervisedApp {
  private child?: ChildProcess;
  private stopping = false;
  private startedAt = 0;
  private waiting?: NodeJS.Timeout;
  /** Number of crashes in a row, without a stable run in between. */
  crashes = 0;
  /** Resolves when an app that is not restarted has ended by itself. */
  readonly left: Promise<void>;
  private resolveFinished!: () => void;

  constructor(private readonly options: AppOptions) {
    this.left = new Promise((resolve) => (this.resolveFinished = resolve));
  }

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    const { name, entry, nodeOptions, env, cwd, records, log } = this.options;
    const child = spawn(process.execPath, [...nodeOptions, entry], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    this.startedAt = Date.now();
    for (const stream of [child.stdout, child.stderr]) {
      const lines = new LineSplitter();
      stream?.setEncoding('utf8');
      stream?.on('data', (chunk: string) => lines.push(chunk).forEach((line) => log.line(name, line)));
      stream?.on('end', () => lines.end().forEach((line) => log.line(name, line)));
    }
    child.once('error', (error) => this.onEnd(error.message));
    child.once('exit', (code, signal) => {
      if (code === 0 && this.options.isLeaving && !this.stopping) return this.onFinished();
      this.onEnd(signal ?? `exit code ${code}`);
    });
    if (child.pid !== undefined) void records.write(name, child.pid, (error) => log.note(error.message));
  }

  /**
   * @param graceMs time that the app has to finish before it is killed
   * @returns when the process has ended
   */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    clearTimeout(this.waiting);
    const child = this.child;
    if (child && isRunning(child)) {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const killTimer = setTimeout(() => {
        this.options.log.print(`${this.name} did not stop within ${graceMs / 1000} s and will be killed.`);
        child.kill('SIGKILL');
      }, graceMs);
      await gone;
      clearTimeout(killTimer);
    }
    await this.options.records.remove(this.name);
  }

  /** Kills the process immediately. */
  kill(): void {
    this.stopping = true;
    this.child?.kill('SIGKILL');
  }

  private onFinished(): void {
    this.stopping = true;
    this.options.log.note(`${this.name} has processed its remaining messages and has ended.`);
    void this.options.records.remove(this.name).then(this.resolveFinished);
  }

  private onEnd(how: string): void {
    if (this.stopping || this.waiting) return;
    this.crashes = countCrashesInARow(this.crashes, Date.now() - this.startedAt);
    const delay = computeRestartDelayMs(this.crashes);
    this.options.log.print(`${this.name} ended (${how}); it will be restarted in ${delay / 1000} s.`);
    this.waiting = setTimeout(() => {
      this.waiting = undefined;
      this.start();
    }, delay);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
