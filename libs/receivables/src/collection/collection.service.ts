import { Injectable } from '@nestjs/common';
import {
  attemptKey,
  GatewayError,
  offeredMethods,
  type PaymentGateway,
  type StoredMethod,
  toStripeAmount,
} from '#payments';
import { DomainError, type Scope, SecretBox, systemScope, UnitOfWork } from '#platform';
import type { AttemptOrigin } from '../domain/collection/attempt-state.js';
import { formatPaymentLink, parsePaymentLink, type PaymentLink } from '../domain/collection/payment-link.js';
import type { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { AttemptResolver } from './attempt-resolver.js';
import { type AttemptView, findUndecided, listAttempts } from './attempts.queries.js';
import { findPlannedPayment, type PlannedPayment } from './automatic-payments.queries.js';
import { startAttempt, storePage, storeWithoutPayment } from './attempts.store.js';
import { type CollectableItem, findCollectable } from './collectable.queries.js';
import { askStripe, StripeAccounts, toDomainError } from './stripe-accounts.js';
import { type PageOptions, PayersService } from './payers.service.js';

/** Purpose of the key that signs payment links. */
const LINK_PURPOSE = 'payment links';

/** Validity of a page of Stripe, and the rest after which a new one is created. */
const PAGE_MS = 2 * 3_600_000;
const PAGE_REST_MS = 15 * 60_000;

/** Payments of a document through Stripe. */
export interface DocumentCollection {
  /** Whether payments by card and debit are on. */
  readonly areOn: boolean;
  /** Newest first. */
  readonly attempts: readonly AttemptView[];
  /** When and with which method the document will be collected automatically; null if it will not. */
  readonly planned: PlannedPayment | null;
  /** Token of the link with which the payer pays without signing in; null if nothing is open or payments are off. */
  readonly linkToken: string | null;
}

/** A document as a payment link shows it. */
export interface LinkedDocument extends CollectableItem {
  /** Whether a payment is being processed. */
  readonly isInProgress: boolean;
}

/** Collects open items by card and debit. */
@Injectable()
export class CollectionService {
  private readonly linkKey: string;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: StripeAccounts,
    private readonly payers: PayersService,
    private readonly resolver: AttemptResolver,
    box: SecretBox,
  ) {
    this.linkKey = box.derive(LINK_PURPOSE);
  }

  /** Returns the payments of a document through Stripe. @throws DomainError receivables.item_not_found */
  async get(scope: Scope, documentId: string): Promise<DocumentCollection> {
    const { item, attempts, planned } = await this.unitOfWork.run(scope, async (tx) => ({
      item: await findCollectable(tx, documentId),
      attempts: await listAttempts(tx, documentId),
      planned: await findPlannedPayment(tx, documentId),
    }));
    if (!item) throw new DomainError('receivables.item_not_found');
    const { areOn } = this.accounts.status(await this.accounts.find(scope));
    const canPay = areOn && BigInt(item.openMinor) > 0n;
    const link = { makerId: scope.makerId, documentId };
    return {
      areOn,
      attempts,
      planned: areOn ? planned : null,
      linkToken: canPay ? formatPaymentLink(link, this.linkKey) : null,
    };
  }

  /**
   * Charges everything that is open of a document, without the payer.
   * @param methodId null for the customer's newest method
   * @throws DomainError receivables.item_not_found, receivables.cards_off, receivables.nothing_to_pay,
   *   receivables.payment_in_progress, receivables.payment_method_missing, receivables.payment_method_not_found,
   *   receivables.payment_method_stopped, receivables.stripe_unavailable, payments.currency_not_supported,
   *   payments.amount_not_chargeable
   */
  async charge(scope: Scope, documentId: string, methodId: string | null): Promise<DocumentCollection> {
    await this.chargeAs(scope, { documentId, methodId, origin: 'person', retryOf: null });
    return this.get(scope, documentId);
  }

  /** Charges a document for a person, as a retry, or because it is due. Throws like `charge`. */
  async chargeAs(
    scope: Scope,
    {
      documentId,
      methodId,
      origin,
      retryOf,
    }: {
      readonly documentId: string;
      readonly methodId: string | null;
      readonly origin: AttemptOrigin;
      readonly retryOf: string | null;
    },
  ): Promise<void> {
    const item = await this.getItem(scope, documentId);
    const { gateway } = await this.accounts.open(scope);
    // Background work never takes the page away from a payer who is paying on it; it waits for the end of the page.
    if (origin === 'person') await this.endOpenPage(scope, gateway, documentId);
    const { stripeId } = await this.payers.getPayer(scope, item.customerId);
    const methods = stripeId === null ? [] : await askStripe(() => gateway.listMethods(stripeId));
    const method = chooseMethod(methods, methodId);
    const attempt = await this.unitOfWork.run(scope, (tx) =>
      startAttempt(tx, {
        item,
        kind: 'saved_method',
        origin,
        stripeCustomerId: stripeId!,
        method,
        retryOf,
      }),
    );
    await this.resolver.send(scope, gateway, attempt);
  }

  /**
   * Creates a page of Stripe on which the payer pays everything that is open of a document, or returns the open one.
   * @throws DomainError receivables.item_not_found, receivables.cards_off, receivables.nothing_to_pay,
   *   receivables.payment_in_progress, receivables.stripe_unavailable, payments.currency_not_supported,
   *   payments.amount_not_chargeable
   */
  async startPage(scope: Scope, documentId: string, options: PageOptions): Promise<string> {
    const item = await this.getItem(scope, documentId);
    const { gateway } = await this.accounts.open(scope);
    // The payer may not read the books, which decide what is open. The person stays the author of the attempt.
    const own: Scope = { ...scope, customers: 'all' };
    const url = await this.findOpenPage(own, item);
    if (url !== null) return url;
    await this.endOpenPage(own, gateway, documentId);
    const payer = await this.payers.getPayer(own, item.customerId);
    const stripeCustomerId = await this.payers.ensureCustomer(own, gateway, item.customerId, payer);
    const attempt = await this.unitOfWork.run(own, (tx) =>
      startAttempt(tx, {
        item,
        kind: 'page',
        origin: 'payer',
        stripeCustomerId,
        method: null,
        retryOf: null,
      }),
    );
    return this.openPage(own, gateway, attempt, options);
  }

  /** Returns the document of a payment link. @throws DomainError receivables.payment_link_invalid */
  async readLink(token: string): Promise<LinkedDocument> {
    const { makerId, documentId } = this.parseLink(token);
    const { item, undecided } = await this.unitOfWork.run(systemScope(makerId), async (tx) => ({
      item: await findCollectable(tx, documentId),
      undecided: await findUndecided(tx, documentId),
    }));
    if (!item) throw new DomainError('receivables.payment_link_invalid');
    return { ...item, isInProgress: undecided !== null && undecided.state !== 'open' };
  }

  /** Like `startPage`, for a payment link. @throws DomainError receivables.payment_link_invalid */
  async startPageOfLink(token: string, options: PageOptions): Promise<string> {
    const { makerId, documentId } = this.parseLink(token);
    return this.startPage(systemScope(makerId), documentId, options);
  }

  private parseLink(token: string): PaymentLink {
    const link = parsePaymentLink(token, this.linkKey);
    if (!link) throw new DomainError('receivables.payment_link_invalid');
    return link;
  }

  /** Returns an item whose amount Stripe can charge exactly. */
  private async getItem(scope: Scope, documentId: string): Promise<CollectableItem> {
    const item = await this.unitOfWork.run(scope, (tx) => findCollectable(tx, documentId));
    if (!item) throw new DomainError('receivables.item_not_found');
    const minor = BigInt(item.openMinor);
    if (minor <= 0n) throw new DomainError('receivables.nothing_to_pay');
    toStripeAmount({ minor, currency: item.currency });
    return item;
  }

  /** Returns the address of a page that is still valid and asks for what is open now. */
  private async findOpenPage(
    scope: Scope,
    { documentId, openMinor }: CollectableItem,
  ): Promise<string | null> {
    return this.unitOfWork.run(scope, async (tx) => {
      const page = await findUndecided(tx, documentId);
      const isValid =
        page?.state === 'open' &&
        page.amountMinor === openMinor &&
        page.pageExpiresAt !== null &&
        page.pageExpiresAt.getTime() - tx.now.getTime() > PAGE_REST_MS;
      return isValid ? page.pageUrl : null;
    });
  }

  /** Ends the open page of a document. Other undecided attempts stay, and block the next one. */
  private async endOpenPage(scope: Scope, gateway: PaymentGateway, documentId: string): Promise<void> {
    const undecided = await this.unitOfWork.run(scope, (tx) => findUndecided(tx, documentId));
    if (undecided?.state === 'open')
      await askStripe(() => this.resolver.endPage(scope, gateway, undecided.id));
  }

  private async openPage(
    scope: Scope,
    gateway: PaymentGateway,
    { id, documentId, amountMinor, currency, description, stripeCustomerId, createdAt }: StoredAttempt,
    { language, portalUrl }: PageOptions,
  ): Promise<string> {
    const returnUrl = `${portalUrl}/pay/${formatPaymentLink({ makerId: scope.makerId, documentId }, this.linkKey)}`;
    try {
      const page = await gateway.startHostedPayment({
        language,
        successUrl: returnUrl,
        cancelUrl: returnUrl,
        idempotencyKey: attemptKey(id),
        customerId: stripeCustomerId,
        attemptId: id,
        amount: { minor: BigInt(amountMinor), currency },
        kinds: offeredMethods([currency]),
        title: description,
        expiresAt: new Date(createdAt.getTime() + PAGE_MS),
      });
      await this.unitOfWork.run(scope, (tx) => storePage(tx, id, page));
      if (page.url === null) throw new DomainError('receivables.payment_in_progress');
      return page.url;
    } catch (error) {
      // Nobody has the address of a page that was created without an answer, so nobody can pay on it.
      if (error instanceof GatewayError)
        await this.unitOfWork.run(scope, (tx) => storeWithoutPayment(tx, id, { fault: error.fault }));
      throw toDomainError(error);
    }
  }
}

/** @throws DomainError receivables.payment_method_missing, receivables.payment_method_not_found */
function chooseMethod(methods: readonly StoredMethod[], methodId: string | null): StoredMethod {
  const offered = methods.filter(({ kind }) => kind !== 'other');
  const chosen = methodId === null ? offered[0] : offered.find(({ id }) => id === methodId);
  if (chosen) return chosen;
  throw new DomainError(
    methodId === null ? 'receivables.payment_method_missing' : 'receivables.payment_method_not_found',
  );
}
