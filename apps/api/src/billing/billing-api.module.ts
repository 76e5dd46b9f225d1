import { Module } from '@nestjs/common';
import { MeteringModule } from '#metering';
import { BillingModule } from '#billing';
import { RevenueModule } from '#revenue';
import { DocumentsModule } from '#documents';
import { AssuranceModule } from '#assurance';
import { InvoicingModule } from '#invoicing';
import { AmendmentPreviewController } from './amendment-preview.controller.js';
import { SelfAuditController } from './audit.controller.js';
import { BillGroupsController } from './bill-groups.controller.js';
import { BillingRunsController } from './billing-runs.controller.js';
import { BooksController } from './books.controller.js';
import { ContractDecisionsController } from './contract-decisions.controller.js';
import { GroupDocumentsController } from './group-documents.controller.js';
import { InvoiceLifeController } from './invoice-life.controller.js';
import { DisputesController } from './disputes.controller.js';
import { InvoicePreviewController } from './invoice-preview.controller.js';
import { InvoiceDocumentsController } from './invoice-documents.controller.js';
import { InvoicesController } from './invoices.controller.js';
import { JobsController } from './jobs.controller.js';
import { PlanSimulationController } from './plan-simulation.controller.js';
import { PricingPreviewController } from './pricing-preview.controller.js';
import { ProofPacksController } from './proof-packs.controller.js';
import { ProofsController } from './proofs.controller.js';
import { PrepaidController } from './prepaid.controller.js';
import { TakeoversController } from './takeovers.controller.js';
import { UsageAlertsController } from './usage-alerts.controller.js';
import { UsageController } from './usage.controller.js';

@Module({
  imports: [InvoicingModule, BillingModule, AssuranceModule, DocumentsModule, RevenueModule, MeteringModule],
  controllers: [
    AmendmentPreviewController,
    TakeoversController,
    PrepaidController,
    DisputesController,
    InvoicesController,
    InvoiceDocumentsController,
    BillingRunsController,
    SelfAuditController,
    InvoiceLifeController,
    BooksController,
    ContractDecisionsController,
    InvoicePreviewController,
    PricingPreviewController,
    PlanSimulationController,
    ProofsController,
    ProofPacksController,
    UsageController,
    UsageAlertsController,
    JobsController,
    BillGroupsController,
    GroupDocumentsController,
  ],
})
export class BillingApiModule {}
