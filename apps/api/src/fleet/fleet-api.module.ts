import { Module } from '@nestjs/common';
import { FleetController } from './fleet.controller.js';
import { FleetSummaryQueries } from './fleet-summary.queries.js';
import { MachineRowsQueries } from './machine-rows.queries.js';

@Module({
  controllers: [FleetController],
  providers: [FleetSummaryQueries, MachineRowsQueries],
  exports: [MachineRowsQueries],
})
export class FleetApiModule {}
