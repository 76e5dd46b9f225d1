import PgBoss from 'pg-boss';
import pg from 'pg';

export const JOB_SCHEMA = 'pgboss';
/** Internal queue that pg-boss uses for schedules. */
const SCHEDULER_QUEUE = '__pgboss__send-it';

/**
 * Creates the job queue's schema and queues as their owner, and grants the app's role access. The role can't create
 * queues itself, because each queue is a table. Safe to call repeatedly and from several processes.
 */
export async function installJobQueue(ownerUrl: string, queues: readonly string[]): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOB_SCHEMA,
    application_name: 'dutycycle-worker-install',
    max: 1,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(SCHEDULER_QUEUE);
    // At most one job per key waits, so that jobs do not accumulate if a schedule fires faster than its jobs are
    // completed.
    for (const name of queues) await boss.createQueue(name, { name, policy: 'short' });
  } finally {
    await boss.stop({ graceful: false });
  }
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`grant usage on schema ${JOB_SCHEMA} to dutycycle_app`);
    await owner.query(
      `grant select, insert, update, delete on all tables in schema ${JOB_SCHEMA} to dutycycle_app`,
    );
  } finally {
    await owner.end();
  }
}
