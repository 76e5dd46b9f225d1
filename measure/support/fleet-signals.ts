/** A numeric signal of the benchmarks' machines, with six significant digits. */
export interface FleetSignal {
  readonly key: string;
  readonly unit: string;
  readonly kind: 'counter' | 'gauge';
  /** Number of digits before the decimal point. */
  readonly wholeDigits: number;
  /** A gauge's typical value or a counter's start value, with the six digits as an integer. */
  readonly around: number;
}

/** The ten values of a message, with the signal names of the demo world. */
export const FLEET_SIGNALS: readonly FleetSignal[] = [
  { key: 'run_hours_total', unit: 'h', kind: 'counter', wholeDigits: 4, around: 300_000 },
  { key: 'energy_kwh_total', unit: 'kW.h', kind: 'counter', wholeDigits: 6, around: 200_000 },
  { key: 'air_m3_total', unit: 'm3', kind: 'counter', wholeDigits: 6, around: 150_000 },
  { key: 'pressure_bar', unit: 'bar', kind: 'gauge', wholeDigits: 1, around: 740_000 },
  { key: 'discharge_temp_c', unit: 'Cel', kind: 'gauge', wholeDigits: 2, around: 870_000 },
  { key: 'dewpoint_c', unit: 'Cel', kind: 'gauge', wholeDigits: 1, around: 330_000 },
  { key: 'motor_current_a', unit: 'A', kind: 'gauge', wholeDigits: 3, around: 130_000 },
  { key: 'inverter_hz', unit: 'Hz', kind: 'gauge', wholeDigits: 2, around: 480_000 },
  { key: 'ambient_c', unit: 'Cel', kind: 'gauge', wholeDigits: 2, around: 290_000 },
  { key: 'vibration_mm_s', unit: 'mm/s', kind: 'gauge', wholeDigits: 1, around: 310_000 },
];

/** Number of points in one message. */
export const POINTS_OF_A_FLEET_MESSAGE = FLEET_SIGNALS.length;

/** An alarm rule of every model, with the value of a machine that is beyond the rule's limit. */
export interface FleetRule {
  readonly code: string;
  readonly signalKey: string;
  readonly direction: 'above' | 'below';
  readonly onLimit: string;
  readonly offLimit: string;
  readonly onDelaySeconds: number;
  /** The six digits as an integer. */
  readonly beyond: number;
}

export const FLEET_RULES: readonly FleetRule[] = [
  {
    code: 'A33',
    signalKey: 'pressure_bar',
    direction: 'below',
    onLimit: '6',
    offLimit: '6.5',
    onDelaySeconds: 2,
    beyond: 580_000,
  },
  {
    code: 'A71',
    signalKey: 'dewpoint_c',
    direction: 'above',
    onLimit: '5',
    offLimit: '4.5',
    onDelaySeconds: 2,
    beyond: 560_000,
  },
  {
    code: 'A81',
    signalKey: 'vibration_mm_s',
    direction: 'above',
    onLimit: '7.1',
    offLimit: '6.5',
    onDelaySeconds: 2,
    beyond: 790_000,
  },
];

/** Length of a period, and of the part of it in which a machine is beyond one of its limits. */
export const EXCURSION = { periodMs: 500_000, lastsMs: 5000 } as const;
