import { groupBy, type Transaction } from '#platform';
import {
  type Aggregate,
  blocksBackward,
  blocksForward,
  decimalOf,
  assertReadingsKept,
  firstAtOrAfter,
  qualityIn,
  readAggregates,
  type ReadingBlock,
  valueIn,
} from '#telemetry';
import {
  isUsable,
  orderReadings,
  type CounterReading,
  type UsableReading,
} from '../domain/steps/counter-reading.js';
import type { TimeRange } from '../domain/windows/counting-windows.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import { lookbackStart } from '../domain/evidence/evidence-span.js';

/** A signal of a device, as named in storage. */
export interface CounterSource {
  readonly deviceKey: number;
  readonly signalKey: string;
  /** True for states and events, which have strings and booleans as values. */
  readonly takesText?: boolean;
}

/** The device times to read, both ends inclusive, and the cutoff. */
interface ReadingRange {
  readonly start: number;
  readonly end: number;
  /** Only readings received before this instant. */
  readonly knownUntil: number;
}

/** Yields a signal's readings in order, block by block. Readings that don't contain the signal are skipped. */
async function* readCounter(
  tx: Transaction,
  source: CounterSource,
  { start, end, knownUntil }: ReadingRange,
  blocks = blocksForward,
  readingsAtOnce?: number,
): AsyncGenerator<CounterReading[]> {
  const span = { fromMs: start, toMs: end + 1 };
  for await (const block of blocks(tx, source.deviceKey, span, new Set([source.signalKey]), readingsAtOnce)) {
    yield readingsIn(block, source, start, end, knownUntil);
  }
}

/**
 * Loads the readings from which a period's usage is derived: the readings in each window and in the day before it and,
 * if needed, the earlier reading from which counting continues. Uses only readings received before `knownUntil`.
 * Instants are in milliseconds since 1970 UTC.
 * @throws DomainError telemetry.readings_removed if some of these readings were deleted
 */
export async function loadReadings(
  tx: Transaction,
  source: CounterSource,
  windows: readonly CountingWindow[],
  knownUntil: number,
): Promise<CounterReading[]> {
  const readings: CounterReading[] = [];
  for (const window of windows) {
    const inside = await readingsBetween(tx, source, lookbackStart(window), window.to, knownUntil);
    readings.push(...(await openingBefore(tx, source, window, inside, knownUntil)), ...inside);
  }
  return readings;
}

/** Returns the readings from `start` to `end`, both inclusive. Skips readings that don't contain the signal. */
export function readingsIn(
  block: ReadingBlock,
  { signalKey: key, takesText = false }: Pick<CounterSource, 'signalKey' | 'takesText'>,
  start: number,
  end: number,
  knownUntil: number,
): CounterReading[] {
  const readings: CounterReading[] = [];
  for (let i = firstAtOrAfter(block, start); i < block.count && block.timesMs[i]! <= end; i++) {
    const value = valueIn(block, i, key);
    if (value !== undefined && block.receivedMs[i]! < knownUntil)
      readings.push(toReading(block, i, key, takesText ? textOf(value) : decimalOf(value)));
  }
  return readings;
}

/**
 * Returns the last reading before a window's span, if no reading within the span provides the value from which
 * counting continues. If the customer's own coverage has none, returns the last reading of the previous customer.
 */
export async function openingBefore(
  tx: Transaction,
  source: CounterSource,
  window: CountingWindow,
  inside: readonly CounterReading[],
  knownUntil: number,
): Promise<CounterReading[]> {
  const start = lookbackStart(window);
  const { since, from, before } = window;
  if (inside.some((reading) => reading.at <= from && isUsable(reading))) return [];
  const own = since < start ? await lastReadingBefore(tx, source, since, start, knownUntil) : undefined;
  const last =
    own ??
    (before === undefined ? undefined : await lastReadingBefore(tx, source, before, since, knownUntil));
  return last ? [last] : [];
}

