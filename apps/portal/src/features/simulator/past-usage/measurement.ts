import type { Contract } from '../../../api/types.js';
import { METHODS } from '../../charges/meters/meter-values.js';

type ContractMeter = Contract['meters'][number];

/**
 * Measurement of a signal. Decimals are strings. Null means the method's default, or the value of a contract with the
 * same measurement.
 */
export interface Measurement {
  readonly signalKey: string;
  readonly method: ContractMeter['method'];
  readonly matches: readonly string[];
  readonly intervalMinutes: number | null;
  readonly factor: string | null;
  /** Whether charges subtract this quantity from their other quantities. */
  readonly deducts: boolean;
  /** Billed unit, if there is a factor. */
  readonly unit: string | null;
  readonly maxRatePerHour: string | null;
  readonly maxGapMinutes: number | null;
}

/** Maximum number of quantities in one simulation. */
export const MAX_MEASUREMENTS = 6;

/** Measures a signal as a plain counter. */
export const measureCounter = (signalKey: string): Measurement => ({
  signalKey,
  method: 'counter',
  matches: [],
  intervalMinutes: null,
  factor: null,
  deducts: false,
  unit: null,
  maxRatePerHour: null,
  maxGapMinutes: null,
});

/**
 * Measures like a contract's meter. The server applies agreed limits itself; those of a draft are not agreed yet, so
 * the request includes them.
 */
export function measureLikeContract(meter: ContractMeter, isDraft: boolean): Measurement {
  const {
    signalKey,
    method,
    matches,
    intervalMinutes,
    factor,
    deducts,
    unit,
    maxRatePerHour,
    maxGapMinutes,
  } = meter;
  return {
    ...{ signalKey, method, matches, intervalMinutes, factor, deducts },
    unit: factor === null ? null : unit,
    maxRatePerHour: isDraft ? maxRatePerHour : null,
    maxGapMinutes: isDraft ? maxGapMinutes : null,
  };
}

/** Returns true if both are the same quantity of a device, regardless of their plausibility limits. */
export function isSameMeasurement(a: Measurement, b: Measurement): boolean {
  const read = ({ signalKey, method, matches, intervalMinutes, factor, deducts }: Measurement): string =>
    JSON.stringify([signalKey, method, [...matches].sort(), intervalMinutes, factor, deducts]);
  return read(a) === read(b);
}

/** Encodes quantities for the page's address: `integral:power_kw`, `state_time:mode:running,idle`, separated by `;`. */
export function encodeMeasurements(measured: readonly Measurement[]): string {
  return measured
    .map((measurement) =>
      [
        ...[measurement.method, measurement.signalKey, measurement.matches.map(encodeURIComponent).join(',')],
        ...[
          measurement.intervalMinutes,
          measurement.factor,
          measurement.unit,
          measurement.maxRatePerHour,
          measurement.maxGapMinutes,
        ],
        measurement.deducts ? '1' : '',
      ]
        .map((part) => encodeURIComponent(part ?? ''))
        .join(':')
        .replace(/:+$/, ''),
    )
    .join(';');
}

/** Decodes the quantities in an address; invalid ones are omitted. */
export function decodeMeasurements(text: string): Measurement[] {
  return text
    .split(';')
    .flatMap((measurement) => {
      try {
        const parts = measurement.split(':').map(decodeURIComponent);
        const [method, signalKey = '', matches = '', interval, factor, unit, highest, gap, deducts] = parts;
        const known = METHODS.find((each) => each === method);
        if (known === undefined || signalKey === '') return [];
        return [
          {
            ...{ signalKey, method: known },
            matches: matches.split(',').filter(Boolean).map(decodeURIComponent),
            intervalMinutes: toWholeNumber(interval),
            factor: factor || null,
            deducts: deducts === '1',
            unit: unit || null,
            maxRatePerHour: highest || null,
            maxGapMinutes: toWholeNumber(gap),
          },
        ];
      } catch {
        return [];
      }
    })
    .slice(0, MAX_MEASUREMENTS);
}

const toWholeNumber = (text = ''): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);

/**
 * Returns a temporary ID for a quantity of a device. It combines the device's ID with the measurement, because a
 * device can have several quantities.
 */
export function toQuantityId(deviceId: string, measured: Measurement): string {
  let hash = 0x811c9dc5;
  for (const sign of encodeMeasurements([measured])) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193);
  const last = (Number.parseInt(deviceId.slice(-8), 16) ^ hash) >>> 0;
  return `${deviceId.slice(0, -8)}${last.toString(16).padStart(8, '0')}`;
}
