import { Module } from '@nestjs/common';
import { EquipmentModule } from '#equipment';
import { OrganizationModule } from '#organization';
import { TelemetryModule } from '#telemetry';
import { FleetApiModule } from '../fleet/fleet-api.module.js';
import { ComponentsController } from './components.controller.js';
import { MachineViewQueries } from './machine-view.queries.js';
import { MachinesController } from './machines.controller.js';

@Module({
  imports: [EquipmentModule, OrganizationModule, TelemetryModule, FleetApiModule],
  controllers: [MachinesController, ComponentsController],
  providers: [MachineViewQueries],
})
export class MachinesApiModule {}
