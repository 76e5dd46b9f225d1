import { Module } from '@nestjs/common';
import { DiagnosticsModule } from '#diagnostics';
import { ServiceModule } from '#service';
import { AlarmRulesController } from './alarm-rules.controller.js';
import { AlarmsController } from './alarms.controller.js';

@Module({
  imports: [DiagnosticsModule, ServiceModule],
  controllers: [AlarmsController, AlarmRulesController],
})
export class AlarmsApiModule {}
