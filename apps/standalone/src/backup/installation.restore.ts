import { createWriteStream } from 'node:fs';
import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import type { StandaloneConfig } from '../config.js';
import { assertConfirmed } from '../commands/confirmation.prompt.js';
import { checkManifest, type BackupManifest } from '../domain/home/backup-manifest.js';
import { HomeFolder, BACKUP_ENTRIES } from '../home/home-folder.store.js';
import type { Log } from '../supervision/log.writer.js';
import { migrateDatabase } from '../supervision/migration.process.js';
import { preparePostgresFolder } from '../postgres/data-folder.store.js';
import {
  describeDatabase,
  emptyDatabase,
  ensureRoles,
  isDatabaseEmpty,
} from '../postgres/database-contents.store.js';
import { prepareEmbeddedDatabase } from '../postgres/embedded.database.js';
import { checkExternalPostgres, readServerMajor } from '../postgres/external-postgres.probe.js';
import { findPostgresBinaries } from '../postgres/postgres-binaries.js';
import type { PostgresCluster } from '../postgres/postgres.cluster.js';
import { findPostgresUser, type PostgresUser } from '../postgres/postgres-user.js';
import { ProcessRecords } from '../supervision/process-records.store.js';
import type { Product } from '../product.facts.js';
import { StartRejected } from '../start-rejected.error.js';
import { type ArchiveEntry, assertIntact, feed, readArchive } from './archive.reader.js';
import { isProgramUsable, restoreDatabase } from './pg-dump.programs.js';
import { TablesRestore } from './tables.restore.js';

export interface RestoreTarget {
  config: StandaloneConfig;
  product: Product;
  home: HomeFolder;
  log: Log;
  yes: boolean;
}

/**
 * Replaces the installation with a backup. Unpacks and checks everything in the home's `restoring` folder before
 * replacing anything in the home, so that a damaged archive or a full disk leaves an embedded installation unchanged.
 * The content of an external database is replaced before the files: tables in one transaction. A dump is only restored
 * into an empty database, because pg_restore can fail after the database was emptied for it.
 */
export class InstallationRestore {
  private readonly staging: HomeFolder;
  private user?: PostgresUser;
  private postgresFolder = '';
  private kind: BackupManifest['kind'] = 'home';
  private cluster?: PostgresCluster;
  private client?: pg.Client;
  private tables?: TablesRestore;
  private dump?: Writable;

  constructor(private readonly target: RestoreTarget) {
    this.staging = new HomeFolder(target.home.pathOf('restoring'));
  }

  /** Restores a backup. This process must have locked the home, and nothing may be running in it. */
  async run(file: string): Promise<void> {
    await this.removeStaging();
    try {
      await readArchive(
        file,
        (manifest) => this.begin(manifest, file),
        (entry) => this.take(entry),
      );
      await this.finishDatabase();
      await this.swap();
    } finally {
      await this.client?.end().catch(() => undefined);
      await this.cluster?.stop();
      await this.removeStaging();
    }
  }

  private async begin(manifest: BackupManifest, file: string): Promise<void> {
    const { config, product, home, yes } = this.target;
    const external = config.databaseUrl;
    if (external !== undefined) await checkExternalPostgres(external);
    else this.user = findPostgresUser();
    const postgresMajor =
      external === undefined
        ? (await findPostgresBinaries(this.user)).major
        : await readServerMajor(external);
    const verdict = checkManifest(manifest, {
      productVersion: product.version,
      postgresMajor,
      embedded: external === undefined,
    });
    if (!verdict.usable) throw new StartRejected(verdict.explanation);
    const isEmpty = external === undefined || (await isDatabaseEmpty(external));
    if (manifest.kind === 'dump' && external !== undefined && !isEmpty) {
      throw new StartRejected(
        `A backup created by pg_dump is only restored into an empty database, but ${describeDatabase(external)} contains data. Create a new database, set DATABASE_URL to it, and restore again. Delete the old database once the product runs on the new one.`,
      );
    }
    if (manifest.kind === 'dump' && !isProgramUsable('pg_restore', manifest.postgresMajor)) {
      throw new StartRejected(
        `This backup requires pg_restore of PostgreSQL ${manifest.postgresMajor} or newer on the PATH.`,
      );
    }
    // A dump is restored while it is read.
    if (manifest.kind === 'dump') await assertIntact(file);
    const filled = [
      ...(home.isFresh() ? [] : [`everything in ${home.path}`]),
      ...(external === undefined || isEmpty ? [] : [describeDatabase(external)]),
    ];
    if (filled.length > 0)
      await assertConfirmed(`The backup of ${manifest.createdAt} will replace ${filled.join(' and ')}.`, yes);
    this.kind = manifest.kind;
    await this.staging.open();
    if (external === undefined)
      this.postgresFolder = (await preparePostgresFolder(this.staging.path, this.user)).folder;
  }

