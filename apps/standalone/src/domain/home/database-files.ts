/** Folders of a PostgreSQL data folder whose contents are worthless after a restart; the folders themselves are needed. */
const EMPTIED = [
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];

/**
 * Whether a file or folder belongs into a copy of the data folder; the list is PostgreSQL's own for low-level base backups.
 * @param path relative to the data folder, with `/`
 * @param withWal false when the server runs: then exactly the log that the copy needs is added apart
 */
export function isCopiedDatabaseFile(path: string, withWal: boolean): boolean {
  const parts = path.split('/');
  const [top = ''] = parts;
  const name = parts.at(-1) ?? '';
  const isBelow = parts.length > 1;
  if (isBelow && EMPTIED.includes(top)) return false;
  if (isBelow && top === 'pg_wal' && !withWal) return false;
  if (name.startsWith('pgsql_tmp') || parts.some((part) => part.startsWith('pgsql_tmp'))) return false;
  return !['postmaster.pid', 'postmaster.opts', 'backup_label.old', 'pg_internal.init'].some(
    (left) => name === left || name.startsWith(`${left}.`),
  );
}

/** Whether a file of `pg_wal` is a log segment between two others (inclusive) or tells a timeline's history. */
export function isNeededWal(name: string, first: string, last: string): boolean {
  if (name.endsWith('.history')) return true;
  // Names sort as the log does, as long as the timeline (the first eight digits) is the same.
  return /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last;
}
