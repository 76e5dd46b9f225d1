import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Product, startProduct } from './product.js';

/** The day to which the demo world's clock is set, and the month that is over then. */
export const DEMO_MONTH = { asOf: '2026-12-01', month: '2026-11' } as const;
const BACKFILL_MINUTES = 20;

/** The address of somebody of the demo world, with the password that all of them have. */
export const demoLogin = (name: string) => ({
  email: `${name}@demo.dutycycle.example`,
  password: 'duty-demo',
});

/** A demo world of its own on the first of December 2026, with its past filled in. */
export async function startDemoMonth(): Promise<Product> {
  const product = await startProduct({ args: ['--as-of', DEMO_MONTH.asOf] });
  try {
    await waitForDemoPast(product.databaseUrl());
    return product;
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** Waits until the demo world's past is stored. @throws Error after twenty minutes */
export async function waitForDemoPast(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const until = Date.now() + BACKFILL_MINUTES * 60_000; Date.now() < until; await sleep(1000)) {
      const { rows } = await client.query<{ state: string }>(
        `select state from job_progress where kind = 'demo_backfill'`,
      );
      if (rows[0]?.state === 'done') return;
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world did not fill in');
}
