import type { ChargeDue, CounterSpan, PrepaidSale, Pricing } from '#contracts/domain';
import type { EvaluatedPerformance } from '#pricing/domain';
import type { InvoiceDiscount } from '../calculation/invoice-discounts.js';

/**
 * Basis of a line's price, stored with the line: terms as agreed and as applied, quantities and steps. The snapshot is
 * sufficient to rate the line again manually without the contract, which can change later. Decimals are strings. It
 * contains no ids, so that equal drafts are equal.
 */
export interface LineSnapshot {
  readonly charge: {
    readonly key: string;
    readonly nameI18n: Readonly<Record<string, string>>;
    readonly due: ChargeDue;
    readonly countsBy: CounterSpan;
    readonly perMachine: boolean;
    /** Terms as agreed. */
    readonly pricing: Pricing;
    /** True for a deposit, which is the customer's money; absent otherwise. */
    readonly deposit?: true;
    /** Prepaid credits that the charge sells; absent if it sells none. */
    readonly prepaid?: PrepaidSale;
  };
  /**
   * Version of the terms and rules that priced the line; absent for lines that were created before versions were
   * stored.
   */
  readonly by?: PricedBy;
  /** Terms as applied to the rated month or contract year: prorated by billed days, with the ramp applied. */
  readonly applied: Pricing;
  /** If prices changed within the rated month or contract year: terms of each segment, by the first day of its part. */
  readonly prices?: readonly { readonly from: string; readonly applied: Pricing }[];
  /** Machines that were present on some of the rated days, with their allowances. */
  readonly ofMachines?: readonly { readonly serial: string; readonly includedQuantity: string | null }[];
  /**
   * For volume pricing: the days [from, to) of the month that bills the line's part. The usage up to the end of that
   * month determines the tier for all of its parts. Absent if the month has no other part.
   */
  readonly month?: { readonly from: string; readonly to: string };
  /**
   * The rated period [from, to): `used` is the number of billed days, and `of` is the number of all days; both exclude
   * paused days.
   */
  readonly counter: CounterFacts;
  /** Known usage of the rated month or contract year, by meter and part. */
  readonly counted: readonly CountedFact[];
  /**
   * Amount billed elsewhere for the first part. It replaces the amount according to the terms; absent if there is
   * none.
   */
  readonly opening?: { readonly from: string; readonly amount: string };
  /** Prepaid credits that were usable on the rated days up to the line's part; absent if there were none. */
  readonly prepaid?: readonly SnapshotBalance[];
  /**
   * For a contract's own minimum: the amounts agreed for days [from, to), and the lines that count towards it. Absent
   * otherwise.
   */
  readonly minimum?: {
    readonly agreed: readonly { readonly from: string; readonly to: string; readonly amount: string }[];
    readonly towards: readonly TowardsMinimum[];
  };
  /**
   * For a discount on the whole invoice: all discounts up to this one in order, and the totals of services and parts.
   * Absent otherwise.
   */
  readonly ofBill?: {
    readonly discounts: readonly InvoiceDiscount[];
    readonly services: string;
    readonly parts: string;
  };
  /**
   * Priced quantity, after conversion and less included and prepaid quantities. Null for a flat amount, or if the line
   * is on hold.
   */
  readonly billable: string | null;
  /**
   * Current amount of each tier for the whole month or contract year that is rated together, rounded. If prices changed
   * in that time, only the tiers at the line's own prices are listed. The amounts add up to the total at these prices.
   */
  readonly steps: readonly SnapshotStep[];
  /**
   * Amount before discount and maximum, not rounded; `discount` and `capDiscount` are subtracted from it. These figures
   * are for the line's own part and result in `exact`; if the line has no part, they are for the whole rated month or
   * contract year.
   */
  readonly gross: string;
  readonly discount: string;
  readonly capDiscount: string;
  /** The line's own amount, not rounded; null if the line is on hold. */
  readonly exact: string | null;
  /** Current total for the line key, rounded; null if the line is on hold. */
  readonly standing: string | null;
  /**
   * Amount billed for the line key by earlier months, here or elsewhere. The line's amount is `standing` less this
   * amount.
   */
  readonly billedBefore: string;
  /** For a guarantee, which is rated under its own terms; absent for lines that a charge prices. */
  readonly performance?: EvaluatedPerformance;
}

/** A line of the same invoice that counts towards the contract's minimum. */
export interface TowardsMinimum {
  /** Key of the line's charge. */
  readonly charge: string;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly serial: string | null;
  /** Billed amount; null if the line is on hold. */
  readonly amount: string | null;
}

export interface PricedBy {
  /** First day of the terms that applied on the line's last day, `YYYY-MM-DD`. */
  readonly termsFrom: string;
  /** Numbers of the amendments that took effect on that day; empty for the original terms. */
  readonly amendments: readonly number[];
  readonly ratingRules: number;
  readonly meteringRules: number;
  /**
   * Amounts are rounded half away from zero to the currency's decimals, once per charge and part
   * (docs/rules/rating.md#rounding).
   */
  readonly rounding: 'half_away';
}

export interface CounterFacts {
  readonly from: string;
  readonly to: string;
  readonly used: number;
  readonly of: number;
  /** Paused days [from, to), which have no allowance and no minimum; absent if there are none. */
  readonly rests?: readonly { readonly from: string; readonly to: string }[];
  /**
   * Parts of the whole month or year that share its allowance, including this one, in chronological order: the first
   * day and the number of days of each. Absent if the allowance is not shared.
   */
  readonly parts?: readonly { readonly from: string; readonly used: number }[];
  /** True if no further usage is expected, so that minimums are due. */
  readonly isFinal: boolean;
}

/** Prepaid credits, in the unit that the charge prices. */
export interface SnapshotBalance {
  /** Index among all balances of the contract: migrated ones first, then those sold here. */
  readonly position: number;
  /** Charge that sold the credits; absent for a migrated balance. */
  readonly soldBy?: string;
  /** Original quantity. */
  readonly brought: string;
  /** First and last day on which the credits can be used; null without a last day. */
  readonly from: string;
  readonly until: string | null;
  /** Remaining quantity on the first rated day: the original quantity less the quantity that earlier periods drew. */
  readonly left: string;
  /** Credits drawn since the first rated day: before the line's part, and up to the end of the line's part. */
  readonly drawnBefore: string;
  readonly drawn: string;
}

export interface CountedFact {
  readonly device: string;
  readonly signalKey: string;
  readonly serial: string | null;
  readonly unit: string;
  /** Factor from readings to the quantity's unit; absent if it is one. */
  readonly factor?: string;
  readonly from: string;
  readonly to: string;
  /** Null if the quantity is on hold or unknown. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
  /** True if the meter is subtracted, so that its quantity is negative and includes the quantity on hold. */
  readonly deducts?: true;
  /** True if the quantity was counted elsewhere before the contract was migrated; absent otherwise. */
  readonly isOpening?: true;
}

export interface SnapshotStep {
  /** Index from 0. */
  readonly tier: number;
  /** Bounds of the tier: above `from`, up to and including `upTo`; null if the model has none. */
  readonly from: string | null;
  readonly upTo: string | null;
  /** Number of units, or of packages including a partial one; null for a flat amount. */
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly flatFee: string | null;
  readonly ratePercent: string | null;
  readonly amount: string;
}
