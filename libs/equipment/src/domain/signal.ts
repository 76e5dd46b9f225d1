import { Exact, type FieldFault } from '#platform/domain';
import { isMisleadingUnit, isUcumUnit, proposeUcumUnit } from './ucum.js';

export const SIGNAL_KINDS = ['gauge', 'counter', 'state', 'event'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** Matches keys such as `discharge_temp_c`, which contain only characters that are safe in topics and payloads. */
const SIGNAL_KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/**
 * The limits of a gauge as decimals; null for no limit. Beyond `warn`, the machine must be checked; beyond `trip`, it
 * stops.
 */
export interface SignalLimits {
  readonly tripLow: string | null;
  readonly warnLow: string | null;
  readonly warnHigh: string | null;
  readonly tripHigh: string | null;
}

export interface SignalFields extends SignalLimits {
  readonly key: string;
  /** UCUM code; empty for states and events, which have no unit. */
  readonly unit: string;
  readonly kind: SignalKind;
  /** Number of decimal places to show. */
  readonly decimals: number;
  /** The value at which a counter wraps around to 0, such as "1000000"; null if it doesn't wrap around. */
  readonly modulus: string | null;
  /** The expected interval between values, for the detection of data gaps; null to use the usual interval. */
  readonly expectedSeconds: number | null;
  readonly labelI18n: Readonly<Record<string, string>>;
  /** Position in lists and charts. */
  readonly position: number;
}

/**
 * Limits of the expected interval. An interval below one second would have no effect, because gaps are at least ten
 * seconds long. An interval of more than a week has no practical use.
 */
const EXPECTED_SECONDS = { min: 1, max: 604_800 } as const;

/** Limits in ascending order; each must be greater than the limits before it. */
const LIMITS_UPWARD = ['tripLow', 'warnLow', 'warnHigh', 'tripHigh'] as const;

/** Returns the faults of a signal, each with a pointer to its field. */
export function findSignalFaults(signal: SignalFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!SIGNAL_KEY.test(signal.key)) {
    faults.push({ pointer: '/key', code: 'equipment.signal_key_malformed', params: { value: signal.key } });
  }
  faults.push(...findUnitFaults(signal), ...findLimitFaults(signal));
  if (!Number.isInteger(signal.decimals) || signal.decimals < 0 || signal.decimals > 9) {
    faults.push({
      pointer: '/decimals',
      code: 'equipment.decimals_out_of_range',
      params: { min: 0, max: 9 },
    });
  }
  if (signal.modulus !== null) {
    if (signal.kind !== 'counter')
      faults.push({ pointer: '/modulus', code: 'equipment.modulus_of_counter_only' });
    else if (!isDecimal(signal.modulus) || !new Exact(signal.modulus).gt(0)) {
      faults.push({
        pointer: '/modulus',
        code: 'equipment.modulus_not_positive',
        params: { value: signal.modulus },
      });
    }
  }
  faults.push(...findIntervalFaults(signal));
  const labels: [string, unknown][] = Object.entries(signal.labelI18n);
  if (
    labels.some(
      ([locale, text]) =>
        !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) || typeof text !== 'string' || text.length > 100,
    )
  ) {
    faults.push({ pointer: '/label', code: 'equipment.label_malformed' });
  }
  return faults;
}

function findUnitFaults({ unit, kind }: SignalFields): FieldFault[] {
  if (kind === 'state' || kind === 'event') {
    return unit === ''
      ? []
      : [{ pointer: '/unit', code: 'equipment.unit_of_number_only', params: { value: unit } }];
  }
  if (isUcumUnit(unit) && !isMisleadingUnit(unit)) return [];
  const proposal = proposeUcumUnit(unit) ?? null;
  return [{ pointer: '/unit', code: 'equipment.unit_not_ucum', params: { value: unit, proposal } }];
}

function findIntervalFaults({ kind, expectedSeconds }: SignalFields): FieldFault[] {
  const pointer = '/expectedSeconds';
  if (expectedSeconds === null) return [];
  if (kind === 'event') return [{ pointer, code: 'equipment.interval_not_of_event' }];
  const { min, max } = EXPECTED_SECONDS;
  if (Number.isInteger(expectedSeconds) && expectedSeconds >= min && expectedSeconds <= max) return [];
  return [{ pointer, code: 'equipment.interval_out_of_range', params: { min, max } }];
}

function findLimitFaults(signal: SignalFields): FieldFault[] {
  const faults: FieldFault[] = [];
  let below: { name: string; value: Exact } | undefined;
  for (const name of LIMITS_UPWARD) {
    const text = signal[name];
    if (text === null) continue;
    const pointer = `/${name}`;
    if (signal.kind !== 'gauge') {
      faults.push({ pointer, code: 'equipment.limit_of_gauge_only' });
      continue;
    }
    if (!isDecimal(text)) {
      faults.push({ pointer, code: 'equipment.limit_not_a_number', params: { value: text } });
      continue;
    }
    const value = new Exact(text);
    if (below && value.lte(below.value)) {
      faults.push({
        pointer,
        code: 'equipment.limits_out_of_order',
        params: { value: text, other: below.name, otherValue: below.value.toFixed() },
      });
    }
    below = { name, value };
  }
  return faults;
}

function isDecimal(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,12})?$/.test(text);
}

/**
 * Returns the changed fields of a signal that are locked because it has readings. Unit and kind define the meaning of
 * stored readings, and of any usage or alarm derived from them.
 */
export function findLockedChanges(
  current: Pick<SignalFields, 'unit' | 'kind'>,
  changes: Partial<Pick<SignalFields, 'unit' | 'kind'>>,
  hasData: boolean,
): FieldFault[] {
  if (!hasData) return [];
  return (['unit', 'kind'] as const)
    .filter((field) => changes[field] !== undefined && changes[field] !== current[field])
    .map((field) => ({
      pointer: `/${field}`,
      code: 'equipment.signal_has_data',
      params: { value: current[field] },
    }));
}
