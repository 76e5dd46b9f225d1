import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { MakersOfInstallation } from '../../makers.queries.js';
import { AskAgainForBillingRunsJob } from '../billing/ask-again-for-billing-runs.job.js';
import { CompleteEvidenceJob } from '../billing/complete-evidence.job.js';
import { BillingRunJob } from '../billing/billing-run.job.js';
import { ForgetIntakeMinutesJob } from '../forget-intake-minutes.job.js';
import { ForgetToldEventsJob } from '../forget-told-events.job.js';
import { ForecastKitsJob } from '../forecast-kits.job.js';
import { JobQueue } from './job-queue.js';
import type { ScheduledJob } from './job.js';
import { AskAgainForRemovalJob } from '../ask-again-for-removal.job.js';
import { AskForExportsJob } from '../ask-for-exports.job.js';
import { AskForRemovalJob } from '../ask-for-removal.job.js';
import { LookAfterExportsJob } from '../look-after-exports.job.js';
import { LookAfterPacksJob } from '../billing/look-after-packs.job.js';
import { MailIndexLetterJob } from '../billing/mail-index-letter.job.js';
import { MailUsageAlertJob } from '../billing/mail-usage-alert.job.js';
import { MakeProofPackJob } from '../billing/make-proof-pack.job.js';
import { RemoveOutdatedJob } from '../remove-outdated.job.js';
import { ReserveWaitingPartsJob } from '../reserve-waiting-parts.job.js';
import { RefreshDraftsJob } from '../billing/refresh-drafts.job.js';
import { WatchUsageJob } from '../billing/watch-usage.job.js';
import { WriteExportJob } from '../write-export.job.js';
import { WriteOneOffExportJob } from '../write-one-off-export.job.js';

/** Every queue that there is; their tables are made before the worker starts. */
export const QUEUES = [
  'complete-evidence',
  'forecast-kits',
  'reserve-waiting-parts',
  'refresh-drafts',
  'forget-told-events',
  'forget-intake-minutes',
  'billing-run',
  'ask-again-for-billing-runs',
  'remove-outdated',
  'ask-for-removal',
  'ask-again-for-removal',
  'write-export',
  'write-one-off-export',
  'ask-for-exports',
  'look-after-exports',
  'make-proof-pack',
  'look-after-packs',
  'watch-usage',
  'mail-usage-alert',
  'mail-index-letter',
] as const;

/** Puts jobs to their queues and schedules. */
@Injectable()
export class JobRunner {
  private readonly scheduled: readonly ScheduledJob[];

  constructor(
    private readonly queue: JobQueue,
    private readonly makers: MakersOfInstallation,
    private readonly billingRun: BillingRunJob,
    completeEvidence: CompleteEvidenceJob,
    forecastKits: ForecastKitsJob,
    reserveWaitingParts: ReserveWaitingPartsJob,
    refreshDrafts: RefreshDraftsJob,
    forgetToldEvents: ForgetToldEventsJob,
    forgetIntakeMinutes: ForgetIntakeMinutesJob,
    askAgainForBillingRuns: AskAgainForBillingRunsJob,
    private readonly removeOutdated: RemoveOutdatedJob,
    askForRemoval: AskForRemovalJob,
    askAgainForRemoval: AskAgainForRemovalJob,
    private readonly writeExport: WriteExportJob,
    private readonly writeOneOffExport: WriteOneOffExportJob,
    askForExports: AskForExportsJob,
    lookAfterExports: LookAfterExportsJob,
    private readonly makeProofPack: MakeProofPackJob,
    lookAfterPacks: LookAfterPacksJob,
    watchUsage: WatchUsageJob,
    private readonly mailUsageAlert: MailUsageAlertJob,
    private readonly mailIndexLetter: MailIndexLetterJob,
  ) {
    this.scheduled = [
      completeEvidence,
      forecastKits,
      reserveWaitingParts,
      refreshDrafts,
      forgetToldEvents,
      forgetIntakeMinutes,
      askAgainForBillingRuns,
      askForRemoval,
      askAgainForRemoval,
      askForExports,
      lookAfterExports,
      lookAfterPacks,
      watchUsage,
    ];
  }

  async start(): Promise<void> {
    await this.queue.start();
    await this.queue.work(this.billingRun.name, (data: Parameters<BillingRunJob['run']>[0]) =>
      this.billingRun.run(data),
    );
    await this.queue.work(this.removeOutdated.name, (data: Parameters<RemoveOutdatedJob['run']>[0]) =>
      this.removeOutdated.run(data),
    );
    await this.queue.work(this.writeExport.name, (data: Parameters<WriteExportJob['run']>[0]) =>
      this.writeExport.run(data),
    );
    await this.queue.work(
      this.writeOneOffExport.name,
      (data: Parameters<WriteOneOffExportJob['run']>[0]) => this.writeOneOffExport.run(data),
      this.writeOneOffExport.atOnce,
    );
    await this.queue.work(this.makeProofPack.name, (data: Parameters<MakeProofPackJob['run']>[0]) =>
      this.makeProofPack.run(data),
    );
    await this.queue.work(this.mailUsageAlert.name, (data: Parameters<MailUsageAlertJob['run']>[0]) =>
      this.mailUsageAlert.run(data),
    );
    await this.queue.work(this.mailIndexLetter.name, (data: Parameters<MailIndexLetterJob['run']>[0]) =>
      this.mailIndexLetter.run(data),
    );
    for (const job of this.scheduled) {
      await this.queue.work(job.name, () => this.runForAll(job));
      await this.queue.schedule(job.name, job.cron);
      if (job.atStart) await this.queue.sendNow(job.name);
    }
  }

  stop(): Promise<void> {
    return this.queue.stop();
  }

  /** One maker's failure keeps no other from its turn. */
  private async runForAll(job: ScheduledJob): Promise<void> {
    const failures: unknown[] = [];
    for (const makerId of await this.makers.list()) {
      try {
        await job.run(systemScope(makerId));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${job.name} failed for ${failures.length} makers`);
  }
}
