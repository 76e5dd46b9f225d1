import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readStandaloneConfig, type StandaloneConfig } from '../config.js';
import { explainFailure } from './explain-failure.js';
import { HomeFolder } from '../home/home-folder.store.js';
import { lockHome, assertCompatibleVersion } from '../home/home.gate.js';
import { findLockHolder } from '../home/home-lock.store.js';
import { Log } from '../supervision/log.writer.js';
import { withConnection } from '../postgres/database.connection.js';
import { withEmbeddedDatabase } from '../postgres/embedded.database.js';
import { ProcessRecords } from '../supervision/process-records.store.js';
import type { Product } from '../product.facts.js';
import { readRunning } from '../supervision/running.store.js';
import { StartRejected } from '../start-rejected.error.js';

const SCRIPT = 'dist/apps/api/src/api-key.js';

/** `npm run --silent api-key`: prints only a new key to stdout, whether the product is running or not. */
export async function runApiKey(product: Product): Promise<void> {
  const { config, faults } = readStandaloneConfig(process.cwd());
  try {
    if (!config) throw new StartRejected(faults.join('\n'));
    process.exitCode = await withDatabase(config, product, (url) => printKey(config, product, url));
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}

async function withDatabase<T>(
  config: StandaloneConfig,
  product: Product,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== undefined) return work(config.databaseUrl);
  const home = new HomeFolder(config.home);
  if (home.isFresh()) throw new StartRejected(`${home.path} is empty. Run npm start first.`);
  const holder = await findLockHolder(home.pathOf('run'));
  const running = holder && (await readRunning(home));
  if (running) return work(running.databaseUrl);
  if (holder) {
    throw new StartRejected(
      `Another command is using ${home.path} (process ${holder.pid}). Try again when it has finished or is ready.`,
    );
  }
  await assertCompatibleVersion(home, product.version);
  const records = new ProcessRecords(home.pathOf('run'));
  const log = new Log(home.pathOf('log'), false, (text) => process.stderr.write(text));
  const release = await lockHome(home, records, log);
  try {
    return await withEmbeddedDatabase({ config, product, home, records, log }, work);
  } finally {
    await release();
  }
}

/** Runs the API's own program to create the key, with its output passed through. */
async function printKey(config: StandaloneConfig, product: Product, url: string): Promise<number> {
  const offset = await withConnection(url, async (client) => {
    const { rows } = await client.query<{ offset: string }>(
      'select clock_offset_ms as offset from installation',
    );
    return rows[0]?.offset ?? '0';
  }).catch(() => {
    throw new StartRejected('The database has no schema yet. Run npm start first.');
  });
  const child = spawn(process.execPath, [join(product.folder, SCRIPT)], {
    env: {
      ...config.inherited,
      DATABASE_URL: url,
      DUTYCYCLE_HOME: config.home,
      DUTYCYCLE_CLOCK_OFFSET_MS: offset,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
