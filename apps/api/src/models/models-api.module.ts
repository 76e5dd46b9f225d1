import { Module } from '@nestjs/common';
import { EquipmentModule } from '#equipment';
import { ModelsController } from './models.controller.js';
import { ModelsQueries } from './models.queries.js';
import { SignalsController } from './signals.controller.js';

@Module({
  imports: [EquipmentModule],
  controllers: [ModelsController, SignalsController],
  providers: [ModelsQueries],
})
export class ModelsApiModule {}
