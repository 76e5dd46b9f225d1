import { Injectable, Optional } from '@nestjs/common';
import {
  GatewayError,
  type PaymentGateway,
  PaymentGateways,
  type PaymentsStatus,
  type StripeAccess,
} from '#payments';
import { DomainError, type Scope, SecretBox, systemScope, UnitOfWork } from '#platform';
import { StripeAccount } from '../entities/stripe-account.entity.js';

/** A maker's account with an open gateway. */
export interface OpenAccount {
  readonly account: StripeAccount;
  readonly gateway: PaymentGateway;
}

/** Opens the Stripe accounts of makers. */
@Injectable()
export class StripeAccounts {
  /** @param gateways provided by the apps that collect payments */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly box: SecretBox,
    @Optional() readonly gateways: PaymentGateways = new PaymentGateways(),
  ) {}

  /** Returns the account of a maker; null if there is none. Customers and technicians can't read it themselves. */
  find({ makerId }: Pick<Scope, 'makerId'>): Promise<StripeAccount | null> {
    return this.unitOfWork.run(systemScope(makerId), (tx) =>
      tx.manager.findOneBy(StripeAccount, { makerId }),
    );
  }

  status(account: StripeAccount | null): PaymentsStatus {
    return this.gateways.status(account && this.accessOf(account));
  }

  /** @throws DomainError receivables.cards_off */
  async open(scope: Pick<Scope, 'makerId'>): Promise<OpenAccount> {
    const opened = await this.openIfOn(scope);
    if (!opened) throw new DomainError('receivables.cards_off');
    return opened;
  }

  /** Returns null if payments by card and debit are off. */
  async openIfOn(scope: Pick<Scope, 'makerId'>): Promise<OpenAccount | null> {
    const account = await this.find(scope);
    if (account === null || !this.status(account).areOn) return null;
    return { account, gateway: this.gateways.open(this.accessOf(account)) };
  }

  /** Returns the secrets of the maker's webhook endpoint: none, one, or the new and the old one during a rotation. */
  webhookSecretsOf(account: StripeAccount, now: Date): string[] {
    const { webhookSecretSealed, previousSecretSealed, previousValidUntil } = account;
    const isPreviousValid = previousValidUntil !== null && previousValidUntil > now;
    return [webhookSecretSealed, isPreviousValid ? previousSecretSealed : null].flatMap((sealed) =>
      sealed === null ? [] : [this.box.open(sealed)],
    );
  }

  private accessOf({ keySealed, accountId }: StripeAccount): StripeAccess {
    return keySealed === null
      ? { kind: 'connected', accountId: accountId! }
      : { kind: 'own_key', key: this.box.open(keySealed) };
  }
}

/**
 * Runs requests to Stripe for a person.
 * @throws DomainError receivables.stripe_unavailable, receivables.stripe_key_refused, receivables.stripe_request_refused
 */
export async function askStripe<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw toDomainError(error);
  }
}

/** Returns the error that a person sees. Errors of other origin stay as they are. */
export function toDomainError(error: unknown): Error {
  if (!(error instanceof GatewayError)) return error instanceof Error ? error : new Error(String(error));
  if (error.isTemporary) return new DomainError('receivables.stripe_unavailable');
  if (error.fault === 'key_refused' || error.fault === 'account_unavailable')
    return new DomainError('receivables.stripe_key_refused');
  return new DomainError('receivables.stripe_request_refused', { reason: error.providerCode ?? error.fault });
}
