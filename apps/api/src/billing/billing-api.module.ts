import { Module } from '@nestjs/common';
import { MeteringModule } from '#metering';
import { BillingModule } from '#billing';
import { RevenueModule } from '#revenue';
import { DocumentsModule } from '#documents';
import { AssuranceModule } from '#assurance';
import { InvoicingModule } from '#invoicing';
import { BulkDecisionsController } from './bulk/bulk-decisions.controller.js';
import { AmendmentPreviewController } from './previews/amendment-preview.controller.js';
import { SelfAuditController } from './runs/audit.controller.js';
import { BillGroupsController } from './invoices/bill-groups.controller.js';
import { BillingRunsController } from './runs/billing-runs.controller.js';
import { AccountingController } from './accounting/accounting.controller.js';
import { LedgerAccountsController } from './accounting/ledger-accounts.controller.js';
import { ContractDecisionsController } from './invoices/contract-decisions.controller.js';
import { GroupDocumentsController } from './invoices/group-documents.controller.js';
import { InvoiceLifeController } from './invoices/invoice-life.controller.js';
import { DisputesController } from './disputes/disputes.controller.js';
import { InvoicePreviewController } from './previews/invoice-preview.controller.js';
import { DocumentMailingController } from './invoices/document-mailing.controller.js';
import { InvoiceDocumentsController } from './invoices/invoice-documents.controller.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { JobsController } from './runs/jobs.controller.js';
import { PlanSimulationController } from './previews/plan-simulation.controller.js';
import { PricingPreviewController } from './previews/pricing-preview.controller.js';
import { ProofPacksController } from './invoices/proof-packs.controller.js';
import { ProofsController } from './invoices/proofs.controller.js';
import { PrepaidController } from './migration/prepaid.controller.js';
import { ContractMigrationsController } from './migration/contract-migrations.controller.js';
import { UsageAlertsController } from './usage/usage-alerts.controller.js';
import { UsageController } from './usage/usage.controller.js';

@Module({
  imports: [InvoicingModule, BillingModule, AssuranceModule, DocumentsModule, RevenueModule, MeteringModule],
  controllers: [
    AmendmentPreviewController,
    ContractMigrationsController,
    PrepaidController,
    DisputesController,
    InvoicesController,
    InvoiceDocumentsController,
    DocumentMailingController,
    BillingRunsController,
    BulkDecisionsController,
    SelfAuditController,
    InvoiceLifeController,
    AccountingController,
    LedgerAccountsController,
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
