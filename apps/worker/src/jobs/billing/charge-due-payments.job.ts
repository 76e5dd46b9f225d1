import type { Scope } from '#platform';
import { CollectionRunner } from '#receivables';
import { Job } from '../queue/job.decorator.js';

/** Charges invoices that are due and paid automatically, and declined methods again on the days that the maker chose. */
@Job({ name: 'charge-due-payments', schedule: { cron: '*/15 * * * *', atStart: false } })
export class ChargeDuePaymentsJob {
  constructor(private readonly runner: CollectionRunner) {}

  run(scope: Scope): Promise<void> {
    return this.runner.chargeDue(scope);
  }
}
