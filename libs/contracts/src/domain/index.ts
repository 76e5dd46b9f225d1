/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { combinedFactor, type ModelMeterFields, type NewModelMeter } from './meters/model-meter.js';
export { isPossibleState, type ReferenceConditions, referenceFactor } from './meters/reference-factor.js';
export type { AmendmentInput, JoiningMachine } from './amendments/amended-content.js';
export type { Acceptance } from './amendments/amendment-faults.js';
export {
  AMENDED_FIELDS,
  applyDelta,
  type ChargeDelta,
  type ContractDelta,
} from './amendments/contract-delta.js';
export {
  contentOn,
  contractInTime,
  type SignedAmendment,
  termsOn,
  type VersionTerms,
} from './amendments/contract-in-time.js';
export type { IndexStepEvidence, IndexStepPart, UsedIndex } from './amendments/index-step.js';
export {
  TERMINATION_KINDS,
  type ContractTermination,
  type TerminationKind,
  type TerminationInput,
} from './amendments/contract-termination.js';
export { type AcceptanceWay } from './contract/acceptance.js';
export {
  type BillingMonths,
  billingDayOf,
  billingMonthOf,
  daysOfBillingMonth,
  monthOfContract,
} from './calendar/billing-months.js';
export { shareAllowance } from './calendar/allowance-shares.js';
export {
  billedPeriods,
  type BilledPeriod,
  type BillingCalendar,
  type ContractEnd,
  type Horizon,
  type MovedAnchor,
} from './calendar/billed-periods.js';
export {
  PERIOD_ALIGNMENTS,
  PERIOD_UNITS,
  type PeriodAlignment,
  type PeriodUnit,
  type Rhythm,
} from './calendar/billing-grid.js';
export {
  DAY_COUNTS,
  fractionOf,
  partOf,
  type DayCount,
  type DayCounting,
  type Fraction,
} from './calendar/day-count.js';
export { countDays, firstMomentOf, isDate, localDate, plusDays, plusMonths } from './calendar/local-dates.js';
export {
  CHARGE_DUES,
  monthsOfDue,
  type ChargeDue,
  type ChargeFields,
  COUNTER_SPANS,
  type CounterSpan,
} from './charges/charge-fields.js';
export { type ChargeDays, type OneOff, findOneOffs } from './charges/one-offs.js';
export { type ChargeKind, kindOf } from './charges/charge-kind.js';
export { checkPricingTerms } from './charges/check-pricing-terms.js';
export { findPricedTwice, type QuantityPricedTwice } from './meters/priced-quantities.js';
export { describeCharges, type DescribedCharges } from './charges/describe-charges.js';
export { describeMeter, type DescribedMeter } from './meters/describe-meter.js';
export {
  type Charge,
  CHARGE_MODELS,
  type ChargeModel,
  type Commitment,
  type Conversion,
  type Pricing,
  type RampStep,
  type Tier,
} from './charges/pricing.js';
export { shortfallPriceOf } from './charges/shortfall-price.js';
export type { ContractParts, NewContractMachine, NewMeter, NewCharge } from './contract/contract-changes.js';
export type {
  ContractContent,
  ContractFields,
  MachineUnderContract,
  MeterFields,
} from './contract/contract-fields.js';
export {
  previewContract,
  type ContractPreview,
  type DescribedChange,
  type DescribedContract,
  type DescribedFee,
  type PreviewedPeriod,
} from './fees/contract-preview.js';
export { type PrepaidBalance, prepaidBalances } from './prepaid/prepaid-balances.js';
export { canBePrepaid } from './prepaid/prepaid-faults.js';
export type { PrepaidSale } from './prepaid/prepaid-sale.js';
export type { AgreedDiscount, AgreedMinimum, InvoiceTerms } from './terms/invoice-terms.js';
export type { NewDowntime } from './performance/downtime-faults.js';
export {
  type MachineDowntime,
  type MachineTime,
  machineHours,
  RECORDED_CAUSES,
  type RecordedCause,
} from './performance/downtime-hours.js';
export {
  type AgreedPerformance,
  AVAILABILITY_FIGURES,
  type AvailabilityFigure,
  type AvailabilityPerformance,
  type DeliveryPerformance,
  type EnergyPerformance,
  metersOfPerformance,
  type NewPerformance,
  PERFORMANCE_TYPES,
  type PerformanceType,
} from './performance/agreed-performance.js';
export { PAUSED_USES, type Pause, pausedDays, type PausedDays, type PausedUse } from './pauses/pauses.js';
export { CONTRACT_STATES, type ContractState } from './contract/contract-state.js';
export {
  feeLines,
  feeParts,
  minimumLine,
  requiredMinimum,
  type ContractLine,
  type FeePart,
  type LineRules,
  type MinimumPart,
} from './fees/fee-lines.js';
export { FEE_TIMINGS, type FeeStep, type FeeTerms, type FeeTiming } from './fees/fee-terms.js';
export { contractMargin, type ContractMargin, type ContractResult } from './revenue/contract-margin.js';
export {
  recurringRevenue,
  type RecurringRevenue,
  type RevenueKind,
  type RevenuePart,
} from './revenue/recurring-revenue.js';
export {
  evaluateAvailability,
  type AvailabilityFacts,
  type AvailabilityResult,
  computeBonus,
  type AvailabilityTerm,
} from './terms/performance/availability.js';
export { priceBuyout, type BuyoutFacts, type BuyoutResult, type BuyoutTerm } from './terms/exit/buyout.js';
export {
  evaluateDelivery,
  type DeliveryFacts,
  type DeliveryResult,
  type DeliveryTerm,
} from './terms/performance/delivery.js';
export { refundDeposit, type DepositResult, type DepositTerm } from './terms/exit/deposit.js';
export { DOWNTIME_CAUSES, type Downtime, type DowntimeCause } from './terms/performance/downtime.js';
export {
  evaluateEnergy,
  type EnergyFacts,
  type EnergyResult,
  type EnergyTerm,
} from './terms/performance/energy.js';
export {
  escalate,
  type EscalatorFacts,
  type EscalatorResult,
  type EscalatorTerm,
  type Priced,
} from './terms/escalator.js';
export {
  creditEvents,
  type EventCreditResult,
  type EventCreditTerm,
} from './terms/performance/event-credit.js';
export { exitOn, type Exit } from './terms/exit/exit.js';
export {
  BUYOUT_MODELS,
  DEPOSIT_ENDS,
  END_DAYS,
  NOTICE_TO,
  type AgreedBuyout,
  type AgreedTermination,
  type BuyoutModel,
  type DepositEnd,
  type EndDay,
  type ExitAgreement,
  type NoticeTo,
} from './terms/exit/exit-agreement.js';
export type { BuyoutPoint, ExitMethod, ExitPrice, ExitStep, ExitStepCode } from './terms/exit/exit-prices.js';
export {
  findIndexClauseFaults,
  LATE_NOTICES,
  type AgreedIndexClause,
  type IndexShare,
  type LateNotice,
} from './terms/index-clause.js';
export { agreedMeterTest } from './terms/billing-terms.js';
export {
  evaluateMeterTest,
  METER_TEST_PARTIES,
  type MeterTestParty,
  type MeterTestResult,
  type MeterTestTerm,
  overRegistered,
} from './terms/meter-test.js';
export {
  priceTermination,
  TERMINATION_METHODS,
  type TerminationMethod,
  type TerminationResult,
  type TerminationTerm,
} from './terms/exit/termination.js';
export {
  BALANCE_KINDS,
  depositOf,
  type BalanceKind,
  type OpeningAmount,
  type OpeningBalance,
  type OpeningReading,
  type ContractMigration,
  type ContractMigrationContent,
  toContractMigration,
} from './migration/contract-migration.js';
export { asAmount, percentOf } from './terms/amount.js';
export type { BookEntry } from './price-books/book-entry.js';
export type { VersionInput } from './price-books/book-faults.js';
export { BOOK_COLUMNS } from './price-books/book-file.js';
export {
  type MeterMethodFields,
  COUNTER_DEFAULTS,
  takesText,
  USAGE_METHODS,
  type UsageMethod,
} from './meters/usage-method.js';
export { sharesQuantity } from './meters/counted-quantity.js';
export type {
  ContractSummary,
  ContractVersion,
  ContractView,
  MeteredDevice,
} from './contract/contract-view.js';
