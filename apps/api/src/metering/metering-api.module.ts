import { Module } from '@nestjs/common';
import { MeteringModule } from '#metering';
import { BillingModule } from '#billing';
import { UsageHistoryController } from './usage-history.controller.js';
import { MeterDecisionsController } from './meter-decisions.controller.js';
import { MeterEventsController } from './meter-events.controller.js';
import { MeterExceptionsController } from './meter-exceptions.controller.js';
import { MeterPreviewController } from './meter-preview.controller.js';

@Module({
  imports: [BillingModule, MeteringModule],
  controllers: [
    UsageHistoryController,
    MeterPreviewController,
    MeterEventsController,
    MeterExceptionsController,
    MeterDecisionsController,
  ],
})
export class MeteringApiModule {}
