/**
 * A process as it is written down in `run/`. A pid alone is reused by the system sooner or later; together with the moment
 * that process started, and the boot in which it did, it names one process for ever.
 */
export interface ProcessRecord {
  pid: number;
  /** Opaque; from `observeProcess`. */
  startedAt: string;
}

/** @param observed how the process with that pid looks now; undefined when there is none */
export function isSameProcess(record: ProcessRecord, observed: ProcessRecord | undefined): boolean {
  return observed !== undefined && observed.pid === record.pid && observed.startedAt === record.startedAt;
}

/** @returns the record in a file's text, or undefined when it is no record (a crash while writing leaves such a file) */
export function parseProcessRecord(text: string): ProcessRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, startedAt } = value as Record<string, unknown>;
  return typeof pid === 'number' &&
    Number.isInteger(pid) &&
    pid > 1 &&
    typeof startedAt === 'string' &&
    startedAt !== ''
    ? { pid, startedAt }
    : undefined;
}

/**
 * The start of a process in clock ticks since boot, field 22 of Linux's `/proc/<pid>/stat`.
 * @returns undefined for a zombie, which runs no more and only waits to be collected by its parent
 */
export function readStartTicks(stat: string): string | undefined {
  // The second field is the command in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? undefined : fields[19];
}
