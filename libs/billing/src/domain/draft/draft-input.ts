import {
  type AgreedDiscount,
  type BilledPeriod,
  type MachineDowntime,
  metersOfPerformance,
  type PausedDays,
  type PrepaidBalance,
} from '#contracts/domain';
import type { KitToBill, LineKey } from '#invoicing/domain';
import type { BilledTerm, ChargesFrom, MachineToBill } from '#pricing/domain';
import type { MeteredMonth } from '../usage/metered-month.js';

/** Amount that earlier months billed for a line key. */
export interface BilledBefore extends LineKey {
  readonly amountMinor: bigint;
}

/** All facts from which the draft of a contract's month is calculated. */
export interface DraftInput {
  readonly currency: string;
  readonly kitsIncluded: boolean;
  readonly term: BilledTerm;
  readonly month: BilledPeriod;
  /** True if the month's usage is complete, so that minimums are due. */
  readonly isOver: boolean;
  /** The contract's charges over time, at least one version. */
  readonly versions: readonly ChargesFrom[];
  /** Days on which the contract is paused, in chronological order. */
  readonly paused: readonly PausedDays[];
  readonly machines: readonly MachineToBill[];
  /**
   * Usage of every meter of the charges: in the drafted month, and in earlier months of the year if a charge counts by
   * year.
   */
  readonly metered: readonly MeteredMonth[];
  readonly billed: readonly BilledBefore[];
  /** Amounts billed elsewhere for rated periods that continue after the migration of the contract. */
  readonly billedElsewhere: readonly BilledBefore[];
  /**
   * Prepaid credits that were migrated or sold. `metered` contains all usage of their charges since the credits began.
   */
  readonly prepaid: readonly PrepaidBalance[];
  /** First days of the contract's other invoices. A month without an invoice bills its own usage when it is drafted. */
  readonly invoicedFrom: readonly string[];
  readonly kits: readonly KitToBill[];
  /** Discounts on the whole invoice, in order of application; absent if none are agreed. */
  readonly discounts?: readonly AgreedDiscount[];
  /** Recorded downtime in chronological order; absent if no guarantee is evaluated from it. */
  readonly downtime?: readonly MachineDowntime[];
}

/** Returns the hashes of the evidence from which charges and guarantees are calculated, in the order of `metered`. */
export function evidenceOf({ versions, metered }: DraftInput): string[] {
  const counted = new Set(
    versions.flatMap(({ charges, performance = [] }) => [
      ...charges.flatMap(({ meterIds }) => meterIds),
      ...performance.flatMap(metersOfPerformance),
    ]),
  );
  return metered.filter(({ meterId }) => counted.has(meterId)).flatMap(({ hash }) => hash ?? []);
}
