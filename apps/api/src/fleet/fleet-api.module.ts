import { Module } from '@nestjs/common';
import { DiagnosticsModule } from '#diagnostics';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import { BillingModule } from '#billing';
import { RevenueModule } from '#revenue';
import { InvoicingModule } from '#invoicing';
import { FleetController } from './fleet.controller.js';
import { FleetSummaryQueries } from './fleet-summary.queries.js';
import { MachineRowsQueries } from './machine-rows.queries.js';
import { TodayController } from './today.controller.js';
import { TodayQueries } from './today.queries.js';

@Module({
  imports: [DiagnosticsModule, SupplyModule, ServiceModule, InvoicingModule, BillingModule, RevenueModule],
  controllers: [FleetController, TodayController],
  providers: [FleetSummaryQueries, MachineRowsQueries, TodayQueries],
  exports: [MachineRowsQueries],
})
export class FleetApiModule {}
