import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { UsageDay } from './entities/usage-day.entity.js';
import { UsagePeriod } from './entities/usage-period.entity.js';
import { UsageService } from './usage.service.js';

/** What counters used, derived from readings. */
@Module({
  imports: [ContractsModule, TypeOrmModule.forFeature([UsagePeriod, UsageDay])],
  providers: [UsageService],
  exports: [UsageService],
})
export class MeteringModule {}
