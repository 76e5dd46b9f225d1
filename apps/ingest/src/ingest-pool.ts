import pg from 'pg';
import type { Logger } from 'pino';
import { databaseUrlFor, watchedLine } from '#platform';
import type { IngestConfig } from './config.js';

const CONNECT_TIMEOUT_MS = 5000;
/** The largest batch is written in a fraction of it; devices wait meanwhile. */
const SILENT_MS = 20_000;

/** Connections to the database under ingest's own login. */
export function openIngestPool(config: Pick<IngestConfig, 'databaseUrl' | 'secret'>, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrlFor('dutycycle_ingest', config.databaseUrl, config.secret),
    application_name: 'dutycycle-ingest',
    max: 5,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...watchedLine(SILENT_MS),
  });
  // An idle connection that breaks is replaced at the next use.
  pool.on('error', (error) => log.warn({ error: error.message }, 'lost a database connection'));
  return pool;
}
