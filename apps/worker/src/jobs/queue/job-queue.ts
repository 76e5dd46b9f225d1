import { Injectable, Logger } from '@nestjs/common';
import PgBoss from 'pg-boss';
import type { BillingRunOrder } from '../billing/billing-run.job.js';
import type { MailIndexLetter } from '../billing/mail-index-letter.job.js';
import type { MailUsageAlert } from '../billing/mail-usage-alert.job.js';
import type { MakeProofPack } from '../billing/make-proof-pack.job.js';
import type { RemoveOutdated } from '../remove-outdated.job.js';
import type { WriteExport } from '../write-export.job.js';
import type { WriteOneOffExport } from '../write-one-off-export.job.js';
import { JOB_SCHEMA } from './install-job-queue.js';
import { JobDatabase } from './job-database.js';

/** What may be sent, by queue. */
export interface JobsOnRequest {
  'billing-run': BillingRunOrder;
  'remove-outdated': RemoveOutdated;
  'write-export': WriteExport;
  'write-one-off-export': WriteOneOffExport;
  'make-proof-pack': MakeProofPack;
  'mail-usage-alert': MailUsageAlert;
  'mail-index-letter': MailIndexLetter;
}

const POLL_SECONDS = 2;
const RETRIES = 5;
const LONGEST_JOB_HOURS = 2;
/** A job that takes longer than its queue allows is given to another worker, so the largest export must end within it. */
const LONGEST_HOURS_OF: Partial<Record<keyof JobsOnRequest, number>> = { 'write-one-off-export': 23 };
const STOP_PATIENCE_MS = 15_000;

/** The Postgres-backed queue: a job taken by a worker that died is given to another. */
@Injectable()
export class JobQueue {
  private readonly logger = new Logger(JobQueue.name);
  private readonly database: JobDatabase;
  private readonly boss: PgBoss;

  /** @param databaseUrl connection of the role `dutycycle_app`, for which `installJobQueue` has prepared the schema */
  constructor(databaseUrl: string) {
    this.database = new JobDatabase(databaseUrl, (error) => this.warn(error));
    this.boss = new PgBoss({
      db: this.database,
      schema: JOB_SCHEMA,
      migrate: false,
      retryLimit: RETRIES,
      retryBackoff: true,
      expireInHours: LONGEST_JOB_HOURS,
    });
    this.boss.on('error', (error) => this.warn(error));
  }

  async start(): Promise<void> {
    await this.boss.start();
  }

  /** Lets running jobs come to their end; one that takes too long is given to the next worker. */
  async stop(): Promise<void> {
    this.database.giveUpWaiting();
    await this.boss.stop({ graceful: true, timeout: STOP_PATIENCE_MS });
    await this.database.close();
  }

  /** Asks for a job; a second time under the same key while the first still waits asks for nothing. */
  async send<Name extends keyof JobsOnRequest>(
    name: Name,
    data: JobsOnRequest[Name],
    key: string,
  ): Promise<void> {
    const expireInHours = LONGEST_HOURS_OF[name] ?? LONGEST_JOB_HOURS;
    await this.boss.send(name, data, { singletonKey: key, expireInHours });
  }

  async sendNow(name: string): Promise<void> {
    await this.boss.send(name, {}, { singletonKey: name });
  }

  async schedule(name: string, cron: string): Promise<void> {
    await this.boss.schedule(name, cron, {}, { singletonKey: name });
  }

  /** @param atOnce how many jobs of the queue this process works at together */
  async work<Data extends object>(
    name: string,
    run: (data: Data) => Promise<unknown>,
    atOnce = 1,
  ): Promise<void> {
    for (let worker = 0; worker < atOnce; worker++) await this.startWorker(name, run);
  }

  private async startWorker<Data extends object>(
    name: string,
    run: (data: Data) => Promise<unknown>,
  ): Promise<void> {
    await this.boss.work<Data>(name, { pollingIntervalSeconds: POLL_SECONDS }, async (jobs) => {
      for (const job of jobs) {
        try {
          await run(job.data);
        } catch (error) {
          this.logger.error({ err: error, job: name, jobId: job.id }, 'A job failed; it is tried again');
          throw error;
        }
      }
    });
  }

  private warn(error: Error): void {
    this.logger.warn({ err: error }, 'The job queue has trouble');
  }
}
