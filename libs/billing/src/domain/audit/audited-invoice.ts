import type { ChargeDue, IndexStepPart, PausedDays } from '#contracts/domain';
import type { AppliedTax } from '#invoicing/domain';
import type { IndexClause } from '#pricing/domain';

/** The fields of a tax rule that determine the amount to pay. */
export type TaxOfLine = Pick<AppliedTax, 'category' | 'percent' | 'taxStep'>;

/** A line in the form that the self-audit checks. Decimals are strings; days are `YYYY-MM-DD`, [from, to). */
export interface AuditedLine {
  readonly position: number;
  readonly kind: 'base' | 'usage' | 'kit' | 'performance';
  /** Key of the charge or guarantee that prices the line, or of the contract's minimum or discount; null for a kit. */
  readonly chargeKey: string | null;
  readonly component: string | null;
  readonly clause: string;
  readonly unit: string;
  readonly quantity: string | null;
  /** Minor units; null if the line is on hold. */
  readonly amountMinor: bigint | null;
  readonly service: { readonly from: string; readonly to: string } | null;
  /** Time at which the charge is due, such as `arrears` or `once`; null if no charge prices the line. */
  readonly due: ChargeDue | null;
  /** First day of the rated month, quarter or year, or the due day of a one-time charge; null for a kit. */
  readonly counterFrom: string | null;
  readonly machine: string | null;
  /** Terms that priced the line, as agreed when it was drafted; null if no charge prices the line. */
  readonly pricedBy: Readonly<Record<string, unknown>> | null;
  /** The same terms as applied to the month or year: prorated by days, with the agreed prices. */
  readonly appliedBy: Readonly<Record<string, unknown>> | null;
  /** Meters with usage on the line, if the line starts in the invoice's period and not in an earlier one. */
  readonly countedBy: readonly MeterName[];
  /**
   * Total for the line key, and the part of the total that earlier months billed, as decimals in major units. The line
   * bills the difference.
   */
  readonly standing: string | null;
  readonly billedBefore: string | null;
  /** Billed days and all days of the month or year, as recorded with the terms that priced the line. */
  readonly share: { readonly used: number; readonly of: number } | null;
  readonly tax: TaxOfLine | null;
  readonly isIncludedKit: boolean;
  /**
   * For a guarantee: its terms when it was evaluated, and whether the evaluation is pending because the month is not
   * over.
   */
  readonly promised?: {
    readonly term: Readonly<Record<string, unknown>>;
    readonly isPending: boolean;
  } | null;
  /**
   * For a correction, the terms that priced the corrected line and therefore also the correction, or null if there are
   * none. Null if the line is not a correction.
   */
  readonly corrects: { readonly pricedBy: Readonly<Record<string, unknown>> | null } | null;
}

export interface MeterName {
  readonly device: string;
  readonly signalKey: string;
}

/** A charge of the contract for the days [from, to) of one of its versions; null means unbounded. */
export interface AuditedCharge {
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string;
  readonly pricing: Readonly<Record<string, unknown>>;
  readonly units: readonly string[];
  readonly meters: readonly MeterName[];
}

/** The contract's monthly minimum for the days [from, to) of one of its versions; null means unbounded. */
export interface AuditedMinimum {
  readonly from: string | null;
  readonly to: string | null;
  readonly amount: string;
}

/** A guarantee of the contract for the days [from, to) of one of its versions; null means unbounded. */
export interface AuditedGuarantee {
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string;
  readonly term: Readonly<Record<string, unknown>>;
  readonly meters: readonly MeterName[];
}

/** The usage of a meter in the invoice's period. */
export interface AuditedUsage {
  readonly device: string;
  readonly signalKey: string;
  readonly unit: string;
  /** Unit of the signal in the registry. */
  readonly signalUnit: string;
  readonly quantity: string | null;
  readonly estimatedQuantity: string;
  /**
   * Number of local days of the period on which the meter counts, followed by the number of these days with a reading.
   */
  readonly days: number;
  readonly daysWithReadings: number;
}

/** Quantity that an earlier month billed for a charge. */
export interface EarlierMonth {
  readonly chargeKey: string;
  readonly periodFrom: string;
  /** Number of days in the period of the earlier invoice. */
  readonly days: number;
  readonly quantity: string;
}

