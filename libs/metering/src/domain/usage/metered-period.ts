import type { MeteringMethod } from './meter-rule.js';
import { leadsOver, type Span } from '../windows/spans.js';

/** A stretch of a period in which the counter counts for this contract. Instants are milliseconds since 1970 UTC. */
export interface CountingWindow {
  /**
   * From when on its readings are this contract's: earlier than `from` where counting only goes on from the period before,
   * equal to it where the contract, the machine's time under it or its placement begins here.
   */
  readonly since: number;
  readonly from: number;
  readonly to: number;
  /**
   * Where counting goes on after the period: before when readings are this contract's, null for without end. Absent where counting
   * ends with the window: what is read after it is no business of this contract.
   */
  readonly until?: number | null;
  /**
   * Present where another customer's coverage of the same quantity ends at `since`: from when on its last reading may open the step
   * that leads over `since`, which is divided there by time.
   */
  readonly before?: number;
  /** As `before`, where another customer's coverage begins when this one ends: up to when (exclusive) its first reading may close that step. */
  readonly after?: number | null;
  /** Where contracts of the customer follow one another of which another one takes less for a long silence than this one does. */
  readonly seams?: readonly Seam[];
}

/** An instant at which one contract follows another, and how long a step over it is at most before it is divided: by the stricter one. */
export interface Seam {
  readonly at: number;
  /** Milliseconds. */
  readonly gapMs: number;
}

/**
 * Whether a step is so long that each period has its part of it by time.
 * @param holdLimit milliseconds
 */
export function isLong(step: Span, holdLimit: number, { seams = [] }: CountingWindow): boolean {
  const length = step.to - step.from;
  return length > holdLimit || seams.some(({ at, gapMs }) => length > gapMs && leadsOver(step, at));
}

/** The time of a window's own customer, as far as steps are divided at its ends: infinite where they are not. */
export function ownTime({ since, to, until, before, after }: CountingWindow): Span {
  return {
    from: before === undefined ? -Infinity : since,
    to: after === undefined ? Infinity : until === undefined ? to : until! - 1,
  };
}

/** Up to when (exclusive) a reading after a window may close its last step; its own end where counting ends with it. */
export function reachOf({ to, until, after }: CountingWindow): number {
  if (after !== undefined) return after ?? Infinity;
  return until === undefined ? to : (until ?? Infinity);
}

/**
 * Whether what happened at an instant happened in a window: an event belongs to the half-open period that its instant is in
 * (docs/rules/metering.md#periods). A window with which counting ends has its last instant too, so the customer who takes over at
 * that instant does not.
 */
export function happensIn(window: CountingWindow, at: number): boolean {
  const { from, to, until } = window;
  return (
    (at > from || (at === from && !isTakenOver(window))) && (at < to || (at === to && until === undefined))
  );
}

/**
 * Whether a reading at an instant, to which a step leads, is counted in a window, and not only what its counting goes on from: a
 * step belongs where it ends.
 */
export function countsIn(window: CountingWindow, at: number): boolean {
  const { since, from, to } = window;
  return at <= to && (at > from || (at === from && since === from && !isTakenOver(window)));
}

/**
 * Readings that a period's usage rests on although they lie at the end of its customer's time or beyond: who may look at that time
 * alone does not find them again.
 */
export function boundingReadings<Reading extends { readonly at: number }>(
  windows: readonly CountingWindow[],
  readings: readonly Reading[],
): Reading[] {
  const isOwn = (at: number): boolean =>
    windows.some(({ since, to, until }) => at >= since && (until === null || at < (until ?? to + 1) - 1));
  return readings.filter(({ at }) => !isOwn(at));
}

/** Whether a window begins where another customer's coverage ends: what is read at that instant counts for the one who leaves. */
const isTakenOver = ({ since, from, before }: CountingWindow): boolean =>
  before !== undefined && since === from;

const isOfEvents = (method: MeteringMethod | undefined): boolean =>
  method === 'event_count' || method === 'event_sum';

/** Whether a window counts a reading that is metered by a method. */
export function countedBy(
  method: MeteringMethod | undefined,
): (window: CountingWindow, at: number) => boolean {
  return isOfEvents(method) ? happensIn : countsIn;
}

export interface MeteredPeriod {
  /** IANA zone of the contract; its days are local days of it. */
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  /** In order, without overlap, inside the period. Usually one: the whole period. */
  readonly windows: readonly CountingWindow[];
  /** Readings received at this instant or later are not known yet. */
  readonly knownUntil: number;
  /** How far time had come, to tell a silence from a month that still runs; `knownUntil` when left out. */
  readonly asOf?: number;
  /** It is cut out of a period that no long step reaches into or out of: over its bounds no step is divided. */
  readonly isPart?: true;
}
