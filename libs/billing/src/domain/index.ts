/** What other domains may use of this one: pure code that loads neither a framework nor a database. */
export { LINE_STATUSES, type LineStatus, statusOfLine } from './line-status.js';
export type { SeenKind } from './stops/seen-stops.js';
export { composeDraft, type Draft } from './draft/compose-draft.js';
export { contentHash } from './draft/content-hash.js';
export type { DraftInput } from './draft/draft-input.js';
export type { ChargeComponent, DraftLine, LineKind, LineParams, LineState } from './draft/draft-line.js';
export type { LineBeforeAndAfter, MonthBasis } from './amendment-months.js';
export type { CountedFact, LineSnapshot, SnapshotStep } from './draft/line-snapshot.js';
export {
  DOCUMENT_KINDS,
  INVOICE_STATES,
  type DocumentKind,
  type HoldReason,
  type InvoiceState,
} from './invoice-state.js';
export { DISPUTE_STATES, DISPUTE_SUBJECTS, type DisputeState, type DisputeSubject } from './dispute.js';
export { type Forecast, type ForecastMethod, forecastUsage } from './forecast.js';
export type { EquationTerm } from './draft/line-equation.js';
export {
  type Credit,
  creditInOrder,
  type CreditNoteFigures,
  type Fraction,
} from './invoice/invoice-credits.js';
export type { InvoiceDiscount } from './invoice/invoice-discounts.js';
export {
  type InvoiceFigures,
  type InvoiceTerms,
  type LineFigures,
  type LineToInvoice,
  stepsOf,
  workOutInvoice,
} from './invoice/invoice-figures.js';
export type { LineTax, Prices, TaxGroup } from './invoice/invoice-taxes.js';
export { roundingOf, toBePaid } from './invoice/payable.js';
export { printAmount } from './invoice/precision.js';
export {
  LINE_COMPONENTS,
  type LineComponent,
  type RatingRun,
  type UsageOfCharge,
} from './rating/rating-run.js';
export { rateRuns, type RatedRuns, type RunFigures, type RunLine } from './rating/rate-runs.js';
export {
  type CurvePoint,
  type DescribedSimulation,
  simulatePlans,
  type SimulationOutcome,
} from './simulation/simulate-plans.js';
export type { PlanOutcome, SimulatedCounter } from './simulation/simulation.js';
export { RUN_OUTCOMES, type RunOutcome } from './run-outcome.js';
export {
  DOCUMENT_LANGUAGES,
  type DocumentLanguage,
  type DocumentContract,
  type DocumentLine,
  type InvoiceDocument,
} from './document/invoice-document.js';
export { CORRECTION_FORMS, type CorrectionForm } from './correction/correction-form.js';
export { wordsOfCorrection } from './correction/correction-reasons.js';
export type { CreditRequest } from './credit-request.js';
export type { BuyerOnInvoice, PartyOnInvoice, SellerOnInvoice } from './parties.js';
export { type RuleCategory, SUPPLIES, TAX_CATEGORIES, type Supply, type TaxCategory } from './tax-rules.js';
export { COST_COLUMNS } from './revenue/cost-file.js';
export { COST_KINDS, type CostFields, type CostKind } from './revenue/cost-fields.js';
export { COSTS_KNOWN, type CostsKnown, GAP_KINDS, type GapKind, type Margin } from './revenue/margins.js';
export type { RecurringContract, RecurringSum } from './revenue/recurring-revenue.js';
export {
  REVENUE_BUCKETS,
  REVENUE_VIEWS,
  type RevenueBucket,
  type RevenueMonth,
  type RevenueView,
} from './revenue/revenue-months.js';
export { ALERT_MEASURES, type AlertMeasure, MOST_PERCENT, MOST_SHARES } from './usage-alert.js';
export { STEP_STANDINGS, type StepStanding } from './escalation/step-standing.js';
export { stateOfDocument, WHEN_HELD, type WhenHeld } from './groups/bill-group.js';
