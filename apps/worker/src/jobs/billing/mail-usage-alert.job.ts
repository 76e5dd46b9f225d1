import { Injectable } from '@nestjs/common';
import { systemScope } from '#platform';
import { UsageAlertMails } from '#revenue';

export interface MailUsageAlert {
  readonly makerId: string;
  readonly noticeId: string;
}

/** Mails somebody what was reached. A mail server that is away is asked again later, and delays nothing else. */
@Injectable()
export class MailUsageAlertJob {
  readonly name = 'mail-usage-alert';

  constructor(private readonly mails: UsageAlertMails) {}

  run({ makerId, noticeId }: MailUsageAlert): Promise<void> {
    return this.mails.send(systemScope(makerId), noticeId);
  }
}
