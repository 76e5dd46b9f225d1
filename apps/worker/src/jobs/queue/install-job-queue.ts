import PgBoss from 'pg-boss';
import pg from 'pg';

export const JOB_SCHEMA = 'pgboss';
/** The queue's own, through which its schedules send. */
const SCHEDULER_QUEUE = '__pgboss__send-it';

/**
 * Makes the job queue's schema and queues under the owner's login, and lets the app's role work with them: making a queue
 * makes a table, which that role may not. Safe to call from several processes, and again.
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
    // Of one key one job waits at most: a schedule that fires faster than the work is done piles nothing up.
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
