/** Options of `npm run backup -- …` or `npm run restore -- …`. */
export interface BackupOptions {
  file?: string;
  /** Overwrites existing data without asking. */
  yes: boolean;
  /** Saves table rows instead of PostgreSQL's data directory, so that another version or server can restore them. */
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
    else faults.push(`Only one file is allowed; "${arg}" is a second one.`);
  }
  return faults.length > 0 ? { faults } : { options, faults: [] };
}

/** Returns a name for a backup made now. Names sort by time and contain no colon, which some file systems reject. */
export function nameBackup(now: Date): string {
  return `dutycycle-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.tar.gz`;
}
