import {
  type AgreedDiscount,
  type BilledPeriod,
  type MachineStop,
  metersOfPerformance,
  type PausedDays,
  type PrepaidBalance,
} from '#contracts/domain';
import type { KitToBill, LinePlace } from '#invoicing/domain';
import type { BilledTerm, ChargesFrom, MachineToBill } from '#pricing/domain';
import type { MeteredMonth } from '../usage/metered-month.js';

/** What earlier months billed of a place. */
export interface BilledBefore extends LinePlace {
  readonly amountMinor: bigint;
}

/** All that a contract's month is billed from. */
export interface DraftInput {
  readonly currency: string;
  readonly kitsIncluded: boolean;
  readonly term: BilledTerm;
  readonly month: BilledPeriod;
  /** Whether the month's usage is all there: minimums are due then. */
  readonly isOver: boolean;
  /** What the contract charges in the course of time, at least one version. */
  readonly versions: readonly ChargesFrom[];
  /** Days on which the contract rests, in the order of time. */
  readonly paused: readonly PausedDays[];
  readonly machines: readonly MachineToBill[];
  /** Of every meter that a charge counts, the drafted month and, where a charge counts by year, the months of the year before it. */
  readonly metered: readonly MeteredMonth[];
  readonly billed: readonly BilledBefore[];
  /** What was billed elsewhere of counters that go on, before the contract was taken over. */
  readonly takenOver: readonly BilledBefore[];
  /** What was paid before it is used, brought or sold: of its charges, all that counts since then is in `metered`. */
  readonly prepaid: readonly PrepaidBalance[];
  /** First days of the contract's other invoices: a month without one bills for itself, once it is drafted. */
  readonly invoicedFrom: readonly string[];
  readonly kits: readonly KitToBill[];
  /** Of the whole bill, in the order in which they come off; absent where none are agreed. */
  readonly discounts?: readonly AgreedDiscount[];
  /** What was written down of machines that stood, in the order of time; absent where nothing is judged from it. */
  readonly downtime?: readonly MachineStop[];
}

/** Hashes of the evidence behind what charges count and promises are judged from, in the order of the draft. */
export function evidenceOf({ versions, metered }: DraftInput): string[] {
  const counted = new Set(
    versions.flatMap(({ charges, performance = [] }) => [
      ...charges.flatMap(({ meterIds }) => meterIds),
      ...performance.flatMap(metersOfPerformance),
    ]),
  );
  return metered.filter(({ meterId }) => counted.has(meterId)).flatMap(({ hash }) => hash ?? []);
}
