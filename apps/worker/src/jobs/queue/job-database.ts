import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { databaseConnectionOptions } from '#platform';

const MIN_PAUSE_MS = 200;
const MAX_PAUSE_MS = 2000;
/** Maximum time to wait for a response from the database. The queue's statements are short. */
const MAX_SILENCE_MS = 60_000;
/**
 * Maximum time to wait for the database. A database that restarts is available again within this time, even after a
 * crash.
 */
const RECOVERY_TIMEOUT_MS = 120_000;

/**
 * Database access of the job queue. pg-boss treats a lost connection while it records a job's end as fatal, so a
 * statement waits here until the database is available. A statement may be repeated if its result was lost, because
 * jobs are idempotent.
 */
export class JobDatabase {
  private readonly pool: pg.Pool;
  private isClosing = false;

  constructor(connectionString: string, onError: (error: Error) => void) {
    this.pool = new pg.Pool({
      connectionString,
      application_name: 'dutycycle-jobs',
      max: 3,
      connectionTimeoutMillis: 5000,
      ...databaseConnectionOptions(MAX_SILENCE_MS),
    });
    // A broken idle connection is replaced when it is next used.
    this.pool.on('error', onError);
  }

  async executeSql(text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
    const until = performance.now() + RECOVERY_TIMEOUT_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.pool.query(text, values);
      } catch (error) {
        if (this.isClosing || !isConnectionError(error) || performance.now() > until) throw error;
        await wait(Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** attempt));
      }
    }
  }

  /** Stops waiting for the database. */
  stopWaiting(): void {
    this.isClosing = true;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

/** Returns whether an error means that the database is unavailable, rather than that the statement is wrong. */
export function isConnectionError(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return /^(E[A-Z]{3,}|57P0.|08...|53300)$/.test(code);
  // Matches the driver's messages for a connection that ended or was never established.
  return /connection terminated|timeout exceeded when trying to connect/i.test(String(message));
}
