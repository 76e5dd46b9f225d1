export * from './domain/index.js';
export type { AskedMeter } from './meter-pasts.queries.js';
export { MeterPasts, type MeterPast, type PastAsked } from './meter-pasts.service.js';
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
export { recordsOfUsage } from './stored-usage.js';
export { machineOf, type MeteredContract, type MeterMonth } from './metered-contract.js';
export type { WantedUsage } from './unchanged-usage.js';
export { MeteringModule } from './metering.module.js';
export type { ProofReading, UsageEvidence, UsageProof } from './usage-proofs.js';
export { UsageService, type UsageView } from './usage.service.js';
export { certificatesOfMeter } from './meter-events.queries.js';
