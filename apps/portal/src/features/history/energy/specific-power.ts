import { plainDecimal, scaledDecimal } from '../../../format/decimals.js';

/** The properties of a signal that determine whether it can be used for the specific power. */
export interface MeasuredSignal {
  readonly key: string;
  readonly unit: string;
  readonly kind: string;
}

/** The signals from which a machine's specific power is calculated. */
export interface SpecificPowerSignals {
  readonly energy: MeasuredSignal;
  readonly volume: MeasuredSignal;
}

/** Number of kWh in a unit of energy, and of kW in a unit of power. */
const ENERGY: Readonly<Record<string, string>> = { 'kW.h': '1', 'W.h': '0.001', 'MW.h': '1000' };
const POWER: Readonly<Record<string, string>> = { kW: '1', W: '0.001', MW: '1000' };
/** Number of m³ in a unit of volume, and of m³/h in a unit of flow. */
const VOLUME: Readonly<Record<string, string>> = { m3: '1', L: '0.001', l: '0.001', dm3: '0.001' };
const FLOW: Readonly<Record<string, string>> = {
  'm3/h': '1',
  'm3/min': '60',
  'm3/s': '3600',
  'L/min': '0.06',
  'L/s': '3.6',
  'l/min': '0.06',
  'l/s': '3.6',
};

/** Signal keys of the product's models. They take precedence if several signals are suitable. */
const USUAL_KEYS = [
  'energy_kwh_total',
  'power_kw',
  'air_m3_total',
  'volume_m3_total',
  'flow_m3_min',
  'flow_m3_h',
];
/**
 * Matches the keys of other quantities, such as fuel or heat. A specific power calculated from them would have a
 * different meaning.
 */
const OTHER_QUANTITIES = /fuel|gas|cool|heat|thermal|oil/;

/**
 * Selects the signals for the specific power: energy or power, and volume or flow, counters first because they are
 * complete even over data gaps. Returns undefined if one is missing, or if it is unclear which of several is meant.
 */
export function findSpecificPowerSignals(
  signals: readonly MeasuredSignal[],
): SpecificPowerSignals | undefined {
  const energy = chooseSignal(signals, 'counter', ENERGY) ?? chooseSignal(signals, 'gauge', POWER);
  const volume = chooseSignal(signals, 'counter', VOLUME) ?? chooseSignal(signals, 'gauge', FLOW);
  return energy === undefined || volume === undefined ? undefined : { energy, volume };
}

function chooseSignal(
  signals: readonly MeasuredSignal[],
  kind: 'counter' | 'gauge',
  units: Readonly<Record<string, string>>,
): MeasuredSignal | undefined {
  const suitable = signals.filter(
    (signal) => signal.kind === kind && signal.unit in units && !OTHER_QUANTITIES.test(signal.key),
  );
  const usual = USUAL_KEYS.flatMap((key) => suitable.find((signal) => signal.key === key) ?? []);
  return usual[0] ?? (suitable.length === 1 ? suitable[0] : undefined);
}

/** A signal's value in a period: the increase of a counter, or the mean of a gauge, as an exact decimal. */
export interface PeriodValue {
  readonly signal: MeasuredSignal;
  readonly value: string;
}

const HOUR_MS = 3_600_000;
const ONE = 10n ** 12n;

/**
 * Returns the quantity of a signal in a period as an exact decimal, in kWh or m³. A mean of power or flow is multiplied
 * by the length of the period.
 */
export function toQuantity({ signal, value }: PeriodValue, periodMs: number): string {
  const factor = { ...ENERGY, ...POWER, ...VOLUME, ...FLOW }[signal.unit] ?? '1';
  const converted = (scaledDecimal(value) * scaledDecimal(factor)) / ONE;
  return plainDecimal(
    signal.kind === 'counter' ? converted : (converted * BigInt(Math.round(periodMs))) / BigInt(HOUR_MS),
  );
}

/** Number of decimals of the specific power. */
const DECIMALS = 5;

/**
 * Returns the energy per cubic metre in kWh/m³, rounded half up to five decimals; null without volume or if the energy
 * is negative. The value is for information only: the server calculates guarantees and invoices.
 */
export function specificPower(energyKwh: string, volumeM3: string): string | null {
  const [energy, volume] = [scaledDecimal(energyKwh), scaledDecimal(volumeM3)];
  if (volume <= 0n || energy < 0n) return null;
  const step = 10n ** BigInt(12 - DECIMALS);
  const units = (2n * energy * 10n ** BigInt(DECIMALS) + volume) / (2n * volume);
  return plainDecimal(units * step);
}

/**
 * Converts a number in a history to a plain decimal. Its shortest form is the decimal that the device sent. Exact
 * decimals have no exponent, so a number with an exponent is rounded to 12 decimals.
 */
export function toDecimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12) : text;
}
