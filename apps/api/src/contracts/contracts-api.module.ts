import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { BillingModule } from '#billing';
import { AcceptancesController } from './amendments/acceptances.controller.js';
import { DowntimeController } from './downtime.controller.js';
import { AmendmentsController } from './amendments/amendments.controller.js';
import { ContractCheckController } from './contract-check.controller.js';
import { ContractPreviewController } from './contract-preview.controller.js';
import { ContractsController } from './contracts.controller.js';
import { PriceBooksController } from '../price-books/price-books.controller.js';
import { ModelMetersController } from './model-meters.controller.js';
import { PlansController } from './plans.controller.js';

@Module({
  imports: [ContractsModule, BillingModule],
  controllers: [
    PriceBooksController,
    ContractsController,
    AcceptancesController,
    DowntimeController,
    AmendmentsController,
    ContractCheckController,
    ContractPreviewController,
    ModelMetersController,
    PlansController,
  ],
})
export class ContractsApiModule {}
