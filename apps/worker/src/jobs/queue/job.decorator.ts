import { applyDecorators, Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Scope } from '#platform';

/** Work that a schedule asks for, once for each maker. */
export interface ScheduledJob {
  /** The queue's name in the database. Renaming it leaves the jobs of an earlier version in a queue without a worker. */
  readonly name: string;
  readonly schedule: {
    /** Minutes, hours, days, months, weekdays; UTC. */
    readonly cron: string;
    /** Whether the job also runs when the worker starts. */
    readonly atStart: boolean;
  };
}

/** Work that an event asks for. Its data are the maker and the fields that the event's payload hands on. */
export interface RequestedJob<Field extends string = string> {
  /** The queue's name in the database. Renaming it leaves the jobs of an earlier version in a queue without a worker. */
  readonly name: string;
  readonly requestedBy: {
    readonly event: string;
    /** Fields of the payload that become the job's data, all of them ids. */
    readonly fields: readonly Field[];
    /** The field that tells two requests apart: a second request of the same key while the first still waits is dropped. */
    readonly key: Field;
  };
  /** How many jobs of the queue one worker runs at a time; one if not stated. */
  readonly concurrency?: number;
  /** A job that takes longer is given to another worker; two hours if not stated. */
  readonly longestHours?: number;
}

export type JobDefinition = ScheduledJob | RequestedJob;

/** Input of a requested job. */
export type JobData<Field extends string> = Readonly<Record<'makerId' | Field, string>>;

/** A class whose `run` takes what its definition says. It must have the same effect when it runs twice. */
type JobClass<Input> = Type<{ run: (input: Input) => Promise<unknown> }>;

/** Marks a class as a job in the container, and holds its definition. */
export const JobMark = DiscoveryService.createDecorator<JobDefinition>();

/**
 * Makes a class a job: the worker finds it by this decorator, creates its queue, sets its schedule or routes its event, and runs
 * it. The class does nothing but call a service, and must be a provider of the worker's module.
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
