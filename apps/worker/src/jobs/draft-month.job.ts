import { Injectable } from '@nestjs/common';
import { BillingService } from '#billing';
import { systemScope } from '#platform';

export interface DraftMonth {
  readonly makerId: string;
  readonly jobId: string;
  /** `YYYY-MM` */
  readonly month: string;
}

/** Drafts a month of all contracts because somebody asked for it; its progress is a row that the portal shows. */
@Injectable()
export class DraftMonthJob {
  readonly name = 'draft-month';

  constructor(private readonly billing: BillingService) {}

  run({ makerId, jobId, month }: DraftMonth): Promise<void> {
    return this.billing.draftMonth(systemScope(makerId), month, jobId);
  }
}
