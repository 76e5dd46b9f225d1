import {
  Compressor,
  FAULT,
  IDLE,
  LOAD,
  MAINTENANCE,
  OFF,
  STEP_S,
  type CompressorRating,
  type CompressorReading,
  type CompressorState,
} from './compressor.js';
import { disturbanceAt, isActive, type Effect } from './effects.js';
import { seedOf, smoothNoise } from './noise.js';
import { activityAt, flowAt, type PlantDemand } from './plant-demand.js';
import type { SiteCalendar } from './site-calendar.js';

/**
 * Local references to global functions, because each step calls them dozens of times, and looking up a global is
 * expensive in a test's sandbox.
 */
const { min, max, floor, sin } = Math;

export const STEP_MS = STEP_S * 1000;

/** Machine of a station. */
export interface StationMachine {
  readonly serial: string;
  readonly rating: CompressorRating;
  /** Activity of the plant from which the machine is kept running; above 1 if only low pressure starts it. */
  readonly keptFrom: number;
}

/**
 * Definition of a station: its plant, its room, and its machines in the order in which they start when pressure drops.
 */
export interface StationPlan {
  readonly code: string;
  readonly calendar: SiteCalendar;
  readonly demand: PlantDemand;
  readonly machines: readonly StationMachine[];
  /** Number of machines at the start of the list that take daily turns as the first to start. */
  readonly rotating: number;
  /** Mean temperature of the room, °C, and its daily variation, K. */
  readonly roomC: number;
  readonly roomSwingK: number;
  /** Dustiness of the intake air; 1 is normal. */
  readonly dustiness: number;
}

/** Complete state of a station, serializable so that the simulation can be resumed. */
export interface StationState {
  timeMs: number;
  headerBar: number;
  /** Temperature of the room, °C. */
  ambientC: number;
  /** Volume through the station's meter since the simulation began. */
  airM3: number;
  /** Damped flow that the meter displays. */
  meterFlowM3Min: number;
  machines: CompressorState[];
}

export const SET_BAR = 7.25;
const SAFETY_VALVE_BAR = 8.6;
/** Volume of the receiver in m³ per m³/min of the station's machines. */
const RECEIVER_PER_FLOW = 0.22;
const RESTART_AFTER_S = 60;
const RUN_ON_S = { variable: 180, fixed: 600 };
/** Time after which a tripped machine is reset, unless technicians have reset it before. */
const RESET_AFTER_S = 4 * 3600;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Start of filter services on working days, in minutes after midnight, and the interval between two machines. */
const SERVICE_FROM_MINUTE = 9 * 60;
const SERVICE_EVERY_MINUTES = 45;

/**
 * Simulates compressors on a common header in steps of ten seconds. Variable-speed machines share the demand and
 * control the pressure. A machine starts below its lower pressure threshold, unloads above its upper one, and stops
 * after it has been idle for some time. The same plan, state and effects always produce the same values.
 */
export class Station {
  readonly machines: readonly Compressor[];
  private readonly seed: number;
  private readonly receiverM3: number;
  private activity = 0;
  private day = 0;
  private current: readonly Effect[] = [];

  constructor(
    readonly plan: StationPlan,
    readonly state: StationState,
    private readonly effects: readonly Effect[],
  ) {
    this.seed = seedOf(plan.code);
    this.machines = plan.machines.map(
      ({ serial, rating }, index) => new Compressor(serial, rating, state.machines[index]!, plan.dustiness),
    );
    this.receiverM3 = RECEIVER_PER_FLOW * plan.machines.reduce((sum, { rating }) => sum + rating.maxM3Min, 0);
    this.updateSlowValues();
  }

  /** Advances time by one step. */
  step(): void {
    const { state } = this;
    // A step covers the time after its start, so an effect that begins at 22:30 applies to the step that starts then.
    if (state.timeMs % MINUTE_MS === 0) {
      this.updateSlowValues();
      this.beginServices();
      // The room temperature slowly follows the heat of the machines and the weather.
      state.ambientC += (this.roomTemperatureAt(state.timeMs) - state.ambientC) * 0.1;
    }
    state.timeMs += STEP_MS;
    const backflow = this.findCurrent('backflow');
    const supplyM3Min = backflow ? this.stopMachines() : this.supplyDemand();
    const through = backflow ? backflow.flowM3Min : supplyM3Min;
    state.airM3 += (through * STEP_S) / 60;
    state.meterFlowM3Min += (through - state.meterFlowM3Min) * 0.15;
    for (const [index, machine] of this.machines.entries()) {
      machine.step(state.ambientC, this.disturbanceOf(index));
    }
  }

  /** Returns the instrument values of a machine, by its index in the plan. */
  read(index: number): CompressorReading {
    return this.machines[index]!.read(
      this.state.timeMs,
      this.state.headerBar,
      this.state.ambientC,
      this.disturbanceOf(index),
    );
  }

  /** Updates slow values at the start of each minute, so that a resumed station gets the same values. */
  private updateSlowValues(): void {
    const timeMs = floor(this.state.timeMs / MINUTE_MS) * MINUTE_MS;
    const { calendar, demand } = this.plan;
    this.activity = activityAt(this.seed, demand, calendar, timeMs);
    this.day = floor((timeMs + calendar.offsetAt(timeMs)) / DAY_MS);
    this.current = this.effects.filter((effect) => isActive(effect, timeMs));
  }

  private beginServices(): void {
    const { weekday, minuteOfDay, isHoliday } = this.plan.calendar.momentAt(this.state.timeMs);
    if (weekday > 4 || isHoliday) return;
    for (const [index, machine] of this.machines.entries()) {
      if (minuteOfDay !== SERVICE_FROM_MINUTE + index * SERVICE_EVERY_MINUTES) continue;
      if (machine.isServiceDue && machine.state.state !== MAINTENANCE) machine.beginService();
    }
  }

