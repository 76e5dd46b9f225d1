import { Module } from '@nestjs/common';
import { BillingModule } from '#billing';
import { EscalationModule } from '#escalation';
import { RevenueModule } from '#revenue';
import { InvoicingModule } from '#invoicing';
import { CostImportsController } from './cost-imports.controller.js';
import { CostsController } from './costs.controller.js';
import { EscalationController } from './escalation.controller.js';
import { IndexLettersController } from './index-letters.controller.js';
import { RevenueController } from './revenue.controller.js';

@Module({
  imports: [InvoicingModule, BillingModule, RevenueModule, EscalationModule],
  controllers: [
    RevenueController,
    CostsController,
    CostImportsController,
    EscalationController,
    IndexLettersController,
  ],
})
export class RevenueApiModule {}
