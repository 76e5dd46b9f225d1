import { Module } from '@nestjs/common';
import { PartsModule } from '#parts';
import { SupplyModule } from '#supply';
import { DepotsController } from './depots.controller.js';
import { KitDeliveriesController } from './kit-deliveries.controller.js';
import { PartsController } from './parts.controller.js';

@Module({
  imports: [PartsModule, SupplyModule],
  controllers: [PartsController, DepotsController, KitDeliveriesController],
})
export class PartsApiModule {}
