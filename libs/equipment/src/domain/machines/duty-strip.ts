import { type MachineState, toMachineState } from './machine-state.js';

/** A period in one state; the segments of a strip are contiguous. */
export interface DutySegment {
  readonly from: Date;
  readonly to: Date;
  readonly state: MachineState;
}

/** A reading of a device, with the time of its previous reading. */
export interface DutyPoint {
  readonly at: Date;
  /** The value of the state signal; null if this reading has none. */
  readonly reported: string | null;
  /** Time of the previous reading; null if none is known. */
  readonly previousAt: Date | null;
}

export interface DutyWindow {
  readonly from: Date;
  readonly to: Date;
  /** Maximum time for which a reading is valid. The next reading ends its validity earlier. */
  readonly silentAfterSeconds: number;
  /** The device's newest reading within the window; null if there is none. */
  readonly lastAt: Date | null;
  /** Whether the device has reported at least once. If not, missing readings don't mean that the device is silent. */
  readonly isHeard: boolean;
}

/**
 * Returns the state strip of a machine. Readings that don't change the state and follow the previous reading within
 * `silentAfterSeconds` can be omitted, so that a query can merge them in the database.
 * @param points in chronological order, from at least `silentAfterSeconds` before the window
 */
export function composeDuty(points: readonly DutyPoint[], window: DutyWindow): DutySegment[] {
  const silentMs = window.silentAfterSeconds * 1000;
  const builder = new SegmentBuilder(window.from, window.to);
  const stateWithoutData: MachineState = window.isHeard ? 'silent' : 'unknown';
  let state: MachineState = stateWithoutData;
  let since = window.from;
  for (const point of points) {
    const isGap = point.previousAt === null || point.at.getTime() - point.previousAt.getTime() > silentMs;
    if (isGap) {
      // A state ends with its last reading and not with the first reading after the gap, so that time without readings
      // has no state.
      const lastKnown = point.previousAt ?? since;
      builder.add(since, lastKnown, state);
      builder.add(lastKnown, point.at, stateWithoutData);
    } else {
      builder.add(since, point.at, state);
    }
    const reported = point.reported === null ? undefined : (toMachineState(point.reported) ?? 'unknown');
    state = reported ?? (isGap || state === stateWithoutData ? 'unknown' : state);
    since = point.at;
  }
  const { lastAt, to } = window;
  if (lastAt !== null && points.length > 0 && to.getTime() - lastAt.getTime() > silentMs) {
    builder.add(since, lastAt, state);
    builder.add(lastAt, to, stateWithoutData);
  } else {
    builder.add(since, to, state);
  }
  return builder.segments;
}

class SegmentBuilder {
  readonly segments: DutySegment[] = [];

  constructor(
    private readonly from: Date,
    private readonly to: Date,
  ) {}

  /** Clips a segment to the window and merges it with the previous one if the state is the same. */
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
