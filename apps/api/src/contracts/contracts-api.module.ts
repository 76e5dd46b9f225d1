import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { ContractsController } from './contracts.controller.js';
import { PlansController } from './plans.controller.js';

@Module({
  imports: [ContractsModule],
  controllers: [ContractsController, PlansController],
})
export class ContractsApiModule {}
