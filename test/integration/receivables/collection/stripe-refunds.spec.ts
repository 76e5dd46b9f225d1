import { listLedgerDifferences } from '../../../support/ledger-differences.js';
import type { Refund as RefundAtStripe } from '../../../support/stripe-fake/objects/shapes.js';
import { FAKE_ACCOUNTS } from '../../../support/stripe-fake/server.js';
import { CARDS, CollectionFixture } from './collection-fixture.js';

const MINUTE = 60_000;

interface RefundAnswer {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly payeeAccount: string;
  readonly secondPersonBecause: readonly string[];
  readonly stripe: { readonly state: string; readonly failure: string | null } | null;
}

interface PaymentAnswer {
  readonly allocations: readonly { readonly id: string }[];
  readonly unapplied: { readonly amount: string };
  readonly refundable: {
    readonly paymentMethod: { readonly label: string; readonly amount: object } | null;
  } | null;
  readonly refunds: readonly RefundAnswer[];
}

describe('refunds through Stripe', () => {
  let fixture: CollectionFixture;
  let good: string;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('stripe-refunds');
    await fixture.connect();
    good = await fixture.saveMethod(CARDS.good);
  });
  beforeEach(() => fixture.fake.order('faults/clear', {}));
  afterEach(async () => {
    expect(await fixture.unbalanced()).toEqual([]);
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });
  afterAll(() => fixture?.close());

  /** Collects an invoice, and frees the payment from it. @returns the id of the payment */
  const freePayment = async (method = good): Promise<string> => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, method);
    const { paymentId } = await fixture.attempt(invoice);
    const [allocation] = (await payment(paymentId!)).allocations;
    await fixture.call('POST', `/allocations/${allocation!.id}/undo`, { why: 'Charged in error' });
    return paymentId!;
  };
  const payment = async (id: string): Promise<PaymentAnswer> =>
    (await fixture.call<PaymentAnswer>('GET', `/payments/${id}`)).body;
  const refund = (paymentId: string, over: object = {}) =>
    fixture.call<RefundAnswer>('POST', `/payments/${paymentId}/refunds`, {
      way: 'payment_method',
      note: 'Charged in error',
      ...over,
    });
  const refundOf = async (paymentId: string): Promise<RefundAnswer> =>
    (await payment(paymentId)).refunds.at(-1)!;
  const undo = (id: string) => fixture.call('POST', `/refunds/${id}/undo`, { why: 'By mistake' });
  const objectsOf = async (paymentId: string): Promise<{ intent: string; charge: string }> => {
    const [found] = await fixture.billing.sql<{ intent: string; charge: string }>(
      `select intent_id as intent, charge_id as charge from payment_attempt where payment_id = $1`,
      [paymentId],
    );
    return found!;
  };
  /** Returns what the fake has returned for a payment. */
  const atStripe = async (paymentId: string): Promise<RefundAtStripe[]> => {
    const { intent } = await objectsOf(paymentId);
    const all = await fixture.fake.order<RefundAtStripe[]>('refunds', { account: FAKE_ACCOUNTS.own });
    return all.filter(({ payment_intent: of }) => of === intent);
  };
  const setLimit = (limit: string | null) =>
    fixture.billing.sql(`update legal_entity set four_eyes_limit = $2 where id = $1`, [
      fixture.invoices.maker.ids.legal_entity,
      limit,
    ]);
  const lines = (refundId: string) =>
    fixture.billing.sql<{ account: string; amount: string }>(
      `select l.account, l.amount_minor as amount
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.source_kind = 'refund' and e.source_id = $1 order by l.position`,
      [refundId],
    );

  it('go to the method that paid, out of the money at Stripe, and into no payment file', async () => {
    const id = await freePayment();
    expect((await payment(id)).refundable?.paymentMethod).toEqual({
      label: expect.stringContaining('4242') as string,
      amount: { amount: '1230.00', currency: 'PLN' },
    });
    const { status, body } = await refund(id, { amount: '30.00' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'posted',
      secondPersonBecause: [],
      stripe: { state: 'succeeded', failure: null },
    });
    expect(body.payeeAccount).toContain('4242');
    expect(await atStripe(id)).toMatchObject([{ amount: 3000, status: 'succeeded' }]);
    expect(await lines(body.id)).toEqual([
      { account: 'unapplied_cash', amount: '3000' },
      { account: 'clearing', amount: '-3000' },
    ]);
    const { body: files } = await fixture.call<{ items: readonly object[] }>('GET', '/payment-files/pending');
    expect(files.items).toEqual([]);
  });

  it('return a credit note to the method that paid the credited invoice', async () => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, good);
    const {
      body: { id: note },
    } = await fixture.call<{ id: string }>('POST', `/invoices/${invoice}/credit-notes`, {
      net: '100.00',
      reason: 'Downtime',
    });
    const { status, body } = await fixture.call<RefundAnswer>('POST', `/open-items/${note}/refunds`, {
      way: 'payment_method',
      note: 'Complaint',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'posted', stripe: { state: 'succeeded' } });
    expect(await fixture.openAmount(note)).toBe('0.00');
    const { paymentId } = await fixture.attempt(invoice);
    expect(await atStripe(paymentId!)).toMatchObject([{ amount: 12_300 }]);
  });

  it('never exceed what Stripe collected', async () => {
    const id = await freePayment();
    await refund(id, { amount: '1200.00' });
    const { status, body } = await refund(id, { amount: '31.00' });
    expect([status, body.code]).toEqual([422, 'receivables.refund_invalid']);
    expect((await refund(id)).body).toMatchObject({ state: 'posted', stripe: { state: 'succeeded' } });
    expect(await atStripe(id)).toMatchObject([{ amount: 120_000 }, { amount: 3000 }]);
  });

  it('are refused for money that Stripe did not collect', async () => {
    const { body: recorded } = await fixture.call<{ id: string }>('POST', '/payments', {
      legalEntityId: fixture.invoices.maker.ids.legal_entity,
      customerId: fixture.customer.customerId,
      method: 'transfer',
      currency: 'PLN',
      amount: '10.00',
      receivedOn: '2026-11-20',
    });
    const { status, body } = await refund(recorded.id);
    expect([status, body.code]).toEqual([409, 'receivables.refund_method_missing']);
  });

  it.each(['reset_after', 'error_after', 'reset_before', 'error_before', 'rate_limit'] as const)(
    'are made once after the fault %s',
    async (kind) => {
      const id = await freePayment();
      await fixture.fake.order('faults', { kind, match: 'POST /v1/refunds', times: 3 });
      const { body } = await refund(id, { amount: '12.00' });
      expect(body).toMatchObject({ state: 'posted', stripe: { state: 'unknown' } });
      expect((await undo(body.id)).body).toMatchObject({ code: 'receivables.refund_at_stripe' });
      for (const minutes of [2, 4, 7, 20, 22, 24]) await fixture.run('resolveDue', minutes * MINUTE);
      expect(await refundOf(id)).toMatchObject({ state: 'posted', stripe: { state: 'succeeded' } });
      expect(await atStripe(id)).toMatchObject([{ amount: 1200 }]);
    },
  );

  it('are made once by two workers at a time', async () => {
    const id = await freePayment();
    await fixture.fake.order('faults', { kind: 'reset_before', match: 'POST /v1/refunds', times: 3 });
    await refund(id, { amount: '12.00' });
    await fixture.fake.order('faults/clear', {});
    await Promise.all([fixture.run('resolveDue', 2 * MINUTE), fixture.run('resolveDue', 2 * MINUTE)]);
    expect(await refundOf(id)).toMatchObject({ stripe: { state: 'succeeded' } });
    expect(await atStripe(id)).toHaveLength(1);
  });

  it('that fail later give the payment its money again', async () => {
    const id = await freePayment(await fixture.saveMethod(CARDS.failingRefund));
    const { body } = await refund(id);
    expect(body).toMatchObject({ state: 'posted', stripe: { state: 'succeeded' } });
    const [returned] = await atStripe(id);
    await fixture.fake.order('settle', { id: returned!.id });
    await fixture.run('pollEvents');
    await Promise.all([fixture.run('processEvents'), fixture.run('pollEvents')]);
    expect(await refundOf(id)).toMatchObject({
      state: 'undone',
      stripe: { state: 'failed', failure: 'expired_or_canceled_card' },
    });
    expect((await payment(id)).unapplied.amount).toBe('1230.00');
  });

  it('that are pending succeed when Stripe reports it', async () => {
    const id = await freePayment(await fixture.saveMethod(CARDS.pendingRefund));
    expect((await refund(id)).body).toMatchObject({ stripe: { state: 'pending' } });
    const [returned] = await atStripe(id);
    await fixture.fake.order('settle', { id: returned!.id });
    await fixture.run('pollEvents');
    expect(await refundOf(id)).toMatchObject({ state: 'posted', stripe: { state: 'succeeded' } });
  });

  it('of a payment that the bank took back meanwhile are refused by Stripe, and undone', async () => {
    const id = await freePayment();
    await fixture.fake.order('faults', { kind: 'reset_before', match: 'POST /v1/refunds', times: 3 });
    const { body } = await refund(id, { amount: '12.00' });
    await fixture.fake.order('faults/clear', {});
    const { charge } = await objectsOf(id);
    await fixture.fake.order('dispute', {
      account: FAKE_ACCOUNTS.own,
      charge,
      reason: 'fraudulent',
      status: 'lost',
    });
    await fixture.run('resolveDue', 2 * MINUTE);
    expect(await refundOf(id)).toMatchObject({
      id: body.id,
      state: 'undone',
      stripe: { state: 'failed', failure: 'charge_disputed' },
    });
    await fixture.run('pollEvents');
    expect((await payment(id)).unapplied.amount).toBe('0.00');
  });

  it('above the limit are sent once a second person approves them', async () => {
    const id = await freePayment();
    await setLimit('20.00');
    const { body } = await refund(id, { amount: '25.00' });
    expect(body).toMatchObject({ state: 'pending', secondPersonBecause: ['above_limit'] });
    await fixture.run('resolveDue', 60 * MINUTE);
    expect(await atStripe(id)).toEqual([]);
    const decided = await fixture.call<RefundAnswer>(
      'POST',
      `/refunds/${body.id}/decision`,
      { decision: 'approve', why: 'Checked' },
      fixture.invoices.manager,
    );
    expect(decided.body).toMatchObject({ state: 'posted', stripe: { state: 'succeeded' } });
    const again = await refund(id, { amount: '25.00' });
    await fixture.call(
      'POST',
      `/refunds/${again.body.id}/decision`,
      { decision: 'reject', why: 'No' },
      fixture.invoices.manager,
    );
    await fixture.run('resolveDue', 60 * MINUTE);
    expect(await atStripe(id)).toMatchObject([{ amount: 2500 }]);
    await setLimit(null);
  });

  it('keep the account connected until they are decided', async () => {
    const id = await freePayment();
    await fixture.fake.order('faults', { kind: 'reset_before', match: 'POST /v1/refunds', times: 3 });
    await refund(id, { amount: '12.00' });
    const removed = await fixture.call('DELETE', '/stripe-account');
    expect([removed.status, removed.body.code]).toEqual([409, 'receivables.stripe_account_in_use']);
    await fixture.fake.order('faults/clear', {});
    await fixture.run('resolveDue', 2 * MINUTE);
    expect(await refundOf(id)).toMatchObject({ stripe: { state: 'succeeded' } });
  });
});
