import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { MakersQueries } from '../../makers.queries.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry, type RegisteredScheduledJob } from './job-registry.js';

/** Connects each job to its queue, and scheduled jobs to their schedules. */
@Injectable()
export class JobRunner {
  constructor(
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
    private readonly makers: MakersQueries,
  ) {}

  async start(): Promise<void> {
    await this.queue.start();
    for (const job of this.registry.requested) await this.queue.work(job, (data) => job.run(data));
    for (const job of this.registry.scheduled) {
      await this.queue.work(job, () => this.runForAll(job));
      await this.queue.schedule(job);
      if (job.schedule.atStart) await this.queue.sendNow(job);
    }
  }

  stop(): Promise<void> {
    return this.queue.stop();
  }

  /** Runs a job for all makers. A failure for one maker does not affect the others. */
  private async runForAll(job: RegisteredScheduledJob): Promise<void> {
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
