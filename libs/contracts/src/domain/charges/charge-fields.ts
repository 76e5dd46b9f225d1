import type { PrepaidSale } from '../prepaid/prepaid-sale.js';
import type { Pricing } from './pricing.js';

/**
 * Times at which a charge can be due: monthly in arrears or in advance, in advance for each quarter or year of the
 * contract, or once.
 */
export const CHARGE_DUES = ['arrears', 'advance', 'quarterly', 'yearly', 'once'] as const;
export type ChargeDue = (typeof CHARGE_DUES)[number];

/** Returns the number of months that an amount due in advance covers; null if the amount is due monthly or once. */
export function monthsOfDue(due: ChargeDue): 3 | 12 | null {
  return due === 'yearly' ? 12 : due === 'quarterly' ? 3 : null;
}

/**
 * The period in which a charge counts usage from zero: a billing month, or a contract year. Allowances, tiers, bands,
 * minimums and maximums apply per period.
 */
export const COUNTER_SPANS = ['month', 'year'] as const;
export type CounterSpan = (typeof COUNTER_SPANS)[number];

/** A charge of a contract: one priced item, such as a monthly fee or a price per hour. */
export interface ChargeFields {
  readonly id: string;
  /** Permanent key within the contract, which invoice lines refer to. */
  readonly key: string;
  /** Name by locale; empty if the name is generated from the terms. */
  readonly nameI18n: Readonly<Record<string, string>>;
  /** The clause in the contract. */
  readonly clause: string;
  readonly due: ChargeDue;
  /** For a one-time charge: due day, `YYYY-MM-DD`; null for the contract's first day. */
  readonly dueOn: string | null;
  readonly countsBy: CounterSpan;
  /** True if a flat amount is due for each machine. */
  readonly perMachine: boolean;
  /** Machines that a charge per machine covers; all machines of the contract if empty. */
  readonly machineIds: readonly string[];
  /** Meters that the charge counts, all in one unit; empty for a flat amount. */
  readonly meterIds: readonly string[];
  readonly pricing: Pricing;
  /**
   * For a one-time amount: true if the amount is the customer's deposit, which the maker holds until the contract has
   * ended. Absent otherwise.
   */
  readonly deposit?: boolean;
  /** For a one-time amount: prepaid credits for another charge; absent otherwise. */
  readonly prepaid?: PrepaidSale | null;
}
