import { Injectable } from '@nestjs/common';
import {
  findOriginFault,
  type GatewayEvent,
  parseEvent,
  type SignedWebhook,
  verifySignature,
} from '#payments';
import { Clock, DomainError, systemScope, UnitOfWork } from '#platform';
import { DataSource } from 'typeorm';
import { StripeAccounts } from './stripe-accounts.js';
import { storeEvent } from './stripe-events.store.js';

/**
 * Receives webhooks of Stripe: verifies the signature of the raw body, checks account and mode, and stores the event. The
 * worker processes it after the webhook was answered.
 */
@Injectable()
export class StripeWebhooksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: DataSource,
    private readonly accounts: StripeAccounts,
    private readonly clock: Clock,
  ) {}

  /**
   * Receives a webhook of a maker's own endpoint.
   * @throws DomainError receivables.webhook_refused
   */
  async receiveOwn(makerId: string, webhook: SignedWebhook): Promise<void> {
    const account = await this.accounts.find({ makerId });
    if (account?.kind !== 'own_key') throw new DomainError('receivables.webhook_refused');
    const event = this.verify(webhook, this.accounts.webhookSecretsOf(account, this.clock.now()));
    if (findOriginFault(event, { mode: account.mode, accountIds: null }) !== null)
      throw new DomainError('receivables.webhook_refused');
    await this.store(makerId, event);
  }

  /**
   * Receives a webhook of the operator's platform about a connected account.
   * @throws DomainError receivables.webhook_refused
   */
  async receiveConnected(webhook: SignedWebhook): Promise<void> {
    const event = this.verify(webhook, this.accounts.gateways.settings.webhookSecrets);
    const makerId = event.accountId === null ? null : await this.findMaker(event.accountId);
    if (makerId === null) throw new DomainError('receivables.webhook_refused');
    const account = await this.accounts.find({ makerId });
    const isExpected =
      account?.accountId != null &&
      findOriginFault(event, { mode: account.mode, accountIds: new Set([account.accountId]) }) === null;
    if (!isExpected) throw new DomainError('receivables.webhook_refused');
    await this.store(makerId, event);
  }

  private async store(makerId: string, event: GatewayEvent): Promise<void> {
    await this.unitOfWork.run(systemScope(makerId), (tx) => storeEvent(tx, event));
  }

  /** Reads an event with a valid signature. All faults look the same from outside. */
  private verify(webhook: SignedWebhook, secrets: readonly string[]): GatewayEvent {
    const { isValid } = verifySignature(webhook, secrets, this.clock.now());
    const event = isValid ? parseEvent(toJson(webhook.body)) : null;
    if (event === null) throw new DomainError('receivables.webhook_refused');
    return event;
  }

  private async findMaker(accountId: string): Promise<string | null> {
    const [found]: { makerId: string | null }[] = await this.database.query(
      `select find_maker_of_stripe_account($1) as "makerId"`,
      [accountId],
    );
    return found!.makerId;
  }
}

function toJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
