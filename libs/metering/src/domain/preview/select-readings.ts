import type { MeterReading } from './meter-definition.js';

/** Known readings without duplicates, in chronological order. */
export interface SelectedReadings {
  readonly readings: readonly MeterReading[];
  readonly duplicates: number;
  /** Number of readings that arrived after one with a later time, of the same signal and subject. */
  readonly outOfOrder: number;
}

/** A separator that clients can't send. */
const SEPARATOR = '\u0000';

/** Returns a key for the series of a reading: its signal and subject, if several are metered together. */
function seriesOf({ signal, subject }: MeterReading): string {
  return `${signal ?? ''}${SEPARATOR}${subject ?? ''}`;
}

/** Groups readings by signal and subject, and keeps their order. */
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
 * Selects the readings received before the cutoff, in chronological order and without duplicates. The first of several
 * duplicates is kept, as in storage. Readings of one instant stay in the order of arrival.
 *
 * @param knownBefore the cutoff: data received at this instant or later is ignored; a reading without a receipt time
 *   was received when it was taken
 */
export function selectReadings(
  arrived: readonly MeterReading[],
  knownBefore: number | null,
): SelectedReadings {
  const seen = new Set<string>();
  const latest = new Map<string, number>();
  const selected: MeterReading[] = [];
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
    selected.push(reading);
    const series = seriesOf(reading);
    const newest = latest.get(series) ?? -Infinity;
    if (reading.at < newest) outOfOrder += 1;
    else latest.set(series, reading.at);
  }
  return { readings: selected.sort((a, b) => a.at - b.at), duplicates, outOfOrder };
}

/**
 * Returns a key for a reading: its time and signal with its message key or, without one, with its subject.
 */
function identityOf({ at, signal, subject, key }: MeterReading): string {
  return [at, signal ?? '', key === null ? 'subject' : 'key', key ?? subject ?? ''].join(SEPARATOR);
}
