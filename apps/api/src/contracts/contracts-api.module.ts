import { Module } from '@nestjs/common';
import { BillingModule } from '#billing';
import { ContractsModule } from '#contracts';
import { AmendmentsController } from './amendments.controller.js';
import { ContractPreviewController } from './contract-preview.controller.js';
import { ContractsController } from './contracts.controller.js';
import { PriceBooksController } from '../price-books/price-books.controller.js';
import { PlansController } from './plans.controller.js';

@Module({
  imports: [ContractsModule, BillingModule],
  controllers: [
    PriceBooksController,
    ContractsController,
    AmendmentsController,
    ContractPreviewController,
    PlansController,
  ],
})
export class ContractsApiModule {}
