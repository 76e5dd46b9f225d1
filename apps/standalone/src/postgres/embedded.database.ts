import { createHmac } from 'node:crypto';
import type { StandaloneConfig } from '../config.js';
import type { HomeFolder } from '../home/home-folder.store.js';
import { assertCompatibleVersion } from '../home/home.gate.js';
import type { Log } from '../supervision/log.writer.js';
import type { ProcessRecords } from '../supervision/process-records.store.js';
import type { Product } from '../product.facts.js';
import { PostgresCluster } from './postgres.cluster.js';

/**
 * Derives the embedded owner's password from the installation's secret, so that it does not have to be kept between
 * starts.
 */
function deriveOwnerPassword(secret: string): string {
  return createHmac('sha256', secret).update('database-role:owner').digest('hex');
}

/** Prepares the home's embedded PostgreSQL without starting it. Afterwards, `stop()` can be called at any time. */
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

/** Runs work with the embedded database. The process must hold the lock on the home folder. */
export async function withEmbeddedDatabase<T>(
  {
    config,
    product,
    home,
    records,
    log,
  }: { config: StandaloneConfig; product: Product; home: HomeFolder; records: ProcessRecords; log: Log },
  work: (url: string) => Promise<T>,
): Promise<T> {
  const cluster = await prepareEmbeddedDatabase(home, config.secret ?? (await home.secret()), records, log);
  try {
    await assertCompatibleVersion(home, product.version, cluster.major);
    await cluster.start();
    return await work(cluster.url);
  } finally {
    await cluster.stop();
  }
}
