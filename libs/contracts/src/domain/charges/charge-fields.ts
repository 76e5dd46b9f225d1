import type { PrepaidSale } from '../prepaid/prepaid-sale.js';
import type { Pricing } from './pricing.js';

/** When a charge is due: for each month after or before it, for each quarter or year of the contract before it, or once. */
export const CHARGE_DUES = ['arrears', 'advance', 'quarterly', 'yearly', 'once'] as const;
export type ChargeDue = (typeof CHARGE_DUES)[number];

/** How many months of the contract an amount is for that is due before them; null of one that each month bills, or that is due once. */
export function monthsOfDue(due: ChargeDue): 3 | 12 | null {
  return due === 'yearly' ? 12 : due === 'quarterly' ? 3 : null;
}

/**
 * How long a charge counts before it begins again at zero: a calendar month, or a year from the contract's start date.
 * Allowances, tiers, bands, minimums and maximums are of this span.
 */
export const COUNTER_SPANS = ['month', 'year'] as const;
export type CounterSpan = (typeof COUNTER_SPANS)[number];

/** One price of a contract. */
export interface ChargeFields {
  readonly id: string;
  /** Its name within the contract, which stays: lines of invoices refer to it. */
  readonly key: string;
  /** By locale; empty where a text is made from its terms. */
  readonly nameI18n: Readonly<Record<string, string>>;
  /** Where the contract says so. */
  readonly clause: string;
  readonly due: ChargeDue;
  /** Of a charge that is due once: on which day, `YYYY-MM-DD`; the contract's first day where it is null. */
  readonly dueOn: string | null;
  readonly countsBy: CounterSpan;
  /** Whether a flat amount is due for each machine. */
  readonly perMachine: boolean;
  /** Machines that a charge per machine covers; all of the contract where none is named. */
  readonly machineIds: readonly string[];
  /** What it counts, all in one unit; none for a flat amount. */
  readonly meterIds: readonly string[];
  readonly pricing: Pricing;
  /** Of an amount due once: it is the customer's money, held until the contract has ended; absent of all others. */
  readonly deposit?: boolean;
  /** Of an amount due once: units of another charge that it pays before they are used; absent of all others. */
  readonly prepaid?: PrepaidSale | null;
}
