/** What other domains may use of this one: pure code that loads neither a framework nor a database. */
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
} from './contract-month.js';
export type { PastMonth } from './past-month.js';
export { QUALITY, type CounterReading } from './counter-reading.js';
export { countingWindows, type TimeRange } from './counting-windows.js';
export { deriveUsage } from './derive-usage.js';
export { type CountingWindow, type MeteredPeriod, ownTime } from './metered-period.js';
export { measure } from './measure/measure.js';
export { spanOfReadings } from './measure/readings-span.js';
export type { Measured, MeasuredException, MeasuredState } from './measure/measured.js';
export {
  METER_METHODS,
  type MeterDefinition,
  type MeterEvent,
  type MeterFacts,
  type MeterMethod,
  type MeterReading,
} from './measure/meter-definition.js';
export type { ExceptionCode, StepKind } from './measure/piece.js';
export type { EstimateRule, EstimateTerms, EstimateLine, Estimate } from './estimate.js';
export { ESTIMATE_RULES } from './estimate.js';
export { type Certificate, DECLARED_KINDS, type DeclaredKind } from './meter-event.js';
export {
  DECISION_CHOICES,
  EXCEPTION_KINDS,
  type DecisionChoice,
  type ExceptionKind,
} from './meter-exception.js';
export { RULE_VERSION, type MeterRule } from './meter-rule.js';
export type { DayUsage, HalfHour, Usage, UsageReason, UsageState } from './usage.js';
export type { MeterRecords } from './meter-records.js';
export { clip, overlap, type Span, without } from './spans.js';
export type { EvidenceReading } from './evidence-reading.js';
export type { DerivedUsage, StoredUsage } from './known-usage.js';
