import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { isCopiedDatabaseFile, isNeededWal } from '../domain/home/database-files.js';
import { KEPT_ENTRIES, type HomeFolder } from '../home/home-folder.store.js';
import { withConnection } from '../postgres/database.connection.js';
import type { ArchiveWriter } from './archive.writer.js';

const DATA = 'home/postgres/data';
const CONTROL = 'global/pg_control';

/** The embedded database's folder while nothing runs on it. */
export async function addStoppedDatabase(archive: ArchiveWriter, home: HomeFolder): Promise<void> {
  await archive.addTree(DATA, home.pathOf('postgres', 'data'), (path) => isCopiedDatabaseFile(path, true));
}

/**
 * The embedded database's folder while it is written to: PostgreSQL's low-level base backup. The copy alone is torn; with
 * the log between the backup's start and end it becomes the state at the end, which the first start of the copy works out.
 */
export async function addRunningDatabase(
  archive: ArchiveWriter,
  home: HomeFolder,
  url: string,
): Promise<void> {
  const data = home.pathOf('postgres', 'data');
  await withConnection(url, async (client) => {
    // Keeps the log since now until this connection ends, whatever checkpoints come in between.
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

/** What a restore has to know before it can touch a database. */
const KEYS: readonly string[] = ['secret.key', 'home.json'];

export async function addHomeKeys(archive: ArchiveWriter, home: HomeFolder): Promise<void> {
  for (const name of KEYS) await archive.addFile(`home/${name}`, home.pathOf(name));
}

/**
 * Everything of the home beside the database and the keys. After the database: a file is stored before its row, so every row in the
 * backup finds its file in it.
 */
export async function addHomeFiles(archive: ArchiveWriter, home: HomeFolder): Promise<void> {
  const names: string[] = await readdir(home.path).catch(() => []);
  for (const name of KEPT_ENTRIES.filter(
    (entry) => !['postgres', ...KEYS].includes(entry) && names.includes(entry),
  )) {
    if (name.includes('.')) await archive.addFile(`home/${name}`, home.pathOf(name));
    else await archive.addTree(`home/${name}`, home.pathOf(name), (path) => !path.endsWith('.part'));
  }
}

async function textOf(client: pg.Client, sql: string): Promise<string> {
  const { rows } = await client.query<{ text: string }>(sql);
  const text = rows[0]?.text;
  if (text === undefined) throw new Error(`No answer to: ${sql}`);
  return text;
}