/** Returns all readings from `start` to `end`, both inclusive. */
async function readingsBetween(
  tx: Transaction,
  source: CounterSource,
  start: number,
  end: number,
  knownUntil: number,
): Promise<CounterReading[]> {
  await ensureRetained(tx, source, start, end);
  const found: CounterReading[] = [];
  for await (const readings of readCounter(tx, source, { start, end, knownUntil })) found.push(...readings);
  return found;
}

/**
 * Throws if a reading from `start` to `end` (both inclusive) was deleted.
 * @throws DomainError telemetry.readings_removed
 */
function ensureRetained(
  tx: Transaction,
  { deviceKey, signalKey }: CounterSource,
  start: number,
  end: number,
): Promise<void> {
  return assertReadingsKept(tx, deviceKey, signalKey, { fromMs: start, toMs: end + 1 });
}

/**
 * Returns the last usable reading at or after `since` and before `end`.
 * @throws DomainError telemetry.readings_removed if a later reading may have been deleted
 */
export async function lastReadingBefore(
  tx: Transaction,
  source: CounterSource,
  since: number,
  end: number,
  knownUntil: number,
): Promise<CounterReading | undefined> {
  const range = { start: since, end: end - 1, knownUntil };
  for await (const readings of readCounter(tx, source, range, blocksBackward, 1)) {
    const last = readings.findLast(isUsable);
    if (!last) continue;
    await ensureRetained(tx, source, last.at + 1, end - 1);
    return last;
  }
  await ensureRetained(tx, source, since, end - 1);
  return undefined;
}

/**
 * Returns the first usable reading after an instant, not later than `end`.
 * @throws DomainError telemetry.readings_removed if an earlier reading may have been deleted
 */
export async function firstReadingAfter(
  tx: Transaction,
  source: CounterSource,
  after: number,
  end: number,
  knownUntil: number,
): Promise<UsableReading | undefined> {
  const range = { start: after + 1, end, knownUntil };
  for await (const readings of readCounter(tx, source, range, blocksForward, 1)) {
    const first = orderReadings(readings).find(isUsable);
    if (!first) continue;
    await ensureRetained(tx, source, after + 1, first.at);
    return first;
  }
  await ensureRetained(tx, source, after + 1, end);
  return undefined;
}

export interface ReadingPage {
  readonly readings: readonly CounterReading[];
  /** Device time of the last reading if there may be more; null for the last page. */
  readonly next: number | null;
}

/**
 * Returns readings later than `after` and not later than `to`. Readings of the same instant stay together, so a page
 * can be longer than `limit`.
 * @throws DomainError telemetry.readings_removed
 */
export async function loadReadingPage(
  tx: Transaction,
  source: CounterSource,
  after: number,
  to: number,
  knownUntil: number,
  limit: number,
): Promise<ReadingPage> {
  await ensureRetained(tx, source, after + 1, to);
  const found: CounterReading[] = [];
  for await (const readings of readCounter(
    tx,
    source,
    { start: after + 1, end: to, knownUntil },
    blocksForward,
    limit,
  )) {
    for (const reading of readings) {
      if (found.length >= limit && reading.at !== found.at(-1)!.at)
        return { readings: found, next: found.at(-1)!.at };
      found.push(reading);
    }
  }
  return { readings: found, next: found.length >= limit ? found.at(-1)!.at : null };
}

/** Counts the readings of the windows that were received at `knownUntil` or later. */
export async function countLaterReadings(
  tx: Transaction,
  source: CounterSource,
  windows: readonly CountingWindow[],
  knownUntil: number,
): Promise<number> {
  let count = 0;
  for (const { from, to } of windows) {
    for await (const readings of readCounter(tx, source, { start: from, end: to, knownUntil: Infinity }))
      count += readings.filter(({ receivedAt }) => receivedAt >= knownUntil).length;
  }
  return count;
}

