import { STATE_NAMES, type CompressorReading, type CompressorState } from '../physics/compressor.js';

/** Cumulative counters of a machine. */
export interface MachineCounters {
  readonly runH: number;
  readonly loadH: number;
  readonly energyKwh: number;
  readonly starts: number;
}

/** Measurements of one device at one instant. `gauges` is undefined if the sample contains only counters. */
export interface Sample {
  readonly timeMs: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly gauges?: Readonly<Record<string, number>>;
  readonly state?: string;
  readonly alarmCode?: string;
}

/** Number of decimals in the counters that a controller sends. Billing uses these values. */
const COUNTER_DECIMALS: Readonly<Record<string, number>> = {
  run_hours_total: 2,
  load_hours_total: 2,
  energy_kwh_total: 1,
  starts_total: 0,
  air_m3_total: 1,
};

export function countersOf(state: CompressorState): MachineCounters {
  return { runH: state.runH, loadH: state.loadH, energyKwh: state.energyKwh, starts: state.starts };
}

export function addCounters(a: MachineCounters, b: MachineCounters): MachineCounters {
  return {
    runH: a.runH + b.runH,
    loadH: a.loadH + b.loadH,
    energyKwh: a.energyKwh + b.energyKwh,
    starts: a.starts + b.starts,
  };
}

export function subtractCounters(a: MachineCounters, b: MachineCounters): MachineCounters {
  return addCounters(a, { runH: -b.runH, loadH: -b.loadH, energyKwh: -b.energyKwh, starts: -b.starts });
}

/** Returns a machine's sample with all measurements of its controller. */
export function toMachineSample(
  timeMs: number,
  counters: MachineCounters,
  state: number,
  reading: CompressorReading,
  alarmCode?: string,
): Sample {
  return {
    ...toCounterSample(timeMs, counters),
    gauges: toGauges(reading),
    state: STATE_NAMES[state],
    ...(alarmCode && { alarmCode }),
  };
}

/** Returns a machine's sample with counters only, for the distant past. */
export function toCounterSample(timeMs: number, { runH, loadH, energyKwh, starts }: MachineCounters): Sample {
  return {
    timeMs,
    counters: {
      run_hours_total: round(runH, 'run_hours_total'),
      load_hours_total: round(loadH, 'load_hours_total'),
      energy_kwh_total: round(energyKwh, 'energy_kwh_total'),
      starts_total: round(starts, 'starts_total'),
    },
  };
}

/** Returns the sample of a station's meter. */
export function toMeterSample(
  timeMs: number,
  airM3: number,
  air?: { flowM3Min: number; headerBar: number; dewPointC: number },
): Sample {
  return {
    timeMs,
    counters: { air_m3_total: round(airM3, 'air_m3_total') },
    ...(air && {
      gauges: {
        flow_m3_min: fixed(Math.max(0, air.flowM3Min), 2),
        pressure_bar: fixed(air.headerBar, 2),
        dewpoint_c: fixed(air.dewPointC, 1),
      },
    }),
  };
}

function toGauges(reading: CompressorReading): Record<string, number> {
  return {
    pressure_bar: fixed(reading.pressureBar, 2),
    discharge_temp_c: fixed(reading.dischargeC, 1),
    dewpoint_c: fixed(reading.dewPointC, 1),
    dp_separator_bar: fixed(Math.max(0, reading.separatorBar), 2),
    dp_air_filter_kpa: fixed(Math.max(0, reading.airFilterKpa), 2),
    motor_current_a: fixed(Math.max(0, reading.currentA), 1),
    ...(reading.inverterHz !== null && { inverter_hz: fixed(Math.max(0, reading.inverterHz), 1) }),
    ambient_c: fixed(reading.ambientC, 1),
    vibration_mm_s: fixed(Math.max(0, reading.vibrationMmS), 2),
  };
}

function round(value: number, key: string): number {
  return fixed(value, COUNTER_DECIMALS[key] ?? 0);
}

function fixed(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  // Avoids "-0", which is valid in JSON but confusing.
  return Math.round(value * scale) / scale + 0;
}

/** Converts a sample to a message of the native format. */
export function toMessage(sample: Sample, seq: number): string {
  return JSON.stringify({
    ts: new Date(sample.timeMs).toISOString(),
    seq,
    c: sample.counters,
    ...(sample.gauges && { g: sample.gauges }),
    ...(sample.state && { state: sample.state }),
    ...(sample.alarmCode && { e: { alarm_code: sample.alarmCode } }),
  });
}
