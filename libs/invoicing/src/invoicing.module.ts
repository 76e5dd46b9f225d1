import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { BulkDecisionsService } from './bulk/bulk-decisions.service.js';
import { BulkRunner } from './bulk/bulk-runner.service.js';
import { AccountingService } from './accounting/accounting.service.js';
import { LedgerAccountsService } from './accounting/ledger-accounts.service.js';
import { CreditNotesService } from './credit-notes/credit-notes.service.js';
import { DisputesService } from './disputes/disputes.service.js';
import { MeterTestsService } from './disputes/meter-tests.service.js';
import { InvoiceLifecycleService } from './document/invoice-lifecycle.service.js';
import { InvoicesService } from './document/invoices.service.js';
import { AccountingPeriod } from './entities/accounting-period.entity.js';
import { BillGroupMember } from './entities/bill-group-member.entity.js';
import { BillGroup } from './entities/bill-group.entity.js';
import { BulkDecisionItem } from './entities/bulk-decision-item.entity.js';
import { BulkDecision } from './entities/bulk-decision.entity.js';
import { Correction } from './entities/correction.entity.js';
import { DisputeNote } from './entities/dispute-note.entity.js';
import { Dispute } from './entities/dispute.entity.js';
import { DocumentMail } from './entities/document-mail.entity.js';
import { DocumentOpening } from './entities/document-opening.entity.js';
import { FxRate } from './entities/fx-rate.entity.js';
import { InvoiceLineUsage } from './entities/invoice-line-usage.entity.js';
import { InvoiceLine } from './entities/invoice-line.entity.js';
import { InvoiceSeries } from './entities/invoice-series.entity.js';
import { InvoiceTax } from './entities/invoice-tax.entity.js';
import { Invoice } from './entities/invoice.entity.js';
import { JournalEntry } from './entities/journal-entry.entity.js';
import { JournalLine } from './entities/journal-line.entity.js';
import { LedgerAccount } from './entities/ledger-account.entity.js';
import { MeterTest } from './entities/meter-test.entity.js';
import { TaxRule } from './entities/tax-rule.entity.js';
import { DeferredRevenueService } from './deferral/deferred-revenue.service.js';
import { DeferralSettings } from './entities/deferral-settings.entity.js';
import { DeferredRevenue } from './entities/deferred-revenue.entity.js';
import { RevenueRelease } from './entities/revenue-release.entity.js';
import { GroupDocuments } from './groups/group-documents.service.js';
import { DocumentMailing } from './mailing/document-mailing.service.js';
import { TaxRulesService } from './taxes/tax-rules.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [
  AccountingService,
  BulkDecisionsService,
  BulkRunner,
  CreditNotesService,
  DeferredRevenueService,
  DisputesService,
  DocumentMailing,
  MeterTestsService,
  InvoiceLifecycleService,
  InvoicesService,
  GroupDocuments,
  LedgerAccountsService,
  TaxRulesService,
];

/**
 * Manages documents from draft to credit note: lines, numbers, taxes, issuing, disputes, billing groups and accounting.
 */
@Module({
  imports: [
    ContractsModule,
    TypeOrmModule.forFeature([
      AccountingPeriod,
      BillGroupMember,
      BillGroup,
      BulkDecisionItem,
      BulkDecision,
      Correction,
      DeferralSettings,
      DeferredRevenue,
      DisputeNote,
      Dispute,
      DocumentMail,
      DocumentOpening,
      FxRate,
      InvoiceLineUsage,
      InvoiceLine,
      InvoiceSeries,
      InvoiceTax,
      Invoice,
      JournalEntry,
      JournalLine,
      LedgerAccount,
      MeterTest,
      RevenueRelease,
      TaxRule,
    ]),
  ],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class InvoicingModule {}
