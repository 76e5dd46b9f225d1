import type { MachineTime } from '#contracts/domain';
import { type MachineState, toMachineState } from '#equipment/domain';
import { clip, overlap, type Span, subtractSpans } from '#metering/domain';
import { Exact } from '#platform/domain';

/** Kinds of detected downtime that need a review: the machine reported that it can't work, or it sent no data. */
export const DETECTED_KINDS = ['fault', 'service', 'silent'] as const;
export type DetectedKind = (typeof DETECTED_KINDS)[number];

/** A reading of a machine, and the time of the previous reading. Milliseconds since 1970 UTC. */
export interface StatePoint {
  readonly at: number;
  /** Null if there is no earlier reading. */
  readonly previousAt: number | null;
  /** Value of the state signal; null if the reading has none. */
  readonly state: string | null;
}

/** The readings of a machine. */
export interface MachineReadings {
  readonly machineId: string;
  /**
   * In chronological order. Readings with an unchanged state that closely follow the previous reading may be omitted.
   */
  readonly points: readonly StatePoint[];
  /** Time of the latest reading. */
  readonly lastAt: number | null;
  /**
   * True if the machine sent a reading before the first point. Otherwise, the time before the first point is not a gap.
   */
  readonly isHeardBefore: boolean;
  /** Time without data after which the state is unknown. */
  readonly patienceMs: number;
  /** Spans in which the caller has access to the machine's data; nothing is reported outside them. */
  readonly visible: readonly Span[];
}

/** Downtime that is evident from readings. */
export interface DetectedDowntime extends MachineTime {
  readonly kind: DetectedKind;
  /** The state that the machine reported; null for a gap. */
  readonly reported: string | null;
  /** True if the downtime lasts until the end of the examined time. */
  readonly goesOn: boolean;
}

/**
 * Minimum duration of a detected downtime. Shorter downtimes are not worth recording, such as the seconds that remain
 * when a downtime is recorded in whole minutes.
 */
const MIN_DOWNTIME_MS = 60_000;

/**
 * Finds downtime that is evident from readings but not recorded, by machine and in chronological order. A state applies
 * until the next reading, but at most for `patienceMs`; after that it is unknown (docs/rules/metering.md#levels). A
 * machine that is off or idle could work, so these states are not downtime.
 *
 * @param evaluatedTimes times of machines to examine; times of the same machine don't overlap
 * @param recorded recorded downtime, regardless of its cause
 * @param until the current time, or the end of the examined time
 */
export function detectDowntime(
  machineReadings: readonly MachineReadings[],
  evaluatedTimes: readonly MachineTime[],
  recorded: readonly MachineTime[],
  until: number,
): DetectedDowntime[] {
  return machineReadings.flatMap((machine) => {
    const { machineId, visible } = machine;
    const own = (times: readonly MachineTime[]): MachineTime[] =>
      times.filter((time) => time.machineId === machineId);
    const examined = own(evaluatedTimes).flatMap((time) => visible.flatMap((span) => intersect(time, span)));
    const recordedTimes = own(recorded);
    return stateSpansOf(machine, until)
      .flatMap((part) => examined.flatMap((time) => intersect(part, time)))
      .flatMap((part) => subtractSpans([part], recordedTimes).map((left) => ({ ...part, ...left })))
      .flatMap(({ state, reported, from, to }) =>
        isDetectedKind(state) && to - from >= MIN_DOWNTIME_MS
          ? [{ machineId, kind: state, reported, from, to, goesOn: to === until }]
          : [],
      )
      .sort((a, b) => a.from - b.from);
  });
}

/**
 * Returns true when the running-hours counter accounts for only a part of a data gap, so that the rest of the gap stays
 * unknown (docs/rules/service-levels.md#unknown-time).
 */
export function hasUnprovenTime({ from, to }: Span, ranHours: string): boolean {
  return new Exact(to - from).minus(new Exact(ranHours).times(MS_PER_HOUR)).gte(MIN_DOWNTIME_MS);
}

const MS_PER_HOUR = 3_600_000;

interface StateSpan extends Span {
  readonly state: MachineState;
  readonly reported: string | null;
}

/** Returns the states of a machine up to `end` as consecutive spans. Time without data is a span too. */
function stateSpansOf(
  { points, lastAt, isHeardBefore, patienceMs }: MachineReadings,
  end: number,
): StateSpan[] {
  const spans: StateSpan[] = [];
  const add = ({ to, ...known }: StateSpan): void => {
    const last = spans.at(-1);
    const part = { ...known, to: Math.min(to, end) };
    if (part.from >= part.to) return;
    if (last && last.state === part.state && last.to === part.from)
      spans[spans.length - 1] = { ...last, to: part.to };
    else spans.push(part);
  };
  const addGap = (from: number, to: number): void => add({ state: 'silent', reported: null, from, to });
  let current: Pick<StateSpan, 'state' | 'reported'> = UNKNOWN;
  let since = -Infinity;
  if (isHeardBefore) addGap(-Infinity, points[0]?.at ?? end);
  for (const { at, previousAt, state } of points) {
    const isAfterGap = previousAt === null || at - previousAt > patienceMs;
    if (!isAfterGap) add({ ...current, from: since, to: at });
    else if (previousAt !== null) {
      add({ ...current, from: since, to: previousAt + patienceMs });
      addGap(previousAt + patienceMs, at);
    }
    if (state !== null) current = { state: toMachineState(state) ?? 'unknown', reported: state };
    else if (isAfterGap) current = UNKNOWN;
    since = at;
  }
  if (points.length > 0) {
    const until = Math.max(lastAt ?? since, since) + patienceMs;
    add({ ...current, from: since, to: until });
    addGap(until, end);
  }
  return spans;
}

const UNKNOWN = { state: 'unknown', reported: null } as const;

const isDetectedKind = (state: MachineState): state is DetectedKind =>
  (DETECTED_KINDS as readonly MachineState[]).includes(state);

/** Returns the portion of a part that lies within a span; empty if there is none. */
const intersect = <Part extends Span>(part: Part, time: Span): Part[] =>
  overlap(part, time) > 0 ? [{ ...part, ...clip(part, time) }] : [];
