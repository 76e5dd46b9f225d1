import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { isCopiedDatabaseFile, isNeededWal } from '../domain/home/database-files.js';
import { BACKUP_ENTRIES, type HomeFolder } from '../home/home-folder.store.js';
import { withConnection } from '../postgres/database.connection.js';
import type { ArchiveWriter } from './archive.writer.js';

const DATA = 'home/postgres/data';
const CONTROL = 'global/pg_control';

/** Adds the embedded database's data directory while the database is stopped. */
export async function addStoppedDatabase(archive: ArchiveWriter, home: HomeFolder): Promise<void> {
  await archive.addTree(DATA, home.pathOf('postgres', 'data'), (path) => isCopiedDatabaseFile(path, true));
}

/**
 * Adds the embedded database's data directory while the database is running, with PostgreSQL's low-level base backup.
 * The copy alone is inconsistent; together with the WAL between the backup's start and end, the first start of the copy
 * recovers the state at the end.
 */
export async function addRunningDatabase(
  archive: ArchiveWriter,
  home: HomeFolder,
  url: string,
): Promise<void> {
  const data = home.pathOf('postgres', 'data');
  await withConnection(url, async (client) => {
    // Keeps all WAL that is written until this connection ends, despite checkpoints.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `backup_${process.pid}`,
    ]);
    await client.query('set statement_timeout = 0');
    const first = await textOf(client, `select pg_walfile_name(pg_backup_start('dutycycle', true)) as text`);
    await archive.addTree(DATA, data, (path) => path !== CONTROL && isCopiedDatabaseFile(path, false));
    await archive.addFile(`${DATA}/${CONTROL}`, join(data, CONTROL));
    const { rows } = await client.query<{ last: string; label: string }>(
      `select pg_walfile_name(lsn) as last, labelfile as label from pg_backup_stop(false)`,
    );
    const end = rows[0];
    if (!end) throw new Error('PostgreSQL did not confirm the end of the backup');
    await archive.addText(`${DATA}/backup_label`, end.label);
    for (const name of await readdir(join(data, 'pg_wal'))) {
      if (isNeededWal(name, first, end.last))
        await archive.addFile(`${DATA}/pg_wal/${name}`, join(data, 'pg_wal', name));
    }
  });
}

/** Files that a restore needs before it can access a database. */
const KEYS: readonly string[] = ['secret.key', 'home.json'];

export async function addHomeKeys(archive: ArchiveWriter, home: HomeFolder): Promise<void> {
  for (const name of KEYS) await archive.addFile(`home/${name}`, home.pathOf(name));
}

/**
 * Adds the entries of the home that a backup contains, except the database and the keys. Runs after the database: a
 * file is stored before its row, so each row in the backup has its file unless the file was deleted during the backup.
 */
export async function addHomeFiles(archive: ArchiveWriter, home: HomeFolder): Promise<void> {
  const names: string[] = await readdir(home.path).catch(() => []);
  for (const name of BACKUP_ENTRIES.filter(
    (entry) => !['postgres', ...KEYS].includes(entry) && names.includes(entry),
  )) {
    if (name.includes('.')) await archive.addFile(`home/${name}`, home.pathOf(name));
    else await archive.addTree(`home/${name}`, home.pathOf(name), (path) => !path.endsWith('.part'));
  }
}

async function textOf(client: pg.Client, sql: string): Promise<string> {
  const { rows } = await client.query<{ text: string }>(sql);
  const text = rows[0]?.text;
  if (text === undefined) throw new Error(`No result of: ${sql}`);
  return text;
}
