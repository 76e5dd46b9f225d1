import type { Charge, Pricing } from '#contracts/domain';
import type { PrepaidTerms } from './models/prepaid.js';
import { compareParts } from './usage.js';

/** The prices that hold from a part of a period on. */
export interface LaterPrices {
  /** The part. */
  readonly from: string;
  /** As the charge's own in everything but its prices. */
  readonly pricing: Pricing;
}

/** What is agreed for one machine that is there for a part of the period. Decimals. */
export interface MachineTerms {
  readonly includedQuantity: string | null;
  readonly minQuantity: string | null;
}

/**
 * A charge whose prices may change in the course of a period. Allowance and tier counters go on, and each unit costs what was
 * agreed for its day (docs/rules/rating.md#change-inside-a-period).
 */
export interface ChargeInTime extends Charge {
  /** In the order of parts. */
  readonly later?: readonly LaterPrices[];
  /** What was billed elsewhere of the period's first part: it comes to that, whatever the terms say. */
  readonly opening?: { readonly part: string; readonly amount: string };
  /** What was paid before the contract was taken over, and is used up beside the allowance. */
  readonly prepaid?: PrepaidTerms;
  /** The month in which a part is billed: its units reach their tier together. Each part stands for itself where absent. */
  readonly monthOf?: (part: string) => string;
  /** In place of what is included and due at least for each machine. */
  readonly ofMachine?: ReadonlyMap<string | null, MachineTerms>;
}

/** The charge as it is agreed at first, and as from each change on. */
export function termsOf(charge: ChargeInTime): readonly Charge[] {
  return [charge, ...(charge.later ?? []).map(({ pricing }) => ({ ...pricing, key: charge.key }))];
}

/** Which of the parts, which are in order, is the last one of each one's month. */
export function lastOfMonths({ monthOf = (part) => part }: ChargeInTime, parts: readonly string[]): number[] {
  const months = parts.map(monthOf);
  return months.map((month) => months.lastIndexOf(month));
}

/** Which of them holds in a part. */
export function indexOfTerms({ later = [] }: ChargeInTime, part: string): number {
  return later.filter(({ from }) => compareParts(from, part) <= 0).length;
}
