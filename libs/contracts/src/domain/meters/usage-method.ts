/**
 * How a meter turns a signal into a quantity (docs/rules/metering.md#meter-terms): a counter's difference, the time-weighted
 * integral of a level, the time in a state, a count of events, the highest mean of a level in an interval.
 */
export const USAGE_METHODS = ['counter', 'integral', 'state_time', 'event_count', 'peak_demand'] as const;

export type UsageMethod = (typeof USAGE_METHODS)[number];

/** How a meter reads its signal. Decimals are strings. */
export interface MeterMethodFields {
  readonly method: UsageMethod;
  /** Of states and events the values that count; every event where there are none. */
  readonly matches: readonly string[];
  /** Of peak demand alone. */
  readonly intervalMinutes: number | null;
  /** What a unit of the readings is in units of the quantity: pulse weight, scale, conversion to reference conditions. Null: one. */
  readonly factor: string | null;
  /** Whether a charge takes off what it counts, such as scrap off all parts: good parts are the total less scrap. */
  readonly deducts: boolean;
}

/** What a counter says of it. */
export const OF_A_COUNTER: MeterMethodFields = {
  method: 'counter',
  matches: [],
  intervalMinutes: null,
  factor: null,
  deducts: false,
};

/** Lengths of the intervals of peak demand: such as electricity is billed by, and each a part of an hour. */
export const INTERVAL_MINUTES: readonly number[] = [5, 10, 15, 30, 60];
const USUAL_INTERVAL_MINUTES = 15;

/** A day without a word of a counter is worth a mention. */
const USUAL_GAP_MINUTES = 1440;
/** For so long a level is believed to stand. */
const USUAL_HOLD_MINUTES = 60;

/** Whether texts and booleans are values of it: states and events. */
export function takesText(method: UsageMethod): boolean {
  return method === 'state_time' || method === 'event_count';
}

/** The kind of signal that a method reads. */
export const KIND_READ: Readonly<Record<UsageMethod, string>> = {
  counter: 'counter',
  integral: 'gauge',
  state_time: 'state',
  event_count: 'event',
  peak_demand: 'gauge',
};

/** What a method leaves open. */
export function usualGapMinutes(method: UsageMethod): number {
  return method === 'counter' ? USUAL_GAP_MINUTES : USUAL_HOLD_MINUTES;
}

export function usualIntervalMinutes(method: UsageMethod): number | null {
  return method === 'peak_demand' ? USUAL_INTERVAL_MINUTES : null;
}

/** The unit of what a method makes of a signal, in UCUM: of an integral the level's unit times hours. */
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