/**
 * Another contract that prices a quantity of this contract on the same days, or another document of this contract for
 * the same days.
 */
export interface Overlap {
  /** Number of the document, or the first day of a draft; null if the other contract has billed nothing yet. */
  readonly document: string | null;
  readonly contract: string;
  /** Null if the entire period is billed twice. */
  readonly device: string | null;
  readonly signalKey: string | null;
}

/** Usage that no contract bills, between the end of one coverage and the start of the next. */
export interface UncoveredUsage {
  readonly device: string;
  readonly signalKey: string;
  readonly unit: string;
  /** Always positive. */
  readonly quantity: string;
  /** Contract that covered the counter before. */
  readonly contract: string;
  /** Local day of the first reading that counts for the invoice's contract. */
  readonly day: string;
}

/**
 * Contracts of the plan, in the same currency, that have the same terms for a charge. Can include the invoice's own
 * contract.
 */
export interface PeerPrice {
  /** The number of the first of these contracts. */
  readonly contract: string;
  /** Number of contracts with these terms. */
  readonly contracts: number;
  readonly chargeKey: string;
  /** Terms of the charge, as a string from `termsOf`. */
  readonly terms: string;
}

/** A signed index adjustment of the contract. */
export interface AuditedIndexStep {
  readonly stepOn: string;
  /** The first day of the new prices. */
  readonly effectiveOn: string;
  /** The day on which the buyer was notified, according to the signed amendment. */
  readonly notifiedOn: string;
  /** The clause agreed for that day; null if there is none. */
  readonly clause: IndexClause | null;
  /** The parts as calculated when the adjustment was drafted. */
  readonly parts: readonly IndexStepPart[];
  /** Index values recorded by that time, by the clause's key and `YYYY-MM`. */
  readonly values: readonly { readonly key: string; readonly month: string; readonly value: string }[];
}

/** An invoice with everything that it is checked against. */
export interface AuditedInvoice {
  readonly currency: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  /** True if the draft's cutoff is at the end of its period or later. */
  readonly isOver: boolean;
  /** True if the document corrects an invoice, so that it contains only the changes to the corrected month. */
  readonly isCorrection: boolean;
  /** The document's total in minor units. */
  readonly totalMinor: bigint;
  readonly contract: {
    readonly number: string;
    readonly startsOn: string;
    /** Last billed day. */
    readonly endsOn: string | null;
    readonly kitsIncluded: boolean;
    /** Paused days, in chronological order. */
    readonly paused: readonly PausedDays[];
    readonly charges: readonly AuditedCharge[];
    /** The contract's monthly minimums, by version. */
    readonly minimums: readonly AuditedMinimum[];
    /** Guarantees, which are evaluated once a month is over; absent if there are none. */
    readonly promises?: readonly AuditedGuarantee[];
    /**
     * Discounts on the whole invoice that apply on its last day, in order; each has either a percentage or an amount,
     * decimal.
     */
    readonly discounts: readonly { readonly percent: string | null; readonly amount: string | null }[];
  };
  readonly lines: readonly AuditedLine[];
  readonly usages: readonly AuditedUsage[];
  /** Tax rule that applies to each line at its tax point, as currently known, by position; null if there is none. */
  readonly taxes: ReadonlyMap<number, TaxOfLine | null>;
  readonly earlier: readonly EarlierMonth[];
  readonly overlaps: readonly Overlap[];
  readonly uncovered: readonly UncoveredUsage[];
  readonly peers: readonly PeerPrice[];
  /** All index adjustments of the contract, regardless of when their prices apply. */
  readonly indexSteps: readonly AuditedIndexStep[];
}

/** `blocks`: the invoice is on hold until the error is fixed. `asks`: the approver must review the finding. */
export type Severity = 'blocks' | 'asks';

/** An error or an anomaly, with its evidence. */
export interface AuditFinding {
  readonly code: string;
  readonly severity: Severity;
  /** The position of the line; null if the finding is about the invoice. */
  readonly position: number | null;
  readonly params: Readonly<Record<string, string | number | null>>;
}
