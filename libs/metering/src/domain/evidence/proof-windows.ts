import type { UsageMethod } from '#contracts/domain';
import { type CounterReading, isUsable, QUALITY } from '../steps/counter-reading.js';
import type { OpeningValue } from './meter-records.js';
import { countedBy, type CountingWindow } from '../usage/metered-period.js';

/** The inputs of a usage that its proof needs. */
interface DerivationBasis {
  readonly windows: readonly CountingWindow[];
  /** A counter if absent. */
  readonly method?: UsageMethod;
  readonly factor?: string | null;
}

/**
 * `counted`; `before`: counting only continues from it, or it shows an earlier fall; `after`: ends a long step, of
 * which the period has a part; `unused`: no value, or a bad or stale one.
 */
export type ReadingUse = 'counted' | 'before' | 'after' | 'unused';

/** Whether a day's half hours can be derived without the days before. */
export function isDerivableByDay({ method, factor }: Pick<DerivationBasis, 'method' | 'factor'>): boolean {
  return factor === undefined && (method === undefined || method === 'event_count');
}

/**
 * The parts of windows within a time. At a bound that cuts a window, counting continues and no other customer takes
 * over.
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
      // No other customer takes over at a bound that cuts a window.
      .map(({ after, ...window }) => ({
        ...window,
        ...(after !== undefined && window.until === undefined && { after }),
      }))
  );
}

/** The reading that counting continues from in a window that begins with what was billed elsewhere. */
export function openingReading(
  opening: OpeningValue | undefined,
  { since }: CountingWindow,
): CounterReading | undefined {
  if (opening?.at !== since) return undefined;
  const { at, value } = opening;
  return { at, seq: '-1', receivedAt: at, timeSource: 0, quality: QUALITY.good, value };
}

/** How a usage used a reading. */
export function useOf(
  reading: CounterReading,
  basis: Pick<DerivationBasis, 'windows' | 'method'>,
): ReadingUse {
  if (!isUsable(reading)) return 'unused';
  if (windowOf(basis, reading.at)) return 'counted';
  return reading.at >= (basis.windows.at(-1)?.to ?? Infinity) ? 'after' : 'before';
}

/** The window in which a reading counts. */
export function windowOf(
  { windows, method }: Pick<DerivationBasis, 'windows' | 'method'>,
  at: number,
): CountingWindow | undefined {
  const counts = countedBy(method);
  return windows.find((window) => counts(window, at));
}
