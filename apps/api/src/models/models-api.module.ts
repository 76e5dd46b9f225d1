import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { DiagnosticsModule } from '#diagnostics';
import { EquipmentModule } from '#equipment';
import { ModelsController } from './models.controller.js';
import { ModelsQueries } from './models.queries.js';
import { SignalsController } from './signals.controller.js';
import { ModelTemplatesController } from './templates/model-templates.controller.js';
import { ModelTemplatesService } from './templates/model-templates.service.js';

@Module({
  imports: [EquipmentModule, ContractsModule, DiagnosticsModule],
  controllers: [ModelTemplatesController, ModelsController, SignalsController],
  providers: [ModelTemplatesService, ModelsQueries],
})
export class ModelsApiModule {}
