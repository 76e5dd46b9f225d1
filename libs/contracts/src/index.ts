export { AcceptancesService, type AcceptanceStanding } from './acceptances/acceptances.service.js';
export type { AmendmentView } from './amendment-view.js';
export { type AmendedByBook, AmendmentsService, type SupposedAmendment } from './amendments.service.js';
export {
  contractsInForce,
  type ContractFilter,
  CONTRACT_IN_FORCE,
  type ContractInForce,
  type ContractSummary,
} from './contract.queries.js';
export {
  type ContractHistory,
  getContract,
  getContractHistories,
  getContractHistory,
  getContracts,
  takenOver,
  type ContractVersion,
  type ContractView,
  type MeteredDevice,
} from './contract-view.queries.js';
export { wholeFactor, type ModelMeterFields, type NewModelMeter } from './domain/model-meter.js';
export { isPossibleState, type ReferenceConditions, referenceFactor } from './domain/reference-factor.js';
export { ModelMeter } from './entities/model-meter.entity.js';
export type { MeterOrigin, ProposedMeter } from './model-meters/model-meters.queries.js';
export { ModelMetersService } from './model-meters/model-meters.service.js';
export { ContractsModule } from './contracts.module.js';
export { ContractsService, type ContractChanges, type NewContract } from './contracts.service.js';
export type { AmendmentWish, JoiningMachine } from './domain/amendments/amended-content.js';
export type { Acceptance } from './domain/amendments/amendment-faults.js';
export {
  AMENDED_FIELDS,
  applyDelta,
  type ChargeDelta,
  type ContractDelta,
} from './domain/amendments/contract-delta.js';
export {
  contentOn,
  contractInTime,
  type SignedAmendment,
  termsOn,
  type VersionTerms,
} from './domain/amendments/contract-in-time.js';
export type { IndexStepEvidence, IndexStepPart, UsedIndex } from './domain/amendments/index-step.js';
export {
  TERMINATION_KINDS,
  type ContractTermination,
  type TerminationKind,
  type TerminationWish,
} from './domain/amendments/contract-termination.js';
export { ACCEPTANCE_WAYS, type AcceptanceWay } from './domain/acceptance.js';
export {
  type BillingMonths,
  billingDayOf,
  billingMonthOf,
  daysOfBillingMonth,
  monthOfContract,
} from './domain/calendar/billing-months.js';
export { shareAllowance } from './domain/calendar/allowance-shares.js';
export {
  billedPeriods,
  type BilledPeriod,
  type BillingCalendar,
  type ContractEnd,
  type Horizon,
  type MovedAnchor,
} from './domain/calendar/billed-periods.js';
export {
  PERIOD_ALIGNMENTS,
  PERIOD_UNITS,
  type PeriodAlignment,
  type PeriodUnit,
  type Rhythm,
} from './domain/calendar/billing-grid.js';
export {
  DAY_COUNTS,
  fractionOf,
  partOf,
  type DayCount,
  type DayCounting,
  type Fraction,
} from './domain/calendar/day-count.js';
export {
  countDays,
  firstMomentOf,
  isDate,
  localDate,
  plusDays,
  plusMonths,
} from './domain/calendar/local-dates.js';
export {
  CHARGE_DUES,
  monthsOfDue,
  type ChargeDue,
  type ChargeFields,
  COUNTER_SPANS,
  type CounterSpan,
} from './domain/charges/charge-fields.js';
export { type ChargeDays, type OneOff, oneOffsOf } from './domain/charges/one-offs.js';
export { CHARGE_KINDS, type ChargeKind, kindOf } from './domain/charges/charge-kind.js';
export { checkPricingTerms } from './domain/charges/check-pricing-terms.js';
export { quantitiesOf } from './counters-billed.queries.js';
export { findPricedTwice, type QuantityPricedTwice } from './domain/priced-quantities.js';
export { describeCharges, type DescribedCharges } from './domain/charges/describe-charges.js';
export { describeMeter, type DescribedMeter } from './domain/describe-meter.js';
export {
  type Charge,
  CHARGE_MODELS,
  type ChargeModel,
  type Commitment,
  type Conversion,
  type Pricing,
  type RampStep,
  type Tier,
} from './domain/charges/pricing.js';
export { shortfallPriceOf } from './domain/charges/shortfall-price.js';
export type { ContractParts, NewContractMachine, NewMeter, NewCharge } from './domain/contract-changes.js';
export type {
  ContractContent,
  ContractFields,
  MachineUnderContract,
  MeterFields,
} from './domain/contract-fields.js';
export {
  previewContract,
  type ContractPreview,
  type DescribedChange,
  type DescribedContract,
  type DescribedFee,
  type PreviewedPeriod,
} from './domain/contract-preview.js';
export { type PrepaidBalance, prepaidBalances } from './domain/prepaid/prepaid-balances.js';
export { canBePrepaid } from './domain/prepaid/prepaid-faults.js';
export type { PrepaidSale } from './domain/prepaid/prepaid-sale.js';
export type { AgreedDiscount, AgreedMinimum, InvoiceTerms } from './domain/terms/invoice-terms.js';
export { DowntimeService } from './downtime/downtime.service.js';
export { type DowntimeAsked, type DowntimeView, downtimeOf } from './downtime/downtime.queries.js';
export type { NewDowntime } from './domain/performance/downtime-faults.js';
export {
  type MachineStop,
  type MachineTime,
  machineHours,
  RECORDED_CAUSES,
  type RecordedCause,
} from './domain/performance/downtime-hours.js';
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
} from './domain/performance/agreed-performance.js';
export {
  PAUSED_USES,
  type Pause,
  pausedDays,
  type PausedDays,
  type PausedUse,
} from './domain/pauses/pauses.js';
export { CONTRACT_STATES, type ContractState } from './domain/contract-state.js';
export {
  feeLines,
  feeParts,
  minimumLine,
  minimumOwed,
  type ContractLine,
  type FeePart,
  type LineRules,
  type MinimumPart,
} from './domain/fee-lines.js';
export { FEE_TIMINGS, type FeeStep, type FeeTerms, type FeeTiming } from './domain/fee-terms.js';
export {
  contractMargin,
  type ContractMargin,
  type ContractResult,
} from './domain/revenue/contract-margin.js';
export {
  recurringRevenue,
  REVENUE_KINDS,
  type RecurringRevenue,
  type RevenueKind,
  type RevenuePart,
} from './domain/revenue/recurring-revenue.js';
export {
  judgeAvailability,
  type AvailabilityFacts,
  type AvailabilityResult,
  bonusOf,
  type AvailabilityTerm,
} from './domain/terms/availability.js';
export { priceBuyout, type BuyoutFacts, type BuyoutResult, type BuyoutTerm } from './domain/terms/buyout.js';
export {
  judgeDelivery,
  type DeliveryFacts,
  type DeliveryResult,
  type DeliveryTerm,
} from './domain/terms/delivery.js';
export { refundDeposit, type DepositResult, type DepositTerm } from './domain/terms/deposit.js';
export { DOWNTIME_CAUSES, type Downtime, type DowntimeCause } from './domain/terms/downtime.js';
export { judgeEnergy, type EnergyFacts, type EnergyResult, type EnergyTerm } from './domain/terms/energy.js';
export {
  escalate,
  type EscalatorFacts,
  type EscalatorResult,
  type EscalatorTerm,
  type Priced,
} from './domain/terms/escalator.js';
export { creditEvents, type EventCreditResult, type EventCreditTerm } from './domain/terms/event-credit.js';
export { exitOn, type Exit } from './domain/terms/exit.js';
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
} from './domain/terms/exit-agreement.js';
export type {
  BuyoutPoint,
  ExitMethod,
  ExitPrice,
  ExitStep,
  ExitStepCode,
} from './domain/terms/exit-prices.js';
export {
  findIndexClauseFaults,
  LATE_NOTICES,
  type AgreedIndexClause,
  type IndexShare,
  type LateNotice,
} from './domain/terms/index-clause.js';
export { agreedMeterTest } from './domain/terms/billing-terms.js';
export {
  judgeMeterTest,
  METER_TEST_PARTIES,
  type MeterTestParty,
  type MeterTestResult,
  type MeterTestTerm,
  overRegistered,
} from './domain/terms/meter-test.js';
export {
  priceTermination,
  TERMINATION_METHODS,
  type TerminationMethod,
  type TerminationResult,
  type TerminationTerm,
} from './domain/terms/termination.js';
export {
  BALANCE_KINDS,
  depositOf,
  type BalanceKind,
  type OpeningAmount,
  type OpeningBalance,
  type OpeningReading,
  type Takeover,
  type TakeoverContent,
  takeoverOf,
} from './domain/takeover/takeover.js';
export { ChargeMachine } from './entities/charge-machine.entity.js';
export { ChargeMeter } from './entities/charge-meter.entity.js';
export { ContractAmendment } from './entities/contract-amendment.entity.js';
export { ContractBase } from './entities/contract-base.entity.js';
export { ContractCharge } from './entities/charge.entity.js';
export { ContractTakeover } from './entities/contract-takeover.entity.js';
export { ContractMachine } from './entities/contract-machine.entity.js';
export { Contract } from './entities/contract.entity.js';
export { Meter } from './entities/meter.entity.js';
export { Plan } from './entities/plan.entity.js';
export { PlansService, type NewPlan, type PlanChanges } from './plans.service.js';
export { ContractPriceBook } from './entities/contract-price-book.entity.js';
export { PriceBookVersion } from './entities/price-book-version.entity.js';
export { PriceBook } from './entities/price-book.entity.js';
export type { BookEntry } from './domain/price-books/book-entry.js';
export type { VersionWish } from './domain/price-books/book-faults.js';
export { BOOK_COLUMNS } from './domain/price-books/book-file.js';
export type {
  BookView,
  PricedContract,
  VersionContent,
  VersionSummary,
} from './price-books/price-books.queries.js';
export { type PreviewedBook, PriceBooksService } from './price-books/price-books.service.js';
export type { NewBook } from './price-books/price-books.store.js';
export {
  type MeterMethodFields,
  OF_A_COUNTER,
  takesText,
  USAGE_METHODS,
  type UsageMethod,
} from './domain/usage-method.js';
export { sharesQuantity } from './domain/counted-quantity.js';
