import { Injectable, Logger } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { JOB_SCHEMA } from './install-job-queue.js';
import { JobDatabase } from './job-database.js';
import type { JobData, JobDefinition, RequestedJob, ScheduledJob } from './job.decorator.js';

const POLL_SECONDS = 2;
const RETRIES = 5;
const LONGEST_JOB_HOURS = 2;
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
  async send({ name, requestedBy, longestHours }: RequestedJob, data: JobData<string>): Promise<void> {
    const expireInHours = longestHours ?? LONGEST_JOB_HOURS;
    await this.boss.send(name, data, { singletonKey: data[requestedBy.key], expireInHours });
  }

  /** Asks for a scheduled job now, unless it waits already. */
  async sendNow({ name }: ScheduledJob): Promise<void> {
    await this.boss.send(name, {}, { singletonKey: name });
  }

  async schedule({ name, schedule }: ScheduledJob): Promise<void> {
    await this.boss.schedule(name, schedule.cron, {}, { singletonKey: name });
  }

  /** Lets this process run what waits in the job's queue. */
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
