import type { Charge, Pricing } from '#contracts/domain';
import type { PrepaidTerms } from './models/prepaid.js';
import { compareParts } from './usage.js';

/** Prices that change within a period, and the first part to which they apply. */
export interface LaterPrices {
  /** The first part with these prices. */
  readonly from: string;
  /** Same terms as the charge's own, except for prices. */
  readonly pricing: Pricing;
}

/** The terms of a machine that is present for only a part of the period. Quantities are decimal strings. */
export interface MachineTerms {
  readonly includedQuantity: string | null;
  readonly minQuantity: string | null;
}

/**
 * A charge with prices that can change within a period. The allowance and tiers continue, and each unit has the price
 * agreed for its day (docs/rules/rating.md#change-inside-a-period).
 */
export interface ChargeInTime extends Charge {
  /** Sorted by part. */
  readonly later?: readonly LaterPrices[];
  /** Amount billed elsewhere for the first part of the period. It replaces the amount according to the terms. */
  readonly opening?: { readonly part: string; readonly amount: string };
  /** Prepaid credits, which are used up in addition to the allowance. */
  readonly prepaid?: PrepaidTerms;
  /**
   * Returns the month that bills a part. All units billed in one month determine their tier together. If absent, each
   * part determines its own tier.
   */
  readonly monthOf?: (part: string) => string;
  /** Terms by machine. They replace the charge's allowance and minimum per machine. */
  readonly ofMachine?: ReadonlyMap<string | null, MachineTerms>;
}

/** Returns the charge's original terms, followed by its terms after each price change. */
export function termsOf(charge: ChargeInTime): readonly Charge[] {
  return [charge, ...(charge.later ?? []).map(({ pricing }) => ({ ...pricing, key: charge.key }))];
}

/** Returns the index of the last part of the same month for each of the ordered parts. */
export function lastOfMonths({ monthOf = (part) => part }: ChargeInTime, parts: readonly string[]): number[] {
  const months = parts.map(monthOf);
  return months.map((month) => months.lastIndexOf(month));
}

/** Returns the index of the terms that apply to a part. */
export function indexOfTerms({ later = [] }: ChargeInTime, part: string): number {
  return later.filter(({ from }) => compareParts(from, part) <= 0).length;
}
