import type { ChargeFields } from '#contracts/domain';

/** A meter whose past is billed as if a contract had measured it. */
export interface SimulatedCounter {
  readonly id: string;
  /** Null of an instrument of a site. */
  readonly machineId: string | null;
  /** What a person calls it. */
  readonly name: string;
  /** UCUM. */
  readonly unit: string;
  /** A charge takes it off what else it counts. */
  readonly deducts?: boolean;
}

/** What meters measured in a month. Decimals are strings in the meter's unit. */
export interface SimulatedMonth {
  /** `YYYY-MM` */
  readonly month: string;
  /** By meter; null, or left out, where nobody knows. */
  readonly usage: ReadonlyMap<string, string | null>;
}

export interface SimulatedPlan {
  readonly name: string;
  readonly charges: readonly ChargeFields[];
}

/** Facts to bill: months that follow each other, and plans to bill them by. */
export interface SimulationFacts {
  /** ISO 4217 */
  readonly currency: string;
  /** IANA */
  readonly zone: string;
  readonly counters: readonly SimulatedCounter[];
  /** Consecutive, the contract begins with the first. */
  readonly months: readonly SimulatedMonth[];
  readonly plans: readonly SimulatedPlan[];
}

/** What a month of a plan comes to, in minor units. */
export interface BilledSimulatedMonth {
  readonly month: string;
  /** Null where some counter's usage is unknown: nothing can be said of it, least of all zero. */
  readonly amountMinor: bigint | null;
  /** Whether a line waits, such as a minimum of the year in which a month is unknown. */
  readonly isWaiting: boolean;
}

export interface PlanOutcome {
  readonly name: string;
  readonly months: readonly BilledSimulatedMonth[];
  /** Over the months that are known. */
  readonly totalMinor: bigint;
  /** What its charges come to in those months, in the plan's order. */
  readonly charges: readonly { readonly key: string; readonly amountMinor: bigint }[];
}
