import type { RunningProduct } from '../support/product.js';

const PAST_AND_MONTHS = `select run.kind from job_progress past join job_progress run on run.created_at >= past.finished_at
  where past.kind = 'demo_backfill' and past.state = 'done' and run.kind = 'billing_run' and run.state = 'done'`;
const PAYMENTS = `select kind from job_progress where kind = 'demo_payments' and state = 'done'`;

/**
 * Waits until the demo history is complete and both months are drafted from it, or until nothing has changed for a
 * long time. A draft that changes during the test can't be approved.
 */
export function waitForBackfill(product: RunningProduct): Promise<void> {
  return waitForRows(product, PAST_AND_MONTHS, 2);
}

/** Waits until the demo's documents of earlier months are issued and their payments are recorded. */
export function waitForDemoPayments(product: RunningProduct): Promise<void> {
  return waitForRows(product, PAYMENTS, 1);
}

async function waitForRows(product: RunningProduct, query: string, count: number): Promise<void> {
  const until = Date.now() + 1_500_000;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    while (Date.now() < until) {
      const { rows } = await client.query(query);
      if (rows.length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world was not filled in time');
}
