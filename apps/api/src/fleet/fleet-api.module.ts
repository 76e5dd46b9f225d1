import { Module } from '@nestjs/common';
import { BillingModule } from '#billing';
import { DiagnosticsModule } from '#diagnostics';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import { FleetController } from './fleet.controller.js';
import { FleetSummaryQueries } from './fleet-summary.queries.js';
import { MachineRowsQueries } from './machine-rows.queries.js';
import { TodayController } from './today.controller.js';
import { TodayQueries } from './today.queries.js';

@Module({
  imports: [DiagnosticsModule, SupplyModule, ServiceModule, BillingModule],
  controllers: [FleetController, TodayController],
  providers: [FleetSummaryQueries, MachineRowsQueries, TodayQueries],
  exports: [MachineRowsQueries],
})
export class FleetApiModule {}
