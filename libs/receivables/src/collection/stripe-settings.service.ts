import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  type CardsOffReason,
  GatewayError,
  type KeyMode,
  maskKey,
  type PaymentGateway,
  type StripeAccess,
} from '#payments';
import { DomainError, type Scope, SecretBox, type Transaction, UnitOfWork } from '#platform';
import { AutomaticPayment } from '../entities/automatic-payment.entity.js';
import { StripeAccount } from '../entities/stripe-account.entity.js';
import { StripeCustomer } from '../entities/stripe-customer.entity.js';
import { findUndecidedObjects, type UndecidedObjects } from './attempts.queries.js';
import { StripeAccounts, toDomainError } from './stripe-accounts.js';

/** Days between a declined attempt and the next one, until a maker sets others. */
const DEFAULT_RETRY_DAYS = [3, 5, 7];

/** Time for which webhooks that are signed with the secret before the last rotation are accepted. */
const OVERLAP_MS = 24 * 3_600_000;

/** A maker's account, without its secrets. */
export interface StripeAccountView {
  readonly kind: 'own_key' | 'connected';
  /** Part of the key by which a person recognizes it; null for a connected account. */
  readonly keyShown: string | null;
  readonly accountId: string | null;
  readonly hasWebhookSecret: boolean;
  /** Instant until which the previous webhook secret is accepted, too; null if it isn't. */
  readonly previousSecretValidUntil: Date | null;
  readonly retryDays: readonly number[];
  readonly connectedAt: Date;
  readonly connectedByName: string | null;
}

/** Whether a maker can collect by card and debit. */
export interface CardPaymentsView {
  readonly areOn: boolean;
  /** Null if payments are off. */
  readonly mode: KeyMode | null;
  /** Why payments are off; null if they are on. */
  readonly reason: CardsOffReason | null;
  /** Whether the operator has a platform to which accounts can be connected. */
  readonly canConnectAccounts: boolean;
  readonly account: StripeAccountView | null;
}

export interface StripeSettingsChanges {
  readonly retryDays?: readonly number[];
  /** New secret of the webhook endpoint. */
  readonly webhookSecret?: string;
}

/** Connects the Stripe accounts of makers. */
@Injectable()
export class StripeSettingsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly box: SecretBox,
    private readonly accounts: StripeAccounts,
  ) {}

  /** Returns the status of payments by card and debit, and the connected account without its secrets. */
  get(scope: Scope): Promise<CardPaymentsView> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.toView(await tx.manager.findOneBy(StripeAccount, { makerId: scope.makerId }), tx.now),
    );
  }

  /**
   * Connects an account, or replaces its key, after one request has shown that Stripe accepts it.
   * @throws DomainError receivables.stripe_settings_invalid (with fields), receivables.stripe_account_in_use,
   *   receivables.stripe_account_taken, receivables.stripe_unavailable
   */
  async connect(scope: Scope, access: StripeAccess): Promise<CardPaymentsView> {
    const mode = this.assertUsable(access);
    const gateway = this.accounts.gateways.open(access);
    await assertAccepted(gateway, access);
    const inUse = await this.unitOfWork.run(scope, findUndecidedObjects);
    if (inUse !== null) await assertKnows(gateway, inUse);
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      if (access.kind === 'connected') await assertFree(tx, access.accountId);
      const before = await tx.manager.findOneBy(StripeAccount, { makerId });
      const isSame = access.kind === 'connected' && before?.accountId === access.accountId;
      if (before !== null && !isSame) await forgetMethods(tx);
      const account = {
        makerId,
        kind: access.kind,
        mode,
        keySealed: access.kind === 'own_key' ? this.box.seal(access.key) : null,
        keyShown: access.kind === 'own_key' ? maskKey(access.key) : null,
        accountId: access.kind === 'connected' ? access.accountId : null,
        ...(before === null && { retryDays: DEFAULT_RETRY_DAYS, eventsReadUntil: tx.now }),
        connectedAt: tx.now,
        connectedBy: scope.userId,
      };
      if (before === null) await tx.manager.insert(StripeAccount, account);
      else await tx.manager.update(StripeAccount, { makerId }, account);
      await audit(tx, 'stripe_account_connected', {
        ...(before && { before: toContent(before) }),
        after: toContent(account),
      });
      return this.toView(await tx.manager.findOneByOrFail(StripeAccount, { makerId }), tx.now);
    });
  }

  /**
   * Changes the days of retries, or replaces the webhook secret. For a day, webhooks are accepted with both secrets.
   * @throws DomainError receivables.stripe_not_connected
   */
  change(scope: Scope, { retryDays, webhookSecret }: StripeSettingsChanges): Promise<CardPaymentsView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const account = await getAccount(tx);
      const changes: Partial<StripeAccount> = {
        ...(retryDays !== undefined && { retryDays: [...retryDays] }),
        ...(webhookSecret !== undefined && {
          webhookSecretSealed: this.box.seal(webhookSecret),
          previousSecretSealed: account.webhookSecretSealed,
          previousValidUntil:
            account.webhookSecretSealed === null ? null : new Date(tx.now.getTime() + OVERLAP_MS),
        }),
      };
      if (Object.keys(changes).length > 0)
        await tx.manager.update(StripeAccount, { makerId: scope.makerId }, changes);
      await audit(tx, 'stripe_account_changed', {
        after: {
          ...(retryDays !== undefined && { retryDays }),
          ...(webhookSecret !== undefined && { webhookSecret: 'replaced' }),
        },
      });
      return this.toView({ ...account, ...changes }, tx.now);
    });
  }

  /**
   * Removes the account. Saved methods stay at Stripe.
   * @throws DomainError receivables.stripe_not_connected, receivables.stripe_account_in_use
   */
  remove(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      const account = await getAccount(tx);
      if ((await findUndecidedObjects(tx)) !== null)
        throw new DomainError('receivables.stripe_account_in_use');
      await forgetMethods(tx);
      await tx.manager.delete(StripeAccount, { makerId });
      await audit(tx, 'stripe_account_removed', { before: toContent(account) });
    });
  }

  /** @throws DomainError receivables.stripe_settings_invalid (with fields) */
  private assertUsable(access: StripeAccess): KeyMode {
    const status = this.accounts.gateways.status(access);
    if (status.areOn) return status.mode;
    throw toFieldError(access, UNUSABLE[status.reason]);
  }

  private toView(account: StripeAccount | null, now: Date): CardPaymentsView {
    const status = this.accounts.status(account);
    return {
      areOn: status.areOn,
      mode: status.areOn ? status.mode : null,
      reason: status.areOn ? null : status.reason,
      canConnectAccounts: this.accounts.gateways.settings.platformKey !== null,
      account: account && {
        kind: account.kind,
        keyShown: account.keyShown,
        accountId: account.accountId,
        hasWebhookSecret: account.webhookSecretSealed !== null,
        previousSecretValidUntil:
          account.previousValidUntil !== null && account.previousValidUntil > now
            ? account.previousValidUntil
            : null,
        retryDays: account.retryDays,
        connectedAt: account.connectedAt,
        connectedByName: account.connectedByName,
      },
    };
  }
}

