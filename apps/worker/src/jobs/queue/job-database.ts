import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { watchedLine } from '#platform';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;
/** The queue's statements are short. */
const SILENT_MS = 60_000;
/** A database that restarts is back within this, also after a crash. */
const PATIENCE_MS = 120_000;

/**
 * The job queue's way to the database. The queue itself takes a lost connection while it notes a job's end for the end of
 * everything; so a statement that finds no database waits here until there is one. A statement whose answer was lost may be
 * repeated: jobs are such that done twice they do the same.
 */
export class JobDatabase {
  private readonly pool: pg.Pool;
  private isClosing = false;

  constructor(connectionString: string, onTrouble: (error: Error) => void) {
    this.pool = new pg.Pool({
      connectionString,
      application_name: 'dutycycle-jobs',
      max: 3,
      connectionTimeoutMillis: 5000,
      ...watchedLine(SILENT_MS),
    });
    // An idle connection that breaks is replaced at the next use.
    this.pool.on('error', onTrouble);
  }

  async executeSql(text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
    const until = performance.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.pool.query(text, values);
      } catch (error) {
        if (this.isClosing || !isDatabaseGone(error) || performance.now() > until) throw error;
        await wait(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  }

  /** From now on nothing is waited for. */
  giveUpWaiting(): void {
    this.isClosing = true;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

/** Whether an error says that there is no database to ask, and nothing about the statement. */
export function isDatabaseGone(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return /^(E[A-Z]{3,}|57P0.|08...|53300)$/.test(code);
  // The driver's own words for a connection that ended or was never made.
  return /connection terminated|timeout exceeded when trying to connect/i.test(String(message));
}
