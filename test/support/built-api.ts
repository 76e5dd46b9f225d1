import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningApi } from './api.js';
import { locateApp } from './app-script.js';
import type { TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { findFreePort } from './free-port.js';

const MAIN = locateApp('api');

/** Starts the built API as a process, on a test database and a free port. */
export async function startBuiltApi(
  database: TestDatabase,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApi> {
  const home = mkdtempSync(join(tmpdir(), 'dutycycle-api-'));
  const port = await findFreePort();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_OPTIONS: undefined,
      NODE_ENV: undefined,
      DATABASE_URL: database.url,
      DUTYCYCLE_SECRET: database.secret,
      DUTYCYCLE_HOME: home,
      PORT: String(port),
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const url = `http://127.0.0.1:${port}`;
  const isLive = () =>
    fetch(`${url}/api/v1/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await eventually(isLive, (live) => live || child.exitCode !== null))) {
    child.kill('SIGKILL');
    throw new Error(`The API did not start:\n${output}`);
  }
  return {
    url,
    home,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
