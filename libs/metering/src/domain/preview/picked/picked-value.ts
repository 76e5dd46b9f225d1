import { Exact } from '#platform/domain';
import type { MeterReading } from '../meter-definition.js';

export type PickingMethod = 'min' | 'max' | 'avg' | 'latest' | 'unique_count';

/**
 * One value out of readings of a stretch of time.
 *
 * @param readings of that stretch, by time
 * @returns null when there is none to take it from
 */
export function pickValue(method: PickingMethod, readings: readonly MeterReading[]): Exact | null {
  if (method === 'unique_count') return readings.length === 0 ? null : new Exact(countUnique(readings));
  const values = readings.flatMap(({ value }) => (value === null ? [] : [new Exact(value)]));
  const last = values.at(-1);
  if (last === undefined) return null;
  switch (method) {
    case 'min':
      return Exact.min(...values);
    case 'max':
      return Exact.max(...values);
    case 'avg':
      return Exact.sum(...values).div(values.length);
    case 'latest':
      return last;
  }
}

/** Readings tell what they are about by their subject, else by their value, else by their key. */
function countUnique(readings: readonly MeterReading[]): number {
  const things = readings.map(({ subject, value, key }) => {
    if (subject !== null) return `subject ${subject}`;
    return value === null ? `key ${key}` : `value ${new Exact(value).toFixed()}`;
  });
  return new Set(things).size;
}

/** The highest value of each subject in a bucket, added up; null for a bucket without values. */
export function bucketMax(readings: readonly MeterReading[]): Exact | null {
  const highest = new Map<string | null, Exact>();
  for (const { subject, value } of readings) {
    if (value === null) continue;
    const before = highest.get(subject);
    highest.set(subject, before ? Exact.max(before, value) : new Exact(value));
  }
  return highest.size === 0 ? null : Exact.sum(...highest.values());
}
