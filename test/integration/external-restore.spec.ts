import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ArchiveWriter } from '../../apps/standalone/src/backup/archive.writer.js';
import { InstallationRestore } from '../../apps/standalone/src/backup/installation.restore.js';
import { BACKUP_FORMAT } from '../../apps/standalone/src/domain/home/backup-manifest.js';
import { HomeFolder } from '../../apps/standalone/src/home/home-folder.store.js';
import { Log } from '../../apps/standalone/src/supervision/log.writer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const VERSION = '1.0.0';

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dutycycle-external-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database?.drop();
});

/** Writes a backup with a dump that pg_restore can't read. */
async function writeBackup(): Promise<string> {
  const file = join(folder, 'backup.tar.gz');
  const archive = new ArchiveWriter(file);
  const manifest = {
    format: BACKUP_FORMAT,
    kind: 'dump',
    productVersion: VERSION,
    postgresMajor: 15,
    createdAt: '2026-11-25T08:00:00Z',
  };
  await archive.addText('backup.json', JSON.stringify(manifest));
  await archive.addText('database.dump.000000', 'not a dump');
  await archive.finish();
  return file;
}

it('never restores a dump over data that a failed restore would lose', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const count = async (): Promise<string> => {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    return rows[0]!.count;
  };
  try {
    const before = await count();
    const home = new HomeFolder(join(folder, 'home'));
    await home.open();
    const restore = new InstallationRestore({
      config: {
        home: home.path,
        host: '127.0.0.1',
        databaseUrl: database.url,
        ingestProcesses: 1,
        inherited: {},
      },
      product: { folder, version: VERSION },
      home,
      log: new Log(join(folder, 'log'), false),
      yes: true,
    });
    await expect(restore.run(await writeBackup())).rejects.toThrow(
      /only restored into an empty database, but the database dc_test_.* contains data\. Create a new database/,
    );
    expect(Number(before)).toBeGreaterThan(40);
    expect(await count()).toBe(before);
  } finally {
    await client.end();
  }
});
