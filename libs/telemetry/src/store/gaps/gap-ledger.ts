import type { Pool, PoolClient } from 'pg';
import type { Span } from '../../domain/readings/outcomes.js';
import { dayOf, splitByDay } from '../../domain/readings/packing.js';
import { extentOf, type ReadingBlock } from '../../domain/readings/reading-block.js';
import {
  resolveDeclaredInterval,
  evaluateDay,
  type LedgerGap,
  reconcileGaps,
  type SignalDay,
  type SignalGap,
} from '../../domain/gaps/signal-gaps.js';
import {
  requestReview,
  applyLedgerChanges,
  findSplit,
  listDays,
  listKnownGaps,
  openOverdueGaps,
  storeDays,
  type ReportedDay,
  type Review,
  takeReview,
} from './gaps.sql.js';
import { loadDeclaredIntervals } from './declared-intervals.sql.js';
import { loadBlocks } from '../chunks/stored-blocks.js';
import { toQueryFn, inTransaction } from '../transaction.js';

const DAY_MS = 86_400_000;
/**
 * Maximum number of readings per transaction, unless a single day has more. The remaining days of a longer review
 * follow in the next transaction.
 */
const MAX_READINGS_PER_REVIEW = 100_000;
/**
 * Maximum number of the device's reporting days that are searched for a signal's previous day, or evaluated after a
 * change.
 */
const MAX_DAYS_BACK = 31;

/**
 * Maintains the gap ledger. Packing requests a review of a device, and a review evaluates the affected days from all
 * their readings. Runs as the role `dutycycle_ingest`.
 */
export class GapLedger {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /**
   * Reviews the device that has waited longest, limited to the work of one transaction.
   * @returns false if no device is waiting
   */
  review(): Promise<boolean> {
    return inTransaction(this.pool, async (client) => {
      const requested = await takeReview(client);
      if (!requested) return false;
      const span = await this.chooseSpan(client, requested);
      await reviewSpan(client, requested, span, this.now());
      return true;
    });
  }

  /** Opens gaps of overdue signals. @returns the number of gaps */
  openOverdue(): Promise<number> {
    return inTransaction(this.pool, (client) => openOverdueGaps(client, this.now()));
  }

  /**
   * Returns the whole days to evaluate now. They include the following days, up to the first one with intervals that
   * don't depend on earlier days.
   */
  private async chooseSpan(client: PoolClient, requested: Review): Promise<Span> {
    const { fromMs } = dayOf(requested.fromMs);
    let { toMs } = dayOf(requested.toMs);
    const splitMs = await findSplit(client, requested, MAX_READINGS_PER_REVIEW);
    if (splitMs < toMs) {
      const remaining = new Map([[requested.deviceKey, { fromMs: splitMs, toMs: requested.toMs }]]);
      await requestReview(client, requested.makerId, remaining, this.now());
      return { fromMs, toMs: splitMs };
    }
    for (const { dayMs, signals } of await listDays(client, requested, 'from', toMs, MAX_DAYS_BACK)) {
      toMs = dayMs + DAY_MS;
      if ([...signals.values()].every(({ usualMs }) => usualMs !== null)) break;
    }
    return { fromMs, toMs };
  }
}

