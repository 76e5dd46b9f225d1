import type { Contract, NewMeter, Signal } from '../../../api/types.js';

export interface MeterValues {
  readonly id: string;
  readonly deviceId: string;
  readonly signalKey: string;
  readonly method: Contract['meters'][number]['method'];
  readonly matches: readonly string[];
  /** Interval of a peak demand, in minutes. */
  readonly intervalMinutes: string;
  readonly factor: string;
  /** Whether charges subtract this meter from their other meters. */
  readonly deducts: boolean;
  /** Billed unit, if there is a factor. */
  readonly unit: string;
  readonly maxRatePerHour: string;
  /** Maximum data gap in minutes; empty for the method's default. */
  readonly maxGapMinutes: string | number;
  /** The model meter that this new meter is copied from; not set for saved meters. */
  readonly modelMeterId?: string;
}

/** Kind of signal that each measuring method reads. */
export const KINDS: Readonly<Record<MeterValues['method'], Signal['kind']>> = {
  counter: 'counter',
  integral: 'gauge',
  state_time: 'state',
  event_count: 'event',
  peak_demand: 'gauge',
};

export const METHODS = Object.keys(KINDS) as MeterValues['method'][];

/** Returns an empty meter. */
export const newMeter = (): MeterValues => ({
  id: crypto.randomUUID(),
  deviceId: '',
  signalKey: '',
  method: 'counter',
  matches: [],
  intervalMinutes: '15',
  factor: '',
  deducts: false,
  unit: '',
  maxRatePerHour: '',
  maxGapMinutes: '',
});

/**
 * Label of a meter in a charge's selection. It names the device and the signal, because a device can have several
 * meters.
 */
export function toMeterLabel(
  device: string | undefined,
  meter: MeterValues,
  nameOf: (meter: MeterValues) => string,
): string {
  return [device, meter.signalKey === '' ? '' : nameOf(meter)].filter(Boolean).join(', ');
}

/** Converts a meter to form values. */
export function toMeterValues({ device, ...meter }: Contract['meters'][number]): MeterValues {
  return {
    id: meter.id,
    deviceId: device.id,
    signalKey: meter.signalKey,
    method: meter.method,
    matches: meter.matches,
    intervalMinutes: String(meter.intervalMinutes ?? 15),
    factor: meter.factor ?? '',
    deducts: meter.deducts,
    unit: meter.factor === null ? '' : meter.unit,
    maxRatePerHour: meter.maxRatePerHour ?? '',
    maxGapMinutes: meter.maxGapMinutes,
  };
}

/**
 * Converts a meter to the request. A counter that keeps its signal also keeps its modulus, which comes from the signal
 * or was set by a user.
 */
export function toMeterTerms(values: MeterValues, before: Contract['meters'][number] | undefined): NewMeter {
  const { id, deviceId, signalKey, method, factor, unit, maxRatePerHour, maxGapMinutes } = values;
  const isUnchanged = before?.device.id === deviceId && before.signalKey === signalKey;
  return {
    id,
    deviceId,
    signalKey,
    method,
    ...(isUnchanged && { modulus: before.modulus }),
    matches: hasMatches(method) ? values.matches : [],
    intervalMinutes: method === 'peak_demand' ? Number(values.intervalMinutes) : null,
    factor: factor === '' ? null : factor,
    deducts: values.deducts && method !== 'peak_demand',
    ...(factor !== '' && { unit }),
    maxRatePerHour: hasMaxRate(method) && maxRatePerHour !== '' ? maxRatePerHour : null,
    ...(maxGapMinutes !== '' && { maxGapMinutes: Number(maxGapMinutes) }),
    ...(values.modelMeterId !== undefined && { modelMeterId: values.modelMeterId }),
  };
}

/** Returns true if a method needs a list of values: states or events. */
export const hasMatches = (method: MeterValues['method']): boolean =>
  method === 'state_time' || method === 'event_count';

/** Returns true if a method has a maximum rate. */
export const hasMaxRate = (method: MeterValues['method']): boolean => !hasMatches(method);
