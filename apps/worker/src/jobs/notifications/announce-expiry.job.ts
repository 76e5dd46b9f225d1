import { DeviceCredentialsService } from '#equipment';
import type { Scope } from '#platform';
import { Job } from '../queue/job.decorator.js';

/** Announces device certificates that expire soon, every day and when the worker starts. */
@Job({ name: 'announce-expiry', schedule: { cron: '23 5 * * *', atStart: true } })
export class AnnounceExpiryJob {
  constructor(private readonly credentials: DeviceCredentialsService) {}

  run(scope: Scope): Promise<void> {
    return this.credentials.announceExpiring(scope);
  }
}
