import { Injectable, Logger } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { JOB_SCHEMA } from './install-job-queue.js';
import { JobDatabase } from './job-database.js';
import type { JobData, JobDefinition, RequestedJob, ScheduledJob } from './job.decorator.js';

const POLL_SECONDS = 2;
const RETRIES = 5;
const MAX_JOB_HOURS = 2;
const STOP_TIMEOUT_MS = 15_000;

/** Job queue in PostgreSQL. If a worker dies, another worker gets its jobs. */
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
      expireInHours: MAX_JOB_HOURS,
    });
    this.boss.on('error', (error) => this.warn(error));
  }

  async start(): Promise<void> {
    await this.boss.start();
  }

  /** Lets running jobs finish. If a job takes too long, the next worker gets it. */
  async stop(): Promise<void> {
    this.database.stopWaiting();
    await this.boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    await this.database.close();
  }

  /** Requests a job. A second request with the same key has no effect while the first one is waiting. */
  async send({ name, requestedBy, longestHours }: RequestedJob, data: JobData<string>): Promise<void> {
    const expireInHours = longestHours ?? MAX_JOB_HOURS;
    await this.boss.send(name, data, { singletonKey: data[requestedBy.key], expireInHours });
  }

  /** Requests a scheduled job now, unless one is already waiting. */
  async sendNow({ name }: ScheduledJob): Promise<void> {
    await this.boss.send(name, {}, { singletonKey: name });
  }

  async schedule({ name, schedule }: ScheduledJob): Promise<void> {
    await this.boss.schedule(name, schedule.cron, {}, { singletonKey: name });
  }

  /** Starts processing the job's queue in this process. */
  async work(job: JobDefinition, run: (data: JobData<string>) => Promise<unknown>): Promise<void> {
    const concurrency = 'requestedBy' in job ? (job.concurrency ?? 1) : 1;
    for (let worker = 0; worker < concurrency; worker++) await this.startWorker(job.name, run);
  }

  private async startWorker(name: string, run: (data: JobData<string>) => Promise<unknown>): Promise<void> {
    await this.boss.work<JobData<string>>(name, { pollingIntervalSeconds: POLL_SECONDS }, async (jobs) => {
      for (const job of jobs) {
        try {
          await run(job.data);
        } catch (error) {
          this.logger.error({ err: error, job: name, jobId: job.id }, 'A job failed; it will be retried');
          throw error;
        }
      }
    });
  }

  private warn(error: Error): void {
    this.logger.warn({ err: error }, 'The job queue reported an error');
  }
}
