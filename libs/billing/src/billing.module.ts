import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { MeteringModule } from '#metering';
import { SupplyModule } from '#supply';
import { BillingService } from './billing.service.js';
import { CostSoFarService } from './cost-so-far.service.js';
import { DraftRuns } from './draft-runs.store.js';
import { InvoiceLine } from './entities/invoice-line.entity.js';
import { Invoice } from './entities/invoice.entity.js';
import { InvoicesService } from './invoices.service.js';
import { ProofsService } from './proofs.service.js';

/** From what was agreed and what was used to what is owed, and the proof of it. */
@Module({
  imports: [ContractsModule, MeteringModule, SupplyModule, TypeOrmModule.forFeature([Invoice, InvoiceLine])],
  providers: [BillingService, InvoicesService, CostSoFarService, ProofsService, DraftRuns],
  exports: [BillingService, InvoicesService, CostSoFarService, ProofsService, DraftRuns],
})
export class BillingModule {}
