import { systemScope, type UnitOfWork } from '#platform';
import { DEMO_MAKER_ID, demoId } from './demo-ids.js';

/** Returns true if a one-time task of the demo is recorded as done in `job_progress`. */
export async function isDone(work: UnitOfWork, kind: string): Promise<boolean> {
  const rows: unknown[] = await work.run(systemScope(DEMO_MAKER_ID), ({ manager }) =>
    manager.query(`select id from job_progress where maker_id = $1 and id = $2`, [
      DEMO_MAKER_ID,
      demoId('job', kind),
    ]),
  );
  return rows.length > 0;
}

export async function markDone(work: UnitOfWork, kind: string): Promise<void> {
  await work.run(systemScope(DEMO_MAKER_ID), ({ manager, now }) =>
    manager.query(
      `insert into job_progress (maker_id, id, kind, state, done, total, created_at, updated_at, finished_at)
       values ($1, $2, $3, 'done', 1, 1, $4, $4, $4) on conflict do nothing`,
      [DEMO_MAKER_ID, demoId('job', kind), kind, now],
    ),
  );
}
