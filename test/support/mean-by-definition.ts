const DAY_MS = 86_400_000;

/** A reading of one signal, in epoch milliseconds. */
export interface SignalReading {
  readonly at: number;
  readonly value: number;
}

/**
 * Returns the mean of each bucket with readings, directly from the definition in docs/telemetry.md and without the
 * product's code: a value is valid until the next reading or for the longest hold of its day, whichever ends first.
 * @param readings readings in chronological order
 * @param declaredMs declared interval, if there is one
 * @param within period to which values are limited
 */
export function meansByDefinition(
  readings: readonly SignalReading[],
  buckets: readonly { readonly fromMs: number; readonly toMs: number }[],
  {
    declaredMs = null,
    within = { fromMs: -Infinity, toMs: Infinity },
  }: {
    declaredMs?: number | null;
    within?: { readonly fromMs: number; readonly toMs: number };
  } = {},
): { readonly startMs: number; readonly mean: number }[] {
  const days = [...new Set(readings.map(({ at }) => Math.floor(at / DAY_MS)))];
  const maxHoldByDay = new Map(days.map((day) => [day, maxHoldMs(readings, day, declaredMs)]));
  const intervals = readings.map(({ at, value }, i) => ({
    value,
    fromMs: at,
    toMs: Math.min(readings[i + 1]?.at ?? Infinity, at + maxHoldByDay.get(Math.floor(at / DAY_MS))!),
  }));
  return buckets.flatMap(({ fromMs, toMs }) => {
    const [start, end] = [Math.max(fromMs, within.fromMs), Math.min(toMs, within.toMs)];
    const inside = readings.filter(({ at }) => at >= start && at < toMs);
    if (inside.length === 0) return [];
    let [integral, time] = [0, 0];
    for (const one of intervals) {
      const overlap = Math.max(0, Math.min(one.toMs, end) - Math.max(one.fromMs, start));
      integral += one.value * overlap;
      time += overlap;
    }
    return [{ startMs: fromMs, mean: time > 0 ? integral / time : inside.at(-1)!.value }];
  });
}

function maxHoldMs(readings: readonly SignalReading[], day: number, declaredMs: number | null): number {
  const times = readings.map((one) => one.at).filter((time) => Math.floor(time / DAY_MS) === day);
  const distances = times
    .slice(1)
    .map((time, i) => time - times[i]!)
    .filter((distance) => distance > 0)
    .sort((a, b) => a - b);
  const usualInterval = declaredMs ?? distances[Math.floor((distances.length - 1) / 2)];
  return usualInterval === undefined ? DAY_MS : Math.min(DAY_MS, Math.max(10_000, 3 * usualInterval));
}
