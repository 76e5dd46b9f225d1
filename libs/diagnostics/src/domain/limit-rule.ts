/** Which side of the limits raises an alarm. */
export type LimitDirection = 'above' | 'below';

export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * A limit with hysteresis. For `above` (mirrored for `below`):
 * - a sample is *beyond* when its value > `onLimit`; a value equal to the on limit is not;
 * - a sample is *back* when its value <= `offLimit`; a value equal to the off limit is.
 *
 * `offLimit` lies on the healthy side of `onLimit` or equals it.
 */
export interface LimitRule {
  readonly direction: LimitDirection;
  readonly onLimit: number;
  readonly offLimit: number;
  /** How long samples must be beyond without interruption before the alarm is raised; 0 raises it at the first. */
  readonly onDelaySeconds: number;
  /**
   * Between samples further apart than this it is unknown whether the condition held, so the delay starts over; null
   * allows any distance.
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

/** Returns true when `value` is worse than `other`: the peak of an alarm is its first worst value. */
export function isWorse(rule: LimitRule, value: number, other: number): boolean {
  return rule.direction === 'above' ? value > other : value < other;
}
