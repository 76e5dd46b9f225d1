/** Features that a random contract can combine. The product and the oracle get the same contract as plain data. */

export const FEATURES = [
  'partial_start',
  'ends',
  'anniversary',
  'machines',
  'joins_and_leaves',
  'per_machine',
  'allocate',
  'allowance',
  'machine_allowance',
  'discount',
  'maximum',
  'minimum',
  'minimum_quantity',
  'machine_minimum',
  'commitment',
  'conversion',
  'price_amendment',
  'terms_amendment',
  'fee_amendment',
  'end_amendment',
  'fee_advance',
  'fee_long',
  'machine_fee',
  'once',
  'once_first_day',
  'pause',
  'contract_minimum',
  'discounts',
  'by_year',
  'hour_bands',
  'late',
  'silence',
  'exchange',
  'unexplained_fall',
  'backdated',
  'swap',
  'renewal',
  'level',
] as const;
export type Feature = (typeof FEATURES)[number];

export interface TierCase {
  readonly upTo: string | null;
  readonly unitPrice?: string;
  readonly flatFee?: string;
  readonly ratePercent?: string;
}

export interface PricingCase {
  readonly model:
    | 'flat'
    | 'unit'
    | 'graduated'
    | 'volume'
    | 'package'
    | 'stairstep'
    | 'percentage'
    | 'graduated_percentage'
    | 'cost_plus'
    | 'hour_bands';
  readonly amount?: string;
  readonly unitPrice?: string;
  readonly packageSize?: string;
  readonly packagePrice?: string;
  readonly multiplier?: string;
  readonly ratePercent?: string;
  readonly freeAmount?: string;
  readonly contractedQuantity?: string;
  readonly tiers?: readonly TierCase[];
  readonly convert?: {
    readonly divideBy: string;
    readonly rounding: 'up' | 'down' | 'half_away';
    readonly decimals: number;
  };
  readonly includedQuantity?: string;
  readonly includedQuantityPerMachine?: string;
  readonly pooling?: 'pooled' | 'per_machine';
  readonly allocate?: boolean;
  readonly discountPercent?: string;
  readonly maxAmount?: string;
  readonly minAmount?: string;
  readonly minQuantity?: string;
  readonly minQuantityPerMachine?: string;
  readonly shortfallPrice?: string;
  readonly commitment?: {
    readonly quantity?: string;
    readonly amount?: string;
    readonly overageFactor?: string;
    readonly trueUp?: boolean;
  };
}

export interface ChargeCase {
  readonly key: string;
  readonly due: 'arrears' | 'advance' | 'quarterly' | 'yearly' | 'once';
  readonly dueOn: string | null;
  readonly countsBy: 'month' | 'year';
  /** True if a flat amount is due per machine. */
  readonly perMachine: boolean;
  readonly pricing: PricingCase;
}

export interface PauseCase {
  /** First day. */
  readonly from: string;
  /** Last day. */
  readonly to: string;
  readonly feePercent: string;
  readonly use: 'billed' | 'not_billed';
}

export interface InvoiceTermsCase {
  readonly minimum: { readonly amount: string; readonly clause: string } | null;
  readonly discounts: readonly {
    readonly percent: string | null;
    readonly amount: string | null;
    readonly from: string | null;
    readonly until: string | null;
    readonly clause: string;
  }[];
  readonly payableIncrement: string | null;
}

export interface ReadingCase {
  readonly at: number;
  /** A decimal with up to three decimals. */
  readonly value: string;
  /** Phase in which the reading is received. */
  readonly phase: number;
}

export interface ExchangeCase {
  readonly at: number;
  readonly finalValue: string | null;
  readonly initialValue: string;
  /** Phase in which the exchange is recorded. */
  readonly phase: number;
}

export interface MachineCase {
  readonly serial: string;
  /** The period in which the machine is at the customer, [since, until); null for no end. */
  readonly since: number;
  readonly until: number | null;
  /** The machine's days in the first contract at activation, [from, to); null for a machine added by an amendment. */
  readonly from: string | null;
  readonly to: string | null;
  readonly readings: readonly ReadingCase[];
  readonly exchanges: readonly ExchangeCase[];
}

/** Changes that an amendment makes to the terms, starting on a given day. All other terms remain. */
export interface AmendmentCase {
  readonly effectiveOn: string;
  /** Phase in which the amendment is signed. */
  readonly phase: number;
  readonly charges?: readonly ChargeCase[];
  readonly endsOn?: string;
  readonly pauses?: readonly PauseCase[];
  /** Index of a machine that leaves. */
  readonly removes?: number;
  /** Index of a machine that joins or replaces the removed machine. */
  readonly adds?: number;
}

/** Metering of a contract's machines. */
export interface MeteringCase {
  readonly method: 'counter' | 'integral';
  readonly maxGapMinutes: number;
}

export interface ContractCase {
  readonly seed: number;
  readonly number: string;
  readonly features: readonly Feature[];
  readonly currency: string;
  readonly zone: string;
  readonly billingCalendar: 'calendar' | 'anniversary';
  readonly startsOn: string;
  /** The last billed day at activation. */
  readonly endsOn: string | null;
  readonly metering: MeteringCase;
  readonly machines: readonly MachineCase[];
  readonly charges: readonly ChargeCase[];
  readonly pauses: readonly PauseCase[];
  readonly invoiceTerms: InvoiceTermsCase | null;
  readonly amendments: readonly AmendmentCase[];
  /** A second contract for the same machines that starts on the day after the end of the first one. */
  readonly renewal: { readonly charges: readonly ChargeCase[] } | null;
}

/** The billed months, one per phase. */
export const RUN_MONTHS = ['2027-02', '2027-03', '2027-04', '2027-05'] as const;
export const WORLD_BEGINS = '2027-02-01';
export const WORLD_ENDS = '2027-06-01';
