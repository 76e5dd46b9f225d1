import type { UsageMethod } from '#contracts';

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
}

/**
 * Whether what happened at an instant happened in a window: an event belongs to the half-open period that its instant is in
 * (billing.md, section 0, period). A window with which counting ends has its last instant too.
 */
export function happensIn({ from, to, until }: CountingWindow, at: number): boolean {
  return at >= from && (at < to || (at === to && until === undefined));
}

/**
 * Whether a reading at an instant, to which a step leads, is counted in a window, and not only what its counting goes on from: a
 * step belongs where it ends.
 */
export function countsIn({ since, from, to }: CountingWindow, at: number): boolean {
  return at <= to && (at > from || (at === from && since === from));
}

/** Whether a window counts a reading that is metered by a method. */
export function countedBy(method: UsageMethod | undefined): (window: CountingWindow, at: number) => boolean {
  return method === 'event_count' ? happensIn : countsIn;
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
