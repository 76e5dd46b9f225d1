import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { BillingRunner } from '#billing';

export interface BillingRunOrder {
  readonly makerId: string;
  readonly jobId: string;
}

/** Does a billing run that somebody asked for; its progress is a row that the portal shows. */
@Injectable()
export class BillingRunJob {
  readonly name = 'billing-run';

  constructor(private readonly runner: BillingRunner) {}

  run({ makerId, jobId }: BillingRunOrder): Promise<void> {
    return this.runner.perform(systemScope(makerId), jobId);
  }
}
