import type { MeterReading } from './meter-definition.js';

/** Readings that are known and new, by time, and what was not. */
export interface TakenReadings {
  readonly readings: readonly MeterReading[];
  readonly duplicates: number;
  /** Readings that came after a later one of the same signal and subject. */
  readonly outOfOrder: number;
}

/** Separates nothing that a client may send. */
const BETWEEN = '\u0000';

/** Which of several counters that are metered together a reading is of. */
function seriesOf({ signal, subject }: MeterReading): string {
  return `${signal ?? ''}${BETWEEN}${subject ?? ''}`;
}

/** Readings counter by counter, each in the order that they have. */
export function bySeries(readings: readonly MeterReading[]): MeterReading[][] {
  const series = new Map<string, MeterReading[]>();
  for (const reading of readings) {
    const own = series.get(seriesOf(reading));
    if (own) own.push(reading);
    else series.set(seriesOf(reading), [reading]);
  }
  return [...series.values()];
}

/**
 * Takes readings in the order of arrival: those received in time, each once – the first that came, as the store keeps it – and
 * by time. Readings of one instant stay in the order in which they arrived.
 *
 * @param knownBefore instant from which on nothing is known yet; a reading that does not say when it was received was received
 *   when it was taken
 */
export function takeReadings(arrived: readonly MeterReading[], knownBefore: number | null): TakenReadings {
  const seen = new Set<string>();
  const latest = new Map<string, number>();
  const taken: MeterReading[] = [];
  let duplicates = 0;
  let outOfOrder = 0;
  for (const reading of arrived) {
    if (knownBefore !== null && (reading.receivedAt ?? reading.at) >= knownBefore) continue;
    const identity = identityOf(reading);
    if (seen.has(identity)) {
      duplicates += 1;
      continue;
    }
    seen.add(identity);
    taken.push(reading);
    const series = seriesOf(reading);
    const newest = latest.get(series) ?? -Infinity;
    if (reading.at < newest) outOfOrder += 1;
    else latest.set(series, reading.at);
  }
  return { readings: taken.sort((a, b) => a.at - b.at), duplicates, outOfOrder };
}

/** A reading with a key is told by it alone; without one, two subjects at one instant are two readings. */
function identityOf({ at, signal, subject, key }: MeterReading): string {
  return [at, signal ?? '', key === null ? 'subject' : 'key', key ?? subject ?? ''].join(BETWEEN);
}
