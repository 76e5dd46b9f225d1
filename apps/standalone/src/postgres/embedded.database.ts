import { createHmac } from 'node:crypto';
import type { HomeFolder } from '../home-folder.store.js';
import type { Log } from '../log.writer.js';
import type { ProcessRecords } from '../process-records.store.js';
import { PostgresCluster } from './postgres.cluster.js';

/** The embedded owner's password: derived from the installation's secret, so that it is stored nowhere. */
export function deriveOwnerPassword(secret: string): string {
  return createHmac('sha256', secret).update('database-role:owner').digest('hex');
}

/** The home's embedded PostgreSQL, not yet started; its `stop()` works at any time from now on. */
export function prepareEmbeddedDatabase(
  home: HomeFolder,
  secret: string,
  records: ProcessRecords,
  log: Log,
): Promise<PostgresCluster> {
  return PostgresCluster.prepare({
    home: home.path,
    ownerPassword: deriveOwnerPassword(secret),
    records,
    log,
  });
}
