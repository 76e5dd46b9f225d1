import type { ChargeDue, CounterSpan, PrepaidSale, Pricing } from '#contracts/domain';
import type { JudgedPerformance } from '#pricing/domain';
import type { InvoiceDiscount } from '../calculation/invoice-discounts.js';

/**
 * What priced a line, kept with it: terms as agreed and as applied, quantities, steps. Enough to rate it again by hand without
 * looking at the contract, which may say something else by then. Decimals are strings; without ids, so that equal drafts are equal.
 */
export interface LineSnapshot {
  readonly charge: {
    readonly key: string;
    readonly nameI18n: Readonly<Record<string, string>>;
    readonly due: ChargeDue;
    readonly countsBy: CounterSpan;
    readonly perMachine: boolean;
    /** As agreed. */
    readonly pricing: Pricing;
    /** It is the customer's money; absent of all others. */
    readonly deposit?: true;
    /** What it sells that is used later; absent where it sells nothing. */
    readonly prepaid?: PrepaidSale;
  };
  /** By which terms and rules it was priced; absent of lines from before that was kept. */
  readonly by?: PricedBy;
  /** The terms of this counter: shared by the days billed, its ramp worked in. */
  readonly applied: Pricing;
  /** Where prices changed in the course of the counter: those of each stretch, by the first day of its part. */
  readonly prices?: readonly { readonly from: string; readonly applied: Pricing }[];
  /** Machines that were there for some of the counter's days, each with what is included for it. */
  readonly ofMachines?: readonly { readonly serial: string; readonly includedQuantity: string | null }[];
  /**
   * Of one price for all units: the days [from, to) of the month in which the line's part is billed. What is counted until its end
   * reaches the tier, and each of its parts bears its units. Absent where the month has no other part.
   */
  readonly month?: { readonly from: string; readonly to: string };
  /** What the terms are for: `used` of `of` days of [from, to), of which those of pauses are not used. */
  readonly counter: CounterFacts;
  /** What was counted of it up to the line's part, meter by meter and part by part. */
  readonly counted: readonly CountedFact[];
  /** What was billed elsewhere of the first part, and so what it comes to whatever the terms say; absent where nothing was. */
  readonly opening?: { readonly from: string; readonly amount: string };
  /** What was paid before and could be used in the counter up to the line's part; absent where there was nothing. */
  readonly prepaid?: readonly SnapshotBalance[];
  /** Of a contract's own minimum: what is agreed for which days [from, to), and what counts towards it. Absent of all others. */
  readonly minimum?: {
    readonly agreed: readonly { readonly from: string; readonly to: string; readonly amount: string }[];
    readonly towards: readonly TowardsMinimum[];
  };
  /** Of a discount of the whole bill: all up to it in order, and what the bill's services and parts come to. Absent of all others. */
  readonly ofBill?: {
    readonly discounts: readonly InvoiceDiscount[];
    readonly services: string;
    readonly parts: string;
  };
  /** The quantity that is priced: converted, and less what is included or was paid before. Null of a flat amount, and where it is held. */
  readonly billable: string | null;
  /**
   * What each tier comes to, of the whole counter by now, rounded. Where prices changed in the course of the counter, those of the
   * line's own prices are told, and they add up to what these come to.
   */
  readonly steps: readonly SnapshotStep[];
  /**
   * Before discount and maximum, not rounded; `discount` and what the maximum takes off come off it. Of the line's own part, so that
   * they lead to `exact`; of the whole counter where the line belongs to no part.
   */
  readonly gross: string;
  readonly discount: string;
  readonly capDiscount: string;
  /** Of the line alone, not rounded; null while it waits. */
  readonly exact: string | null;
  /** What its place comes to by now, rounded; null while it waits. */
  readonly standing: string | null;
  /** What was billed of its place in earlier months, here or elsewhere: the line is what `standing` adds to it. */
  readonly billedBefore: string;
  /** Of a promise, which no prices but its own terms rate; absent of all that a charge prices. */
  readonly performance?: JudgedPerformance;
}

/** A line of the same bill that counts towards the contract's minimum. */
export interface TowardsMinimum {
  /** The key of its charge. */
  readonly charge: string;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly serial: string | null;
  /** As it is billed; null while it waits. */
  readonly amount: string | null;
}

export interface PricedBy {
  /** The first day of the terms that held on the last day that the line is for, `YYYY-MM-DD`. */
  readonly termsFrom: string;
  /** Numbers of the amendments that took effect on that day; none: as first signed. */
  readonly amendments: readonly number[];
  readonly ratingRules: number;
  readonly meteringRules: number;
  /** Half away from zero to the currency's decimals, once a charge and part (docs/rules/rating.md#rounding). */
  readonly rounding: 'half_away';
}

export interface CounterFacts {
  readonly from: string;
  readonly to: string;
  readonly used: number;
  readonly of: number;
  /** Days [from, to) of pauses, on which nothing is included and nothing due at least; absent where there are none. */
  readonly rests?: readonly { readonly from: string; readonly to: string }[];
  /**
   * The parts of the whole month or year that share what is included in it, this counter among them, in the order of time: the first
   * day of each, and how many days it uses. Absent where the counter shares with no other.
   */
  readonly parts?: readonly { readonly from: string; readonly used: number }[];
  /** No more usage of it is to come: minimums are due. */
  readonly isFinal: boolean;
}

/** What was paid before it is used, in what the charge prices. */
export interface SnapshotBalance {
  /** Among all balances of the contract, from 0: those that it brought, then those that were sold here. */
  readonly position: number;
  /** The charge that sold it; absent of what was brought. */
  readonly soldBy?: string;
  /** As it was brought or sold. */
  readonly brought: string;
  /** The first day on which it can be used, and the last; null without one. */
  readonly from: string;
  readonly until: string | null;
  /** As the counter began: less what earlier counters drew. */
  readonly left: string;
  /** What the counter drew before the line's part, and with it. */
  readonly drawnBefore: string;
  readonly drawn: string;
}

export interface CountedFact {
  readonly device: string;
  readonly signalKey: string;
  readonly serial: string | null;
  readonly unit: string;
  /** What one of the readings is in units of the quantity; absent where it is one. */
  readonly factor?: string;
  readonly from: string;
  readonly to: string;
  /** Null while it is held or unknown. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
  /** It is taken off, and its quantity below zero: what is measured and what is held of it. */
  readonly deducts?: true;
  /** Counted elsewhere, before the contract was taken over; absent of what was counted here. */
  readonly isOpening?: true;
}

export interface SnapshotStep {
  /** Position from 0. */
  readonly tier: number;
  /** The tier's bounds: above `from`, up to and with `upTo`; null where the model has none. */
  readonly from: string | null;
  readonly upTo: string | null;
  /** Units or started packages; null of a flat amount. */
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly flatFee: string | null;
  readonly ratePercent: string | null;
  readonly amount: string;
}
