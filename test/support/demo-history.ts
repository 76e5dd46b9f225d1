import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const FILLED_WITHIN_MS = 1_200_000;
const POLL_MS = 1_000;

/** Conditions on the finished jobs of a demo world, by the part of its history that they complete. */
const COMPLETE = {
  readings: `count(*) filter (where kind = 'demo_backfill') > 0`,
  // The drafts of both months are made again from the complete readings.
  drafts: `count(*) filter (where kind = 'billing_run' and created_at >= (
      select finished_at from job_progress where kind = 'demo_backfill' and state = 'done')) > 1`,
  payments: `count(*) filter (where kind = 'demo_payments') > 0`,
} as const;

/**
 * Waits until parts of a demo world's history are stored: the machines' readings, the drafts of two months, or the
 * documents of earlier months with their payments.
 * @throws Error after twenty minutes
 */
export async function waitForDemo(
  databaseUrl: string,
  parts: readonly (keyof typeof COMPLETE)[],
): Promise<void> {
  const conditions = parts.map((part) => COMPLETE[part]).join(' and ');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const until = Date.now() + FILLED_WITHIN_MS; Date.now() < until; await sleep(POLL_MS)) {
      const { rows } = await client.query<{ isComplete: boolean }>(
        `select ${conditions} as "isComplete" from job_progress where state = 'done'`,
      );
      if (rows[0]?.isComplete) return;
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world was not filled in time');
}
