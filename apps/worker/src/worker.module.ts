import { join } from 'node:path';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DiagnosticsModule } from '#diagnostics';
import { EquipmentModule } from '#equipment';
import {
  Clock,
  databaseUrlFor,
  InternalChannelClient,
  openMailTransport,
  PlatformModule,
  SecretBox,
  UnitOfWork,
  UploadedFiles,
} from '#platform';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import {
  GapLedger,
  HistoryImporter,
  ReadingPacker,
  RetentionSweeper,
  RollupRenewal,
  TelemetryModule,
} from '#telemetry';
import { BillingModule } from '#billing';
import { InvoicingModule } from '#invoicing';
import { ReceivablesModule } from '#receivables';
import { AssuranceModule } from '#assurance';
import { DocumentMails } from '#documents';
import { EscalationModule, IndexLetterMails, IndexLetters } from '#escalation';
import {
  NotificationMails,
  NotificationPushes,
  NotificationsModule,
  OutgoingClient,
  PushClient,
  TrustedHosts,
  VapidKeys,
  WebhookSender,
} from '#notifications';
import { PaymentsModule } from '#payments';
import { RevenueModule, UsageAlertMails } from '#revenue';
import type { WorkerConfig } from './config.js';
import { OutageLoop } from './connectivity/outage.loop.js';
import { DocumentMailLoop } from './documents/document-mail.loop.js';
import { EvaluationLoop } from './evaluation/evaluation.loop.js';
import { AnnounceExpiryJob } from './jobs/notifications/announce-expiry.job.js';
import { AnnounceImportsJob } from './jobs/notifications/announce-imports.job.js';
import { EscalateNotificationsJob } from './jobs/notifications/escalate-notifications.job.js';
import { PurgeNotificationsJob } from './jobs/notifications/purge-notifications.job.js';
import { CompleteEvidenceJob } from './jobs/complete-evidence.job.js';
import { ForecastKitsJob } from './jobs/forecast-kits.job.js';
import { ReserveWaitingPartsJob } from './jobs/reserve-waiting-parts.job.js';
import { PurgeIntakeMinutesJob } from './jobs/purge-intake-minutes.job.js';
import { PurgeRelayedEventsJob } from './jobs/purge-relayed-events.job.js';
import { RemoveOutdatedJob } from './jobs/remove-outdated.job.js';
import { RequestRemovalJob } from './jobs/request-removal.job.js';
import { RetryRemovalJob } from './jobs/retry-removal.job.js';
import { WriteExportJob } from './jobs/write-export.job.js';
import { WriteOneOffExportJob } from './jobs/write-one-off-export.job.js';
import { RequestExportsJob } from './jobs/request-exports.job.js';
import { MaintainExportsJob } from './jobs/maintain-exports.job.js';
import { BulkDecisionJob } from './jobs/billing/bulk-decision.job.js';
import { ImportStatementJob } from './jobs/billing/import-statement.job.js';
import { RetryBulkDecisionsJob } from './jobs/billing/retry-bulk-decisions.job.js';
import { RetryStatementImportsJob } from './jobs/billing/retry-statement-imports.job.js';
import { ChargeDuePaymentsJob } from './jobs/billing/charge-due-payments.job.js';
import { PollStripeEventsJob } from './jobs/billing/poll-stripe-events.job.js';
import { ProcessStripeEventsJob } from './jobs/billing/process-stripe-events.job.js';
import { ResolvePaymentsJob } from './jobs/billing/resolve-payments.job.js';
import { SetOffCreditNoteJob } from './jobs/billing/set-off-credit-note.job.js';
import { BillingRunJob } from './jobs/billing/billing-run.job.js';
import { RetryBillingRunsJob } from './jobs/billing/retry-billing-runs.job.js';
import { RefreshDraftsJob } from './jobs/billing/refresh-drafts.job.js';
import { MakeProofPackJob } from './jobs/billing/make-proof-pack.job.js';
import { MaintainPacksJob } from './jobs/billing/maintain-packs.job.js';
import { WatchUsageJob } from './jobs/billing/watch-usage.job.js';
import { MailUsageAlertJob } from './jobs/billing/mail-usage-alert.job.js';
import { MailIndexLetterJob } from './jobs/billing/mail-index-letter.job.js';
import { JobQueue } from './jobs/queue/job-queue.js';
import { JobRegistry } from './jobs/queue/job-registry.js';
import { JobRunner } from './jobs/queue/job-runner.js';
import { MakersQueries } from './makers.queries.js';
import { Hints } from './outbox/hints.js';
import { Listeners } from './outbox/listeners.js';
import { OutboxClaims } from './outbox/outbox-claims.queries.js';
import { OutboxRelay } from './outbox/outbox-relay.js';
import { RelayLoop } from './outbox/relay.loop.js';
import { NotificationMailLoop } from './notifications/notification-mail.loop.js';
import { NotificationPushLoop } from './notifications/notification-push.loop.js';
import { WebhookLoop } from './notifications/webhook.loop.js';
import { GapLoop } from './packing/gap.loop.js';
import { ImportLoop } from './packing/import.loop.js';
import { PackerDatabase } from './packing/packer-database.js';
import { PackingLoop } from './packing/packing.loop.js';
import { RenewalLoop } from './packing/renewal.loop.js';
import { StorageFacts } from './storage-facts.js';
import { WorkerMetrics } from './worker-metrics.js';
import { Worker } from './worker.js';

