import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { offeredMethods, type PageLanguage, type PaymentGateway, type StoredMethod } from '#payments';
import { DomainError, newId, type Scope, systemScope, type Transaction, UnitOfWork } from '#platform';
import { StripeCustomer } from '../entities/stripe-customer.entity.js';
import { labelOf } from './attempts.store.js';
import { endAutomaticPayment } from './automatic-payments.store.js';
import { AutomaticPayment } from '../entities/automatic-payment.entity.js';
import { findPayer, type PayerFacts } from './collectable.queries.js';
import { askStripe, StripeAccounts } from './stripe-accounts.js';

/** A page of Stripe for a payer. */
export interface PageOptions {
  readonly language: PageLanguage;
  /** URL of the portal, without a trailing slash, to which the payer's browser returns. */
  readonly portalUrl: string;
}

/** Saved methods of a customer; none while payments by card and debit are off. */
export interface SavedMethods {
  readonly areOn: boolean;
  readonly methods: readonly StoredMethod[];
  /** The method that pays invoices on their due date; null if automatic payments are off. */
  readonly automaticMethodId: string | null;
}

/** Saved payment methods of customers. They are stored at Stripe, and read from there. */
@Injectable()
export class PayersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: StripeAccounts,
  ) {}

  /**
   * Lists the saved methods of a customer.
   * @throws DomainError customers.customer_not_found, receivables.stripe_unavailable
   */
  async listMethods(scope: Scope, customerId: string): Promise<SavedMethods> {
    const { stripeId } = await this.getPayer(scope, customerId);
    const opened = await this.accounts.openIfOn(scope);
    if (opened === null) return { areOn: false, methods: [], automaticMethodId: null };
    const methods = stripeId === null ? [] : await askStripe(() => opened.gateway.listMethods(stripeId));
    const automatic = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findOneBy(AutomaticPayment, { makerId: scope.makerId, customerId }),
    );
    return { areOn: true, methods, automaticMethodId: automatic?.methodId ?? null };
  }

  /**
   * Creates a page of Stripe on which the payer saves a method. Nothing is charged.
   * @throws DomainError customers.customer_not_found, receivables.cards_off, receivables.stripe_unavailable
   */
  async startSetup(scope: Scope, customerId: string, { language, portalUrl }: PageOptions): Promise<string> {
    const payer = await this.getPayer(scope, customerId);
    const { gateway } = await this.accounts.open(scope);
    const stripeId = await this.ensureCustomer(scope, gateway, customerId, payer);
    const returnUrl = `${portalUrl}/${scope.customers === 'all' ? `customers/${customerId}` : 'plant/costs'}`;
    const { url } = await askStripe(() =>
      gateway.startMethodSetup({
        language,
        successUrl: returnUrl,
        cancelUrl: returnUrl,
        idempotencyKey: `dutycycle-setup-${newId()}`,
        customerId: stripeId,
        kinds: offeredMethods(payer.currencies),
      }),
    );
    await this.unitOfWork.run(scope, (tx) => audit(tx, 'payment_method_requested', customerId, {}));
    if (url === null) throw new DomainError('receivables.stripe_unavailable');
    return url;
  }

  /**
   * Removes a saved method, so that it can't be charged any more. Automatic payments with it end.
   * @throws DomainError customers.customer_not_found, receivables.cards_off, receivables.payment_method_not_found,
   *   receivables.stripe_unavailable
   */
  async removeMethod(scope: Scope, customerId: string, methodId: string): Promise<void> {
    const { stripeId } = await this.getPayer(scope, customerId);
    const { gateway } = await this.accounts.open(scope);
    const methods = stripeId === null ? [] : await askStripe(() => gateway.listMethods(stripeId));
    // Without this check, the id could be that of another customer's method.
    const method = methods.find(({ id }) => id === methodId);
    if (!method) throw new DomainError('receivables.payment_method_not_found');
    await askStripe(() => gateway.removeMethod(methodId));
    await this.unitOfWork.run(scope, async (tx) => {
      await endAutomaticPayment(tx, customerId, methodId);
      await audit(tx, 'payment_method_removed', customerId, { method: labelOf(method) });
    });
  }

  /** Returns the customer's id at Stripe, and creates the customer there if there is none. */
  async ensureCustomer(
    scope: Scope,
    gateway: PaymentGateway,
    customerId: string,
    { name, stripeId }: Pick<PayerFacts, 'name' | 'stripeId'>,
  ): Promise<string> {
    if (stripeId !== null) return stripeId;
    const created = await askStripe(() =>
      gateway.ensureCustomer({ reference: customerId, name, email: null }),
    );
    await this.unitOfWork.run(systemScope(scope.makerId), (tx) =>
      tx.manager
        .createQueryBuilder()
        .insert()
        .into(StripeCustomer)
        .values({ makerId: scope.makerId, customerId, stripeId: created, createdAt: tx.now })
        .orIgnore()
        .execute(),
    );
    return created;
  }

  /** @throws DomainError customers.customer_not_found */
  async getPayer(scope: Scope, customerId: string): Promise<PayerFacts> {
    const payer = await this.unitOfWork.run(scope, (tx) => findPayer(tx, customerId));
    if (!payer) throw new DomainError('customers.customer_not_found', { id: customerId });
    return payer;
  }
}

async function audit(
  tx: Transaction,
  action: 'payment_method_requested' | 'payment_method_removed',
  customerId: string,
  after: object,
): Promise<void> {
  await AuditTrail.write(tx, {
    action: `receivables.${action}`,
    entity: 'customer',
    entityId: customerId,
    after,
  });
}
