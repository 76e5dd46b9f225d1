import type { PlannedStation } from '../fleet-plan.js';
import { FAULT, MAINTENANCE, type CompressorReading, type CompressorState } from '../physics/compressor.js';
import type { Effect } from '../physics/effects.js';
import { Station, STEP_MS, type StationState } from '../physics/station.js';
import { addCounters, countersOf, toMachineSample, toMeterSample, type Sample } from './samples.js';
import type { StationCounters } from './coarse-history.js';

/** The code that a controller shows when it stops a machine for its heat. */
const TRIP_ALARM = 'A12';

/** What a station looked like at one moment, before its counters are put on their place. */
export interface Snapshot {
  readonly timeMs: number;
  readonly counters: StationCounters;
  readonly headerBar: number;
  readonly flowM3Min: number;
  readonly readings: readonly CompressorReading[];
  readonly states: readonly number[];
}

/** A machine that tripped, was reset, or was taken over by technicians. */
export interface MachineEvent {
  readonly place: number;
  readonly timeMs: number;
  readonly state: CompressorState;
  readonly reading: CompressorReading;
  readonly hasTripped: boolean;
}

/** A station on its way through time. */
export class StationCourse {
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

  /** Goes one step on and tells which machines stopped or came back in a way that their controllers report at once. */
  step(): MachineEvent[] {
    this.station.step();
    const events: MachineEvent[] = [];
    for (const [place, { state }] of this.state.machines.entries()) {
      const before = this.known[place]!;
      if (state === before) continue;
      this.known[place] = state;
      if (isStop(state) || isStop(before)) events.push(this.toEvent(place, state === FAULT));
    }
    return events;
  }

  /** Goes on to a time without looking. */
  advance(toMs: number): void {
    while (this.state.timeMs + STEP_MS <= toMs) this.step();
  }

  /** A copy that goes its own way. */
  fork(): StationCourse {
    return this.from(structuredClone(this.state));
  }

  /** The same station somewhere else in time. */
  from(state: StationState): StationCourse {
    return new StationCourse(this.planned, state, this.effects);
  }

  counters(): StationCounters {
    return { machines: this.state.machines.map(countersOf), airM3: this.state.airM3 };
  }

  look(): Snapshot {
    const { timeMs, headerBar, meterFlowM3Min, machines } = this.state;
    return {
      timeMs,
      counters: this.counters(),
      headerBar,
      flowM3Min: meterFlowM3Min,
      readings: machines.map((_machine, place) => this.station.read(place)),
      states: machines.map(({ state }) => state),
    };
  }

  private toEvent(place: number, hasTripped: boolean): MachineEvent {
    return {
      place,
      timeMs: this.state.timeMs,
      state: { ...this.state.machines[place]! },
      reading: this.station.read(place),
      hasTripped,
    };
  }
}

function isStop(state: number): boolean {
  return state === FAULT || state === MAINTENANCE;
}

/** What machines and meter of a station had counted before the simulation began. */
export type Before = StationCounters;

export function sampleOfMachine(snapshot: Snapshot, place: number, before: Before): Sample {
  return toMachineSample(
    snapshot.timeMs,
    addCounters(snapshot.counters.machines[place]!, before.machines[place]!),
    snapshot.states[place]!,
    snapshot.readings[place]!,
  );
}

export function sampleOfEvent(event: MachineEvent, before: Before): Sample {
  return toMachineSample(
    event.timeMs,
    addCounters(countersOf(event.state), before.machines[event.place]!),
    event.state.state,
    event.reading,
    event.hasTripped ? TRIP_ALARM : undefined,
  );
}

/** The station's meter; its dew point is the dryer's in front of it, as the first machine measures it. */
export function sampleOfMeter(snapshot: Snapshot, before: Before): Sample {
  return toMeterSample(snapshot.timeMs, snapshot.counters.airM3 + before.airM3, {
    flowM3Min: snapshot.flowM3Min,
    headerBar: snapshot.headerBar,
    dewPointC: snapshot.readings[0]!.dewPointC,
  });
}
