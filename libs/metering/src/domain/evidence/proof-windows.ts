import type { UsageMethod } from '#contracts/domain';
import { type CounterReading, isUsable, QUALITY } from '../steps/counter-reading.js';
import type { OpeningValue } from './meter-records.js';
import { countedBy, type CountingWindow } from '../usage/metered-period.js';

/** What a usage was derived by, as far as its proof asks. */
interface DerivedBy {
  readonly windows: readonly CountingWindow[];
  /** A counter where it is absent. */
  readonly method?: UsageMethod;
  readonly factor?: string | null;
}

/**
 * `counted`; `before`: counting only goes on from it, or remembers a fall by it; `after`: a long step leads to it, of which a part
 * is the period's; `unused`: no value, or a bad or stale one.
 */
export type ReadingUse = 'counted' | 'before' | 'after' | 'unused';

/** Whether a day's half hours are the same whether or not the days before it are looked at. */
export function standsAlone({ method, factor }: Pick<DerivedBy, 'method' | 'factor'>): boolean {
  return factor === undefined && (method === undefined || method === 'event_count');
}

/** The parts of windows within a time. Beyond a bound that cuts a window, counting goes on and no other customer takes over. */
export function clipWindows(windows: readonly CountingWindow[], from: number, to: number): CountingWindow[] {
  return (
    windows
      .filter((window) => window.from < to && window.to > from)
      .map((window) => ({
        ...window,
        from: Math.max(window.from, from),
        to: Math.min(window.to, to),
        // Beyond a bound that cuts a window counting goes on.
        ...(window.to > to && { until: null }),
      }))
      // Beyond a bound that cuts a window nobody takes over.
      .map(({ after, ...window }) => ({
        ...window,
        ...(after !== undefined && window.until === undefined && { after }),
      }))
  );
}

/** From where the steps of a window go on that begins with what was billed elsewhere. */
export function openingReading(
  opening: OpeningValue | undefined,
  { since }: CountingWindow,
): CounterReading | undefined {
  if (opening?.at !== since) return undefined;
  const { at, value } = opening;
  return { at, seq: '-1', receivedAt: at, timeSource: 0, quality: QUALITY.good, value };
}

/** Use of a reading that a usage looked at. */
export function useOf(reading: CounterReading, basis: Pick<DerivedBy, 'windows' | 'method'>): ReadingUse {
  if (!isUsable(reading)) return 'unused';
  if (windowOf(basis, reading.at)) return 'counted';
  return reading.at >= (basis.windows.at(-1)?.to ?? Infinity) ? 'after' : 'before';
}

/** The window that a reading counts in. */
export function windowOf(
  { windows, method }: Pick<DerivedBy, 'windows' | 'method'>,
  at: number,
): CountingWindow | undefined {
  const counts = countedBy(method);
  return windows.find((window) => counts(window, at));
}
