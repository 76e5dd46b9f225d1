import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { InvoicingModule } from '#invoicing';
import { MeteringModule } from '#metering';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import { SelfAudit } from './audit/self-audit.service.js';
import { CorrectedMonths } from './corrections/corrected-months.service.js';
import { Corrections } from './corrections/corrections.service.js';
import { DetectedDowntimeService } from './downtime/detected-downtime.service.js';
import { AmendmentPreviews } from './drafts/amendment-previews.service.js';
import { ContractDecisions } from './drafts/contract-decisions.service.js';
import { DraftBatches } from './drafts/draft-batches.service.js';
import { DraftInputs } from './drafts/draft-input.service.js';
import { DraftsService } from './drafts/drafts.service.js';
import { ExceptionEffects } from './drafts/exception-effects.service.js';
import { StoredFinding } from './entities/audit-finding.entity.js';
import { BillingRunResult } from './entities/billing-run-result.entity.js';
import { BillingRun } from './entities/billing-run.entity.js';
import { BillGroups } from './groups/bill-groups.service.js';
import { RemainingBalances } from './migration/remaining-balances.service.js';
import { DepositsService } from './migration/deposits.service.js';
import { OpeningConflicts } from './migration/opening-conflicts.service.js';
import { PrepaidBalances } from './migration/prepaid-balances.service.js';
import { ContractMigrationsService } from './migration/contract-migrations.service.js';
import { BillingRunner } from './runs/billing-runner.service.js';
import { BillingRuns } from './runs/billing-runs.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [
  SelfAudit,
  DetectedDowntimeService,
  AmendmentPreviews,
  ContractDecisions,
  DraftBatches,
  DraftInputs,
  DraftsService,
  ExceptionEffects,
  BillGroups,
  DepositsService,
  PrepaidBalances,
  ContractMigrationsService,
  BillingRunner,
  BillingRuns,
];

/** Provides drafts, billing runs, corrections, contract migration, billing groups and the self-audit. */
@Module({
  imports: [
    ContractsModule,
    MeteringModule,
    ServiceModule,
    SupplyModule,
    InvoicingModule,
    TypeOrmModule.forFeature([StoredFinding, BillingRunResult, BillingRun]),
  ],
  providers: [...SERVICES, CorrectedMonths, Corrections, RemainingBalances, OpeningConflicts],
  exports: [...SERVICES],
})
export class BillingModule {}
