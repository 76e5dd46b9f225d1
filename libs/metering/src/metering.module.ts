import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { UsageHistories } from './decisions/usage-history.service.js';
import { DecisionLimit } from './entities/decision-limit.entity.js';
import { MeterDecisionRow } from './entities/meter-decision.entity.js';
import { MeterEventRow } from './entities/meter-event.entity.js';
import { MeterException } from './entities/meter-exception.entity.js';
import { MeterVerdict } from './entities/meter-verdict.entity.js';
import { UsageDay } from './entities/usage-day.entity.js';
import { UsagePeriod } from './entities/usage-period.entity.js';
import { MeterDecisions } from './decisions/meter-decisions.service.js';
import { MeterEvents } from './decisions/meter-events.service.js';
import { MeterExceptions } from './decisions/meter-exceptions.service.js';
import { UsageService } from './usage/usage.service.js';

/** Derives usage of meters from readings. */
@Module({
  imports: [
    ContractsModule,
    TypeOrmModule.forFeature([
      UsagePeriod,
      UsageDay,
      MeterEventRow,
      MeterException,
      MeterDecisionRow,
      MeterVerdict,
      DecisionLimit,
    ]),
  ],
  providers: [UsageService, UsageHistories, MeterEvents, MeterExceptions, MeterDecisions],
  exports: [UsageService, UsageHistories, MeterEvents, MeterExceptions, MeterDecisions],
})
export class MeteringModule {}
