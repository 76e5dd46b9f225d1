/** Side of the limits on which values raise an alarm. */
export type LimitDirection = 'above' | 'below';

export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * A limit with hysteresis. For `above` (mirrored for `below`):
 * - a sample is *beyond* if its value > `onLimit`; a value equal to the on limit is not;
 * - a sample is *back* if its value <= `offLimit`, including a value equal to the off limit.
 *
 * `offLimit` is on the healthy side of `onLimit` or equals it.
 */
export interface LimitRule {
  readonly direction: LimitDirection;
  readonly onLimit: number;
  readonly offLimit: number;
  /**
   * Time for which samples must be beyond without interruption before the alarm is raised. With 0, the first sample
   * raises it.
   */
  readonly onDelaySeconds: number;
  /**
   * Maximum gap between samples, because it is unknown whether the condition held during a longer gap. A longer gap
   * restarts the delay; null allows any gap.
   */
  readonly maxGapSeconds: number | null;
  readonly severity: Severity;
}

export function isBeyond(rule: LimitRule, value: number): boolean {
  return rule.direction === 'above' ? value > rule.onLimit : value < rule.onLimit;
}

export function isBackToNormal(rule: LimitRule, value: number): boolean {
  return rule.direction === 'above' ? value <= rule.offLimit : value >= rule.offLimit;
}

/** Returns true when `value` is worse than `other`. The peak of an alarm is its first worst value. */
export function isWorse(rule: LimitRule, value: number, other: number): boolean {
  return rule.direction === 'above' ? value > other : value < other;
}
