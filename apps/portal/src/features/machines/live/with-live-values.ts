import type { LivePatch } from '../../../api/realtime.js';
import type { MachineRow } from '../../../api/types.js';

/**
 * Applies a live patch to a machine's row. A patch that is older than the row changes nothing. Signals that the row
 * lacks are ignored, because the server decides which ones a list shows.
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

/** Returns the time of the newest reading of any machine; null if none has reported yet. */
export function newestReadingAt(rows: readonly Pick<MachineRow, 'lastReadingAt'>[]): string | null {
  return rows.reduce<string | null>(
    (newest, { lastReadingAt }) =>
      lastReadingAt !== null && (newest === null || lastReadingAt > newest) ? lastReadingAt : newest,
    null,
  );
}
