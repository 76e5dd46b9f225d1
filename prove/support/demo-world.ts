import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DEMO_DAY, DEMO_DAYS } from '../../test/support/home-template.js';
import { type Product, startProduct } from './product.js';

/** The date of the demo world's clock, and the month that has ended by that date. */
export const DEMO_MONTH = { asOf: DEMO_DAY, month: '2026-11' } as const;
const BACKFILL_MINUTES = 20;

/** Returns the login of a person in the demo world. All logins have the same password. */
export const demoLogin = (name: string) => ({
  email: `${name}@demo.dutycycle.example`,
  password: 'duty-demo',
});

/** Starts a demo world with few dense days on the first of December 2026. CI prepares its history. */
export function startDemoWorld(): Promise<Product> {
  return startProduct({ args: ['--as-of', DEMO_DAY], env: { DUTYCYCLE_DEMO_DAYS: DEMO_DAYS } });
}

/** Starts a separate demo world on the first of December 2026, with its history filled in. */
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

/** Waits until the demo world's history is stored. @throws Error after twenty minutes */
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
  throw new Error('The demo world was not filled in time');
}
