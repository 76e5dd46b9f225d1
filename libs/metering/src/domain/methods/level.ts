import { Exact } from '#platform';
import type { UsableReading } from '../counter-reading.js';
import { countsIn, type CountingWindow } from '../metered-period.js';
import type { MeterRule } from '../meter-rule.js';
import type { Span } from '../spans.js';
import { SHARE_DECIMALS } from '../usage-tally.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A reading, and for how long its level stands. */
export interface StandingLevel extends Span {
  readonly reading: UsableReading;
  /** The reading that follows; null of the last one. */
  readonly next: UsableReading | null;
  /** How far there would have been something to know: beyond `to` nobody does. */
  readonly until: number;
}

/** What a window has of a level. */
export interface LevelsOfWindow {
  /** The last reading before those that count: its level stands at the window's start. */
  readonly opening: UsableReading | null;
  /** By time. */
  readonly counted: readonly UsableReading[];
  readonly levels: readonly StandingLevel[];
}

/**
 * For how long each level of a window stands: until the next reading, at most as long as a silence may be, and no further than
 * time has come (billing.md, section 0, gauge).
 *
 * @param ordered usable readings of one signal
 * @param asOf how far time has come
 */
export function levelsOf(
  ordered: readonly UsableReading[],
  { maxGapMinutes }: MeterRule,
  window: CountingWindow,
  asOf: number,
): LevelsOfWindow {
  const inside = ordered.filter(({ at }) => at >= window.since && at <= window.to);
  const counted = inside.filter(({ at }) => countsIn(window, at));
  const opening = inside.findLast(({ at }) => !countsIn(window, at)) ?? null;
  // What is read at the last instant alone stood for no time: nobody knows of any before it.
  if (!opening && counted.every(({ at }) => at === window.to)) return { opening, counted: [], levels: [] };
  const readings = opening ? [opening, ...counted] : counted;
  const end = Math.min(window.to, asOf);
  const levels = readings.map((reading, index) => {
    const next = readings[index + 1] ?? null;
    const until = Math.max(next?.at ?? end, reading.at);
    const from = Math.max(reading.at, window.from);
    const to = Math.max(from, Math.min(until, reading.at + maxGapMinutes * MINUTE_MS));
    return { reading, next, from, to, until };
  });
  return { opening, counted, levels };
}

/**
 * What a level brings in a time: value times hours. What is below zero brings nothing: the noise of
 * an idle instrument gives nothing back.
 */
export function broughtBy({ value }: UsableReading, { from, to }: Span): Exact {
  return levelIn(value)
    .times(to - from)
    .div(HOUR_MS)
    .toDecimalPlaces(SHARE_DECIMALS, Exact.ROUND_HALF_UP);
}

/** Of a gauge; never below zero. */
export function levelIn(value: string): Exact {
  return Exact.max(0, value);
}

/** A reading as a level: of a state or an event 1 where it counts and 0 where not. */
export function shown(reading: UsableReading, { method, matches = [] }: MeterRule): UsableReading {
  if (method !== 'state_time' && method !== 'event_count') return reading;
  return { ...reading, value: matches.length === 0 || matches.includes(reading.value) ? '1' : '0' };
}

/** Whether a gauge shows more than the contract believes. */
export function isImplausible(value: string, { method, maxRatePerHour }: MeterRule): boolean {
  return method !== 'state_time' && maxRatePerHour !== null && new Exact(value).gt(maxRatePerHour);
}
