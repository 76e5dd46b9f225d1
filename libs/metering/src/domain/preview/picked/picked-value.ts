import { Exact } from '#platform/domain';
import type { MeterReading } from '../meter-definition.js';

export type PickingMethod = 'min' | 'max' | 'avg' | 'latest' | 'unique_count';

/**
 * Picks one value from readings of a span.
 *
 * @param readings the readings of that span, in chronological order
 * @returns null if there are none
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

/**
 * Counts distinct readings. Readings are identified by their subject or, without a subject, by their value or, without
 * a value, by their key.
 */
function countUnique(readings: readonly MeterReading[]): number {
  const identities = readings.map(({ subject, value, key }) => {
    if (subject !== null) return `subject ${subject}`;
    return value === null ? `key ${key}` : `value ${new Exact(value).toFixed()}`;
  });
  return new Set(identities).size;
}

/** Sums each subject's highest value in a bucket; null for a bucket without values. */
export function bucketMax(readings: readonly MeterReading[]): Exact | null {
  const highest = new Map<string | null, Exact>();
  for (const { subject, value } of readings) {
    if (value === null) continue;
    const before = highest.get(subject);
    highest.set(subject, before ? Exact.max(before, value) : new Exact(value));
  }
  return highest.size === 0 ? null : Exact.sum(...highest.values());
}
