import { chance, seedOf, smoothNoise } from './noise.js';

export const OFF = 0;
export const IDLE = 1;
export const LOAD = 2;
export const FAULT = 3;
export const MAINTENANCE = 4;
/** Names of the states, as sent by controllers. */
export const STATE_NAMES = ['off', 'idle', 'load', 'fault', 'maintenance'] as const;

/** Length of a simulation step in seconds. */
export const STEP_S = 10;
const STEP_H = STEP_S / 3600;

/** Rating of a machine. */
export interface CompressorRating {
  readonly isVariable: boolean;
  readonly powerKw: number;
  /** Delivery at minimum and full speed, m³/min; equal for a fixed-speed machine. */
  readonly minM3Min: number;
  readonly maxM3Min: number;
  readonly specificPowerKwPerM3Min: number;
}

/** State of a machine between steps. Counters are zero at the beginning of the simulation. */
export interface CompressorState {
  state: number;
  /** Seconds since the state began. */
  inStateS: number;
  /** Current delivery, m³/min. */
  flowM3Min: number;
  dischargeC: number;
  /** Running hours since the air filter and the separator were replaced. */
  airFilterH: number;
  separatorH: number;
  /** Seconds for which the discharge temperature has been above the trip limit. */
  hotS: number;
  /** Seconds until technicians finish the service. */
  serviceLeftS: number;
  runH: number;
  loadH: number;
  energyKwh: number;
  starts: number;
}

/** Disturbances of a machine that are caused by the stories and by everyday incidents. */
export interface Disturbance {
  /** Added to the discharge temperature under load, K. */
  readonly heatK: number;
  /** Added to vibration, mm/s, and to the dew point, K. */
  readonly vibrationMmS: number;
  readonly dewPointK: number;
}

export const UNDISTURBED: Disturbance = { heatK: 0, vibrationMmS: 0, dewPointK: 0 };

/** Discharge temperature above which the controller trips the machine, and the time for which it must be exceeded. */
const TRIP_C = 110;
const TRIP_AFTER_S = 20;
const WARM_UP_S = 380;
const COOL_DOWN_S = 150 * 60;
export const AIR_FILTER_LIFE_H = 2000;
export const SEPARATOR_LIFE_H = 4000;
/** Duration of a filter service without and with the separator. */
const SERVICE_S = { filters: 2 * 3600, separator: 4 * 3600 };
/** Amperes per kilowatt of a three-phase motor at 400 V and a power factor of 0.9. */
const KW_TO_AMPERE = 1000 / (Math.sqrt(3) * 400 * 0.9);

/** Simulates a screw compressor with its temperatures, filters and counters. The station decides when it runs. */
export class Compressor {
  private readonly seed: number;
  /** Deviation of this machine from its model, so that no two machines are identical. */
  private readonly heatBiasK: number;
  private readonly vibrationBase: number;
  private readonly pressureBiasBar: number;
  private readonly dustiness: number;

  constructor(
    serial: string,
    readonly rating: CompressorRating,
    readonly state: CompressorState,
    dustiness: number,
  ) {
    this.seed = seedOf(serial);
    this.heatBiasK = 4 * (chance(this.seed, 1) - 0.5);
    this.vibrationBase = 1.9 + 1.6 * chance(this.seed, 2);
    this.pressureBiasBar = 0.04 * (chance(this.seed, 3) - 0.5);
    this.dustiness = dustiness * (0.85 + 0.3 * chance(this.seed, 4));
  }

  get isRunning(): boolean {
    return this.state.state === LOAD || this.state.state === IDLE;
  }

  /** Changes the state. Counts a start if the machine was stopped. */
  enter(next: number): void {
    const { state } = this;
    if (state.state === next) return;
    if ((next === LOAD || next === IDLE) && !this.isRunning) state.starts += 1;
    state.state = next;
    state.inStateS = 0;
    if (next !== LOAD) state.flowM3Min = 0;
  }

  /** Advances time by one step. */
  step(ambientC: number, disturbance: Disturbance): void {
    const { state } = this;
    state.inStateS += STEP_S;
    const isRunning = this.isRunning;
    if (isRunning) {
      state.runH += STEP_H;
      state.airFilterH += STEP_H;
      state.separatorH += STEP_H;
      if (state.state === LOAD) state.loadH += STEP_H;
    }
    state.energyKwh += this.powerKw() * STEP_H;
    const target = this.targetC(ambientC, disturbance);
    const lagS = isRunning ? WARM_UP_S : COOL_DOWN_S;
    state.dischargeC += (target - state.dischargeC) * (STEP_S / lagS);
    state.hotS = isRunning && state.dischargeC > TRIP_C ? state.hotS + STEP_S : 0;
    if (state.hotS > TRIP_AFTER_S) this.enter(FAULT);
  }

