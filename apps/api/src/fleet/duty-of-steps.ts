import { composeDuty, type DutySegment, type DutyWindow } from '#equipment';

/**
 * Maximum number of segments. In lists, the strip is a few hundred pixels wide, so more segments would not be visible.
 */
const MAX_SEGMENTS = 288;

/** Reading that changes the state or follows a notable interval (`findNotableSteps`). Times are in epoch milliseconds. */
export interface StateStep {
  readonly at: number;
  readonly previousAt: number | null;
  /** State in the reading; null if the reading contained no state. */
  readonly state: string | null;
}

/**
 * Returns the segments of a machine's states for a list.
 * @param steps in chronological order, from before the window
 */
export function composeStrip(steps: readonly StateStep[], window: DutyWindow): DutySegment[] {
  const points = steps.map(({ at, previousAt, state }) => ({
    at: new Date(at),
    reported: state,
    previousAt: previousAt === null ? null : new Date(previousAt),
  }));
  return limitSegments(composeDuty(points, window), window);
}

/**
 * Limits the number of segments. If there are too many, divides the window into `MAX_SEGMENTS` equal parts, and returns
 * the state at the start of each part.
 */
export function limitSegments(
  segments: readonly DutySegment[],
  { from, to }: Pick<DutyWindow, 'from' | 'to'>,
): DutySegment[] {
  if (segments.length <= MAX_SEGMENTS) return [...segments];
  const partMs = (to.getTime() - from.getTime()) / MAX_SEGMENTS;
  const limited: DutySegment[] = [];
  let next = 0;
  for (let part = 0; part < MAX_SEGMENTS; part++) {
    const start = new Date(from.getTime() + part * partMs);
    while (segments[next]!.to <= start) next++;
    const { state } = segments[next]!;
    const end = new Date(from.getTime() + (part + 1) * partMs);
    const last = limited.at(-1);
    if (last?.state === state) limited[limited.length - 1] = { ...last, to: end };
    else limited.push({ from: start, to: end, state });
  }
  return limited;
}
