import type { ChargeFields } from '#contracts/domain';

/** A meter with past usage, which is billed as if it had been part of a contract. */
export interface SimulatedCounter {
  readonly id: string;
  /** Null for a site meter. */
  readonly machineId: string | null;
  /** The display name. */
  readonly name: string;
  /** UCUM unit code. */
  readonly unit: string;
  /** True if charges subtract the meter's usage from the usage of their other meters. */
  readonly deducts?: boolean;
}

/** The usage of meters in a month. Decimals are strings in the meter's unit. */
export interface SimulatedMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Usage by meter; null or missing if unknown. */
  readonly usage: ReadonlyMap<string, string | null>;
}

export interface SimulatedPlan {
  readonly name: string;
  readonly charges: readonly ChargeFields[];
}

/** The facts of a simulation: meters, consecutive months, and the plans to bill them by. */
export interface SimulationFacts {
  /** ISO 4217. */
  readonly currency: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly counters: readonly SimulatedCounter[];
  /** Consecutive months; the contract begins with the first one. */
  readonly months: readonly SimulatedMonth[];
  readonly plans: readonly SimulatedPlan[];
}

/** The amount of a plan in a month, in minor units. */
export interface BilledSimulatedMonth {
  readonly month: string;
  /** Null if a meter's usage is unknown, because zero would be wrong. */
  readonly amountMinor: bigint | null;
  /** True if a line is on hold, such as a yearly minimum with an unknown month. */
  readonly isOnHold: boolean;
}

export interface PlanOutcome {
  readonly name: string;
  readonly months: readonly BilledSimulatedMonth[];
  /** Total of the known months. */
  readonly totalMinor: bigint;
  /** Totals of the plan's charges in the known months, in the plan's order. */
  readonly charges: readonly { readonly key: string; readonly amountMinor: bigint }[];
}
