import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { ContractPreviewController } from './contract-preview.controller.js';
import { ContractsController } from './contracts.controller.js';
import { PlansController } from './plans.controller.js';

@Module({
  imports: [ContractsModule],
  controllers: [ContractsController, ContractPreviewController, PlansController],
})
export class ContractsApiModule {}
