/** Exports for other domains: pure code that loads neither a framework nor a database. */
export {
  evaluateLimit,
  INITIAL_LIMIT_STATE,
  type DetectedAlarm,
  type LimitEvaluation,
  type LimitState,
} from './evaluate-limit.js';
export { SEVERITIES, type LimitDirection, type LimitRule, type Severity } from './limit-rule.js';
export type { RequiredPart } from './required-part.js';
export type { Sample } from './sample.js';
