import { Exact } from '#platform';
import { isUsable, orderReadings, type CounterReading, type UsableReading } from './counter-reading.js';
import { hashOfPeriod, type Opening } from './evidence-hash.js';
import { CounterJudge } from './counter-judge.js';
import { NO_RECORDS, type MeterRecords } from './meter-records.js';
import { RULE_VERSION, type MeterRule } from './meter-rule.js';
import { type RegisterChange, registersOf } from './registers.js';
import { StepBook, type SettledSteps } from './step-book.js';
import { UsageTally } from './usage-tally.js';
import type { Usage, UsageReason } from './usage.js';
import { cutReasons, isoSpan, noteOf } from './usage-reasons.js';

/** A stretch of a period in which the counter counts for this contract. Instants are milliseconds since 1970 UTC. */
export interface CountingWindow {
  /**
   * From when on its readings are this contract's: earlier than `from` where counting only goes on from the period before,
   * equal to it where the contract, the machine's time under it or its placement begins here.
   */
  readonly since: number;
  readonly from: number;
  readonly to: number;
}

/** Whether a reading at an instant is counted in a window, and not only what its counting goes on from. */
export function countsIn({ since, from, to }: CountingWindow, at: number): boolean {
  return at <= to && (at > from || (at === from && since === from));
}

export interface MeteredPeriod {
  /** IANA zone of the contract; its days are local days of it. */
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  /** In order, without overlap, inside the period. Usually one: the whole period. */
  readonly windows: readonly CountingWindow[];
  /** Readings received at this instant or later are not known yet. */
  readonly knownUntil: number;
  /** How far time had come, to tell a silence from a month that still runs; `knownUntil` when left out. */
  readonly asOf?: number;
}

/**
 * Derives what a counter used in a period. Pure, exact, and independent of the order and repetition of its readings and of
 * what was recorded of it.
 *
 * A step between two readings belongs to the period in which it ends, and one that ends exactly at `to` belongs to it
 * too. The counter at the period's start is the last reading at or before it; where there is none that counts, counting
 * begins at the first reading inside and the period says so. What was billed elsewhere before begins with its opening reading. What lies between steps is never guessed: somebody decides.
 *
 * @param readings of one counter: those of the period and at least the last one before it (a day of them, so that a fall
 *   shortly before is remembered)
 */
export function deriveUsage(
  readings: readonly CounterReading[],
  meter: MeterRule,
  period: MeteredPeriod,
  records: MeterRecords = NO_RECORDS,
): Usage {
  const known = orderReadings(readings.filter((reading) => reading.receivedAt < period.knownUntil));
  const ordered = known.filter(isUsable);
  const tally = new UsageTally(period.from, period.to, period.zone);
  const stretches = period.windows.map((window) =>
    countStretch(ordered, meter, window, period.asOf ?? period.knownUntil, records, tally),
  );

  const hasMeasured = stretches.some((stretch) => stretch.hasMeasured);
  const hasHeld = stretches.some((stretch) => stretch.hasHeld);
  const days = tally.dayUsages();
  const openings = stretches.map((stretch) => stretch.opening);
  const startValue = stretches.map((stretch) => stretch.startValue).find((value) => value !== null) ?? null;
  const unknownMs = stretches.reduce((sum, stretch) => sum + stretch.unknownMs, 0);
  return {
    ruleVersion: RULE_VERSION,
    state: hasMeasured ? 'measured' : hasHeld ? 'held' : 'unknown',
    quantity: hasMeasured ? sum(days.map((day) => day.quantity)) : null,
    heldQuantity: sum(days.map((day) => day.heldQuantity)),
    estimatedQuantity: tally.estimatedQuantity,
    unbilledQuantity: tally.unbilledQuantity,
    unknownSeconds: Math.round(unknownMs / 1000),
    reasons: cutReasons([
      ...stretches.flatMap((stretch) => stretch.reasons),
      ...leftOut(known, period.windows),
    ]),
    exceptions: stretches.flatMap((stretch) => stretch.exceptions),
    openings,
    startValue,
    endValue: stretches.findLast((stretch) => stretch.endValue !== null)?.endValue ?? null,
    readingCount: days.reduce((count, day) => count + day.readingCount, 0),
    days,
    halfHours: tally.halfHours(openings[0]?.reading?.value ?? null),
    hash: hashOfPeriod(openings, days),
  };
}

interface Stretch extends SettledSteps {
  readonly opening: Opening;
  readonly startValue: string | null;
  readonly endValue: string | null;
}

function countStretch(
  ordered: readonly UsableReading[],
  meter: MeterRule,
  window: CountingWindow,
  asOf: number,
  records: MeterRecords,
  tally: UsageTally,
): Stretch {
  const isInside = ({ at }: { readonly at: number }): boolean => at >= window.since && at <= window.to;
  const book = new StepBook(records, window, tally);
  let opening: Opening = { reading: null, fallenFrom: null };
  let first: UsableReading | null = null;
  let last: UsableReading | null = null;
  const inside = ordered.filter(isInside);
  for (const register of registersOf(inside, changesIn(window, inside, records.changes.filter(isInside)))) {
    const judge = new CounterJudge(meter);
    for (const value of register) {
      const step = judge.judge(value);
      const isReading = value.change === undefined;
      const isOpening = value.change?.type === 'opening';
      if (isReading || isOpening) last = value;
      if (isOpening || !countsIn(window, value.at)) {
        // What another register had fallen from says nothing about this one.
        const reading = isReading || isOpening ? value : opening.reading;
        opening = { reading, fallenFrom: judge.fallenFrom?.toFixed() ?? null };
        continue;
      }
      if (isReading) {
        first ??= value;
        tally.addReading(value);
      }
      if (step !== null) book.take(step);
    }
  }
  const beganLate = opening.reading === null && first !== null ? { from: window.from, to: first.at } : null;
  const end = Math.min(window.to, asOf);
  const silentFrom = last?.at ?? window.from;
  if (end - Math.max(silentFrom, window.from) > 0 && end - silentFrom > meter.maxGapMinutes * 60_000)
    book.silence({ from: silentFrom, to: end }, last?.value ?? null, asOf >= window.to);
  const settled = book.close();
  return {
    ...settled,
    opening,
    reasons: [
      ...(beganLate
        ? [noteOf('began_at_first_reading', { ...isoSpan(beganLate), toValue: first!.value })]
        : []),
      ...settled.reasons,
    ],
    unknownMs: settled.unknownMs + (beganLate ? beganLate.to - beganLate.from : 0),
    startValue: (opening.reading ?? first)?.value ?? null,
    endValue: last?.value ?? null,
  };
}

/** Counting goes on from the opening of a contract that was billed elsewhere only until a reading takes its place. */
function changesIn(
  { from }: CountingWindow,
  inside: readonly UsableReading[],
  changes: readonly RegisterChange[],
): RegisterChange[] {
  const isReadBefore = inside.some(({ at }) => at < from);
  return changes.filter(({ type }) => type !== 'opening' || !isReadBefore);
}

/** What a device itself said not to rely on, inside the windows. */
function leftOut(known: readonly CounterReading[], windows: readonly CountingWindow[]): UsageReason[] {
  const count = known.filter(
    (reading) =>
      reading.value !== null &&
      !isUsable(reading) &&
      windows.some((window) => reading.at > window.from && reading.at <= window.to),
  ).length;
  return count > 0 ? [noteOf('readings_left_out', { count })] : [];
}

function sum(decimals: readonly string[]): string {
  return decimals.reduce((total, each) => total.plus(each), new Exact(0)).toFixed();
}
