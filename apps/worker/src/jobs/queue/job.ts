import type { Scope } from '#platform';

/** Work that a schedule asks for, for one maker at a time. A job does nothing but call a service; done twice, it does the same. */
export interface ScheduledJob {
  readonly name: string;
  /** Minutes, hours, days, months, weekdays; UTC. */
  readonly cron: string;
  /** Whether it is also done when the worker starts. */
  readonly atStart: boolean;
  run(scope: Scope): Promise<unknown>;
}
