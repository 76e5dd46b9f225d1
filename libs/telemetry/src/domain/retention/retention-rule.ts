/** What is kept of readings: as they were sent, and what they amount to in buckets; by width in seconds, 0 for the readings. */
export const LEVELS = [0, 60, 3600, 86_400] as const;
export type Level = (typeof LEVELS)[number];

/** Days for which each level is kept; null for ever. */
export type Keep = Readonly<Record<Level, number | null>>;

export const KEEP_EVERYTHING: Keep = { 0: null, 60: null, 3600: null, 86_400: null };

/** For a model or all of them, for a signal or all of them. */
export interface RetentionRule {
  readonly modelId: string | null;
  readonly signalKey: string | null;
  readonly keep: Keep;
}

/** Nobody needs a reading for less than a day, and no contract runs for a century. */
export const MIN_DAYS = 1;
export const MAX_DAYS = 36_500;

const DAY_MS = 86_400_000;

/**
 * How long a signal of a model is kept: by the most specific rule, as a whole. A rule for the signal of the model comes before
 * one for the signal, that before one for the model, that before one for everything; without any, all is kept for ever.
 * @param modelId null for a site's own instruments, which have none
 */
export function resolveKeep(
  rules: readonly RetentionRule[],
  modelId: string | null,
  signalKey: string,
): Keep {
  let found: RetentionRule | undefined;
  for (const rule of rules) {
    if (rule.modelId !== null && rule.modelId !== modelId) continue;
    if (rule.signalKey !== null && rule.signalKey !== signalKey) continue;
    if (!found || rankOf(rule) > rankOf(found)) found = rule;
  }
  return found?.keep ?? KEEP_EVERYTHING;
}

function rankOf({ modelId, signalKey }: RetentionRule): number {
  return (signalKey === null ? 0 : 2) + (modelId === null ? 0 : 1);
}

/**
 * The levels that would be removed before a finer one: a chart that can't have the fine one falls back to the coarser, which
 * must then be there.
 */
export function findShorterLevels(keep: Keep): Level[] {
  return LEVELS.filter((level, i) => i > 0 && daysOf(keep[level]) < daysOf(keep[LEVELS[i - 1]!]));
}

function daysOf(days: number | null): number {
  return days ?? Infinity;
}

/** Days (UTC) that end at this instant or before are past their time; undefined where they never are. */
export function horizonOf(days: number | null, now: number): number | undefined {
  return days === null ? undefined : Math.floor((now - days * DAY_MS) / DAY_MS) * DAY_MS;
}