  private async take(entry: ArchiveEntry): Promise<void> {
    if (entry.name.startsWith('home/')) return this.unpack(entry, entry.name.slice('home/'.length));
    if (entry.name === 'tables.json') await this.openTables();
    if (await this.tables?.take(entry)) return;
    if (entry.name.startsWith('database.dump.')) {
      this.dump ??= await this.openDump();
      await feed(entry.content, this.dump);
    }
  }

  private async unpack(entry: ArchiveEntry, name: string): Promise<void> {
    const isDatabase = name === 'postgres/data' || name.startsWith('postgres/data/');
    if (!isDatabase && !BACKUP_ENTRIES.includes(name.split('/')[0] ?? '')) return;
    const path = isDatabase
      ? join(this.postgresFolder, name.slice('postgres/'.length))
      : this.staging.pathOf(name);
    await mkdir(entry.isFolder ? path : dirname(path), { recursive: true, mode: 0o700 });
    if (!entry.isFolder) {
      const target = createWriteStream(path, { mode: 0o600, flush: true });
      const failed = new Promise<never>((_resolve, reject) => target.once('error', reject));
      failed.catch(() => undefined);
      await Promise.race([feed(entry.content, target), failed]);
      target.end();
      await finished(target);
    }
    if (isDatabase && this.user) await chown(path, this.user.uid, this.user.gid);
  }

  private async openTables(): Promise<void> {
    const { config, product } = this.target;
    const secret = await this.secret();
    const url = config.databaseUrl ?? (await this.startStagedDatabase(secret));
    await migrateDatabase(product, config.inherited, url, secret);
    this.client = new pg.Client({ connectionString: url, application_name: 'dutycycle-restore' });
    this.client.on('error', () => undefined);
    await this.client.connect();
    this.tables = new TablesRestore(this.client);
  }

  private async startStagedDatabase(secret: string): Promise<string> {
    const records = new ProcessRecords(this.staging.pathOf('run'));
    this.cluster = await prepareEmbeddedDatabase(this.staging, secret, records, this.target.log);
    await this.cluster.start();
    return this.cluster.url;
  }

  private async openDump(): Promise<Writable> {
    const url = this.target.config.databaseUrl;
    if (url === undefined) throw new Error('A dump requires an external server');
    await ensureRoles(url);
    // The database contains no tables, but can contain other objects that the dump creates.
    await emptyDatabase(url);
    return restoreDatabase(url);
  }

  /**
   * Returns the backup's own secret, which decrypts its encrypted values, or the secret of the environment if the
   * installation keeps it there.
   */
  private async secret(): Promise<string> {
    if (this.target.config.secret !== undefined) return this.target.config.secret;
    if (this.staging.hasSecret()) return this.staging.secret();
    throw new StartRejected(
      'The backup contains no secret, because DUTYCYCLE_SECRET was set when the backup was created. Set DUTYCYCLE_SECRET to the same value.',
    );
  }

  private async finishDatabase(): Promise<void> {
    if (this.kind === 'tables' && !this.tables)
      throw new StartRejected('The backup is damaged: its tables are missing.');
    if (this.kind === 'dump' && !this.dump)
      throw new StartRejected('The backup is damaged: its dump is missing.');
    await this.secret();
    await this.tables?.finish();
    if (this.dump) {
      this.dump.end();
      await finished(this.dump);
    }
    await this.client?.end();
    await this.cluster?.stop();
    this.cluster = undefined;
  }

  private async swap(): Promise<void> {
    const { home, config } = this.target;
    const untouched = config.databaseUrl === undefined ? [] : ['postgres'];
    await home.wipe(['run', 'log', 'restoring', ...untouched]);
    for (const name of BACKUP_ENTRIES.filter((entry) => !untouched.includes(entry))) {
      await rename(this.staging.pathOf(name), home.pathOf(name)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      });
    }
    await home.open();
  }

  private async removeStaging(): Promise<void> {
    await this.staging.wipe();
    await rm(this.staging.path, { recursive: true, force: true });
  }
}
