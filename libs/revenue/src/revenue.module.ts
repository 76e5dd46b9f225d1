import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BillingModule } from '#billing';
import { DocumentsModule } from '#documents';
import { InvoicingModule } from '#invoicing';
import { MeteringModule } from '#metering';
import { UsageAlertWatch } from './alerts/usage-alert-watch.service.js';
import { UsageAlerts } from './alerts/usage-alerts.service.js';
import { CostImportsService } from './costs/cost-imports.service.js';
import { CostsService } from './costs/costs.service.js';
import { ContractCost } from './entities/contract-cost.entity.js';
import { UsageAlertNotice } from './entities/usage-alert-notice.entity.js';
import { UsageAlert } from './entities/usage-alert.entity.js';
import { CurrentUsageService } from './forecast/current-usage.service.js';
import { RecurringRevenueService } from './revenue/recurring-revenue.service.js';
import { RevenueService } from './revenue/revenue.service.js';
import { UnbilledService } from './revenue/unbilled.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [
  UsageAlertWatch,
  UsageAlerts,
  CostImportsService,
  CostsService,
  CurrentUsageService,
  RecurringRevenueService,
  RevenueService,
  UnbilledService,
];

/** Recurring revenue, costs and margins, forecasts of the current month, and usage alerts. */
@Module({
  imports: [
    MeteringModule,
    InvoicingModule,
    BillingModule,
    DocumentsModule,
    TypeOrmModule.forFeature([ContractCost, UsageAlertNotice, UsageAlert]),
  ],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class RevenueModule {}
