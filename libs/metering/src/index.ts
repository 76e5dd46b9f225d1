export type { AskedMeter } from './meter-pasts.queries.js';
export { MeterPasts, type MeterPast, type PastAsked } from './meter-pasts.service.js';
export type { DerivedUsage } from './derived-usage.js';
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
} from './domain/contract-month.js';
export type { PastMonth } from './domain/past-month.js';
export { QUALITY, type CounterReading } from './domain/counter-reading.js';
export { countingWindows, type TimeRange } from './domain/counting-windows.js';
export { deriveUsage } from './domain/derive-usage.js';
export { type CountingWindow, type MeteredPeriod, ownTime } from './domain/metered-period.js';
export { measure } from './domain/measure/measure.js';
export { spanOfReadings } from './domain/measure/readings-span.js';
export type { Measured, MeasuredException, MeasuredState } from './domain/measure/measured.js';
export {
  METER_METHODS,
  type MeterDefinition,
  type MeterEvent,
  type MeterFacts,
  type MeterMethod,
  type MeterReading,
} from './domain/measure/meter-definition.js';
export type { ExceptionCode, StepKind } from './domain/measure/piece.js';
export type { EstimateRule, EstimateTerms, EstimateLine, Estimate } from './domain/estimate.js';
export { ESTIMATE_RULES } from './domain/estimate.js';
export { type Certificate, DECLARED_KINDS, type DeclaredKind } from './domain/meter-event.js';
export {
  DECISION_CHOICES,
  EXCEPTION_KINDS,
  type DecisionChoice,
  type ExceptionKind,
} from './domain/meter-exception.js';
export { RULE_VERSION, type MeterRule } from './domain/meter-rule.js';
export type { DayUsage, HalfHour, Usage, UsageReason, UsageState } from './domain/usage.js';
export type { LimitView } from './decision-limits.js';
export { DecisionLimit } from './entities/decision-limit.entity.js';
export { MeterDecisionRow } from './entities/meter-decision.entity.js';
export { MeterEventRow } from './entities/meter-event.entity.js';
export { MeterException } from './entities/meter-exception.entity.js';
export { MeterVerdict, type Verdict } from './entities/meter-verdict.entity.js';
export { UsageDay } from './entities/usage-day.entity.js';
export { UsagePeriod, type UsageBasis } from './entities/usage-period.entity.js';
export {
  EXCEPTION_FILTER_STATES,
  getException,
  type DecisionView,
  type ExceptionFilter,
  type ExceptionView,
} from './exceptions.queries.js';
export {
  MeterDecisions,
  type DecisionWish,
  type NewDecision,
  type SupposedUsage,
} from './meter-decisions.service.js';
export type { MeterEventFilter, MeterEventView } from './meter-events.queries.js';
export { MeterEvents, type NewMeterEvent } from './meter-events.service.js';
export { MeterExceptions, type CounterPoint } from './meter-exceptions.service.js';
export type { MeterRecords } from './domain/meter-records.js';
export { recordsOfUsage } from './stored-usage.js';
export { machineOf, type MeteredContract, type MeterMonth } from './metered-contract.js';
export type { StoredUsage, WantedUsage } from './unchanged-usage.js';
export { MeteringModule } from './metering.module.js';
export type { EvidenceReading, ProofReading, UsageEvidence, UsageProof } from './usage-proofs.js';
export { UsageService, type UsageView } from './usage.service.js';
export { clip, overlap, type Span, without } from './domain/spans.js';
export { certificatesOfMeter } from './meter-events.queries.js';
