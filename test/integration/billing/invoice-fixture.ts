import type { StripeSettings } from '#payments';
import { type RunningApi, startApi } from '../../support/api.js';
import { type Answer, byKey, call } from '../../support/http.js';
import { BillingFixture } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld } from '../../support/world.js';

/** The fields of a document that the tests check. */
export interface InvoiceAnswer {
  readonly id: string;
  readonly state: string;
  readonly number: string | null;
  readonly version: number;
  readonly contentHash: string;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly net: { readonly amount: string };
  readonly tax: { readonly amount: string };
  readonly gross: { readonly amount: string };
  readonly credited: { readonly amount: string };
  readonly lines: readonly { readonly id: string; readonly position: number }[];
  readonly [field: string]: unknown;
}

/** An invoice, or an error code. */
export type CodedInvoice = InvoiceAnswer & { readonly code?: string };

/** A maker with an API on its database, and drafts of October 2026. */
export class InvoiceFixture {
  private drafts = 0;

  private constructor(
    readonly billing: BillingFixture,
    readonly maker: MakerOfWorld,
    readonly api: RunningApi,
  ) {}

  /** @param stripe settings of payments by card and debit, which are off by default */
  static async open(slug: string, stripe?: StripeSettings): Promise<InvoiceFixture> {
    const billing = await BillingFixture.open('2026-11-20T08:00:00Z', undefined, stripe);
    const maker = await billing.makeMaker(slug);
    return new InvoiceFixture(
      billing,
      maker,
      await startApi(billing.database, stripe && toEnvironment(stripe)),
    );
  }

  async close(): Promise<void> {
    await this.api.stop();
    await this.billing.close();
  }

  get customer(): CustomerOfWorld {
    return this.maker.customers[0];
  }

  get finance(): PersonOfWorld {
    return this.maker.staff.finance;
  }

  get manager(): PersonOfWorld {
    return this.maker.staff.manager;
  }

  /**
   * Creates a draft, by default with one line of 1,000.00 PLN and 23% tax.
   * @returns the id of the invoice
   */
  async draft({
    state = 'draft',
    currency = 'PLN',
    net = 100_000,
    tax = 23_000,
    holds = 0,
  }: {
    state?: string;
    currency?: string;
    net?: number;
    tax?: number;
    holds?: number;
  } = {}): Promise<string> {
    const sequence = (this.drafts += 1);
    const { ids, customerId } = this.customer;
    const contract = await this.billing.insert('contract', this.maker, {
      number: `K-LIFE-${sequence}`,
      customer_id: customerId,
      legal_entity_id: this.maker.ids.legal_entity,
      buyer_id: ids.buyer,
      plan_id: this.maker.ids.plan,
      currency,
      zone: 'Europe/Warsaw',
      starts_on: '2026-02-01',
      state: 'active',
    });
    const id = await this.billing.insert('invoice', this.maker, {
      kind: 'invoice',
      contract_id: contract,
      customer_id: customerId,
      legal_entity_id: this.maker.ids.legal_entity,
      buyer_id: ids.buyer,
      currency,
      zone: 'Europe/Warsaw',
      period_from: '2026-10-01',
      period_to: '2026-11-01',
      tax_point: '2026-10-31',
      service_from: '2026-10-01',
      service_to: '2026-10-31',
      state,
      approved_at: state === 'approved' ? '2026-11-02T08:00:00Z' : null,
      approved_by: state === 'approved' ? this.manager.userId : null,
      prices: 'exclusive',
      payment_days: 14,
      total_minor: net,
      net_minor: net,
      tax_minor: tax,
      gross_minor: net + tax,
      held_lines: holds > 0 ? 1 : 0,
      known_until: '2026-11-01T00:00:00Z',
      drafted_at: '2026-11-01T00:00:00Z',
      content_hash: HASH,
    });
    await this.billing.insert('invoice_line', this.maker, {
      invoice_id: id,
      position: 1,
      kind: 'base',
      params: JSON.stringify({ monthlyAmount: '1000', days: 31, of: 31, holds }),
      amount_minor: net,
      net_minor: net,
      tax_minor: tax,
      tax_rule: JSON.stringify({ ...RULE }),
      state: 'fixed',
    });
    await this.billing.sql(
      `insert into invoice_tax (maker_id, invoice_id, position, category, percent, taxable_minor, tax_minor)
       values ($1, $2, 1, 'standard', 23, $3, $4)`,
      [this.maker.makerId, id, net, tax],
    );
    return id;
  }

  call<Body = CodedInvoice>(
    method: string,
    path: string,
    body?: object,
    { as = this.finance, headers = {} }: { as?: PersonOfWorld; headers?: Record<string, string> } = {},
  ): Promise<Answer<Body>> {
    return call<Body>(this.api, method, path, { as: byKey(as), body, headers });
  }

  /** Returns the version and content that a user currently sees, in the format of a decision's request. */
  async seen(id: string): Promise<{ version: number; contentHash: string }> {
    const { body } = await this.call('GET', `/invoices/${id}`);
    return { version: body.version, contentHash: body.contentHash };
  }

  async approve(id: string, as = this.manager, more: object = {}): Promise<Answer<CodedInvoice>> {
    return this.call('POST', `/invoices/${id}/approve`, { ...(await this.seen(id)), ...more }, { as });
  }

  async issue(id: string, as = this.finance, more: object = {}): Promise<Answer<CodedInvoice>> {
    return this.call('POST', `/invoices/${id}/issue`, { ...(await this.seen(id)), ...more }, { as });
  }
}

function toEnvironment({ platformKey, webhookSecrets, url }: StripeSettings): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: platformKey ?? '',
    STRIPE_WEBHOOK_SECRET: webhookSecrets.join(','),
    STRIPE_API_URL: url.origin,
  };
}

export const HASH = 'c'.repeat(64);

const RULE = {
  supply: 'service',
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2020-01-01',
  validTo: null,
};
