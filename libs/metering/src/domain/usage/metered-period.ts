import type { MeteringMethod } from './meter-rule.js';
import { containsInstant, type Span } from '../windows/spans.js';

/** A part of a period in which the meter counts for this contract. Instants are milliseconds since 1970 UTC. */
export interface CountingWindow {
  /**
   * The start of this contract's readings: before `from` if counting continues from the previous period, equal to
   * `from` if the contract, the machine's time under the contract or the placement begins at `from`.
   */
  readonly since: number;
  readonly from: number;
  readonly to: number;
  /**
   * The end of this contract's readings if counting continues after the period; null if unlimited. Absent if counting
   * ends with the window, so that later readings don't belong to this contract.
   */
  readonly until?: number | null;
  /**
   * Present if another customer's coverage of the same quantity ends at `since`: the earliest instant at which that
   * customer's last reading can be. The step that begins with this reading is divided by time at `since`.
   */
  readonly before?: number;
  /**
   * Like `before`, if another customer's coverage begins when this one ends: the end (exclusive) of the span that
   * contains that customer's first reading, which ends the divided step.
   */
  readonly after?: number | null;
  /**
   * Instants at which contracts of the same customer follow each other, if another contract has a shorter maximum gap.
   */
  readonly seams?: readonly Seam[];
}

/** An instant at which one contract follows another, with the shorter of their maximum gaps for steps across it. */
export interface Seam {
  readonly at: number;
  /** Maximum gap in milliseconds. */
  readonly gapMs: number;
}

/**
 * Returns true when a step is so long that it is divided by time between periods.
 * @param holdLimit the maximum gap in milliseconds
 */
export function isLongStep(step: Span, holdLimit: number, { seams = [] }: CountingWindow): boolean {
  const length = step.to - step.from;
  return length > holdLimit || seams.some(({ at, gapMs }) => length > gapMs && containsInstant(step, at));
}

/** Returns the span of a window's own customer, which is unlimited at ends where steps are not divided. */
export function ownTime({ since, to, until, before, after }: CountingWindow): Span {
  return {
    from: before === undefined ? -Infinity : since,
    to: after === undefined ? Infinity : until === undefined ? to : until! - 1,
  };
}

/**
 * Returns the exclusive time limit for the reading after a window, which can end the window's last step. If counting
 * ends with the window, the limit is the window's end.
 */
export function closingLimitOf({ to, until, after }: CountingWindow): number {
  if (after !== undefined) return after ?? Infinity;
  return until === undefined ? to : (until ?? Infinity);
}

/**
 * Returns true when an event belongs to a window: an event belongs to the half-open period that contains its instant
 * (docs/rules/metering.md#periods). If counting stops at the end of a window, the window includes its last instant, so
 * the window of a customer that follows at that instant excludes it.
 */
export function happensIn(window: CountingWindow, at: number): boolean {
  const { from, to, until } = window;
  return (
    (at > from || (at === from && !beginsAtHandover(window))) &&
    (at < to || (at === to && until === undefined))
  );
}

/**
 * Returns true when a reading that ends a step counts in a window, instead of only providing the value from which
 * counting continues. A step belongs to the window in which it ends.
 */
export function countsIn(window: CountingWindow, at: number): boolean {
  const { since, from, to } = window;
  return at <= to && (at > from || (at === from && since === from && !beginsAtHandover(window)));
}

/**
 * Returns the readings outside the customer's coverage on which a period's usage depends. They are stored with the
 * usage, because the customer can't read them again.
 */
export function boundingReadings<Reading extends { readonly at: number }>(
  windows: readonly CountingWindow[],
  readings: readonly Reading[],
): Reading[] {
  const isOwn = (at: number): boolean =>
    windows.some(({ since, to, until }) => at >= since && (until === null || at < (until ?? to + 1) - 1));
  return readings.filter(({ at }) => !isOwn(at));
}

/**
 * Returns true when a window begins where another customer's coverage ends. A reading at that instant counts for the
 * earlier customer.
 */
const beginsAtHandover = ({ since, from, before }: CountingWindow): boolean =>
  before !== undefined && since === from;

const countsEvents = (method: MeteringMethod | undefined): boolean =>
  method === 'event_count' || method === 'event_sum';

/** Returns true when a window counts a reading, given the meter's method. */
export function countedBy(
  method: MeteringMethod | undefined,
): (window: CountingWindow, at: number) => boolean {
  return countsEvents(method) ? happensIn : countsIn;
}

export interface MeteredPeriod {
  /** The contract's IANA time zone, which defines local days. */
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  /** In order, without overlap, inside the period. Usually one window: the whole period. */
  readonly windows: readonly CountingWindow[];
  /** Cutoff: readings received at this instant or later are unknown. */
  readonly knownUntil: number;
  /** Current time, to distinguish a gap from a month that is still running; `knownUntil` by default. */
  readonly asOf?: number;
  /**
   * True if the period is a part of another period and no long step crosses its bounds, so that no step is divided
   * there.
   */
  readonly isPart?: true;
}
