import { deriveCoarseHistory, toSourceDays, type StationCounters } from './coarse-history.js';
import { commissionedMs } from '../fleet-plan.js';
import { STEP_MS } from '../physics/station.js';
import { addCounters, toCounterSample, toMeterSample, type Sample } from './samples.js';
import { deriveBefore } from './station-anchor.js';
import {
  sampleOfEvent,
  sampleOfMachine,
  sampleOfMeter,
  type Before,
  type MachineEvent,
  type Snapshot,
  type StationCourse,
} from './station-course.js';
import { coarseTimes, FINE_MS, type Timeline } from './timeline.js';
import type { WorldDates } from '../world-dates.js';

/** Measurements of a station's devices, oldest first: its machines in the order of the plan, and its meter. */
export interface StationSamples {
  readonly machines: readonly (readonly Sample[])[];
  readonly meter: readonly Sample[];
}

/** Facts required before the first reading can be published. */
export interface Survey {
  readonly before: Before;
  /** Counters four times a day before the simulated weeks. */
  readonly coarse: StationSamples;
}

/**
 * Simulates a station's whole course once, on a copy, to determine the initial counters with which it displays the demo
 * file's hours at the story's present, and derives the distant past from the simulated weeks.
 * @param course at its beginning; it is not changed
 * @param toMs end of the simulated weeks to analyze
 */
export function surveyStation(
  course: StationCourse,
  timeline: Timeline,
  dates: WorldDates,
  toMs: number,
): Survey {
  const { plan, machines } = course.planned;
  const startMs = course.timeMs;
  const presentMs = Math.floor(dates.asOfMs / STEP_MS) * STEP_MS;
  const scout = course.fork();
  const marks = new Map<number, StationCounters>();
  const stops = [...coarseTimes(plan.calendar, timeline.fineMs, toMs), timeline.fineMs, presentMs].sort(
    (a, b) => a - b,
  );
  let atPresent: StationCounters | undefined;
  let atFine: StationCounters | undefined;
  for (const stop of stops) {
    scout.advance(stop);
    const counters = scout.counters();
    marks.set(stop, counters);
    if (stop === presentMs) atPresent = counters;
    if (stop === timeline.fineMs) atFine = counters;
  }
  if (!atPresent || !atFine) throw new Error('The simulation does not reach the present');
  const before = deriveBefore(
    course.planned,
    { atFine, atPresent, presentAfterMs: presentMs - startMs },
    dates,
  );
  const since = machines.map((machine) => commissionedMs(dates, machine, plan.calendar.zone));
  const times = coarseTimes(plan.calendar, Math.max(timeline.historyMs, Math.min(...since)), timeline.fineMs);
  const days = toSourceDays(plan.calendar, marks);
  const history = deriveCoarseHistory(
    plan.code,
    plan.calendar,
    times,
    days,
    onTop(atFine, before),
    timeline.fineMs,
    since,
  );
  return {
    before,
    coarse: {
      machines: machines.map((_machine, place) =>
        times.flatMap((at, index) =>
          at < since[place]! ? [] : [toCounterSample(at, history[index]!.machines[place]!)],
        ),
      ),
      meter: times.map((at, index) => toMeterSample(at, history[index]!.airM3)),
    },
  };
}

/**
 * Advances a station and records its devices' readings: everything at each multiple of `everyMs`, and immediately when
 * a machine stops or returns.
 * @param fromMs earlier readings are omitted
 */
export function recordStation(
  course: StationCourse,
  before: Before,
  toMs: number,
  { fromMs, everyMs = FINE_MS }: { fromMs: number; everyMs?: number },
): StationSamples {
  const snapshots: Snapshot[] = [];
  const events: MachineEvent[] = [];
  while (course.timeMs + STEP_MS <= toMs) {
    const stopped = course.step();
    const { timeMs } = course;
    if (timeMs < fromMs) continue;
    if (timeMs % everyMs === 0) snapshots.push(course.look());
    else events.push(...stopped);
  }
  return {
    machines: course.planned.machines.map((_machine, place) =>
      mergeByTime(
        snapshots.map((snapshot) => sampleOfMachine(snapshot, place, before)),
        events.filter((event) => event.place === place).map((event) => sampleOfEvent(event, before)),
      ),
    ),
    meter: snapshots.map((snapshot) => sampleOfMeter(snapshot, before)),
  };
}

function onTop(counters: StationCounters, before: Before): StationCounters {
  return {
    machines: counters.machines.map((machine, place) => addCounters(machine, before.machines[place]!)),
    airM3: counters.airM3 + before.airM3,
  };
}

function mergeByTime(a: readonly Sample[], b: readonly Sample[]): Sample[] {
  return b.length === 0 ? [...a] : [...a, ...b].sort((left, right) => left.timeMs - right.timeMs);
}