  private targetC(ambientC: number, { heatK }: Disturbance): number {
    const { state, rating } = this;
    if (!this.isRunning) return ambientC + 1;
    const base = 73.5 + 0.3 * ambientC + this.heatBiasK + heatK;
    // An unloaded machine produces less heat, but also gives off less, so it cools down only slightly.
    return base + (state.state === LOAD ? (7 * state.flowM3Min) / rating.maxM3Min : 1.5);
  }

  /** Returns the electrical power in kW, including the fan and the controller, which is always on. */
  powerKw(): number {
    const { state, rating } = this;
    if (state.state === LOAD) {
      const share = state.flowM3Min / rating.maxM3Min;
      return rating.specificPowerKwPerM3Min * state.flowM3Min * (1 + 0.12 * (1 - share));
    }
    return state.state === IDLE ? rating.powerKw * (rating.isVariable ? 0.2 : 0.28) : 0.05;
  }

  /** Returns the current values of the machine's instruments. */
  read(timeMs: number, headerBar: number, ambientC: number, disturbance: Disturbance): CompressorReading {
    const { state, rating, seed } = this;
    const share = state.flowM3Min / rating.maxM3Min;
    const isLoaded = state.state === LOAD;
    const addNoise = (channel: number, amplitude: number) =>
      amplitude * (2 * chance(seed + channel, timeMs / 1000) - 1);
    const suction = isLoaded ? 0.35 + 0.65 * share : 0;
    return {
      pressureBar: headerBar + this.pressureBiasBar + addNoise(11, 0.012),
      dischargeC: state.dischargeC + addNoise(12, 0.2),
      dewPointC:
        3 +
        0.9 * smoothNoise(seed + 13, timeMs, 5_400_000) +
        (isLoaded ? 0.4 * share : -0.3) +
        disturbance.dewPointK +
        addNoise(14, 0.06),
      separatorBar: isLoaded
        ? (0.18 + 0.42 * (state.separatorH / SEPARATOR_LIFE_H) ** 1.4) * (0.6 + 0.4 * share) +
          addNoise(15, 0.008)
        : 0,
      airFilterKpa:
        (0.9 + 2.7 * this.dustiness * (state.airFilterH / AIR_FILTER_LIFE_H)) * suction +
        (suction > 0 ? addNoise(16, 0.04) : 0),
      currentA: this.isRunning ? this.powerKw() * KW_TO_AMPERE + addNoise(17, 0.8) : 0,
      inverterHz: rating.isVariable
        ? isLoaded
          ? 25 + 75 * share + addNoise(18, 0.15)
          : state.state === IDLE
            ? 25
            : 0
        : null,
      ambientC: ambientC + addNoise(19, 0.15),
      vibrationMmS: this.isRunning
        ? this.vibrationBase +
          0.7 * share +
          disturbance.vibrationMmS +
          0.35 * smoothNoise(seed + 20, timeMs, 900_000) +
          addNoise(21, 0.12)
        : 0,
    };
  }

  /** True if the air filter is due for replacement. */
  get isServiceDue(): boolean {
    return this.state.airFilterH >= AIR_FILTER_LIFE_H;
  }

  /** Starts the service that is due. */
  beginService(): void {
    const separator = this.state.separatorH >= SEPARATOR_LIFE_H - 50;
    this.enter(MAINTENANCE);
    this.state.serviceLeftS = separator ? SERVICE_S.separator : SERVICE_S.filters;
    this.replaceParts({ airFilter: true, separator });
  }

  /** Replaces parts. */
  replaceParts(parts: { airFilter: boolean; separator: boolean }): void {
    if (parts.airFilter) this.state.airFilterH = 0;
    if (parts.separator) this.state.separatorH = 0;
  }
}

/** Gauges of a machine at one instant; null for an instrument that the machine does not have. */
export interface CompressorReading {
  readonly pressureBar: number;
  readonly dischargeC: number;
  readonly dewPointC: number;
  readonly separatorBar: number;
  readonly airFilterKpa: number;
  readonly currentA: number;
  readonly inverterHz: number | null;
  readonly ambientC: number;
  readonly vibrationMmS: number;
}
