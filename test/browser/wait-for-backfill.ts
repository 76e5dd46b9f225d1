import type { RunningProduct } from '../support/product.js';

/**
 * Waits until the demo history is complete and both months are drafted from it, or until nothing has changed for a
 * long time. A draft that changes during the test can't be approved.
 */
export async function waitForBackfill(product: RunningProduct): Promise<void> {
  const until = Date.now() + 1_500_000;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    while (Date.now() < until) {
      const { rows } = await client.query<{ kind: string }>(
        `select run.kind from job_progress past join job_progress run on run.created_at >= past.finished_at
          where past.kind = 'demo_backfill' and past.state = 'done' and run.kind = 'billing_run' and run.state = 'done'`,
      );
      if (rows.length > 1) return;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  } finally {
    await client.end();
  }
  throw new Error('The demo world was not filled in time');
}
