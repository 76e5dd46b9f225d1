import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlarmEvaluation } from './alarm-evaluation.service.js';
import { AlarmRules } from './alarm-rules.service.js';
import { AlarmsQueries } from './alarms.queries.js';
import { Alarms } from './alarms.service.js';
import { AlarmCheckpoint } from './entities/alarm-checkpoint.entity.js';
import { AlarmRule } from './entities/alarm-rule.entity.js';
import { AlarmRuleVersion } from './entities/alarm-rule-version.entity.js';
import { Alarm } from './entities/alarm.entity.js';
import { EvaluationRequest } from './entities/evaluation-request.entity.js';
import { DiagnosticsPreviews } from './previews/diagnostics-previews.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Alarm, AlarmCheckpoint, AlarmRule, AlarmRuleVersion, EvaluationRequest]),
  ],
  providers: [AlarmEvaluation, AlarmRules, Alarms, AlarmsQueries, DiagnosticsPreviews],
  exports: [AlarmEvaluation, AlarmRules, Alarms, AlarmsQueries, DiagnosticsPreviews],
})
export class DiagnosticsModule {}