/** All jobs. Their `@Job` decorators describe them. */
export const JOBS: readonly Type[] = [
  CompleteEvidenceJob,
  ForecastKitsJob,
  ReserveWaitingPartsJob,
  PurgeIntakeMinutesJob,
  PurgeRelayedEventsJob,
  RemoveOutdatedJob,
  RequestRemovalJob,
  RetryRemovalJob,
  WriteExportJob,
  WriteOneOffExportJob,
  RequestExportsJob,
  MaintainExportsJob,
  BillingRunJob,
  RetryBillingRunsJob,
  BulkDecisionJob,
  RetryBulkDecisionsJob,
  ImportStatementJob,
  RetryStatementImportsJob,
  SetOffCreditNoteJob,
  ChargeDuePaymentsJob,
  ResolvePaymentsJob,
  ProcessStripeEventsJob,
  PollStripeEventsJob,
  RefreshDraftsJob,
  MakeProofPackJob,
  MaintainPacksJob,
  WatchUsageJob,
  MailUsageAlertJob,
  MailIndexLetterJob,
  AnnounceExpiryJob,
  AnnounceImportsJob,
  EscalateNotificationsJob,
  PurgeNotificationsJob,
];

/** All background work of the product: jobs and loops. */
@Module({})
export class WorkerModule {
  static forRoot(config: WorkerConfig): DynamicModule {
    const packerUrl = databaseUrlFor('dutycycle_ingest', config.databaseUrl, config.secret);
    const appUrl = databaseUrlFor('dutycycle_app', config.databaseUrl, config.secret);
    return {
      module: WorkerModule,
      imports: [
        DiscoveryModule,
        PlatformModule.forRoot({
          databaseUrl: appUrl,
          applicationName: 'dutycycle-worker',
          poolSize: config.databasePoolSize,
          clockOffsetMs: config.clockOffsetMs,
          filesFolder: join(config.home, 'files'),
          secret: config.secret,
        }),
        EquipmentModule,
        TelemetryModule,
        DiagnosticsModule,
        SupplyModule,
        ServiceModule,
        InvoicingModule,
        PaymentsModule.forRoot(config.stripe),
        ReceivablesModule,
        BillingModule,
        AssuranceModule,
        RevenueModule,
        EscalationModule,
        NotificationsModule,
      ],
      providers: [
        { provide: InternalChannelClient, useFactory: () => new InternalChannelClient(config, 'worker') },
        { provide: JobQueue, useFactory: () => new JobQueue(appUrl) },
        { provide: PackerDatabase, useFactory: () => new PackerDatabase(packerUrl) },
        {
          provide: ReadingPacker,
          useFactory: ({ pool }: PackerDatabase, clock: Clock) => new ReadingPacker(pool, () => clock.now()),
          inject: [PackerDatabase, Clock],
        },
        {
          provide: RetentionSweeper,
          useFactory: ({ pool }: PackerDatabase) => new RetentionSweeper(pool),
          inject: [PackerDatabase],
        },
        {
          provide: HistoryImporter,
          useFactory: ({ pool }: PackerDatabase, files: UploadedFiles, clock: Clock) =>
            new HistoryImporter(pool, files, () => clock.now()),
          inject: [PackerDatabase, UploadedFiles, Clock],
        },
        PackingLoop,
        {
          provide: GapLedger,
          useFactory: ({ pool }: PackerDatabase, clock: Clock) => new GapLedger(pool, () => clock.now()),
          inject: [PackerDatabase, Clock],
        },
        GapLoop,
        {
          provide: RollupRenewal,
          useFactory: ({ pool }: PackerDatabase) => new RollupRenewal(pool),
          inject: [PackerDatabase],
        },
        RenewalLoop,
        ImportLoop,
        MakersQueries,
        Listeners,
        Hints,
        OutboxClaims,
        OutboxRelay,
        RelayLoop,
        EvaluationLoop,
        OutageLoop,
        {
          provide: UsageAlertMails,
          useFactory: (unitOfWork: UnitOfWork) =>
            new UsageAlertMails(unitOfWork, openMailTransport(config), config.publicUrl),
          inject: [UnitOfWork],
        },
        {
          provide: IndexLetterMails,
          useFactory: (unitOfWork: UnitOfWork, letters: IndexLetters) =>
            new IndexLetterMails(unitOfWork, letters, openMailTransport(config), config.publicUrl),
          inject: [UnitOfWork, IndexLetters],
        },
        {
          provide: NotificationMails,
          useFactory: (unitOfWork: UnitOfWork, box: SecretBox) =>
            new NotificationMails(unitOfWork, openMailTransport(config), box, config.publicUrl),
          inject: [UnitOfWork, SecretBox],
        },
        {
          provide: DocumentMails,
          useFactory: (unitOfWork: UnitOfWork) =>
            new DocumentMails(unitOfWork, openMailTransport(config), config.publicUrl),
          inject: [UnitOfWork],
        },
        {
          provide: OutgoingClient,
          useFactory: () => {
            const trusted = new TrustedHosts(config.webhookPrivateHosts);
            return new OutgoingClient((host) => trusted.has(host));
          },
        },
        {
          provide: NotificationPushes,
          useFactory: (unitOfWork: UnitOfWork, client: OutgoingClient, keys: VapidKeys, box: SecretBox) =>
            new NotificationPushes(unitOfWork, new PushClient(client, keys, config.publicUrl), box),
          inject: [UnitOfWork, OutgoingClient, VapidKeys, SecretBox],
        },
        {
          provide: WebhookSender,
          useFactory: (unitOfWork: UnitOfWork, client: OutgoingClient, box: SecretBox) =>
            new WebhookSender(unitOfWork, client, box, config.publicUrl),
          inject: [UnitOfWork, OutgoingClient, SecretBox],
        },
        NotificationMailLoop,
        NotificationPushLoop,
        DocumentMailLoop,
        WebhookLoop,
        JobRegistry,
        JobRunner,
        ...JOBS,
        StorageFacts,
        Worker,
        WorkerMetrics,
      ],
      exports: [Worker, WorkerMetrics],
    };
  }
}
