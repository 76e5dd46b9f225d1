import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { MeteringModule } from '#metering';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import { AmendmentPreviews } from './amendment-previews.service.js';
import { BillingRunner } from './billing-runner.service.js';
import { BillingRuns } from './billing-runs.service.js';
import { BillingService } from './billing.service.js';
import { BooksService } from './books.service.js';
import { CostSoFarService } from './cost-so-far.service.js';
import { InvoiceDocuments } from './document/invoice-documents.service.js';
import { DraftInputs } from './draft-input.service.js';
import { DraftSets } from './draft-sets.service.js';
import { CorrectedMonths } from './corrected-months.service.js';
import { Corrections } from './corrections.service.js';
import { CreditNotesService } from './credit-notes.service.js';
import { DisputesService } from './disputes.service.js';
import { MeterTestsService } from './meter-tests.service.js';
import { AccountingPeriod } from './entities/accounting-period.entity.js';
import { StoredFinding } from './entities/audit-finding.entity.js';
import { BillGroupMember } from './entities/bill-group-member.entity.js';
import { BillGroup } from './entities/bill-group.entity.js';
import { BillingRunResult } from './entities/billing-run-result.entity.js';
import { BillingRun } from './entities/billing-run.entity.js';
import { ContractCost } from './entities/contract-cost.entity.js';
import { Correction } from './entities/correction.entity.js';
import { DisputeNote } from './entities/dispute-note.entity.js';
import { Dispute } from './entities/dispute.entity.js';
import { MeterTest } from './entities/meter-test.entity.js';
import { FxRate } from './entities/fx-rate.entity.js';
import { BalanceStandings } from './takeover/balance-standings.service.js';
import { PrepaidStandings } from './takeover/prepaid-standings.service.js';
import { OpeningConflicts } from './takeover/opening-conflicts.service.js';
import { DepositsService } from './takeover/deposits.service.js';
import { TakeoversService } from './takeover/takeovers.service.js';
import { UsageAlertNotice } from './entities/usage-alert-notice.entity.js';
import { UsageAlert } from './entities/usage-alert.entity.js';
import { InvoiceLine } from './entities/invoice-line.entity.js';
import { InvoiceLineUsage } from './entities/invoice-line-usage.entity.js';
import { InvoiceSeries } from './entities/invoice-series.entity.js';
import { InvoiceTax } from './entities/invoice-tax.entity.js';
import { Invoice } from './entities/invoice.entity.js';
import { PriceIndex } from './entities/price-index.entity.js';
import { EscalationService } from './escalation/escalation.service.js';
import { IndexLetters } from './escalation/index-letters.service.js';
import { IndexSteps } from './escalation/index-steps.service.js';
import { PriceIndexesService } from './escalation/price-indexes.service.js';
import { ExceptionEffects } from './exception-effects.service.js';
import { JournalEntry } from './entities/journal-entry.entity.js';
import { JournalLine } from './entities/journal-line.entity.js';
import { TaxRule } from './entities/tax-rule.entity.js';
import { ProofPack } from './entities/proof-pack.entity.js';
import { BillGroups } from './groups/bill-groups.service.js';
import { GroupDocuments } from './groups/group-documents.service.js';
import { InvoiceLifeService } from './invoice-life.service.js';
import { ContractDecisions } from './contract-decisions.service.js';
import { InvoicesService } from './invoices.service.js';
import { ProofPackWriter } from './pack/proof-pack-writer.service.js';
import { ProofPacks } from './pack/proof-packs.service.js';
import { CostImportsService } from './revenue/cost-imports.service.js';
import { CostsService } from './revenue/costs.service.js';
import { RecurringRevenueService } from './revenue/recurring-revenue.service.js';
import { RevenueService } from './revenue/revenue.service.js';
import { UnbilledService } from './revenue/unbilled.service.js';
import { SelfAudit } from './self-audit.service.js';
import { SeenStopsService } from './stops/seen-stops.service.js';
import { ProofsService } from './proofs.service.js';
import { TaxRulesService } from './tax-rules.service.js';
import { UsageAlertWatch } from './usage-alert-watch.service.js';
import { UsageAlerts } from './usage-alerts.service.js';

/** What the apps ask. */
const SERVICES = [
  BillingService,
  DraftSets,
  AmendmentPreviews,
  DepositsService,
  TakeoversService,
  ContractDecisions,
  InvoicesService,
  CostSoFarService,
  ExceptionEffects,
  ProofsService,
  ProofPacks,
  ProofPackWriter,
  InvoiceDocuments,
  BillingRuns,
  BillingRunner,
  InvoiceLifeService,
  CreditNotesService,
  TaxRulesService,
  BooksService,
  DisputesService,
  MeterTestsService,
  SelfAudit,
  CostsService,
  CostImportsService,
  RevenueService,
  RecurringRevenueService,
  UnbilledService,
  PriceIndexesService,
  EscalationService,
  IndexLetters,
  IndexSteps,
  UsageAlerts,
  UsageAlertWatch,
  BillGroups,
  GroupDocuments,
  PrepaidStandings,
  SeenStopsService,
];

/** From what was agreed and what was used to what is owed, and the proof of it. */
@Module({
  imports: [
    ContractsModule,
    MeteringModule,
    ServiceModule,
    SupplyModule,
    TypeOrmModule.forFeature([
      BillGroup,
      BillGroupMember,
      BillingRun,
      BillingRunResult,
      Invoice,
      StoredFinding,
      InvoiceLine,
      InvoiceLineUsage,
      InvoiceTax,
      InvoiceSeries,
      TaxRule,
      FxRate,
      AccountingPeriod,
      JournalEntry,
      JournalLine,
      ProofPack,
      Dispute,
      DisputeNote,
      MeterTest,
      ContractCost,
      PriceIndex,
      UsageAlert,
      UsageAlertNotice,
      Correction,
    ]),
  ],
  providers: [...SERVICES, DraftInputs, OpeningConflicts, BalanceStandings, Corrections, CorrectedMonths],
  exports: [...SERVICES],
})
export class BillingModule {}
