import type { Charge, Pricing } from '#contracts/domain';
import type { PrepaidTerms } from './models/prepaid.js';
import { compareParts } from './usage.js';

/** The prices from a part of a period on. */
export interface LaterPrices {
  /** The first part with these prices. */
  readonly from: string;
  /** Equals the charge's own terms in everything but prices. */
  readonly pricing: Pricing;
}

/** The terms of one machine that is present for a part of the period. Decimals. */
export interface MachineTerms {
  readonly includedQuantity: string | null;
  readonly minQuantity: string | null;
}

/**
 * A charge whose prices may change within a period. The counters of allowance and tiers continue, and each unit has the
 * price agreed for its day (docs/rules/rating.md#change-inside-a-period).
 */
export interface ChargeInTime extends Charge {
  /** In the order of parts. */
  readonly later?: readonly LaterPrices[];
  /** The amount billed elsewhere for the period's first part, which replaces the amount by terms. */
  readonly opening?: { readonly part: string; readonly amount: string };
  /** Prepaid credits, which are used up in addition to the allowance. */
  readonly prepaid?: PrepaidTerms;
  /**
   * The month that bills a part; the units of its parts reach their tier together. Each part stands alone if absent.
   */
  readonly monthOf?: (part: string) => string;
  /** Replaces the allowance and the minimum per machine. */
  readonly ofMachine?: ReadonlyMap<string | null, MachineTerms>;
}

/** The charge's original terms, and its terms from each change on. */
export function termsOf(charge: ChargeInTime): readonly Charge[] {
  return [charge, ...(charge.later ?? []).map(({ pricing }) => ({ ...pricing, key: charge.key }))];
}

/** For each of the ordered parts, the index of the last part of its month. */
export function lastOfMonths({ monthOf = (part) => part }: ChargeInTime, parts: readonly string[]): number[] {
  const months = parts.map(monthOf);
  return months.map((month) => months.lastIndexOf(month));
}

/** The index of the terms that apply to a part. */
export function indexOfTerms({ later = [] }: ChargeInTime, part: string): number {
  return later.filter(({ from }) => compareParts(from, part) <= 0).length;
}
