/**
 * Creates a home that tests and proofs copy (`test/support/home-template.ts`). Starts the built product in a folder,
 * and stops it when it is ready. A demo world (`--demo`) is ready when its history is complete.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitForDemo } from '../dist/test/support/demo-history.js';
import { DEMO_START } from '../dist/test/support/home-template.js';

const [home, port, kind] = process.argv.slice(2);
const isDemo = kind === '--demo';
const { args, env } = isDemo ? DEMO_START : { args: ['--empty'], env: {} };
const product = spawn(process.execPath, ['dist/apps/standalone/src/main.js', ...args], {
  env: { ...process.env, DUTYCYCLE_HOME: home, PORT: port, MQTT_PORT: String(Number(port) + 1), ...env },
  stdio: ['ignore', 'pipe', 'inherit'],
});
product.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  if (/^Ready in /m.test(String(chunk))) void finish();
});
product.on('close', (code) => {
  process.exitCode ||= code ?? 1;
});

async function finish() {
  try {
    const { databaseUrl } = JSON.parse(readFileSync(join(home, 'run', 'running.json'), 'utf8'));
    if (isDemo) await waitForDemo(databaseUrl, ['drafts', 'payments']);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  product.kill('SIGTERM');
}
