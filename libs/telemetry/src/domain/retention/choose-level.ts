import { type Level, LEVELS } from './retention-rule.js';

/**
 * Returns the level for a chart: the requested one, or the next coarser one that is complete in the chart's span. If
 * none is complete, returns the coarsest, which reaches back furthest.
 * @param removed the levels with purged data in the span
 */
export function chooseLevel(wanted: Level, removed: ReadonlySet<Level>): Level {
  return LEVELS.find((level) => level >= wanted && !removed.has(level)) ?? 86_400;
}
