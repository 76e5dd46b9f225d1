import type { HistoryImport } from '../../../api/types.js';

/** Progress, speed and remaining time of an import; null while unknown. */
export interface ImportProgress {
  /** Share of the file's bytes that are imported, 0 to 1. */
  readonly share: number;
  readonly pointsPerSecond: number | null;
  readonly leftMs: number | null;
}

/**
 * Calculates the progress from the time that the worker spent on the import, because waiting times do not reflect its
 * speed.
 */
export function progressOf({
  position,
  bytes,
  points,
  busyMs,
}: Pick<HistoryImport, 'position' | 'bytes' | 'points' | 'busyMs'>): ImportProgress {
  const share = bytes === 0 ? 0 : Math.min(1, position / bytes);
  if (busyMs <= 0 || position <= 0) return { share, pointsPerSecond: null, leftMs: null };
  return {
    share,
    pointsPerSecond: Math.round((points / busyMs) * 1000),
    leftMs: Math.max(0, ((bytes - position) / position) * busyMs),
  };
}
