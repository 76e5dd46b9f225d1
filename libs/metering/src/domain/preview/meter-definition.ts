import type { RegisterChange } from '../steps/registers.js';
import type { ReferenceConditions } from '#contracts/domain';
import type { QuantityRounding } from './round-quantity.js';

/** How a meter turns readings into a quantity. */
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

/** A meter as a contract's schedule has it (docs/rules/metering.md#meter-terms). Decimals are strings; null is what it does not say. */
export interface MeterDefinition {
  readonly method: MeterMethod;
  /** What a unit of the readings is in units of the quantity: pulse weight, scale. */
  readonly factor: string | null;
  /** The value at which the counter starts over at zero. */
  readonly modulus: string | null;
  /** In units of the readings; more is not believed. */
  readonly maxRatePerMinute: string | null;
  /** How long a value stands for, and how long a counter's step may be before a boundary splits it. */
  readonly maxHoldSeconds: number | null;
  readonly rounding: QuantityRounding | null;
  /** Of signals' quantities: "total - rejects + customer_rejects". */
  readonly formula: string | null;
  readonly reference: ReferenceConditions | null;
  /** The last day of the calibration certificate, and the instant at which that day ends. */
  readonly calibration: { readonly validTo: string; readonly endsAt: number } | null;
  /** Whether flow while every machine is off is held. */
  readonly checksOff: boolean;
}

/** The hold limit in milliseconds; Infinity for none. */
export function holdLimitOf({ maxHoldSeconds }: Pick<MeterDefinition, 'maxHoldSeconds'>): number {
  return maxHoldSeconds === null ? Infinity : maxHoldSeconds * 1000;
}

/** A reading as it arrived. Instants are milliseconds since 1970 UTC. */
export interface MeterReading {
  readonly at: number;
  /** Decimal; null where the message held no value. */
  readonly value: string | null;
  readonly isEstimated: boolean;
  readonly signal: string | null;
  /** What it is about, where several things are metered together: a machine, a user. */
  readonly subject: string | null;
  /** Tells readings of one instant apart. */
  readonly key: string | null;
  /** Null: when it was taken. */
  readonly receivedAt: number | null;
}

/** A quantity that somebody put in place of readings that there are none of. */
export interface Estimate {
  readonly type: 'estimate';
  readonly from: number;
  readonly to: number;
  /** Decimal, in the meter's quantity. */
  readonly perHour: string;
}

/** Every machine that feeds the meter stood still. */
export interface AllOff {
  readonly type: 'all_off';
  readonly from: number;
  readonly to: number;
}

export type MeterEvent = RegisterChange | Estimate | AllOff;

/** What a quantity is derived from. */
export interface MeterPreviewInput {
  readonly meter: MeterDefinition;
  /** Half-open; a counter's step that ends at its end belongs to it (docs/rules/metering.md#periods). */
  readonly period: { readonly from: number; readonly to: number };
  /** The period is told in windows of so many seconds. */
  readonly windowSeconds: number | null;
  /** What was received at this instant or later is not known yet. */
  readonly knownBefore: number | null;
  /** In the order of arrival. */
  readonly readings: readonly MeterReading[];
  readonly events: readonly MeterEvent[];
}
