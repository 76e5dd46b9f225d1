export { AlarmEvaluation } from './alarm-evaluation.service.js';
export { AlarmRules, type AlarmRuleChanges, type NewAlarmRule } from './alarm-rules.service.js';
export {
  ALARM_STATES,
  AlarmsQueries,
  getAlarmView,
  type AlarmFilter,
  type AlarmState,
  type AlarmView,
} from './alarms.queries.js';
export { Alarms } from './alarms.service.js';
export { DiagnosticsModule } from './diagnostics.module.js';
export {
  evaluateLimit,
  INITIAL_LIMIT_STATE,
  type FoundAlarm,
  type LimitEvaluation,
  type LimitState,
} from './domain/evaluate-limit.js';
export { SEVERITIES, type LimitDirection, type LimitRule, type Severity } from './domain/limit-rule.js';
export type { RequiredPart } from './domain/required-part.js';
export type { Sample } from './domain/sample.js';
export { AlarmRule } from './entities/alarm-rule.entity.js';
export { Alarm } from './entities/alarm.entity.js';