/** Returns the signal's last usable value at or before each instant, not older than `since`; null if there is none. */
export async function loadValuesAt(
  tx: Transaction,
  source: CounterSource,
  instants: readonly number[],
  since: number,
): Promise<(string | null)[]> {
  const values: (string | null)[] = [];
  for (const instant of instants) {
    const last = await lastReadingBefore(tx, source, since, instant + 1, Infinity);
    values.push(last?.value ?? null);
  }
  return values;
}

const HOUR_S = 3600;
const HOUR_MS = HOUR_S * 1000;
/**
 * Time for which a value is carried over. A counter without data for this long before the first instant has no value
 * at that instant.
 */
const MAX_CARRY_MS = 7 * 24 * HOUR_MS;

/**
 * Like `loadValuesAt`, but from hourly rollups: returns the last value of the hours before each instant, regardless of
 * its quality. Counters are queried together, each with its own `since`.
 * @returns values in the order of the counters
 */
export async function loadValuesAtHours(
  tx: Transaction,
  counters: readonly (CounterSource & { readonly since: number })[],
  instants: readonly number[],
): Promise<(string | null)[][]> {
  const toMs = instants.at(-1)!;
  const sinceOf = ({ since }: { readonly since: number }): number =>
    Math.max(since, instants[0]! - MAX_CARRY_MS);
  const requested = counters.filter((counter) => sinceOf(counter) < toMs);
  const found =
    requested.length === 0
      ? new Map<number, Map<string, Aggregate[]>>()
      : await readAggregates(
          tx,
          [...new Set(requested.map(({ deviceKey }) => deviceKey))],
          { fromMs: Math.min(...requested.map(sinceOf)), toMs },
          [...new Set(requested.map(({ signalKey }) => signalKey))],
          HOUR_S,
        );
  return counters.map((counter) => {
    const since = sinceOf(counter);
    const hours = found.get(counter.deviceKey)?.get(counter.signalKey) ?? [];
    return lastBefore(
      instants,
      hours.filter(({ startMs }) => startMs + HOUR_MS > since),
    );
  });
}

function lastBefore(instants: readonly number[], hours: readonly Aggregate[]): (string | null)[] {
  let next = 0;
  let last: string | null = null;
  return instants.map((instant) => {
    const before = next;
    while (hours[next] !== undefined && hours[next]!.startMs < instant) next += 1;
    if (next > before) last = decimalOf(hours[next - 1]!.last);
    return last;
  });
}

/** Returns the periods in which a machine was with a customer. */
export type Placements = (machineId: string, customerId: string) => readonly TimeRange[];

/** Loads the placements of machines over time. */
export async function findPlacements(tx: Transaction, machineIds: readonly string[]): Promise<Placements> {
  if (machineIds.length === 0) return () => [];
  const rows: (TimeRange & { readonly machineId: string; readonly customerId: string })[] =
    await tx.manager.query(
      `select machine_id as "machineId", customer_id as "customerId", date_part('epoch', lower(during)) * 1000 as since,
              case when upper_inf(during) then null else date_part('epoch', upper(during)) * 1000 end as until
         from placement where maker_id = $1 and machine_id = any($2)`,
      [tx.scope.makerId, machineIds],
    );
  const placements = groupBy(rows, ({ machineId, customerId }) => `${machineId} ${customerId}`);
  return (machineId, customerId) => placements.get(`${machineId} ${customerId}`) ?? [];
}

function toReading(block: ReadingBlock, i: number, key: string, value: string | null): CounterReading {
  return {
    at: block.timesMs[i]!,
    seq: String(block.seqs[i]!),
    receivedAt: block.receivedMs[i]!,
    timeSource: block.shapes[block.shapeOf[i]!]!.timeSource,
    value,
    quality: qualityIn(block, i, key),
  };
}

/** Converts a value of any kind to text; null if the message had none. */
function textOf(value: NonNullable<ReturnType<typeof valueIn>> | null): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? value.integer : String(value);
}
