/**
 * Process as recorded in `run/`. The system reuses pids; together with the start time and the boot, a pid identifies a
 * process uniquely.
 */
export interface ProcessRecord {
  pid: number;
  /** Opaque; from `observeProcess`. */
  startedAt: string;
}

/** @param observed current process with that pid; undefined if there is none */
export function isSameProcess(record: ProcessRecord, observed: ProcessRecord | undefined): boolean {
  return observed !== undefined && observed.pid === record.pid && observed.startedAt === record.startedAt;
}

/** @returns the record, or undefined if the text is not a record (a crash while writing leaves such a file) */
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
 * Returns the start of a process in clock ticks since boot, field 22 of Linux's `/proc/<pid>/stat`.
 * @returns undefined for a zombie, which has ended and only waits for its parent to collect it
 */
export function readStartTicks(stat: string): string | undefined {
  // The second field is the command in parentheses, which can itself contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? undefined : fields[19];
}
