/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  addMonths,
  calendarMonth,
  calendarMonths,
  contractMonth,
  localDays,
  monthOf,
  type ContractMonth,
  type MonthsInZone,
  type LocalDay,
} from './usage/contract-month.js';
export type { PastMonth } from './evidence/past-month.js';
export { QUALITY, type CounterReading } from './steps/counter-reading.js';
export { countingWindows, type TimeRange } from './windows/counting-windows.js';
export { deriveUsage } from './usage/derive-usage.js';
export { type CountingWindow, type MeteredPeriod, ownTime } from './usage/metered-period.js';
export { previewMeter } from './preview/preview-meter.js';
export { spanOfReadings } from './preview/readings-span.js';
export type { MeterPreview, MeterPreviewException, MeterPreviewState } from './preview/meter-preview.js';
export {
  METER_METHODS,
  type MeterDefinition,
  type MeterEvent,
  type MeterPreviewInput,
  type MeterMethod,
  type MeterReading,
} from './preview/meter-definition.js';
export type { ExceptionCode, StepKind } from './preview/pieces/piece.js';
export type { EstimateRule, EstimateTerms, EstimateLine, Estimate } from './decisions/estimate.js';
export { ESTIMATE_RULES } from './decisions/estimate.js';
export { type Certificate, DECLARED_KINDS, type DeclaredKind } from './decisions/meter-event.js';
export {
  DECISION_CHOICES,
  EXCEPTION_KINDS,
  type DecisionChoice,
  type ExceptionKind,
} from './decisions/meter-exception.js';
export { RULE_VERSION, type MeterRule } from './usage/meter-rule.js';
export type { DayUsage, HalfHour, Usage, UsageReason, UsageState } from './usage/usage.js';
export type { MeterRecords } from './evidence/meter-records.js';
export { clip, overlap, type Span, subtractSpans } from './windows/spans.js';
export type { EvidenceReading } from './evidence/evidence-reading.js';
export type { DerivedUsage, StoredUsage } from './evidence/known-usage.js';
