/** What `npm run backup -- …` or `npm run restore -- …` was asked to do. */
export interface BackupOptions {
  file?: string;
  /** Overwrite what is there. */
  yes: boolean;
  /** Rows of tables instead of the database's own folder: for another PostgreSQL. */
  portable: boolean;
}

export type ParsedBackupCommandLine =
  { options: BackupOptions; faults: [] } | { options?: undefined; faults: string[] };

export function parseBackupArguments(args: readonly string[]): ParsedBackupCommandLine {
  const options: BackupOptions = { yes: false, portable: false };
  const faults: string[] = [];
  for (const arg of args) {
    if (arg === '--yes' || arg === '-y') options.yes = true;
    else if (arg === '--portable') options.portable = true;
    else if (arg.startsWith('-')) faults.push(`Unknown argument "${arg}".`);
    else if (options.file === undefined) options.file = arg;
    else faults.push(`One file is enough; "${arg}" is a second one.`);
  }
  return faults.length > 0 ? { faults } : { options, faults: [] };
}

/** A name for a backup made now: sorts by time and has no colon, which some file systems refuse. */
export function nameBackup(now: Date): string {
  return `dutycycle-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.tar.gz`;
}