  private roomTemperatureAt(timeMs: number): number {
    const { roomC, roomSwingK, calendar } = this.plan;
    const { minuteOfDay } = calendar.momentAt(timeMs);
    const day = sin(((minuteOfDay / 60 - 9) / 24) * 2 * Math.PI);
    const running = this.machines.filter((machine) => machine.isRunning).length / this.machines.length;
    const weather =
      1.6 * smoothNoise(this.seed + 7, timeMs, 30 * 3_600_000) +
      0.5 * smoothNoise(this.seed + 8, timeMs, 2 * 3_600_000);
    return roomC + roomSwingK * day + weather + 2.5 * running;
  }

  private disturbanceOf(index: number) {
    return disturbanceAt(this.current, this.plan.machines[index]!.serial, this.state.timeMs);
  }

  private findCurrent<Kind extends Effect['kind']>(kind: Kind): Extract<Effect, { kind: Kind }> | undefined {
    return this.current.find((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind);
  }

  private stopMachines(): number {
    for (const machine of this.machines) if (machine.isRunning) machine.enter(OFF);
    return 0;
  }

  /**
   * Starts and stops machines, sets their delivery, and updates the pressure. Returns their total delivery in m³/min.
   */
  private supplyDemand(): number {
    const { state } = this;
    const burst = this.findCurrent('burst')?.flowM3Min ?? 0;
    const wantedFlow = flowAt(this.seed, this.plan.demand, this.activity, state.timeMs) + burst;
    // Consumers use less air when the pressure is low.
    const demand = wantedFlow * min(1, max(0, (state.headerBar - 4.5) / 2));
    for (const [index, machine] of this.machines.entries()) this.controlMachine(index, machine);
    this.distributeDemand(demand);
    const supplied = this.machines.reduce((sum, machine) => sum + machine.state.flowM3Min, 0);
    const bar = state.headerBar + ((supplied - demand) / this.receiverM3) * (STEP_S / 60);
    state.headerBar = min(SAFETY_VALVE_BAR, max(0, bar));
    return supplied;
  }

  private controlMachine(index: number, machine: Compressor): void {
    const { serial, keptFrom } = this.plan.machines[index]!;
    if (this.handleMaintenance(serial, machine)) return;
    const bar = this.state.headerBar;
    const { state, rating } = machine;
    const rank = this.rankOf(index);
    const shouldKeepRunning =
      this.activity >= keptFrom ||
      (rank === 0 && this.plan.rotating > 1) ||
      this.current.some((effect) => effect.kind === 'keep_running' && effect.serial === serial);
    switch (state.state) {
      case OFF:
        if (state.inStateS >= RESTART_AFTER_S && (shouldKeepRunning || bar < SET_BAR - 0.14 - 0.05 * rank))
          machine.enter(IDLE);
        break;
      case IDLE:
        // A machine that is kept running loads earlier than the others, which wait until they are needed.
        if (bar < SET_BAR + (shouldKeepRunning ? 0.09 - 0.008 * rank : -0.04 - 0.04 * rank))
          machine.enter(LOAD);
        else if (
          !shouldKeepRunning &&
          state.inStateS >= (rating.isVariable ? RUN_ON_S.variable : RUN_ON_S.fixed)
        )
          machine.enter(OFF);
        break;
      case LOAD:
        if (bar > SET_BAR + 0.22 - 0.02 * rank && state.flowM3Min <= rating.minM3Min * 1.02)
          machine.enter(IDLE);
        break;
      case FAULT:
        if (state.inStateS >= RESET_AFTER_S) machine.enter(OFF);
        break;
    }
  }

  private rankOf(index: number): number {
    const { rotating } = this.plan;
    return index < rotating ? (index + this.day) % rotating : index;
  }

  /** Simulates the work of technicians on a machine. Returns true while they are working on it. */
  private handleMaintenance(serial: string, machine: Compressor): boolean {
    const { state } = machine;
    const visit = this.current.find((effect) => effect.kind === 'maintenance' && effect.serial === serial);
    if (visit?.kind === 'maintenance') {
      machine.enter(MAINTENANCE);
      machine.replaceParts(visit);
      return true;
    }
    if (state.state !== MAINTENANCE) return false;
    state.serviceLeftS -= STEP_S;
    if (state.serviceLeftS <= 0) machine.enter(OFF);
    return true;
  }

  /**
   * Sets deliveries: fixed-speed machines run at full capacity; variable-speed machines share the remaining demand and
   * correct the pressure.
   */
  private distributeDemand(demand: number): void {
    let fixed = 0;
    let variable = 0;
    for (const { state, rating } of this.machines) {
      if (state.state !== LOAD) continue;
      if (rating.isVariable) variable += rating.maxM3Min;
      else fixed += state.flowM3Min = rating.maxM3Min;
    }
    if (variable === 0) return;
    const wantedFlow = demand - fixed + (SET_BAR - this.state.headerBar) * this.receiverM3 * 1.5;
    for (const { state, rating } of this.machines) {
      if (state.state !== LOAD || !rating.isVariable) continue;
      const targetFlow = min(
        rating.maxM3Min,
        max(rating.minM3Min, (wantedFlow / variable) * rating.maxM3Min),
      );
      const maxChange = 0.25 * rating.maxM3Min;
      const from = max(rating.minM3Min, state.flowM3Min);
      state.flowM3Min = from + min(maxChange, max(-maxChange, targetFlow - from));
    }
  }
}
