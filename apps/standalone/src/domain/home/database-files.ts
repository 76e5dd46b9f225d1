/**
 * Folders of PostgreSQL's data directory with contents that are useless after a restart. The folders themselves are
 * required.
 */
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
 * Returns whether a copy of the data directory needs a file or folder, according to PostgreSQL's rules for low-level
 * base backups.
 * @param path relative to the data directory, with `/`
 * @param withWal false if the server is running: exactly the required WAL is then added separately
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

/** Returns whether a file of `pg_wal` is a segment between two others (inclusive), or the history of a timeline. */
export function isNeededWal(name: string, first: string, last: string): boolean {
  if (name.endsWith('.history')) return true;
  // Names sort like the WAL, as long as the timeline (the first eight digits) is the same.
  return /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last;
}
