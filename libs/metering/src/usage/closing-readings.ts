import type { MeterFields } from '#contracts';
import type { Transaction } from '#platform';
import { assertAllReadingsKept, readBlocks } from '#telemetry';
import {
  isUsable,
  orderReadings,
  type CounterReading,
  type UsableReading,
} from '../domain/steps/counter-reading.js';
import { holdLimitOf } from '../domain/usage/meter-rule.js';
import { closingOf } from '../domain/methods/counter-segment.js';
import { type CountingWindow, ownTime, closingLimitOf } from '../domain/usage/metered-period.js';
import type { MeterRecords } from '../domain/evidence/meter-records.js';
import { type CounterSource, firstReadingAfter, readingsIn } from './usage.queries.js';

/** The end of a counter's period. */
export interface Closing {
  /** The readings that end divided steps, as in `closingOf`; empty without such steps. */
  readonly readings: readonly UsableReading[];
  /**
   * Device time up to which a new reading would change the usage of the period; null if unlimited, because there is no
   * reading after the period.
   */
  readonly lookedTo: number | null;
}

/** A counter's period with its known readings. */
interface Closable {
  readonly source: CounterSource;
  readonly windows: readonly CountingWindow[];
  readonly meter: Pick<MeterFields, 'method' | 'maxGapMinutes'>;
  readonly inside: readonly CounterReading[];
  readonly records: Pick<MeterRecords, 'changes'>;
}

/**
 * Finds the first reading after each counter's period. Most counters have a reading within minutes after the period, so
 * they are queried together. Only counters with a gap longer than the contract allows are queried one by one.
 * @param asOf the current time, and the cutoff for readings
 * @returns results in the order of `counters`
 * @throws DomainError telemetry.readings_removed
 */
export async function findClosings(
  tx: Transaction,
  counters: readonly Closable[],
  asOf: number,
): Promise<Closing[]> {
  const found: { readonly readings: UsableReading[]; lookedTo: number | null }[] = counters.map(
    ({ windows }) => ({ readings: [], lookedTo: windows.at(-1)?.to ?? null }),
  );
  const open = counters.flatMap((counter, place) =>
    counter.windows
      .filter((window) => mayCrossEnd(counter, window, asOf))
      .map((window) => ({ place, window, look: toFollowQuery(counter, window, asOf) })),
  );
  const isFollowed = await findFollowed(
    tx,
    open.map(({ look }) => look),
    asOf,
  );
  for (const [index, { place, window, look }] of open.entries()) {
    if (isFollowed[index]) continue;
    const { source, windows, meter, inside, records } = counters[place]!;
    const after = look.isOver ? await firstReadingAfter(tx, source, window.to, look.end, asOf) : undefined;
    const usable = orderReadings(inside.filter(({ at }) => at <= window.to)).filter(isUsable);
    const reading = after ? closingOf([...usable, after], window, records.changes, meter) : null;
    if (reading) found[place]!.readings.push(reading);
    if (window === windows.at(-1)) found[place]!.lookedTo = reading?.at ?? (after ? window.to : null);
  }
  return found;
}

/**
 * Reloads the readings that ended divided steps of stored usage.
 * @param lookedTo as stored with the usage
 * @throws DomainError telemetry.readings_removed
 */
export async function reloadClosings(
  tx: Transaction,
  source: CounterSource,
  windows: readonly CountingWindow[],
  { lookedTo, known }: { readonly lookedTo: number | null; readonly known: number },
): Promise<UsableReading[]> {
  const last = windows.at(-1);
  const found: UsableReading[] = [];
  for (const window of windows) {
    const isLast = window === last;
    if (isLast ? lookedTo === null || lookedTo <= window.to : window.after === undefined) continue;
    const end = isLast ? lookedTo! : closingLimitOf(window) - 1;
    const closing = await firstReadingAfter(tx, source, window.to, end, known);
    if (closing) found.push(closing);
  }
  return found;
}

/** Returns true when a step of a counter can cross the end of a window that is over. */
function mayCrossEnd({ meter }: Closable, window: CountingWindow, asOf: number): boolean {
  return meter.method === 'counter' && closingLimitOf(window) > window.to && window.to <= asOf;
}

interface FollowQuery {
  readonly source: CounterSource;
  readonly from: number;
  /** A reading up to this instant does not end a long step. */
  readonly until: number;
  /** End of this contract's readings. */
  readonly end: number;
  /** True if `end` is later than `until`. */
  readonly isOver: boolean;
}

function toFollowQuery(
  { source, inside, meter }: Closable,
  window: CountingWindow,
  asOf: number,
): FollowQuery {
  const { to } = window;
  const end = Math.min(asOf, closingLimitOf(window) - 1);
  const last = inside
    .filter(({ at }) => at <= to)
    .filter(isUsable)
    .reduce((max, { at }) => Math.max(max, at), -Infinity);
  const maxGapMs = Math.min(holdLimitOf(meter), ...(window.seams ?? []).map(({ gapMs }) => gapMs));
  // At a handover every step is divided, so this shortcut can't rule a division out.
  const endsAtHandover = ownTime(window).to === to;
  const until = endsAtHandover ? to : Math.min(Math.max(to, last + maxGapMs), end);
  return { source, from: to + 1, until, end, isOver: end > until };
}

/** Returns, for each counter, true if it has a reading so soon after its period that no step is divided. */
async function findFollowed(
  tx: Transaction,
  queries: readonly FollowQuery[],
  asOf: number,
): Promise<boolean[]> {
  const requested = queries.filter(({ from, until }) => from <= until);
  if (requested.length === 0) return queries.map(() => false);
  const spans = new Map<number, { fromMs: number; toMs: number }>();
  for (const { source, from, until } of requested) {
    const span = spans.get(source.deviceKey) ?? { fromMs: Infinity, toMs: -Infinity };
    spans.set(source.deviceKey, {
      fromMs: Math.min(span.fromMs, from),
      toMs: Math.max(span.toMs, until + 1),
    });
  }
  await assertAllReadingsKept(
    tx,
    requested.map(({ source, from, until }) => ({ ...source, span: { fromMs: from, toMs: until + 1 } })),
  );
  const keys = new Set(requested.map(({ source }) => source.signalKey));
  const blocks = await readBlocks(tx, spans, { keys });
  return queries.map(({ source, from, until }) => {
    const block = from <= until ? blocks.get(source.deviceKey) : undefined;
    return block !== undefined && readingsIn(block, source, from, until, asOf).some(isUsable);
  });
}
