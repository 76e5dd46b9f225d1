import type { LivePatch } from '../../../api/realtime.js';
import type { MachineRow } from '../../../api/types.js';

/**
 * A machine's row with the values of a live patch. A patch older than what the row shows changes nothing, and signals that the
 * row does not have stay out of it: which ones a list shows is decided by the server.
 */
export function withLiveValues(row: MachineRow, { machineId, at, values }: LivePatch): MachineRow {
  if (machineId !== row.id || (row.lastReadingAt !== null && row.lastReadingAt > at)) return row;
  const known: MachineRow['values'] = Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key in row.values && typeof value !== 'boolean' ? [[key, value]] : [],
    ),
  );
  return {
    ...row,
    values: { ...row.values, ...known },
    lastReadingAt: at,
    lastSeenAt: row.lastSeenAt !== null && row.lastSeenAt > at ? row.lastSeenAt : at,
  };
}

/** When the newest value of any machine was measured; null where none has ever reported. */
export function newestReadingAt(rows: readonly Pick<MachineRow, 'lastReadingAt'>[]): string | null {
  return rows.reduce<string | null>(
    (newest, { lastReadingAt }) =>
      lastReadingAt !== null && (newest === null || lastReadingAt > newest) ? lastReadingAt : newest,
    null,
  );
}
