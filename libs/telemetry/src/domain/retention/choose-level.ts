import { type Level, LEVELS } from './retention-rule.js';

/**
 * The level from which a chart is drawn: the one it would have, or the next coarser one of which nothing was removed in its
 * span. Where all lack something the coarsest serves, which goes back furthest.
 * @param removed the levels of which something was removed in the span
 */
export function chooseLevel(wanted: Level, removed: ReadonlySet<Level>): Level {
  return LEVELS.find((level) => level >= wanted && !removed.has(level)) ?? 86_400;
}
