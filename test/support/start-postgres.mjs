/**
 * Setup of the integration tests: one PostgreSQL for all tests (embedded, or the server at TEST_DATABASE_URL), with a
 * migrated template database that is cloned for every spec file.
 */
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Secret from which the passwords of test roles are derived. It protects nothing of value. */
const SECRET = '0123456789abcdef'.repeat(4);

/**
 * Starts an embedded server, unless `TEST_DATABASE_URL` is set, and creates the migrated template database.
 * @returns a function that stops an embedded server; on an existing server, it removes only the template
 */
export default async function startPostgres() {
  if (!existsSync(join(dist, 'libs/platform/src/database/migrate.js'))) {
    throw new Error(
      'The integration tests run on the build. Run "npx nest build" (or "npm test", which does it) first.',
    );
  }
  const { migrate } = await importBuilt('libs/platform/src/database/migrate.js');
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL }
    : await startEmbedded();
  // Parallel runs on the same server must not use each other's template.
  const template = `dc_template_${process.pid}`;
  await onServer(server.url, async (client) => {
    await client.query(`drop database if exists ${template}`);
    await client.query(`create database ${template}`);
  });
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  await migrate(url.toString(), SECRET);
  process.env.DUTYCYCLE_TEST_SERVER = server.url;
  process.env.DUTYCYCLE_TEST_TEMPLATE = template;
  process.env.DUTYCYCLE_TEST_SECRET = SECRET;
  return async () => {
    if (server.stop) await server.stop();
    else
      await onServer(server.url, (client) =>
        client.query(`drop database if exists ${template} with (force)`),
      );
  };
}

async function startEmbedded() {
  const { PostgresCluster } = await importBuilt('apps/standalone/src/postgres/postgres.cluster.js');
  const { ProcessRecords } = await importBuilt('apps/standalone/src/supervision/process-records.store.js');
  const { Log } = await importBuilt('apps/standalone/src/supervision/log.writer.js');
  const home = await mkdtemp(join(dataFolder(), 'dutycycle-test-postgres-'));
  // If PostgreSQL is started as root, it runs as another user, which needs access.
  await chmod(home, 0o711);
  await mkdir(join(home, 'run'));
  await mkdir(join(home, 'log'));
  const cluster = await PostgresCluster.prepare({
    home,
    ownerPassword: SECRET,
    records: new ProcessRecords(join(home, 'run')),
    log: new Log(join(home, 'log'), false, () => undefined),
    // Test data does not have to survive a power failure.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      max_wal_size: '1GB',
    },
  });
  await cluster.start();
  return {
    url: cluster.url,
    stop: async () => {
      await cluster.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const MEMORY_DISK = '/dev/shm';
const GIB = 1024 ** 3;
/** The data and the write-ahead log of all spec files need less than half of this. */
const MIN_MEMORY_BYTES = 8 * GIB;

/**
 * Returns the folder for the data. In memory, copying the template takes half as long, and the tests take an eighth
 * less time. Without enough memory, returns the usual folder for temporary files.
 */
function dataFolder() {
  if (!existsSync(MEMORY_DISK)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_DISK);
  const available =
    1024 * Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0);
  return Math.min(bavail * bsize, available) >= MIN_MEMORY_BYTES ? MEMORY_DISK : tmpdir();
}

/** Runs work on a connection to a server's database. */
export async function onServer(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const importBuilt = (path) => import(pathToFileURL(join(dist, path)).href);
