import { Exact } from '#platform/domain';
import type { UsableReading } from '../steps/counter-reading.js';
import { countsIn, type CountingWindow } from '../usage/metered-period.js';
import { holdLimitOf, type MeterRule } from '../usage/meter-rule.js';
import type { Span } from '../windows/spans.js';
import { toAppliedLevels, type AppliedLevel } from '../steps/applied-level.js';
import { foreignOpening } from './foreign-opening.js';

export const HOUR_MS = 3_600_000;

/** Levels of a window. */
export interface LevelsOfWindow {
  /** The last reading before the counted readings; its level applies at the window's start. */
  readonly opening: UsableReading | null;
  /** In chronological order. */
  readonly counted: readonly UsableReading[];
  readonly levels: readonly AppliedLevel<UsableReading>[];
}

/**
 * Determines how long each level applies within a window, up to `asOf`.
 *
 * @param ordered usable readings of one signal
 * @param asOf the current time
 */
export function levelsOf(
  ordered: readonly UsableReading[],
  meter: MeterRule,
  window: CountingWindow,
  asOf: number,
): LevelsOfWindow {
  const foreign = foreignOpening(ordered, window);
  const inside = [
    ...(foreign ? [foreign] : []),
    ...ordered.filter(({ at }) => at >= window.since && at <= window.to),
  ];
  const counted = inside.filter(({ at }) => countsIn(window, at));
  const opening = inside.findLast(({ at }) => !countsIn(window, at)) ?? null;
  // A level that is first read at the last instant has no duration, and the time before it is unknown.
  if (!opening && counted.every(({ at }) => at === window.to)) return { opening, counted: [], levels: [] };
  const readings = opening ? [opening, ...counted] : counted;
  const levels = toAppliedLevels(readings, holdLimitOf(meter), Math.min(window.to, asOf)).map((level) => {
    const from = Math.max(level.from, window.from);
    return { ...level, from, to: Math.max(from, level.to) };
  });
  return { opening, counted, levels };
}

/** Returns the contribution of a level over a span: value times milliseconds, which is exact. */
export function contributionOf({ value }: UsableReading, rule: LevelRule, { from, to }: Span): Exact {
  return toLevel(value, rule).times(to - from);
}

type LevelRule = Pick<MeterRule, 'isSigned'>;

/**
 * Returns the level of a gauge. Negative values are zero unless the rule allows them, so that the noise of an idle
 * instrument subtracts nothing.
 */
export function toLevel(value: string, { isSigned = false }: LevelRule): Exact {
  return isSigned ? new Exact(value) : Exact.max(0, value);
}

/** Converts a reading to a level: 1 if its state or event counts, otherwise 0. */
export function toLevelReading(reading: UsableReading, { method, matches = [] }: MeterRule): UsableReading {
  if (method !== 'state_time' && method !== 'event_count') return reading;
  return { ...reading, value: matches.length === 0 || matches.includes(reading.value) ? '1' : '0' };
}

/** Returns true when a gauge's value exceeds the contract's maximum. */
export function isImplausible(value: string, { method, maxRatePerHour }: MeterRule): boolean {
  return method !== 'state_time' && maxRatePerHour !== null && new Exact(value).gt(maxRatePerHour);
}
