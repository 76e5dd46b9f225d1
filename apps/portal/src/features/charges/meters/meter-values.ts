import type { Contract, NewMeter, Signal } from '../../../api/types.js';

export interface MeterValues {
  readonly id: string;
  readonly deviceId: string;
  readonly signalKey: string;
  readonly method: Contract['meters'][number]['method'];
  readonly matches: readonly string[];
  /** Minutes. */
  readonly intervalMinutes: string;
  readonly factor: string;
  /** Charges take it off what their other meters count. */
  readonly deducts: boolean;
  /** Of the quantity, where there is a factor. */
  readonly unit: string;
  readonly maxRatePerHour: string;
  /** Empty: what the method takes for long. */
  readonly maxGapMinutes: string | number;
  /** The model's definition that it is taken from right now; what was saved is kept without it. */
  readonly modelMeterId?: string;
}

/** The kind of signal that each way of measuring reads. */
export const KINDS: Readonly<Record<MeterValues['method'], Signal['kind']>> = {
  counter: 'counter',
  integral: 'gauge',
  state_time: 'state',
  event_count: 'event',
  peak_demand: 'gauge',
};

export const METHODS = Object.keys(KINDS) as MeterValues['method'][];

/** A meter that nothing is said of yet. */
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

/** A meter where a charge chooses one: a device may have several. */
export function toMeterLabel(
  device: string | undefined,
  meter: MeterValues,
  nameOf: (meter: MeterValues) => string,
): string {
  return [device, meter.signalKey === '' ? '' : nameOf(meter)].filter(Boolean).join(', ');
}

/** A meter in a form. */
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

/** A meter as it is sent. The modulus of a counter that stays is kept: it is the signal's, or somebody said another. */
export function toMeterTerms(values: MeterValues, before: Contract['meters'][number] | undefined): NewMeter {
  const { id, deviceId, signalKey, method, factor, unit, maxRatePerHour, maxGapMinutes } = values;
  const isSame = before?.device.id === deviceId && before.signalKey === signalKey;
  return {
    id,
    deviceId,
    signalKey,
    method,
    ...(isSame && { modulus: before.modulus }),
    matches: namesValues(method) ? values.matches : [],
    intervalMinutes: method === 'peak_demand' ? Number(values.intervalMinutes) : null,
    factor: factor === '' ? null : factor,
    deducts: values.deducts && method !== 'peak_demand',
    ...(factor !== '' && { unit }),
    maxRatePerHour: hasHighest(method) && maxRatePerHour !== '' ? maxRatePerHour : null,
    ...(maxGapMinutes !== '' && { maxGapMinutes: Number(maxGapMinutes) }),
    ...(values.modelMeterId !== undefined && { modelMeterId: values.modelMeterId }),
  };
}

/** Whether values say what counts: states or events. */
export const namesValues = (method: MeterValues['method']): boolean =>
  method === 'state_time' || method === 'event_count';

/** Whether there is something that would be too much to be believed. */
export const hasHighest = (method: MeterValues['method']): boolean => !namesValues(method);