async function reviewSpan(client: PoolClient, review: Review, span: Span, now: Date): Promise<void> {
  const before = new Map<string, SignalDay>();
  for (const { signals } of await listDays(client, review, 'before', span.fromMs, MAX_DAYS_BACK))
    for (const [key, day] of signals) if (!before.has(key)) before.set(key, day);
  const block = await loadReviewed(client, review, span);
  const { makerId, deviceKey } = review;
  const declared = (await loadDeclaredIntervals(toQueryFn(client), makerId, [deviceKey])).get(deviceKey);
  const days: ReportedDay[] = [];
  const found = new Map<string, SignalGap[]>();
  const times = new Map<string, Float64Array[]>();
  /**
   * Days of signals with readings that have since been purged. Their evaluation, which included the purged readings,
   * is kept.
   */
  const retainedDays = new Set<string>();
  for (const { dayMs, storedDays, fresh } of await loadDays(client, review, span, block)) {
    const signals = new Map<string, SignalDay>();
    for (const key of new Set([...storedDays.keys(), ...fresh.keys()])) {
      const timesMs = fresh.get(key) ?? new Float64Array(0);
      const known = storedDays.get(key);
      const isRetained = known !== undefined && timesMs.length < known.readings;
      const { day, gaps } = isRetained
        ? { day: known, gaps: [] }
        : evaluateDay(
            timesMs,
            before.get(key),
            resolveDeclaredInterval(dayMs + DAY_MS, declared?.get(key), known),
          );
      if (isRetained) retainedDays.add(`${key} ${dayMs}`);
      before.set(key, day);
      signals.set(key, day);
      found.set(key, [...(found.get(key) ?? []), ...gaps]);
      times.set(key, [...(times.get(key) ?? []), timesMs]);
    }
    days.push({ dayMs, signals });
  }
  const known = await listKnownGaps(client, review, span);
  const isEvaluated = (key: string, { toMs }: LedgerGap): boolean =>
    toMs === null || !retainedDays.has(`${key} ${dayOf(toMs).fromMs}`);
  const changes = new Map(
    [...new Set([...known.keys(), ...found.keys()])].map((key) => [
      key,
      reconcileGaps(
        (known.get(key) ?? []).filter((gap) => isEvaluated(key, gap)),
        found.get(key) ?? [],
        concatTimes(times.get(key) ?? []),
      ),
    ]),
  );
  await storeDays(client, review, days);
  await applyLedgerChanges(client, review, changes, now);
}

/**
 * Loads the readings of a span. Most reviews are requested for readings that were just packed, and unpacked readings
 * will request another review. Therefore, the batches of a maker are read only if a review extends beyond the packed
 * readings, for example for a signal that resumed.
 */
async function loadReviewed(client: PoolClient, review: Review, span: Span): Promise<ReadingBlock> {
  const { makerId, deviceKey, toMs } = review;
  const load = async (packedOnly: boolean): Promise<ReadingBlock> =>
    (await loadBlocks(toQueryFn(client), makerId, new Map([[deviceKey, span]]), { packedOnly })).get(
      deviceKey,
    )!;
  const packed = await load(true);
  const isCovered = packed.count > 0 && extentOf(packed).toMs >= Math.min(toMs, span.toMs - 1);
  return isCovered ? packed : load(false);
}

/** Returns a span's days in order, with the previous evaluation of each and the current readings. */
async function loadDays(
  client: PoolClient,
  review: Review,
  { fromMs, toMs }: Span,
  block: ReadingBlock,
): Promise<
  { dayMs: number; storedDays: ReadonlyMap<string, SignalDay>; fresh: ReadonlyMap<string, Float64Array> }[]
> {
  const storedDays = await listDays(client, review, 'from', fromMs, Math.ceil((toMs - fromMs) / DAY_MS));
  const known = new Map(
    storedDays.filter(({ dayMs }) => dayMs < toMs).map(({ dayMs, signals }) => [dayMs, signals]),
  );
  const fresh = new Map(splitByDay(block).map((day) => [dayOf(day.timesMs[0]!).fromMs, timesBySignal(day)]));
  return [...new Set([...known.keys(), ...fresh.keys()])]
    .sort((a, b) => a - b)
    .map((dayMs) => ({
      dayMs,
      storedDays: known.get(dayMs) ?? new Map(),
      fresh: fresh.get(dayMs) ?? new Map(),
    }));
}

/** Returns the times of each signal. Signals that are always sent together share an array. */
function timesBySignal(block: ReadingBlock): Map<string, Float64Array> {
  const keys = new Set(block.shapes.flatMap((shape) => shape.keys));
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const members = block.shapes.map((shape) => (shape.keys.includes(key) ? '1' : '0')).join('');
    groups.set(members, [...(groups.get(members) ?? []), key]);
  }
  const found = new Map<string, Float64Array>();
  for (const [members, groupKeys] of groups) {
    const timesMs = block.timesMs.filter((_, i) => members[block.shapeOf[i]!] === '1');
    if (timesMs.length > 0) for (const key of groupKeys) found.set(key, timesMs);
  }
  return found;
}

function concatTimes(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
