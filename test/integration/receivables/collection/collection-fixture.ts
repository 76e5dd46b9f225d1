import { systemScope } from '#platform';
import { CollectionRunner } from '#receivables';
import { Payer } from '../../../external/stripe/payer.js';
import type { Answer } from '../../../support/http.js';
import type { PaymentIntent } from '../../../support/stripe-fake/objects/shapes.js';
import { FAKE_ACCOUNTS, FAKE_KEYS } from '../../../support/stripe-fake/server.js';
import { StripeFake } from '../../../support/stripe-fake-process.js';
import type { CustomerOfWorld, PersonOfWorld } from '../../../support/world.js';
import { InvoiceFixture } from '../../billing/invoice-fixture.js';

export interface AttemptAnswer {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly origin: string;
  readonly method: string | null;
  readonly declineCode: string | null;
  readonly isHardDecline: boolean;
  readonly fault: string | null;
  readonly retryOn: string | null;
  readonly paymentId: string | null;
}

export interface CollectionAnswer {
  readonly code?: string;
  readonly attempts: readonly AttemptAnswer[];
  readonly paymentLink: string | null;
}

/** Numbers that a payer enters on the pages of the fake. */
export const CARDS = {
  good: '4242424242424242',
  second: '5555555555554444',
  /** Can be saved, and is declined when it is charged. */
  declined: '4000000000000341',
  authenticates: '4000002760003184',
  /** Their refunds are pending at first, or fail after they succeeded. */
  pendingRefund: '4000000000007726',
  failingRefund: '4000000000005126',
  /** Debits of this account succeed, fail, and are returned after they succeeded. */
  debit: 'AT611904300234573201',
  failingDebit: 'AT861904300235473202',
} as const;

/** A maker with its own Stripe account, which is the fake's. */
export class CollectionFixture {
  private constructor(
    readonly invoices: InvoiceFixture,
    readonly fake: StripeFake,
  ) {}

  static async open(slug: string, platformSecrets: readonly string[] = []): Promise<CollectionFixture> {
    const fake = await StripeFake.start();
    const stripe = { platformKey: FAKE_KEYS.platform, webhookSecrets: platformSecrets, url: fake.url };
    const fixture = new CollectionFixture(await InvoiceFixture.open(slug, stripe), fake);
    for (const table of ['automatic_payment', 'stripe_customer', 'stripe_event', 'stripe_account'])
      await fixture.billing.sql(`delete from ${table}`);
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), 'EUR', 'PLN', current_date - 1, 4.3, 'NBP', now()`,
      [fixture.invoices.maker.makerId],
    );
    return fixture;
  }

  async close(): Promise<void> {
    await this.invoices.close();
    await this.fake.stop();
  }

  get billing(): InvoiceFixture['billing'] {
    return this.invoices.billing;
  }

  get customer(): CustomerOfWorld {
    return this.invoices.customer;
  }

  get payer(): PersonOfWorld {
    return this.customer.people.customer_admin;
  }

  call<Body = { readonly code?: string }>(
    method: string,
    path: string,
    body?: object,
    as: PersonOfWorld = this.invoices.finance,
  ): Promise<Answer<Body>> {
    return this.invoices.call<Body>(method, path, body, { as });
  }

  connect(): Promise<Answer<{ readonly code?: string }>> {
    return this.call('PUT', '/stripe-account', { key: FAKE_KEYS.own });
  }

  /** Issues an invoice of 1,230.00 in a currency. */
  async issue(currency = 'PLN'): Promise<string> {
    const id = await this.invoices.draft({ currency });
    await this.invoices.approve(id);
    const { status, text } = await this.invoices.issue(id);
    if (status !== 200) throw new Error(text);
    return id;
  }

  /** Saves a method of the customer on the fake's page. @returns its id */
  async saveMethod(number: string): Promise<string> {
    const path = `/customers/${this.customer.customerId}/payment-methods`;
    const { body } = await this.call<{ url: string }>('POST', path, {}, this.payer);
    const browser = await Payer.open(body.url);
    await browser.enter(number);
    if (number === CARDS.authenticates) await browser.authenticate('complete');
    const { body: methods } = await this.call<{ items: { id: string; lastDigits: string }[] }>('GET', path);
    return methods.items.find(({ lastDigits }) => number.endsWith(lastDigits))!.id;
  }

  charge(documentId: string, methodId?: string): Promise<Answer<CollectionAnswer>> {
    return this.call<CollectionAnswer>('POST', `/open-items/${documentId}/charges`, { methodId });
  }

  async collection(documentId: string, as?: PersonOfWorld): Promise<CollectionAnswer> {
    const path = `/open-items/${documentId}/card-payments`;
    return (await this.call<CollectionAnswer>('GET', path, undefined, as)).body;
  }

  /** Returns the newest attempt of a document. */
  async attempt(documentId: string): Promise<AttemptAnswer> {
    return (await this.collection(documentId)).attempts[0]!;
  }

  async openAmount(documentId: string): Promise<string> {
    const { body } = await this.call<{ open: { amount: string } }>('GET', `/open-items/${documentId}`);
    return body.open.amount;
  }

  /** Returns the intents of a document's attempts at the fake. */
  async intents(documentId: string): Promise<PaymentIntent[]> {
    const { attempts } = await this.collection(documentId);
    const ids = new Set(attempts.map(({ id }) => id));
    const all = await this.fake.order<PaymentIntent[]>('intents', { account: FAKE_ACCOUNTS.own });
    return all.filter(({ metadata }) => ids.has(metadata['dutycycle_attempt'] ?? ''));
  }

  /** Runs background work as the worker does. @param aheadMs time by which the worker's clock is ahead */
  async run(work: 'chargeDue' | 'resolveDue' | 'processEvents' | 'pollEvents', aheadMs = 0): Promise<void> {
    this.billing.now = new Date(Date.now() + aheadMs).toISOString();
    await this.billing.app.get(CollectionRunner)[work](systemScope(this.invoices.maker.makerId));
  }

  /** Returns the lines of the entries of a payment and of its allocations. */
  postings(paymentId: string): Promise<{ account: string; amount: string }[]> {
    return this.billing.sql(
      `select l.account, l.amount_minor as amount
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.source_id = $1 or e.source_id in (select id from allocation where payment_id = $1)
        order by e.posted_at, e.id, l.position`,
      [paymentId],
    );
  }

  /** Returns currencies in which the journal isn't balanced. */
  unbalanced(): Promise<object[]> {
    return this.billing.sql(
      `select currency, sum(amount_minor) from journal_line where maker_id = $1 group by 1
       having sum(amount_minor) <> 0 or sum(books_amount_minor) <> 0`,
      [this.invoices.maker.makerId],
    );
  }
}
