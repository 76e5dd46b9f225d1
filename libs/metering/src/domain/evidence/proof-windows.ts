import type { UsageMethod } from '#contracts/domain';
import { type CounterReading, isUsable, QUALITY } from '../steps/counter-reading.js';
import type { OpeningValue } from './meter-records.js';
import { countedBy, type CountingWindow } from '../usage/metered-period.js';

/** The inputs of usage that its proof needs. */
interface DerivationBasis {
  readonly windows: readonly CountingWindow[];
  /** Absent for a counter. */
  readonly method?: UsageMethod;
  readonly factor?: string | null;
}

/**
 * Role of a reading in usage. `counted`: the reading counts in the period. `before`: counting continues from the
 * reading, or it shows an earlier drop. `after`: the reading ends a long step that belongs to the period in part.
 * `unused`: the reading has no value, or a bad or stale value.
 */
export type ReadingUse = 'counted' | 'before' | 'after' | 'unused';

/** Returns true when the half hours of a day can be derived without the days before it. */
export function isDerivableByDay({ method, factor }: Pick<DerivationBasis, 'method' | 'factor'>): boolean {
  return factor === undefined && (method === undefined || method === 'event_count');
}

/**
 * Returns the parts of windows within a time range. At a bound that cuts a window, counting continues and no other
 * customer follows.
 */
export function clipWindows(windows: readonly CountingWindow[], from: number, to: number): CountingWindow[] {
  return (
    windows
      .filter((window) => window.from < to && window.to > from)
      .map((window) => ({
        ...window,
        from: Math.max(window.from, from),
        to: Math.min(window.to, to),
        // Counting continues beyond a bound that cuts a window.
        ...(window.to > to && { until: null }),
      }))
      // No other customer follows at a bound that cuts a window.
      .map(({ after, ...window }) => ({
        ...window,
        ...(after !== undefined && window.until === undefined && { after }),
      }))
  );
}

/** Returns the opening reading from which counting continues in a window of a migrated contract. */
export function openingReading(
  opening: OpeningValue | undefined,
  { since }: CountingWindow,
): CounterReading | undefined {
  if (opening?.at !== since) return undefined;
  const { at, value } = opening;
  return { at, seq: '-1', receivedAt: at, timeSource: 0, quality: QUALITY.good, value };
}

/** Returns the role of a reading in usage. */
export function useOf(
  reading: CounterReading,
  basis: Pick<DerivationBasis, 'windows' | 'method'>,
): ReadingUse {
  if (!isUsable(reading)) return 'unused';
  if (windowOf(basis, reading.at)) return 'counted';
  return reading.at >= (basis.windows.at(-1)?.to ?? Infinity) ? 'after' : 'before';
}

/** Returns the window in which a reading counts; undefined if there is none. */
export function windowOf(
  { windows, method }: Pick<DerivationBasis, 'windows' | 'method'>,
  at: number,
): CountingWindow | undefined {
  const counts = countedBy(method);
  return windows.find((window) => counts(window, at));
}
