import type { ChargeFields } from '../charges/charge-fields.js';
import type { PeriodAlignment } from '../calendar/billing-grid.js';
import type { Pause } from '../pauses/pauses.js';
import type { AgreedPerformance } from '../performance/agreed-performance.js';
import type { MeterMethodFields } from '../meters/usage-method.js';
import type { ExitAgreement } from '../terms/exit/exit-agreement.js';
import type { AgreedIndexClause } from '../terms/index-clause.js';
import type { InvoiceTerms } from '../terms/invoice-terms.js';

/** A contract's own terms. Dates are local dates of `zone`, `YYYY-MM-DD`. */
export interface ContractFields {
  readonly number: string;
  readonly customerId: string;
  /** Legal entity of the maker that issues invoices. */
  readonly legalEntityId: string;
  /** Legal entity of the customer that is billed. */
  readonly buyerId: string;
  readonly planId: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA time zone that defines local days. */
  readonly zone: string;
  /** Billing months: calendar months, or months counted from the start date. */
  readonly billingCalendar: PeriodAlignment;
  /** The first billed day. */
  readonly startsOn: string;
  /** Last billed day; null while the contract has no end. */
  readonly endsOn: string | null;
  readonly paymentDays: number;
  /** True if prices include tax; otherwise tax is added. */
  readonly pricesIncludeTax: boolean;
  /** True if the price includes kits that are due; they appear on the invoice at zero. */
  readonly kitsIncluded: boolean;
  /** Cost and dates of leaving the contract; null if only free text was agreed. */
  readonly exit: ExitAgreement | null;
  /** Clause by which prices follow indexes; null if they don't. */
  readonly indexClause: AgreedIndexClause | null;
  /** Days on which fees and, if agreed, usage are paused. */
  readonly pauses: readonly Pause[];
  /** Invoice-level terms; null if there are none. */
  readonly invoiceTerms: InvoiceTerms | null;
  /** Guarantees of energy, delivery and availability with their credits; evaluated once a month is over. */
  readonly performance: readonly AgreedPerformance[];
  /** Other agreed terms, for information. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/** A machine under the contract on the days from `from` up to, but excluding, `to`. */
export interface MachineUnderContract {
  readonly id: string;
  readonly machineId: string;
  readonly from: string;
  readonly to: string | null;
}

/** A meter of the contract: its rule for deriving a quantity from one signal of one device. Decimals are strings. */
export interface MeterFields extends MeterMethodFields {
  readonly id: string;
  readonly deviceId: string;
  readonly signalKey: string;
  /** UCUM unit code of the quantity. */
  readonly unit: string;
  /** Value at which the counter restarts at 0; null if it does not restart, or if unknown. */
  readonly modulus: string | null;
  /**
   * Maximum plausible increase per hour, in units of the readings; usage above it is put on hold. For a level, its
   * maximum value. Null if there is no limit.
   */
  readonly maxRatePerHour: string | null;
  /** Maximum gap in minutes. Longer gaps are reported with the usage; a level applies for at most this long. */
  readonly maxGapMinutes: number;
  /**
   * Model meter from which the meter was copied; the model meter may have been deleted since then. Informational, not
   * part of the agreement; absent if the meter is not a copy.
   */
  readonly modelMeterId?: string | null;
}

/** All terms of a contract. */
export interface ContractContent extends ContractFields {
  readonly machines: readonly MachineUnderContract[];
  readonly meters: readonly MeterFields[];
  /** In the order of the invoice. */
  readonly charges: readonly ChargeFields[];
}

/** Facts about a device that are needed to validate a meter. */
export interface DeviceFacts {
  readonly id: string;
  readonly code: string;
  /** Machine that the device belongs to, if any. */
  readonly machineId: string | null;
  /** Customer of the site that the device belongs to, if any. */
  readonly siteCustomerId: string | null;
  readonly signals: readonly SignalFacts[];
}

export interface SignalFacts {
  readonly key: string;
  readonly kind: string;
  readonly unit: string;
  readonly modulus: string | null;
}
