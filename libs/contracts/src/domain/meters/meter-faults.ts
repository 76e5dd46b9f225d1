import { Exact, type FieldFault } from '#platform/domain';
import type { MeterFields, SignalFacts } from '../contract/contract-fields.js';
import { INTERVAL_MINUTES, SIGNAL_KINDS, takesText, unitOfUsage } from './usage-method.js';

/** Upper limit of a meter's maximum gap: one year. */
const MAX_GAP_MINUTES = 366 * 24 * 60;

/** Creates an error for a field of a meter; `code` is without the prefix `contracts.`. */
export type FaultAt = (field: string, code: string, params?: FieldFault['params']) => FieldFault;

/** Validates how a meter measures, regardless of its signal. */
export function findMeasuringFaults(meter: MeterFields, at: FaultAt): FieldFault[] {
  return [
    ...findMethodFaults(meter, at),
    ...(meter.modulus !== null && !isPositive(meter.modulus)
      ? [at('modulus', 'modulus_not_positive', { value: meter.modulus })]
      : []),
    ...(meter.maxRatePerHour !== null && !isPositive(meter.maxRatePerHour)
      ? [at('maxRatePerHour', 'max_rate_not_positive', { value: meter.maxRatePerHour })]
      : []),
    ...(isBetween(meter.maxGapMinutes, 1, MAX_GAP_MINUTES)
      ? []
      : [at('maxGapMinutes', 'max_gap_out_of_range', { min: 1, max: MAX_GAP_MINUTES })]),
  ];
}

/** Validates the signal that a meter reads. @param signals the signals of its device */
export function findSignalFaults(
  meter: MeterFields,
  signals: readonly SignalFacts[],
  at: FaultAt,
): FieldFault[] {
  const value = meter.signalKey;
  const kind = SIGNAL_KINDS[meter.method];
  const signal = signals.find(({ key }) => key === value);
  if (!signal) {
    const matching = signals.filter((one) => one.kind === kind).map(({ key }) => key);
    return [at('signalKey', 'signal_unknown', { value, counters: matching.join(', ') })];
  }
  if (signal.kind !== kind)
    return [
      meter.method === 'counter'
        ? at('signalKey', 'signal_not_a_counter', { value, kind: signal.kind })
        : at('signalKey', 'signal_not_for_method', { value, kind: signal.kind, needed: kind }),
    ];
  // A factor changes the unit of the quantity.
  const unit = unitOfUsage(meter.method, signal.unit);
  return meter.factor === null && unit !== meter.unit
    ? [at('unit', 'unit_differs', { value: meter.unit, unit })]
    : [];
}

/** Validates the fields of the method, except for the signal. */
function findMethodFaults(
  { method, matches, intervalMinutes, factor, unit, deducts }: MeterFields,
  at: FaultAt,
): FieldFault[] {
  return [
    ...(method === 'state_time' && matches.length === 0 ? [at('matches', 'states_missing')] : []),
    ...(matches.length > 0 && !takesText(method) ? [at('matches', 'states_of_no_state')] : []),
    ...(new Set(matches).size < matches.length ? [at('matches', 'state_twice')] : []),
    ...(method === 'peak_demand'
      ? INTERVAL_MINUTES.includes(intervalMinutes ?? 0)
        ? []
        : [at('intervalMinutes', 'interval_not_possible', { possible: INTERVAL_MINUTES.join(', ') })]
      : intervalMinutes !== null
        ? [at('intervalMinutes', 'interval_of_no_peak')]
        : []),
    ...(factor !== null && !isPositive(factor)
      ? [at('factor', 'factor_not_positive', { value: factor })]
      : []),
    ...(factor !== null && unit === '' ? [at('unit', 'unit_missing')] : []),
    ...(deducts && method === 'peak_demand' ? [at('deducts', 'peak_not_deducted')] : []),
  ];
}

const isPositive = (text: string): boolean => /^\d{1,18}(\.\d{1,12})?$/.test(text) && new Exact(text).gt(0);
const isBetween = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;
