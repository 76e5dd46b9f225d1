/**
 * Creates a home that tests and proofs copy (`test/support/home-template.ts`): starts the built product in a folder with
 * the given arguments, and stops it when it is ready. A demo world is ready when its history is complete.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const POLL_MS = 1_000;
const FILLED_WITHIN_MS = 1_200_000;
/** The last jobs of a new demo world: the payments for documents of earlier months, and the drafts of both months. */
const FINISHED = `select count(*) filter (where kind = 'demo_payments') > 0
      and count(*) filter (where kind = 'billing_run' and created_at >= (
            select finished_at from job_progress where kind = 'demo_backfill' and state = 'done')) > 1 as finished
    from job_progress where state = 'done'`;

const [home, port, ...args] = process.argv.slice(2);
const product = spawn(process.execPath, ['dist/apps/standalone/src/main.js', ...args], {
  env: {
    ...process.env,
    DUTYCYCLE_HOME: home,
    PORT: port,
    MQTT_PORT: String(Number(port) + 1),
    DUTYCYCLE_DEMO_DAYS: '31',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
product.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  if (/^Ready in /m.test(String(chunk)))
    finish().catch((error) => {
      console.error(error);
      product.kill('SIGTERM');
      process.exitCode = 1;
    });
});
product.on('close', (code) => {
  process.exitCode ||= code ?? 1;
});

async function finish() {
  if (!args.includes('--empty')) await waitForHistory();
  product.kill('SIGTERM');
}

async function waitForHistory() {
  const { databaseUrl } = JSON.parse(readFileSync(join(home, 'run', 'running.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const until = Date.now() + FILLED_WITHIN_MS; Date.now() < until; await sleep(POLL_MS)) {
      const { rows } = await client.query(FINISHED);
      if (rows[0].finished) return;
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world was not filled in time');
}
