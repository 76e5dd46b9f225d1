import type { HistoryImport } from '../../../api/types.js';

/** How far an import is, how fast, and how long it will still take; null while nothing tells. */
export interface ImportProgress {
  /** 0 to 1, of the file's bytes. */
  readonly share: number;
  readonly pointsPerSecond: number | null;
  readonly leftMs: number | null;
}

/** By the time that the worker was at it: what it waited in between says nothing of how fast it is. */
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
