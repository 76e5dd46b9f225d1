import { Exact } from '#platform';
import { isUsable, orderReadings, type CounterReading, type UsableReading } from './counter-reading.js';
import { hashOfPeriod, type Opening } from './evidence-hash.js';
import { CounterJudge, type Step } from './counter-judge.js';
import { RULE_VERSION, type MeterRule } from './meter-rule.js';
import { UsageTally } from './usage-tally.js';
import type { Usage, UsageReason } from './usage.js';

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

/** More reasons than this say nothing more; the rest is counted. */
const MOST_REASONS = 200;

/**
 * Derives what a counter used in a period. Pure, exact, and independent of the order and repetition of its readings.
 *
 * A step between two readings belongs to the period in which it ends, and one that ends exactly at `to` belongs to it
 * too. The counter at the period's start is the last reading at or before it; where there is none that counts, counting
 * begins at the first reading inside and the period says so. What lies between steps is never guessed.
 *
 * @param readings of one counter: those of the period and at least the last one before it (a day of them, so that a fall
 *   shortly before is remembered)
 */
export function deriveUsage(
  readings: readonly CounterReading[],
  meter: MeterRule,
  period: MeteredPeriod,
): Usage {
  const known = orderReadings(readings.filter((reading) => reading.receivedAt < period.knownUntil));
  const ordered = known.filter(isUsable);
  const tally = new UsageTally(period.from, period.to, period.zone);
  const stretches = period.windows.map((window) =>
    countStretch(ordered, meter, window, period.asOf ?? period.knownUntil, tally),
  );

  const hasMeasured = stretches.some((stretch) => stretch.hasMeasured);
  const hasHeld = stretches.some((stretch) => stretch.reasons.some(({ holds }) => holds));
  const days = tally.dayUsages();
  const openings = stretches.map((stretch) => stretch.opening);
  const startValue = stretches.map((stretch) => stretch.startValue).find((value) => value !== null) ?? null;
  return {
    ruleVersion: RULE_VERSION,
    state: hasMeasured ? 'measured' : hasHeld ? 'held' : 'unknown',
    quantity: hasMeasured ? sum(days.map((day) => day.quantity)) : null,
    heldQuantity: sum(days.map((day) => day.heldQuantity)),
    reasons: cutReasons([
      ...stretches.flatMap((stretch) => stretch.reasons),
      ...leftOut(known, period.windows),
    ]),
    openings,
    startValue,
    endValue: stretches.findLast((stretch) => stretch.endValue !== null)?.endValue ?? null,
    readingCount: days.reduce((count, day) => count + day.readingCount, 0),
    days,
    halfHours: tally.halfHours(openings[0]?.reading?.value ?? null),
    hash: hashOfPeriod(openings, days),
  };
}

interface Stretch {
  readonly opening: Opening;
  readonly hasMeasured: boolean;
  readonly reasons: readonly UsageReason[];
  readonly startValue: string | null;
  readonly endValue: string | null;
}

function countStretch(
  ordered: readonly UsableReading[],
  meter: MeterRule,
  window: CountingWindow,
  asOf: number,
  tally: UsageTally,
): Stretch {
  const judge = new CounterJudge(meter);
  const reasons: UsageReason[] = [];
  let hasMeasured = false;
  let opening: Opening = { reading: null, fallenFrom: null };
  let first: UsableReading | null = null;
  for (const reading of ordered) {
    if (reading.at < window.since || reading.at > window.to) continue;
    const step = judge.judge(reading);
    if (!countsIn(window, reading.at)) {
      opening = { reading, fallenFrom: judge.fallenFrom?.toFixed() ?? null };
      continue;
    }
    first ??= reading;
    tally.addReading(reading);
    if (step === null) continue;
    tally.addStep(step);
    if (step.hold === null) hasMeasured = true;
    if (step.hold !== null || step.isGap) reasons.push(reasonOf(step));
  }
  const last = judge.lastReading;
  return {
    opening,
    hasMeasured,
    reasons: [
      ...(opening.reading === null && first !== null ? [beganLate(window, first)] : []),
      ...reasons,
      ...silence(last, Math.min(window.to, asOf), meter),
    ],
    startValue: (opening.reading ?? first)?.value ?? null,
    endValue: last?.value ?? null,
  };
}

function reasonOf(step: Step): UsageReason {
  return {
    code: step.hold ?? 'gap',
    holds: step.hold !== null,
    from: iso(step.from.at),
    to: iso(step.to.at),
    fromValue: step.from.value,
    toValue: step.to.value,
    quantity: step.quantity?.toFixed() ?? null,
  };
}

const note = (code: UsageReason['code'], facts: Partial<UsageReason>): UsageReason => ({
  code,
  holds: false,
  from: null,
  to: null,
  fromValue: null,
  toValue: null,
  quantity: null,
  ...facts,
});

const beganLate = (window: CountingWindow, first: UsableReading): UsageReason =>
  note('began_at_first_reading', { from: iso(window.from), to: iso(first.at), toValue: first.value });

function silence(last: UsableReading | null, end: number, meter: MeterRule): UsageReason[] {
  if (last === null || end - last.at <= meter.maxGapMinutes * 60_000) return [];
  return [note('silent_at_end', { from: iso(last.at), to: iso(end) })];
}

/** What a device itself said not to rely on, inside the windows. */
function leftOut(known: readonly CounterReading[], windows: readonly CountingWindow[]): UsageReason[] {
  const count = known.filter(
    (reading) =>
      reading.value !== null &&
      !isUsable(reading) &&
      windows.some((window) => reading.at > window.from && reading.at <= window.to),
  ).length;
  return count > 0 ? [note('readings_left_out', { count })] : [];
}

/** What holds comes before what is only to be known, when there are too many to keep. */
function cutReasons(reasons: readonly UsageReason[]): UsageReason[] {
  if (reasons.length <= MOST_REASONS) return [...reasons];
  const kept = [...reasons.filter((reason) => reason.holds), ...reasons.filter((reason) => !reason.holds)];
  return [...kept.slice(0, MOST_REASONS), note('more_reasons', { count: reasons.length - MOST_REASONS })];
}

function sum(decimals: readonly string[]): string {
  return decimals.reduce((total, each) => total.plus(each), new Exact(0)).toFixed();
}

const iso = (at: number): string => new Date(at).toISOString();
