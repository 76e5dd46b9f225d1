import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Scope } from '#platform';
import { type JobData, JobMark, type RequestedJob, type ScheduledJob } from './job.decorator.js';

export interface RegisteredScheduledJob extends ScheduledJob {
  run(scope: Scope): Promise<unknown>;
}

export interface RegisteredRequestedJob extends RequestedJob {
  run(data: JobData<string>): Promise<unknown>;
}

/**
 * All jobs of the worker, found by their decorator. They determine the queues, the schedules and the routing of events.
 */
@Injectable()
export class JobRegistry implements OnModuleInit {
  private readonly jobs = new Map<string, RegisteredScheduledJob | RegisteredRequestedJob>();

  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * @throws Error if a provider with the decorator has no `run` method, or if two jobs have the same name, because each
   *   would take the other's work from the queue
   */
  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: JobMark.KEY })) {
      const definition = this.discovery.getMetadataByDecorator(JobMark, wrapper);
      const instance: unknown = wrapper.instance;
      if (!definition || !isRunnable(instance)) throw new Error(`${wrapper.name} is not a job`);
      if (this.jobs.has(definition.name))
        throw new Error(`Two jobs are named ${definition.name}. Give one of them another name.`);
      this.jobs.set(definition.name, { ...definition, run: (input: unknown) => instance.run(input) });
    }
  }

  /** Names of all queues. */
  get names(): string[] {
    return [...this.jobs.keys()];
  }

  get scheduled(): RegisteredScheduledJob[] {
    return [...this.jobs.values()].filter((job) => 'schedule' in job);
  }

  get requested(): RegisteredRequestedJob[] {
    return [...this.jobs.values()].filter((job) => 'requestedBy' in job);
  }
}

function isRunnable(instance: unknown): instance is { run(input: unknown): Promise<unknown> } {
  return (
    typeof instance === 'object' &&
    instance !== null &&
    'run' in instance &&
    typeof instance.run === 'function'
  );
}
