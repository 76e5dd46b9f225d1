export * from './domain/index.js';
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
export { DiagnosticsPreviews } from './previews/diagnostics-previews.service.js';
export * from './previews/preview-limits.js';
export { type PreviewName, workOnPreview } from './previews/preview-work.js';
export { AlarmRule } from './entities/alarm-rule.entity.js';
export { Alarm } from './entities/alarm.entity.js';
