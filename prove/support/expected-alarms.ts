export interface LimitRule {
  signal: string;
  direction: 'above' | 'below';
  on: number;
  off: number;
  delaySeconds: number;
}

export interface Interval {
  raisedAt: string;
  clearedAt: string | null;
}

/**
 * Calculates the alarms of a threshold rule from a file, without the product's code. Samples are processed in
 * chronological order. An alarm is raised at the first sample at which the value has been beyond the on limit for at
 * least `delaySeconds`. It is cleared at the first sample at or inside the off limit.
 */
export function expectedAlarms(
  samples: readonly { time: string; value: number }[],
  rule: LimitRule,
): Interval[] {
  const sign = rule.direction === 'above' ? 1 : -1;
  const intervals: Interval[] = [];
  let since: number | null = null;
  let open: Interval | null = null;
  for (const { time, value } of [...samples].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
    const at = Date.parse(time);
    if (open) {
      if (sign * value <= sign * rule.off) {
        open.clearedAt = new Date(at).toISOString();
        open = null;
        since = null;
      }
      continue;
    }
    if (sign * value <= sign * rule.on) {
      since = null;
      continue;
    }
    since ??= at;
    if (at - since >= rule.delaySeconds * 1000) {
      open = { raisedAt: new Date(at).toISOString(), clearedAt: null };
      intervals.push(open);
    }
  }
  return intervals;
}
