import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startExternalServices, usesExternalServices } from './external-services.js';
import { findFreePort } from './free-port.js';
import { DEMO_DAY, DEMO_START, fillFromTemplate } from './home-template.js';

export { DEMO_DAY, findFreePort };

/** Processes that a test can kill. */
export type ProductProcess =
  'supervisor' | 'postgres' | 'api' | 'ingest' | 'ingest-2' | 'worker' | 'simulator';

export interface ProductOptions {
  /** Folder with all state; by default a new folder that `stop()` removes. */
  home?: string;
  /** Arguments of `npm start`, such as `--empty`. */
  args?: readonly string[];
  /** Additional environment variables. By default, `PORT` and `MQTT_PORT` are free ports. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Script that runs instead of the built supervisor. */
  script?: string;
  /** User that runs the product; by default the user of this process. Requires root. */
  user?: { uid: number; gid: number };
  /** Time after which the start fails if the startup table has not been displayed. */
  readyWithinMs?: number;
}

/** A running product. */
export interface RunningProduct {
  portalUrl: string;
  mqttUrl: string;
  /** URL of the database for its owner. */
  databaseUrl: string;
  home: string;
  /** Returns everything that the supervisor has written so far. */
  output(): string;
  pidOf(process: ProductProcess): Promise<number | undefined>;
  kill(process: ProductProcess, signal?: NodeJS.Signals): Promise<void>;
  /**
   * Stops the product as Ctrl+C does, and removes the home unless the home was set by the caller.
   * @returns the exit code of the supervisor
   */
  stop(): Promise<number | null>;
  /** Resolves when the supervisor ends for any reason. */
  ended: Promise<number | null>;
}

/** The setup token of empty installations in tests, so that tests don't have to read it from the terminal. */
export const SETUP_TOKEN = 'the-set-up-token-of-the-tests';

const SUPERVISOR = join(findRoot(), 'dist/apps/standalone/src/main.js');
const API_KEY = join(findRoot(), 'dist/apps/standalone/src/commands/api-key.main.js');

/**
 * Runs the built product on free ports and waits until it is ready. In external mode, the product gets a separate
 * PostgreSQL and broker, which end with it, unless `env` contains DATABASE_URL. Throws an error with the output if it
 * does not become ready.
 */
export async function startProduct(options: ProductOptions = {}): Promise<RunningProduct> {
  if (!usesExternalServices() || options.env?.['DATABASE_URL'] !== undefined) return startOn(options);
  const services = await startExternalServices();
  try {
    const product = await startOn({ ...options, env: { ...services.env, ...options.env } });
    return { ...product, stop: () => product.stop().finally(() => services.stop()) };
  } catch (error) {
    await services.stop();
    throw error;
  }
}

/**
 * Starts a demo world with a clock that runs from `DEMO_DAY`. CI prepares its history; otherwise it is filled in first.
 */
export function startDemoWorld(): Promise<RunningProduct> {
  return startProduct(DEMO_START);
}

async function startOn(options: ProductOptions): Promise<RunningProduct> {
  const home = options.home ?? (await makeHome());
  await fillFromTemplate(home, options);
  const attempt = await runProduct({ ...options, home });
  const ready = await Promise.race([
    attempt.ready,
    attempt.ended.then(() => false),
    new Promise<false>((resolve) => setTimeout(resolve, options.readyWithinMs ?? 240_000, false).unref()),
  ]);
  if (!ready) {
    await attempt.stop();
    throw new Error(`The product did not become ready:\n${attempt.output()}`);
  }
  const addresses = JSON.parse(await readFile(join(home, 'run', 'running.json'), 'utf8')) as {
    portalUrl: string;
    mqttUrl: string;
    databaseUrl: string;
  };
  return {
    ...addresses,
    home,
    output: attempt.output,
    ended: attempt.ended,
    pidOf: (name) => readPid(home, name),
    kill: async (name, signal = 'SIGKILL') => {
      const pid = await readPid(home, name);
      if (pid === undefined) throw new Error(`${name} is not running`);
      process.kill(pid, signal);
    },
    stop: async () => {
      const code = await attempt.stop();
      if (options.home === undefined) await removeHome(home);
      return code;
    },
  };
}

/** Starts a supervisor without waiting until it is ready. Tests of failed starts call it directly. */
export async function runProduct(options: ProductOptions & { home: string }) {
  const child = spawn(process.execPath, [options.script ?? SUPERVISOR, ...(options.args ?? [])], {
    env: {
      ...process.env,
      // Flags and settings of the test runner must not reach the product.
      NODE_OPTIONS: undefined,
      NODE_ENV: undefined,
      DUTYCYCLE_HOME: options.home,
      PORT: String(await findFreePort()),
      MQTT_PORT: String(await findFreePort()),
      SETUP_TOKEN,
      ...options.env,
    },
    ...options.user,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const ready = new Promise<true>((resolve) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^Ready in /m.test(output)) resolve(true);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
  });
  return {
    output: () => output,
    ready,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Returns the output of `npm run --silent api-key` next to a running product. */
export async function printApiKey({ home, databaseUrl }: RunningProduct): Promise<string> {
  const env = {
    ...process.env,
    NODE_OPTIONS: undefined,
    NODE_ENV: undefined,
    DUTYCYCLE_HOME: home,
    DATABASE_URL: databaseUrl,
  };
  return (await promisify(execFile)(process.execPath, [API_KEY], { env })).stdout;
}

/**
 * Returns the root of the repository. This file runs from source in tests or, built for the proofs, from one folder
 * deeper.
 */
export function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/**
 * Creates a folder for a home, owned by this user or the given user. If PostgreSQL is started as root, it runs as
 * another user, which needs access.
 */
export async function makeHome(user?: { uid: number; gid: number }): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'dutycycle-home-'));
  await chmod(home, 0o711);
  if (user) await chown(home, user.uid, user.gid);
  return home;
}

export async function removeHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function readPid(home: string, name: ProductProcess): Promise<number | undefined> {
  const text = await readFile(join(home, 'run', `${name}.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { pid: number }).pid;
}
