import { deriveCoarseHistory, toSourceDays, type StationCounters } from './coarse-history.js';
import { commissionedMs } from '../fleet-plan.js';
import { STEP_MS } from '../physics/station.js';
import { addCounters, toCounterSample, toMeterSample, type Sample } from './samples.js';
import { deriveInitialCounters } from './station-anchor.js';
import {
  sampleEvent,
  sampleMachine,
  sampleMeter,
  type InitialCounters,
  type MachineEvent,
  type Snapshot,
  type StationSimulation,
} from './station-simulation.js';
import { listCoarseTimes, FINE_MS, type Timeline } from './timeline.js';
import type { WorldDates } from '../world-dates.js';

/** Samples of a station's devices, oldest first: of its machines in the order of the plan, and of its meter. */
export interface StationSamples {
  readonly machines: readonly (readonly Sample[])[];
  readonly meter: readonly Sample[];
}

/** Values that must be known before the first reading can be published. */
export interface Survey {
  readonly before: InitialCounters;
  /** Counters before the simulated weeks, four times per day. */
  readonly coarse: StationSamples;
}

/**
 * Runs the whole simulation of a station once, on a copy. Determines the initial counters that make the machines
 * display the demo file's hours on the date of the stories, and derives the distant past from the simulated weeks.
 * @param simulation not advanced yet; not changed by this function
 * @param toMs end of the simulated weeks to analyse
 */
export function surveyStation(
  simulation: StationSimulation,
  timeline: Timeline,
  dates: WorldDates,
  toMs: number,
): Survey {
  const { plan, machines } = simulation.planned;
  const startMs = simulation.timeMs;
  const presentMs = Math.floor(dates.asOfMs / STEP_MS) * STEP_MS;
  const probe = simulation.fork();
  const countersByTime = new Map<number, StationCounters>();
  const checkpoints = [
    ...listCoarseTimes(plan.calendar, timeline.fineMs, toMs),
    timeline.fineMs,
    presentMs,
  ].sort((a, b) => a - b);
  let atPresent: StationCounters | undefined;
  let atFine: StationCounters | undefined;
  for (const checkpoint of checkpoints) {
    probe.advance(checkpoint);
    const counters = probe.counters();
    countersByTime.set(checkpoint, counters);
    if (checkpoint === presentMs) atPresent = counters;
    if (checkpoint === timeline.fineMs) atFine = counters;
  }
  if (!atPresent || !atFine) throw new Error('The simulation does not reach the present');
  const before = deriveInitialCounters(
    simulation.planned,
    { atFine, atPresent, presentAfterMs: presentMs - startMs },
    dates,
  );
  const since = machines.map((machine) => commissionedMs(dates, machine, plan.calendar.zone));
  const times = listCoarseTimes(
    plan.calendar,
    Math.max(timeline.historyMs, Math.min(...since)),
    timeline.fineMs,
  );
  const days = toSourceDays(plan.calendar, countersByTime);
  const history = deriveCoarseHistory(
    plan.code,
    plan.calendar,
    times,
    days,
    addInitialCounters(atFine, before),
    timeline.fineMs,
    since,
  );
  return {
    before,
    coarse: {
      machines: machines.map((_machine, machineIndex) =>
        times.flatMap((at, index) =>
          at < since[machineIndex]! ? [] : [toCounterSample(at, history[index]!.machines[machineIndex]!)],
        ),
      ),
      meter: times.map((at, index) => toMeterSample(at, history[index]!.airM3)),
    },
  };
}

/**
 * Advances a station and returns the samples of its devices: of all devices at each multiple of `everyMs`, and of a
 * machine at each of its events between them.
 * @param fromMs earlier samples are omitted
 */
export function recordStation(
  simulation: StationSimulation,
  before: InitialCounters,
  toMs: number,
  { fromMs, everyMs = FINE_MS }: { fromMs: number; everyMs?: number },
): StationSamples {
  const snapshots: Snapshot[] = [];
  const events: MachineEvent[] = [];
  while (simulation.timeMs + STEP_MS <= toMs) {
    const stopped = simulation.step();
    const { timeMs } = simulation;
    if (timeMs < fromMs) continue;
    if (timeMs % everyMs === 0) snapshots.push(simulation.takeSnapshot());
    else events.push(...stopped);
  }
  return {
    machines: simulation.planned.machines.map((_machine, machineIndex) =>
      mergeByTime(
        snapshots.map((snapshot) => sampleMachine(snapshot, machineIndex, before)),
        events.filter((event) => event.place === machineIndex).map((event) => sampleEvent(event, before)),
      ),
    ),
    meter: snapshots.map((snapshot) => sampleMeter(snapshot, before)),
  };
}

function addInitialCounters(counters: StationCounters, before: InitialCounters): StationCounters {
  return {
    machines: counters.machines.map((machine, machineIndex) =>
      addCounters(machine, before.machines[machineIndex]!),
    ),
    airM3: counters.airM3 + before.airM3,
  };
}

function mergeByTime(a: readonly Sample[], b: readonly Sample[]): Sample[] {
  return b.length === 0 ? [...a] : [...a, ...b].sort((left, right) => left.timeMs - right.timeMs);
}
