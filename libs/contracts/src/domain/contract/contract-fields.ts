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
  /** The maker's legal entity that bills. */
  readonly legalEntityId: string;
  /** The customer's legal entity that is billed. */
  readonly buyerId: string;
  readonly planId: string;
  /** ISO 4217 */
  readonly currency: string;
  /** IANA time zone, which defines its days. */
  readonly zone: string;
  /** Its billing months: calendar months, or months counted from its start date. */
  readonly billingCalendar: PeriodAlignment;
  /** The first billed day. */
  readonly startsOn: string;
  /** The last billed day; null while it runs. */
  readonly endsOn: string | null;
  readonly paymentDays: number;
  /** Prices include tax; otherwise tax is added. */
  readonly pricesIncludeTax: boolean;
  /** Kits that fall due are part of the price and appear on the invoice at zero. */
  readonly kitsIncluded: boolean;
  /** The cost and dates of leaving; null if nothing but text was agreed. */
  readonly exit: ExitAgreement | null;
  /** How its prices follow indexes; null if they don't. */
  readonly indexClause: AgreedIndexClause | null;
  /** Days on which fees are paused and, if agreed, usage too. */
  readonly pauses: readonly Pause[];
  /** Terms for the whole invoice; null if there are none. */
  readonly invoiceTerms: InvoiceTerms | null;
  /** Promises of energy, delivery and availability with their credits; evaluated once a month is over. */
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

/** How the contract meters one signal of one device. Decimals are strings. */
export interface MeterFields extends MeterMethodFields {
  readonly id: string;
  readonly deviceId: string;
  readonly signalKey: string;
  /** UCUM unit code of the quantity. */
  readonly unit: string;
  /** The value at which the counter restarts at 0; null if it does not, or if unknown. */
  readonly modulus: string | null;
  /**
   * The highest increase per hour, in units of the readings, before usage is put on hold; for a level its highest
   * value. Null: no limit.
   */
  readonly maxRatePerHour: string | null;
  /** A longer gap is reported with the usage; a level applies for at most this long. */
  readonly maxGapMinutes: number;
  /**
   * The model's definition that it was copied from, which may have been deleted. Informational, not part of the
   * agreement; absent if it is no copy.
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

/** The known facts about a device that a meter would read. */
export interface DeviceFacts {
  readonly id: string;
  readonly code: string;
  /** The machine that it belongs to, if any. */
  readonly machineId: string | null;
  /** The customer of the site that it belongs to, if any. */
  readonly siteCustomerId: string | null;
  readonly signals: readonly SignalFacts[];
}

export interface SignalFacts {
  readonly key: string;
  readonly kind: string;
  readonly unit: string;
  readonly modulus: string | null;
}
