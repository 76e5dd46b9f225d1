/** Machine states over time and their evaluation; pure functions, all times in epoch ms. */
export const DUTY_STATES = ['load', 'idle', 'off', 'fault', 'service', 'silent'] as const;

export type DutyState = (typeof DUTY_STATES)[number];

export interface DutySpan {
  readonly from: number;
  readonly to: number;
  readonly state: DutyState;
}

/** Clips spans to the window and fills gaps with the silent state, so that the strip always covers the window. */
export function clipSpans(spans: readonly DutySpan[], from: number, to: number): DutySpan[] {
  const result: DutySpan[] = [];
  let cursor = from;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(span.from, cursor);
    const end = Math.min(span.to, to);
    if (end <= start) continue;
    if (start > cursor) result.push({ from: cursor, to: start, state: 'silent' });
    result.push({ from: start, to: end, state: span.state });
    cursor = end;
  }
  if (cursor < to) result.push({ from: cursor, to, state: 'silent' });
  return result;
}

/** Shares of the window by state, largest first; they sum to one. */
export function dutyShares(spans: readonly DutySpan[]): [DutyState, number][] {
  const total = spans.reduce((sum, span) => sum + span.to - span.from, 0);
  if (total === 0) return [];
  const byState = new Map<DutyState, number>();
  for (const span of spans) byState.set(span.state, (byState.get(span.state) ?? 0) + span.to - span.from);
  return [...byState]
    .map(([state, length]): [DutyState, number] => [state, length / total])
    .sort((a, b) => b[1] - a[1]);
}
