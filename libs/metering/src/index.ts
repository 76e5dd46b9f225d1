export * from './domain/index.js';
export type { MeterQuery } from './decisions/usage-history.queries.js';
export {
  UsageHistories,
  type UsageHistory,
  type UsageHistoryQuery,
} from './decisions/usage-history.service.js';
export type { LimitView } from './decisions/decision-limits.js';
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
} from './decisions/exceptions.queries.js';
export {
  MeterDecisions,
  type DecisionInput,
  type NewDecision,
  type PreviewedUsage,
} from './decisions/meter-decisions.service.js';
export type { MeterEventFilter, MeterEventView } from './decisions/meter-events.queries.js';
export { MeterEvents, type NewMeterEvent } from './decisions/meter-events.service.js';
export { MeterExceptions, type CounterPoint } from './decisions/meter-exceptions.service.js';
export { loadRecordsOfUsage } from './usage/stored-usage.js';
export { machineOf, type MeteredContract, type MeterMonth } from './usage/metered-contract.js';
export type { RequestedUsage } from './usage/unchanged-usage.js';
export { MeteringModule } from './metering.module.js';
export type { ProofReading, UsageEvidence, UsageProof } from './usage/usage-proofs.js';
export { UsageService, type UsageView } from './usage/usage.service.js';
export { listCertificatesOfMeter } from './decisions/meter-events.queries.js';
