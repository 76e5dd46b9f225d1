import { applyDecorators, Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Scope } from '#platform';

/** Job that a schedule requests. Each request runs the job for every maker. */
export interface ScheduledJob {
  /** Name of the queue in the database. If it changes, jobs of an earlier version stay in a queue without a worker. */
  readonly name: string;
  readonly schedule: {
    /** Cron expression in UTC: minute, hour, day of the month, month, weekday. */
    readonly cron: string;
    /** Whether the job also runs when the worker starts. */
    readonly atStart: boolean;
  };
}

/** Job that an event requests. Its data consists of the maker and the listed fields of the event's payload. */
export interface RequestedJob<Field extends string = string> {
  /** Name of the queue in the database. If it changes, jobs of an earlier version stay in a queue without a worker. */
  readonly name: string;
  readonly requestedBy: {
    readonly event: string;
    /** Fields of the payload that become the job's data. All of them are ids. */
    readonly fields: readonly Field[];
    /**
     * Field that distinguishes requests. A second request with the same value is dropped while the first one is
     * waiting.
     */
    readonly key: Field;
  };
  /** Number of the queue's jobs that a worker runs concurrently. Defaults to one. */
  readonly concurrency?: number;
  /** Hours after which a job is given to another worker. Defaults to two. */
  readonly longestHours?: number;
}

export type JobDefinition = ScheduledJob | RequestedJob;

/** Input of a requested job. */
export type JobData<Field extends string> = Readonly<Record<'makerId' | Field, string>>;

/**
 * Class with a `run` method that accepts the input of its definition. Running it twice must have the same effect as
 * running it once.
 */
type JobClass<Input> = Type<{ run: (input: Input) => Promise<unknown> }>;

/** Marks a class as a job in the container, and stores its definition. */
export const JobMark = DiscoveryService.createDecorator<JobDefinition>();

/**
 * Makes a class a job: the worker finds it by this decorator, creates its queue, sets its schedule or routes its event,
 * and runs it. The class only calls a service, and must be a provider of the worker's module.
 *
 * @example
 * @Job({ name: 'forecast-kits', schedule: { cron: '7 * * * *', atStart: true } })
 * export class ForecastKitsJob {
 *   run(scope: Scope): Promise<unknown> { … }
 * }
 */
export function Job(definition: ScheduledJob): (target: JobClass<Scope>) => void;
export function Job<const Field extends string>(
  definition: RequestedJob<Field>,
): (target: JobClass<JobData<Field>>) => void;
export function Job(definition: JobDefinition): ClassDecorator {
  return applyDecorators(Injectable(), JobMark(definition));
}
