import type { Contract } from '../../../api/types.js';
import { METHODS } from '../../charges/meters/meter-values.js';

type ContractMeter = Contract['meters'][number];

/**
 * How a signal is measured. Decimals are strings. Null leaves a value to the method, or to a contract with the same
 * measurement.
 */
export interface Measured {
  readonly signalKey: string;
  readonly method: ContractMeter['method'];
  readonly matches: readonly string[];
  readonly intervalMinutes: number | null;
  readonly factor: string | null;
  /** Whether charges subtract it from their other quantities. */
  readonly deducts: boolean;
  /** Unit of the quantity if there is a factor. */
  readonly unit: string | null;
  readonly maxRatePerHour: string | null;
  readonly maxGapMinutes: number | null;
}

/** Maximum number of quantities in one simulation. */
export const MOST_MEASURED = 6;

/** A plain counter. */
export const asCounter = (signalKey: string): Measured => ({
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
 * Measures like a contract's meter. The server applies agreed limits itself; those of a draft are not agreed and are
 * passed along.
 */
export function asContract(meter: ContractMeter, isDraft: boolean): Measured {
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

/** Whether both are the same quantity of a device, regardless of their plausibility limits. */
export function isAlike(a: Measured, b: Measured): boolean {
  const read = ({ signalKey, method, matches, intervalMinutes, factor, deducts }: Measured): string =>
    JSON.stringify([signalKey, method, [...matches].sort(), intervalMinutes, factor, deducts]);
  return read(a) === read(b);
}

/** Encodes quantities for the page's address: `integral:power_kw`, `state_time:mode:running,idle`, separated by `;`. */
export function writeMeasured(measured: readonly Measured[]): string {
  return measured
    .map((one) =>
      [
        ...[one.method, one.signalKey, one.matches.map(encodeURIComponent).join(',')],
        ...[one.intervalMinutes, one.factor, one.unit, one.maxRatePerHour, one.maxGapMinutes],
        one.deducts ? '1' : '',
      ]
        .map((part) => encodeURIComponent(part ?? ''))
        .join(':')
        .replace(/:+$/, ''),
    )
    .join(';');
}

/** Decodes the quantities in an address; invalid ones are omitted. */
export function readMeasured(text: string): Measured[] {
  return text
    .split(';')
    .flatMap((one) => {
      try {
        const parts = one.split(':').map(decodeURIComponent);
        const [method, signalKey = '', matches = '', interval, factor, unit, highest, gap, deducts] = parts;
        const known = METHODS.find((each) => each === method);
        if (known === undefined || signalKey === '') return [];
        return [
          {
            ...{ signalKey, method: known },
            matches: matches.split(',').filter(Boolean).map(decodeURIComponent),
            intervalMinutes: wholeOf(interval),
            factor: factor || null,
            deducts: deducts === '1',
            unit: unit || null,
            maxRatePerHour: highest || null,
            maxGapMinutes: wholeOf(gap),
          },
        ];
      } catch {
        return [];
      }
    })
    .slice(0, MOST_MEASURED);
}

const wholeOf = (text = ''): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);

/**
 * Temporary ID of a device's quantity: the device's ID modified by what is measured, because a device can have several
 * quantities.
 */
export function idOf(deviceId: string, measured: Measured): string {
  let hash = 0x811c9dc5;
  for (const sign of writeMeasured([measured])) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193);
  const last = (Number.parseInt(deviceId.slice(-8), 16) ^ hash) >>> 0;
  return `${deviceId.slice(0, -8)}${last.toString(16).padStart(8, '0')}`;
}
