/**
 * Methods by which a meter converts a signal to a quantity (docs/rules/metering.md#meter-terms): the difference of a
 * counter, the time-weighted integral of a level, the time in a state, the number of events, or the highest mean of a
 * level in an interval.
 */
export const USAGE_METHODS = ['counter', 'integral', 'state_time', 'event_count', 'peak_demand'] as const;

export type UsageMethod = (typeof USAGE_METHODS)[number];

/** Fields that determine how a meter derives its quantity from its signal. Decimals are strings. */
export interface MeterMethodFields {
  readonly method: UsageMethod;
  /** For states and events: the values that count. If empty, every event counts. */
  readonly matches: readonly string[];
  /** Length of the interval for peak demand; null for other methods. */
  readonly intervalMinutes: number | null;
  /**
   * Factor from a unit of the readings to the quantity's unit: pulse weight, scale, or conversion to reference
   * conditions. Null means one.
   */
  readonly factor: string | null;
  /** True if charges subtract the meter's quantity. For example, good parts are all parts less scrap. */
  readonly deducts: boolean;
}

/** The fields of a plain counter. */
export const COUNTER_DEFAULTS: MeterMethodFields = {
  method: 'counter',
  matches: [],
  intervalMinutes: null,
  factor: null,
  deducts: false,
};

/** The interval lengths of peak demand that are common for billing electricity; each divides an hour. */
export const INTERVAL_MINUTES: readonly number[] = [5, 10, 15, 30, 60];
const DEFAULT_INTERVAL_MINUTES = 15;

/** Default maximum gap of a counter: one day. */
const DEFAULT_GAP_MINUTES = 1440;
/** Default maximum gap of all other methods: a level or state applies for at most one hour. */
const DEFAULT_HOLD_MINUTES = 60;

/** Returns true for methods with strings and booleans as values: states and events. */
export function takesText(method: UsageMethod): boolean {
  return method === 'state_time' || method === 'event_count';
}

/** The kind of signal that a method reads. */
export const SIGNAL_KINDS: Readonly<Record<UsageMethod, string>> = {
  counter: 'counter',
  integral: 'gauge',
  state_time: 'state',
  event_count: 'event',
  peak_demand: 'gauge',
};

/** Returns the default maximum gap of a method. */
export function defaultGapMinutes(method: UsageMethod): number {
  return method === 'counter' ? DEFAULT_GAP_MINUTES : DEFAULT_HOLD_MINUTES;
}

export function defaultIntervalMinutes(method: UsageMethod): number | null {
  return method === 'peak_demand' ? DEFAULT_INTERVAL_MINUTES : null;
}

/** Returns the UCUM unit of a method's quantity; for an integral, the level's unit times hours. */
export function unitOfUsage(method: UsageMethod, unit: string): string {
  switch (method) {
    case 'counter':
    case 'peak_demand':
      return unit;
    case 'integral':
      return unit.endsWith('/h') ? unit.slice(0, -2) : `${unit}.h`;
    case 'state_time':
      return 'h';
    case 'event_count':
      return '1';
  }
}
