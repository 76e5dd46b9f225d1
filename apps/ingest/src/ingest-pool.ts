import pg from 'pg';
import type { Logger } from 'pino';
import { databaseUrlFor, databaseConnectionOptions } from '#platform';
import type { IngestConfig } from './config.js';

const CONNECT_TIMEOUT_MS = 5000;
/**
 * Maximum time to wait for a response from the database. Even the largest batch takes only a fraction of this time;
 * devices wait in the meantime.
 */
const MAX_SILENCE_MS = 20_000;

/** Opens the pool of database connections with ingest's own login. */
export function openIngestPool(config: Pick<IngestConfig, 'databaseUrl' | 'secret'>, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrlFor('dutycycle_ingest', config.databaseUrl, config.secret),
    application_name: 'dutycycle-ingest',
    max: 5,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...databaseConnectionOptions(MAX_SILENCE_MS),
  });
  // The pool replaces a broken idle connection when a connection is next needed.
  pool.on('error', (error) => log.warn({ error: error.message }, 'lost a database connection'));
  return pool;
}
