import { hasMaxRate, type MeterValues, hasMatches, newMeter } from '../../charges/meters/meter-values.js';
import type { Measurement } from './measurement.js';

/** Converts a quantity to form values. */
export function toMeterValues(measured: Measurement): MeterValues {
  const { signalKey, method, matches, intervalMinutes, factor, deducts, unit } = measured;
  const meter = newMeter();
  return {
    ...meter,
    ...{ signalKey, method, matches, deducts },
    intervalMinutes: intervalMinutes === null ? meter.intervalMinutes : String(intervalMinutes),
    factor: factor ?? '',
    unit: unit ?? '',
    maxRatePerHour: measured.maxRatePerHour ?? '',
    maxGapMinutes: measured.maxGapMinutes ?? '',
  };
}

/** Converts form values to a quantity without values that its method does not have. */
export function toMeasurement(values: MeterValues): Measurement {
  const { signalKey, method, matches, intervalMinutes, maxRatePerHour, maxGapMinutes } = values;
  const factor = values.factor.trim();
  const unit = values.unit.trim();
  return {
    ...{ signalKey, method },
    matches: hasMatches(method) ? matches : [],
    intervalMinutes: method === 'peak_demand' ? Number(intervalMinutes) : null,
    factor: factor === '' ? null : factor,
    deducts: values.deducts && method !== 'peak_demand',
    unit: factor === '' || unit === '' ? null : unit,
    maxRatePerHour: hasMaxRate(method) && maxRatePerHour.trim() !== '' ? maxRatePerHour.trim() : null,
    maxGapMinutes: method === 'event_count' || maxGapMinutes === '' ? null : Number(maxGapMinutes),
  };
}
