import { type MachineState, toMachineState } from './machine-state.js';

/** A stretch of one state; segments of a strip follow one another without gaps. */
export interface DutySegment {
  readonly from: Date;
  readonly to: Date;
  readonly state: MachineState;
}

/** A reading of a device, with the device's reading before it. */
export interface DutyPoint {
  readonly at: Date;
  /** The word of the state signal; null when this reading carried none. */
  readonly reported: string | null;
  /** Null when nothing is known before. */
  readonly previousAt: Date | null;
}

export interface DutyWindow {
  readonly from: Date;
  readonly to: Date;
  /** A reading speaks for the time up to the next, but no longer than this. */
  readonly silentAfterSeconds: number;
  /** The device's newest reading within the window; null: none. */
  readonly lastAt: Date | null;
  /** Whether the device has ever been heard: without that its silence means nothing. */
  readonly isHeard: boolean;
}

/**
 * The strip of what a machine did. Readings that change nothing and follow closely on the one before may be left out, so
 * that a query can coalesce where the rows are.
 * @param points in time order, from at least `silentAfterSeconds` before the window
 */
export function composeDuty(points: readonly DutyPoint[], window: DutyWindow): DutySegment[] {
  const silentMs = window.silentAfterSeconds * 1000;
  const strip = new Strip(window.from, window.to);
  const nothing: MachineState = window.isHeard ? 'silent' : 'unknown';
  let state: MachineState = nothing;
  let since = window.from;
  for (const point of points) {
    const isGap = point.previousAt === null || point.at.getTime() - point.previousAt.getTime() > silentMs;
    if (isGap) {
      // Nothing is claimed for a time nobody reported: the state ends with its last reading, not with the next one.
      const lastKnown = point.previousAt ?? since;
      strip.add(since, lastKnown, state);
      strip.add(lastKnown, point.at, nothing);
    } else {
      strip.add(since, point.at, state);
    }
    const reported = point.reported === null ? undefined : (toMachineState(point.reported) ?? 'unknown');
    state = reported ?? (isGap || state === nothing ? 'unknown' : state);
    since = point.at;
  }
  const { lastAt, to } = window;
  if (lastAt !== null && points.length > 0 && to.getTime() - lastAt.getTime() > silentMs) {
    strip.add(since, lastAt, state);
    strip.add(lastAt, to, nothing);
  } else {
    strip.add(since, to, state);
  }
  return strip.segments;
}

class Strip {
  readonly segments: DutySegment[] = [];

  constructor(
    private readonly from: Date,
    private readonly to: Date,
  ) {}

  /** Cuts a stretch to the window and joins it to the one before when the state is the same. */
  add(from: Date, to: Date, state: MachineState): void {
    const start = from > this.from ? from : this.from;
    const end = to < this.to ? to : this.to;
    if (start >= end) return;
    const last = this.segments.at(-1);
    if (last && last.state === state && last.to.getTime() === start.getTime()) {
      this.segments[this.segments.length - 1] = { ...last, to: end };
    } else {
      this.segments.push({ from: start, to: end, state });
    }
  }
}
