import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BrokerLogins, DynamicSecurityLogins } from '#equipment';

const RETRY_MS = 10_000;

/**
 * Grants the product's own login access to its topics at an external broker. Retries, because the broker can start
 * after the API.
 */
@Injectable()
export class ProductLogin implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ProductLogin.name);
  private retry: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly logins: BrokerLogins) {}

  onApplicationBootstrap(): void {
    if (this.logins instanceof DynamicSecurityLogins) void this.admit(this.logins);
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    clearTimeout(this.retry);
  }

  private async admit(logins: DynamicSecurityLogins): Promise<void> {
    try {
      await logins.admitProduct();
    } catch (error) {
      this.log.warn({ error }, 'the broker did not accept the login of the product; retrying');
      if (!this.isStopped) this.retry = setTimeout(() => void this.admit(logins), RETRY_MS);
    }
  }
}