const UNUSABLE: Readonly<Record<CardsOffReason, string>> = {
  no_key: 'receivables.stripe_connect_off',
  key_invalid: 'receivables.stripe_key_invalid',
  account_invalid: 'receivables.stripe_account_invalid',
  http_beyond_loopback: 'receivables.stripe_address_refused',
  live_key_at_other_host: 'receivables.stripe_address_refused',
  protocol_not_supported: 'receivables.stripe_address_refused',
  not_an_origin: 'receivables.stripe_address_refused',
};

function toFieldError({ kind }: StripeAccess, code: string): DomainError {
  const pointer = kind === 'own_key' ? '/key' : '/accountId';
  return new DomainError('receivables.stripe_settings_invalid', {}, [{ pointer, code }]);
}

/** Sends one request, because a wrong key would otherwise only be noticed at the first payment. */
async function assertAccepted(gateway: PaymentGateway, access: StripeAccess): Promise<void> {
  try {
    await gateway.listEvents(new Date())[Symbol.asyncIterator]().next();
  } catch (error) {
    const isRefused =
      error instanceof GatewayError &&
      (error.fault === 'key_refused' || error.fault === 'account_unavailable');
    throw isRefused ? toFieldError(access, 'receivables.stripe_key_refused') : toDomainError(error);
  }
}

/**
 * Makes sure that the outcome of a payment that is being processed can be read with the new key.
 * @throws DomainError receivables.stripe_account_in_use
 */
async function assertKnows(gateway: PaymentGateway, { intentId, pageId }: UndecidedObjects): Promise<void> {
  try {
    if (intentId !== null) await gateway.readIntent(intentId);
    else if (pageId !== null) await gateway.readHostedPayment(pageId);
    else throw new DomainError('receivables.stripe_account_in_use');
  } catch (error) {
    if (error instanceof GatewayError && error.fault === 'not_found')
      throw new DomainError('receivables.stripe_account_in_use');
    throw toDomainError(error);
  }
}

/** @throws DomainError receivables.stripe_account_taken */
async function assertFree(tx: Transaction, accountId: string): Promise<void> {
  const [found]: { makerId: string | null }[] = await tx.manager.query(
    `select find_maker_of_stripe_account($1) as "makerId"`,
    [accountId],
  );
  if (found!.makerId !== null && found!.makerId !== tx.scope.makerId)
    throw new DomainError('receivables.stripe_account_taken');
}

/** @throws DomainError receivables.stripe_not_connected */
async function getAccount(tx: Transaction): Promise<StripeAccount> {
  const account = await tx.manager.findOneBy(StripeAccount, { makerId: tx.scope.makerId });
  if (!account) throw new DomainError('receivables.stripe_not_connected');
  return account;
}

async function audit(
  tx: Transaction,
  action: 'stripe_account_connected' | 'stripe_account_changed' | 'stripe_account_removed',
  content: { readonly before?: object; readonly after?: object },
): Promise<void> {
  await AuditTrail.write(tx, {
    action: `receivables.${action}`,
    entity: 'maker',
    entityId: tx.scope.makerId,
    ...content,
  });
}

function toContent({
  kind,
  mode,
  keyShown,
  accountId,
}: Pick<StripeAccount, 'kind' | 'mode' | 'keyShown' | 'accountId'>): object {
  return {
    kind,
    mode,
    ...(keyShown !== null && { key: keyShown }),
    ...(accountId !== null && { accountId }),
  };
}

/** Forgets the customers of an account, and the methods with which they pay automatically. */
async function forgetMethods(tx: Transaction): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.delete(AutomaticPayment, { makerId });
  await tx.manager.delete(StripeCustomer, { makerId });
}
