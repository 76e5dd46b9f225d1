import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { AmendmentsController } from './amendments.controller.js';
import { ContractPreviewController } from './contract-preview.controller.js';
import { ContractsController } from './contracts.controller.js';
import { PriceBooksController } from '../price-books/price-books.controller.js';
import { PlansController } from './plans.controller.js';

@Module({
  imports: [ContractsModule],
  controllers: [
    PriceBooksController,
    ContractsController,
    AmendmentsController,
    ContractPreviewController,
    PlansController,
  ],
})
export class ContractsApiModule {}
