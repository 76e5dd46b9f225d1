import type { PlannedStation } from '../fleet-plan.js';
import { FAULT, MAINTENANCE, type CompressorReading, type CompressorState } from '../physics/compressor.js';
import type { Effect } from '../physics/effects.js';
import { Station, STEP_MS, type StationState } from '../physics/station.js';
import { addCounters, countersOf, toMachineSample, toMeterSample, type Sample } from './samples.js';
import type { StationCounters } from './coarse-history.js';

/** Code that a controller reports when it trips the machine because of high temperature. */
const TRIP_ALARM = 'A12';

/** State of a station at one instant, with counters since the start of the simulation. */
export interface Snapshot {
  readonly timeMs: number;
  readonly counters: StationCounters;
  readonly headerBar: number;
  readonly flowM3Min: number;
  readonly readings: readonly CompressorReading[];
  readonly states: readonly number[];
}

/** Event of a machine: a trip, a reset, or the start or end of technicians' work. */
export interface MachineEvent {
  readonly place: number;
  readonly timeMs: number;
  readonly state: CompressorState;
  readonly reading: CompressorReading;
  readonly hasTripped: boolean;
}

/** Simulates a station over time. */
export class StationSimulation {
  private readonly station: Station;
  private readonly known: number[];

  constructor(
    readonly planned: PlannedStation,
    readonly state: StationState,
    private readonly effects: readonly Effect[],
  ) {
    this.station = new Station(planned.plan, state, effects);
    this.known = state.machines.map((machine) => machine.state);
  }

  get timeMs(): number {
    return this.state.timeMs;
  }

  /**
   * Advances by one step. Returns the events that controllers report immediately: trips, resets, and the start and end
   * of technicians' work.
   */
  step(): MachineEvent[] {
    this.station.step();
    const events: MachineEvent[] = [];
    for (const [machineIndex, { state }] of this.state.machines.entries()) {
      const before = this.known[machineIndex]!;
      if (state === before) continue;
      this.known[machineIndex] = state;
      if (isStop(state) || isStop(before)) events.push(this.toEvent(machineIndex, state === FAULT));
    }
    return events;
  }

  /** Advances to a time, ignoring events. */
  advance(toMs: number): void {
    while (this.state.timeMs + STEP_MS <= toMs) this.step();
  }

  /** Returns an independent copy of the simulation. */
  fork(): StationSimulation {
    return this.from(structuredClone(this.state));
  }

  /** Returns a simulation of the same station that starts from another state. */
  from(state: StationState): StationSimulation {
    return new StationSimulation(this.planned, state, this.effects);
  }

  counters(): StationCounters {
    return { machines: this.state.machines.map(countersOf), airM3: this.state.airM3 };
  }

  takeSnapshot(): Snapshot {
    const { timeMs, headerBar, meterFlowM3Min, machines } = this.state;
    return {
      timeMs,
      counters: this.counters(),
      headerBar,
      flowM3Min: meterFlowM3Min,
      readings: machines.map((_machine, machineIndex) => this.station.read(machineIndex)),
      states: machines.map(({ state }) => state),
    };
  }

  private toEvent(machineIndex: number, hasTripped: boolean): MachineEvent {
    return {
      place: machineIndex,
      timeMs: this.state.timeMs,
      state: { ...this.state.machines[machineIndex]! },
      reading: this.station.read(machineIndex),
      hasTripped,
    };
  }
}

function isStop(state: number): boolean {
  return state === FAULT || state === MAINTENANCE;
}

/** Counters of a station's machines and meter at the start of the simulation. */
export type InitialCounters = StationCounters;

export function sampleMachine(snapshot: Snapshot, machineIndex: number, before: InitialCounters): Sample {
  return toMachineSample(
    snapshot.timeMs,
    addCounters(snapshot.counters.machines[machineIndex]!, before.machines[machineIndex]!),
    snapshot.states[machineIndex]!,
    snapshot.readings[machineIndex]!,
  );
}

export function sampleEvent(event: MachineEvent, before: InitialCounters): Sample {
  return toMachineSample(
    event.timeMs,
    addCounters(countersOf(event.state), before.machines[event.place]!),
    event.state.state,
    event.reading,
    event.hasTripped ? TRIP_ALARM : undefined,
  );
}

/**
 * Returns the sample of the station's meter. Its dew point is the value that the first machine measures, because its
 * dryer is upstream of the meter.
 */
export function sampleMeter(snapshot: Snapshot, before: InitialCounters): Sample {
  return toMeterSample(snapshot.timeMs, snapshot.counters.airM3 + before.airM3, {
    flowM3Min: snapshot.flowM3Min,
    headerBar: snapshot.headerBar,
    dewPointC: snapshot.readings[0]!.dewPointC,
  });
}
