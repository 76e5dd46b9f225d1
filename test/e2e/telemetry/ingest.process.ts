import { type ChildProcess, spawn } from 'node:child_process';
import { locateApp } from '../../support/app-script.js';
import type { TestDatabase } from '../../support/database.js';
import { findFreePort } from '../../support/product.js';

const SCRIPT = locateApp('ingest');
const START_WITHIN_MS = 150_000;

/** The built ingest on a separate database, on free ports that stay the same after a restart. */
export class IngestProcess {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    private readonly env: Readonly<Record<string, string>>,
    readonly port: number,
    readonly internalPort: number,
    private readonly healthPort: number,
  ) {}

  static async create(
    database: TestDatabase,
    env: Readonly<Record<string, string>> = {},
  ): Promise<IngestProcess> {
    const [port, internalPort, healthPort] = [
      await findFreePort(),
      await findFreePort(),
      await findFreePort(),
    ];
    const settings = {
      DATABASE_URL: database.url,
      DUTYCYCLE_SECRET: database.secret,
      MQTT_PORT: String(port),
      INTERNAL_MQTT_PORT: String(internalPort),
      HEALTH_PORT: String(healthPort),
      LOG_LEVEL: 'info',
      ...env,
    };
    return new IngestProcess(settings, port, internalPort, healthPort);
  }

  async start(): Promise<void> {
    this.child = spawn(process.execPath, [SCRIPT], {
      // Flags and settings of the test runner must not reach ingest.
      env: { PATH: process.env.PATH, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    const deadline = Date.now() + START_WITHIN_MS;
    while (!(await this.isReady())) {
      if (Date.now() > deadline || this.child.exitCode !== null)
        throw new Error(`Ingest did not become ready:\n${this.output}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.healthPort}/health/ready`).then(
      (response) => response.status === 200,
      () => false,
    );
  }

  /** @returns the exit code; null if the process was killed */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
    child.kill(signal);
    return ended;
  }

  /** Returns its log so far. */
  log(): string {
    return this.output;
  }
}
