import type { RegisterChange } from '../steps/registers.js';
import type { ReferenceConditions } from '#contracts/domain';
import type { QuantityRounding } from './round-quantity.js';

/** Methods by which a meter converts readings to a quantity. */
export const METER_METHODS = [
  'counter',
  'integral',
  'mean',
  'sum',
  'count',
  'min',
  'max',
  'avg',
  'latest',
  'unique_count',
  'max_per_bucket',
  'formula',
] as const;

export type MeterMethod = (typeof METER_METHODS)[number];

/**
 * A meter as described in a contract's schedule (docs/rules/metering.md#meter-terms). Decimals are strings; a term that
 * the schedule does not set is null.
 */
export interface MeterDefinition {
  readonly method: MeterMethod;
  /** Factor from a unit of the readings to the quantity's unit: pulse weight or scale. */
  readonly factor: string | null;
  /** The value at which the counter restarts at zero. */
  readonly modulus: string | null;
  /** Maximum plausible rate per minute, in units of the readings. */
  readonly maxRatePerMinute: string | null;
  /**
   * Maximum time in seconds for which a value applies; also the longest counter step that is not split at a boundary.
   */
  readonly maxHoldSeconds: number | null;
  readonly rounding: QuantityRounding | null;
  /** A formula of signals' quantities: "total - rejects + customer_rejects". */
  readonly formula: string | null;
  readonly reference: ReferenceConditions | null;
  /** The last day of the calibration certificate, and the instant at which that day ends. */
  readonly calibration: { readonly validTo: string; readonly endsAt: number } | null;
  /** True if flow is put on hold while every machine is off. */
  readonly checksOff: boolean;
}

/** Returns the maximum gap in milliseconds; Infinity if there is none. */
export function holdLimitOf({ maxHoldSeconds }: Pick<MeterDefinition, 'maxHoldSeconds'>): number {
  return maxHoldSeconds === null ? Infinity : maxHoldSeconds * 1000;
}

/** A reading as received. Instants are milliseconds since 1970 UTC. */
export interface MeterReading {
  readonly at: number;
  /** Decimal; null if the message had no value. */
  readonly value: string | null;
  readonly isEstimated: boolean;
  readonly signal: string | null;
  /** Subject of the reading, such as a machine or a user, if several are metered together. */
  readonly subject: string | null;
  /** Distinguishes readings of the same instant. */
  readonly key: string | null;
  /** Receipt time; null if it equals the time of the reading. */
  readonly receivedAt: number | null;
}

/** A quantity that replaces missing readings. */
export interface Estimate {
  readonly type: 'estimate';
  readonly from: number;
  readonly to: number;
  /** Decimal, in the unit of the meter's quantity. */
  readonly perHour: string;
}

/** A span in which every machine that feeds the meter was off. */
export interface AllOff {
  readonly type: 'all_off';
  readonly from: number;
  readonly to: number;
}

export type MeterEvent = RegisterChange | Estimate | AllOff;

/** The inputs of a preview. */
export interface MeterPreviewInput {
  readonly meter: MeterDefinition;
  /**
   * Half-open. A counter step that ends exactly at the end of the period belongs to it
   * (docs/rules/metering.md#periods).
   */
  readonly period: { readonly from: number; readonly to: number };
  /**
   * Length of the windows into which the period is split. The quantity of each window is returned. Null for no
   * windows.
   */
  readonly windowSeconds: number | null;
  /** Cutoff: data received at this instant or later is ignored. */
  readonly knownBefore: number | null;
  /** In the order of arrival. */
  readonly readings: readonly MeterReading[];
  readonly events: readonly MeterEvent[];
}
