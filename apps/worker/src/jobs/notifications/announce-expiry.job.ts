import { DeviceCredentialsService } from '#equipment';
import type { Scope } from '#platform';
import { Job } from '../queue/job.decorator.js';

/** Runs every day, and announces device certificates that expire soon. */
@Job({ name: 'announce-expiry', schedule: { cron: '23 5 * * *', atStart: true } })
export class AnnounceExpiryJob {
  constructor(private readonly credentials: DeviceCredentialsService) {}

  run(scope: Scope): Promise<void> {
    return this.credentials.announceExpiring(scope);
  }
}
