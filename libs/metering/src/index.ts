export {
  addMonths,
  contractMonth,
  localDays,
  monthOf,
  type ContractMonth,
  type LocalDay,
} from './domain/contract-month.js';
export { QUALITY, type CounterReading } from './domain/counter-reading.js';
export { countingWindows, type TimeRange } from './domain/counting-windows.js';
export { deriveUsage, type CountingWindow, type MeteredPeriod } from './domain/derive-usage.js';
export { measure } from './domain/measure/measure.js';
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
export { RULE_VERSION, type MeterRule } from './domain/meter-rule.js';
export type { DayUsage, HalfHour, Usage, UsageReason, UsageState } from './domain/usage.js';
export { UsageDay } from './entities/usage-day.entity.js';
export { UsagePeriod, type UsageBasis } from './entities/usage-period.entity.js';
export type { MeteredContract } from './metered-contract.js';
export { MeteringModule } from './metering.module.js';
export {
  UsageService,
  type DerivedUsage,
  type EvidenceReading,
  type ProofReading,
  type UsageEvidence,
  type UsageProof,
  type UsageView,
} from './usage.service.js';
