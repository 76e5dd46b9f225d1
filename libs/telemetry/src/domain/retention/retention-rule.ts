/** Stored levels: 0 for readings as sent; for rollups, the bucket width in seconds. */
export const LEVELS = [0, 60, 3600, 86_400] as const;
export type Level = (typeof LEVELS)[number];

/** Number of days for which each level is kept; null for unlimited. */
export type Keep = Readonly<Record<Level, number | null>>;

export const KEEP_EVERYTHING: Keep = { 0: null, 60: null, 3600: null, 86_400: null };

/** A rule for one model or all models, and for one signal or all signals. */
export interface RetentionRule {
  readonly modelId: string | null;
  readonly signalKey: string | null;
  readonly keep: Keep;
}

/** Limits of a retention period. A day is the useful minimum, and no contract runs for a century. */
export const MIN_DAYS = 1;
export const MAX_DAYS = 36_500;

const DAY_MS = 86_400_000;

/**
 * Returns the retention of a model's signal. The most specific rule defines all levels: a rule for the signal of the
 * model, otherwise one for the signal, otherwise one for the model, otherwise one for everything. Without a rule,
 * everything is kept forever.
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
    if (!found || rankLevel(rule) > rankLevel(found)) found = rule;
  }
  return found?.keep ?? KEEP_EVERYTHING;
}

function rankLevel({ modelId, signalKey }: RetentionRule): number {
  return (signalKey === null ? 0 : 2) + (modelId === null ? 0 : 1);
}

/**
 * Returns the levels that would be purged before a finer one. A chart falls back to the coarser level, so it must
 * outlive the finer one.
 */
export function findShorterLevels(keep: Keep): Level[] {
  return LEVELS.filter((level, i) => i > 0 && daysOf(keep[level]) < daysOf(keep[LEVELS[i - 1]!]));
}

function daysOf(days: number | null): number {
  return days ?? Infinity;
}

/** Returns the latest time at which an expired day (UTC) can end; undefined for unlimited retention. */
export function horizonOf(days: number | null, now: number): number | undefined {
  return days === null ? undefined : Math.floor((now - days * DAY_MS) / DAY_MS) * DAY_MS;
}
