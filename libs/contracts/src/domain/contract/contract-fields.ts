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
  /** IANA; its days are those of this zone. */
  readonly zone: string;
  /** By which months it bills: those of the calendar, or those counted from its start date. */
  readonly billingCalendar: PeriodAlignment;
  /** The first day that is billed. */
  readonly startsOn: string;
  /** The last day that is billed; null while it runs. */
  readonly endsOn: string | null;
  readonly paymentDays: number;
  /** Prices contain the tax; otherwise it comes on top. */
  readonly pricesIncludeTax: boolean;
  /** Kits that fall due are part of the price and appear on the invoice at zero. */
  readonly kitsIncluded: boolean;
  /** What leaving it costs and when it can end; null where nothing but words was agreed. */
  readonly exit: ExitAgreement | null;
  /** How its prices follow indexes; null where they don't. */
  readonly indexClause: AgreedIndexClause | null;
  /** Days on which fees rest, and with them what is used where that is agreed. */
  readonly pauses: readonly Pause[];
  /** What is agreed of a whole bill; null where nothing is. */
  readonly invoiceTerms: InvoiceTerms | null;
  /** What is promised of energy and delivery, and what missing it gives back; judged once a month is over. */
  readonly performance: readonly AgreedPerformance[];
  /** Whatever else was agreed, to be shown. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/** That a machine is under the contract on the days from `from` up to, not including, `to`. */
export interface MachineUnderContract {
  readonly id: string;
  readonly machineId: string;
  readonly from: string;
  readonly to: string | null;
}

/** How the contract reads one signal of one device. Decimals are strings. */
export interface MeterFields extends MeterMethodFields {
  readonly id: string;
  readonly deviceId: string;
  readonly signalKey: string;
  /** UCUM, of the quantity. */
  readonly unit: string;
  /** The value at which the counter starts over at 0; null when it doesn't or nobody knows. */
  readonly modulus: string | null;
  /** More than this in an hour, in units of the readings, is held, not billed; of a level what is higher. Null for no limit. */
  readonly maxRatePerHour: string | null;
  /** A silence longer than this is listed with the usage; a level stands so long at most. */
  readonly maxGapMinutes: number;
  /** The definition of a model that it was taken from, which may be gone. It says where the copy is from and agrees on nothing; absent of nobody's copy. */
  readonly modelMeterId?: string | null;
}

/** All that a contract says. */
export interface ContractContent extends ContractFields {
  readonly machines: readonly MachineUnderContract[];
  readonly meters: readonly MeterFields[];
  /** In the order of the invoice. */
  readonly charges: readonly ChargeFields[];
}

/** What is known about a device that a meter would read. */
export interface DeviceFacts {
  readonly id: string;
  readonly code: string;
  /** Where it belongs to a machine. */
  readonly machineId: string | null;
  /** The customer of its site, where it belongs to a site. */
  readonly siteCustomerId: string | null;
  readonly signals: readonly SignalFacts[];
}

export interface SignalFacts {
  readonly key: string;
  readonly kind: string;
  readonly unit: string;
  readonly modulus: string | null;
}
