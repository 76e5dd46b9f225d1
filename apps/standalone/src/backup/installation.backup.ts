import { existsSync } from 'node:fs';
import { BACKUP_FORMAT, type BackupManifest } from '../domain/home/backup-manifest.js';
import type { StandaloneConfig } from '../config.js';
import type { HomeFolder } from '../home/home-folder.store.js';
import { lockHome, assertCompatibleVersion } from '../home/home.gate.js';
import { findLockHolder } from '../home/home-lock.store.js';
import type { Log } from '../supervision/log.writer.js';
import { withEmbeddedDatabase } from '../postgres/embedded.database.js';
import {
  checkExternalPostgres,
  checkSchemaVersion,
  readServerMajor,
} from '../postgres/external-postgres.probe.js';
import type { ProcessRecords } from '../supervision/process-records.store.js';
import type { Product } from '../product.facts.js';
import { readRunning } from '../supervision/running.store.js';
import { StartRejected } from '../start-rejected.error.js';
import { MANIFEST } from './archive.reader.js';
import type { ArchiveWriter } from './archive.writer.js';
import { addHomeFiles, addHomeKeys, addRunningDatabase, addStoppedDatabase } from './home.backup.js';
import { dumpDatabase, isProgramUsable } from './pg-dump.programs.js';
import { addTables } from './tables.backup.js';

type Kind = BackupManifest['kind'];

/** Sources of a backup. */
export interface BackupSource {
  config: StandaloneConfig;
  product: Product;
  home: HomeFolder;
  records: ProcessRecords;
  log: Log;
  portable: boolean;
}

/** Writes an installation to the archive: embedded, running or stopped, or on an external server. */
export async function backUpInstallation(archive: ArchiveWriter, source: BackupSource): Promise<void> {
  if (source.config.databaseUrl !== undefined)
    await backUpExternal(archive, source, source.config.databaseUrl);
  else await backUpEmbedded(archive, source);
}

async function backUpExternal(archive: ArchiveWriter, source: BackupSource, url: string): Promise<void> {
  await checkExternalPostgres(url);
  await checkSchemaVersion(url, source.product.version);
  const major = await readServerMajor(url);
  const kind: Kind = !source.portable && isProgramUsable('pg_dump', major) ? 'dump' : 'tables';
  await addHead(archive, source, kind, major);
  if (kind === 'dump') {
    const { stream, succeeded } = dumpDatabase(url);
    await archive.addStream('database.dump', stream);
    await succeeded;
  } else {
    await addTables(archive, url);
  }
  await addHomeFiles(archive, source.home);
}

async function backUpEmbedded(archive: ArchiveWriter, source: BackupSource): Promise<void> {
  const { home, product } = source;
  const { postgresMajor } = await home.readFacts();
  if (home.isFresh() || postgresMajor === undefined)
    throw new StartRejected(
      `There is nothing to back up in ${home.path}. Set DUTYCYCLE_HOME to the home folder.`,
    );
  await assertCompatibleVersion(home, product.version);
  const holder = existsSync(home.pathOf('run')) ? await findLockHolder(home.pathOf('run')) : undefined;
  const running = holder ? await readRunning(home) : undefined;
  if (holder && !running) {
    throw new StartRejected(
      `Another command is using ${home.path} (process ${holder.pid}). Try again when it has finished or is ready.`,
    );
  }
  if (running) await backUpRunning(archive, source, running.databaseUrl, postgresMajor);
  else await backUpStopped(archive, source, postgresMajor);
}

async function backUpRunning(
  archive: ArchiveWriter,
  source: BackupSource,
  url: string,
  major: number,
): Promise<void> {
  await addHead(archive, source, source.portable ? 'tables' : 'home', major);
  if (source.portable) await addTables(archive, url);
  else await addRunningDatabase(archive, source.home, url);
  await addHomeFiles(archive, source.home);
}

async function backUpStopped(archive: ArchiveWriter, source: BackupSource, major: number): Promise<void> {
  const { home, records, log } = source;
  const release = await lockHome(home, records, log);
  try {
    await addHead(archive, source, source.portable ? 'tables' : 'home', major);
    if (source.portable) await withEmbeddedDatabase(source, (url) => addTables(archive, url));
    else await addStoppedDatabase(archive, home);
    await addHomeFiles(archive, home);
  } finally {
    await release();
  }
}

async function addHead(
  archive: ArchiveWriter,
  source: BackupSource,
  kind: Kind,
  postgresMajor: number,
): Promise<void> {
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    kind,
    productVersion: source.product.version,
    postgresMajor,
    createdAt: new Date().toISOString(),
  };
  await archive.addText(MANIFEST, `${JSON.stringify(manifest)}\n`);
  await addHomeKeys(archive, source.home);
}
