import { Payer } from '../../../external/stripe/payer.js';
import { eventually } from '../../../support/eventually.js';
import { listLedgerDifferences } from '../../../support/ledger-differences.js';
import { CARDS, type CollectionAnswer, CollectionFixture } from './collection-fixture.js';

const CHARGE = 'POST /v1/payment_intents';
const DAY_MS = 24 * 3_600_000;
const LATER_MS = 10 * 60_000;

const dayAfter = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toLocaleDateString('sv', { timeZone: 'Europe/Warsaw' });

describe('charging documents', () => {
  let fixture: CollectionFixture;
  let good: string;
  let declined: string;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('charges');
    expect((await fixture.connect()).status).toBe(200);
    declined = await fixture.saveMethod(CARDS.declined);
    good = await fixture.saveMethod(CARDS.good);
  });
  afterEach(async () => {
    await fixture?.fake.order('faults/clear', {});
    expect(await fixture.unbalanced()).toEqual([]);
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });
  afterAll(() => fixture?.close());

  /** Returns the payments that were recorded for a document. */
  const payments = (documentId: string) =>
    fixture.billing.sql<{ id: string; amount: string; unapplied: string; method: string }>(
      `select p.id, p.amount_minor as amount, p.unapplied_minor as unapplied, p.method
         from payment p join payment_attempt a on a.maker_id = p.maker_id and a.payment_id = p.id
        where a.document_id = $1`,
      [documentId],
    );

  it('pays the document, with the money in clearing until it is paid out', async () => {
    const invoice = await fixture.issue();
    const { status, body } = await fixture.charge(invoice, good);
    expect(status).toBe(200);
    expect(body.attempts).toMatchObject([
      { state: 'succeeded', kind: 'saved_method', origin: 'person', method: 'visa •••• 4242' },
    ]);
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    expect(await fixture.postings(body.attempts[0]!.paymentId!)).toEqual([
      { account: 'clearing', amount: '123000' },
      { account: 'unapplied_cash', amount: '-123000' },
      { account: 'unapplied_cash', amount: '123000' },
      { account: 'receivable', amount: '-123000' },
    ]);
    expect(await payments(invoice)).toMatchObject([{ amount: '123000', unapplied: '0', method: 'card' }]);
    expect(await fixture.charge(invoice, good)).toMatchObject({
      status: 409,
      body: { code: 'receivables.nothing_to_pay' },
    });
    expect((await fixture.collection(invoice)).paymentLink).toBeNull();
  });

  it('charges the newest method if none is named', async () => {
    const invoice = await fixture.issue();
    expect((await fixture.charge(invoice)).body.attempts[0]).toMatchObject({ method: 'visa •••• 4242' });
    expect(await fixture.charge(await fixture.issue(), 'pm_of_somebody')).toMatchObject({
      status: 404,
      body: { code: 'receivables.payment_method_not_found' },
    });
  });

  it('retries a decline on the chosen days, not while it is disputed, and once although two runs start at once', async () => {
    const invoice = await fixture.issue();
    const { body } = await fixture.charge(invoice, declined);
    expect(body.attempts).toMatchObject([
      { state: 'declined', declineCode: 'generic_decline', isHardDecline: false, retryOn: dayAfter(3) },
    ]);
    expect((await fixture.intents(invoice)).map(({ status }) => status)).toEqual(['canceled']);
    await fixture.run('chargeDue', 2 * DAY_MS);
    expect((await fixture.collection(invoice)).attempts).toHaveLength(1);

    const claim = { subject: 'quantity', claim: 'We used less' };
    const dispute = await fixture.call<{ id: string }>('POST', `/invoices/${invoice}/disputes`, claim);
    await fixture.run('chargeDue', 3 * DAY_MS);
    expect((await fixture.collection(invoice)).attempts).toHaveLength(1);
    expect((await fixture.call('POST', `/disputes/${dispute.body.id}/withdraw`)).status).toBe(200);

    await Promise.all([fixture.run('chargeDue', 3 * DAY_MS), fixture.run('chargeDue', 3 * DAY_MS)]);
    const { attempts } = await fixture.collection(invoice);
    expect(attempts).toMatchObject([
      { state: 'declined', origin: 'retry', retryOn: dayAfter(8) },
      { state: 'declined', origin: 'person', retryOn: null },
    ]);
    expect(await fixture.intents(invoice)).toHaveLength(2);

    // Paid in another way, so that the retry has nothing left to charge.
    expect((await fixture.charge(invoice, good)).body.attempts[0]).toMatchObject({ state: 'succeeded' });
    await fixture.run('chargeDue', 8 * DAY_MS);
    expect((await fixture.collection(invoice)).attempts.map(({ retryOn }) => retryOn)).toEqual([
      null,
      null,
      null,
    ]);
    expect(await payments(invoice)).toHaveLength(1);
  });

  it('never charges a method again after a hard decline', async () => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, declined);
    await fixture.billing.sql(
      `update payment_attempt set decline = decline || '{"kind": "hard", "mayRetry": false}', retry_on = current_date
        where document_id = $1`,
      [invoice],
    );
    expect(await fixture.charge(invoice, declined)).toMatchObject({
      status: 409,
      body: { code: 'receivables.payment_method_stopped' },
    });
    await fixture.run('chargeDue');
    expect((await fixture.collection(invoice)).attempts).toMatchObject([{ retryOn: null }]);
  });

  it('starts one attempt although two people charge at once', async () => {
    const invoice = await fixture.issue();
    await fixture.fake.order('settings', { latencyMs: 100 });
    const answers = await Promise.all([fixture.charge(invoice, good), fixture.charge(invoice, good)]);
    await fixture.fake.order('settings', { latencyMs: 0 });
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toMatch(
      /^receivables\.(payment_in_progress|nothing_to_pay)$/,
    );
    expect(await fixture.intents(invoice)).toHaveLength(1);
    expect(await payments(invoice)).toHaveLength(1);
  });

  it('resolves an unknown outcome before another attempt', async () => {
    const invoice = await fixture.issue();
    // Stripe's library repeats a request once if the connection was closed.
    await fixture.fake.order('faults', { kind: 'reset_after', match: CHARGE, times: 2 });
    expect((await fixture.charge(invoice, good)).body.attempts).toMatchObject([{ state: 'unknown' }]);
    expect(await fixture.charge(invoice, good)).toMatchObject({
      status: 409,
      body: { code: 'receivables.payment_in_progress' },
    });
    await fixture.run('resolveDue', LATER_MS);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'succeeded' });
    expect(await fixture.intents(invoice)).toHaveLength(1);
    expect(await fixture.openAmount(invoice)).toBe('0.00');
  });

  it('looks up an attempt whose stored response is an error, and starts a new one if it was never created', async () => {
    const [created, absent] = [await fixture.issue(), await fixture.issue()];
    await fixture.fake.order('faults', { kind: 'error_after', match: CHARGE });
    await fixture.charge(created, good);
    await fixture.fake.order('faults', { kind: 'error_before', match: CHARGE });
    await fixture.charge(absent, good);
    for (let round = 1; round <= 3; round += 1) await fixture.run('resolveDue', round * 2 * LATER_MS);
    expect(await fixture.attempt(created)).toMatchObject({ state: 'succeeded' });
    expect(await fixture.attempt(absent)).toMatchObject({ state: 'failed', fault: 'never_created' });
    expect((await fixture.charge(absent, good)).body.attempts[0]).toMatchObject({ state: 'succeeded' });
    expect(await fixture.intents(absent)).toHaveLength(1);
  });

  it('stores the attempt first, so that a process that dies after the charge leaves no unrecorded payment', async () => {
    const invoice = await fixture.issue();
    // The outcome can't be committed, as if the process had been killed.
    await fixture.billing.sql(`
      create function kill_commit() returns trigger language plpgsql as $$
      begin raise exception 'killed'; end $$`);
    await fixture.billing.sql(
      `create trigger kill before update on payment_attempt for each row execute function kill_commit()`,
    );
    expect((await fixture.charge(invoice, good)).status).toBe(500);
    await fixture.billing.sql(`drop trigger kill on payment_attempt`);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'unknown' });
    expect(await fixture.intents(invoice)).toMatchObject([{ status: 'succeeded' }]);
    await fixture.run('resolveDue', LATER_MS);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'succeeded' });
    expect(await payments(invoice)).toHaveLength(1);
    expect(await fixture.intents(invoice)).toHaveLength(1);
  });

  it('keeps the surplus on the account if the document was paid by transfer before the outcome was known', async () => {
    const invoice = await fixture.issue();
    await fixture.fake.order('faults', { kind: 'reset_after', match: CHARGE, times: 2 });
    await fixture.charge(invoice, good);
    const { body: transfer } = await fixture.call<{ id: string }>('POST', '/payments', {
      legalEntityId: fixture.invoices.maker.ids.legal_entity,
      customerId: fixture.customer.customerId,
      method: 'transfer',
      currency: 'PLN',
      amount: '1230.00',
      receivedOn: dayAfter(0),
    });
    await fixture.call('POST', `/payments/${transfer.id}/allocations`, {
      allocations: [{ documentId: invoice, amount: '1230.00' }],
    });
    await fixture.run('resolveDue', LATER_MS);
    expect(await payments(invoice)).toMatchObject([{ amount: '123000', unapplied: '123000' }]);
    expect(await fixture.openAmount(invoice)).toBe('0.00');
  });

  it('asks the payer to authenticate, through a link that ends with the payment', async () => {
    const invoice = await fixture.issue();
    const method = await fixture.saveMethod(CARDS.authenticates);
    const { body } = await fixture.charge(invoice, method);
    expect(body.attempts).toMatchObject([{ state: 'requires_authentication', retryOn: null }]);
    expect((await fixture.intents(invoice)).map(({ status }) => status)).toEqual(['canceled']);

    const link = body.paymentLink!.split('/pay/')[1]!;
    const { body: document } = await fixture.call<object>('GET', `/payment-links/${link}`);
    expect(document).toMatchObject({ open: { amount: '1230.00', currency: 'PLN' }, isInProgress: false });
    const { body: page } = await fixture.call<{ url: string }>('POST', `/payment-links/${link}`, {});
    // The link opens the same page again, so that the document isn't paid twice.
    expect((await fixture.call<{ url: string }>('POST', `/payment-links/${link}`, {})).body).toEqual(page);
    const browser = await Payer.open(page.url);
    await browser.enter(CARDS.authenticates);
    await browser.authenticate('complete');
    expect(browser.url).toBe(body.paymentLink);

    await fixture.run('resolveDue', LATER_MS);
    expect(await fixture.attempt(invoice)).toMatchObject({
      state: 'succeeded',
      kind: 'page',
      origin: 'payer',
    });
    expect((await fixture.call<object>('GET', `/payment-links/${link}`)).body).toMatchObject({
      open: { amount: '0.00' },
    });
    expect(await fixture.call('POST', `/payment-links/${link}`, {})).toMatchObject({
      status: 409,
      body: { code: 'receivables.nothing_to_pay' },
    });
  });

  it('refuses guessed and changed links', async () => {
    const invoice = await fixture.issue();
    const link = (await fixture.collection(invoice)).paymentLink!.split('/pay/')[1]!;
    const changed = `${link.slice(0, 30)}${link[30] === 'A' ? 'B' : 'A'}${link.slice(31)}`;
    for (const token of [changed, link.slice(1), 'guess', `${'A'.repeat(64)}`]) {
      const answer = await fixture.call('GET', `/payment-links/${token}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'receivables.payment_link_invalid' } });
    }
  });

  it('ends the open page of a document before it is charged, so that it is not paid twice', async () => {
    const invoice = await fixture.issue();
    const path = `/open-items/${invoice}/payment-pages`;
    const { body: page } = await fixture.call<{ url: string }>('POST', path, {}, fixture.payer);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'open' });
    expect((await fixture.charge(invoice, good)).body.attempts).toMatchObject([
      { state: 'succeeded' },
      { state: 'canceled' },
    ]);
    await expect(Payer.open(page.url).then((browser) => browser.enter(CARDS.good))).rejects.toThrow();
    expect(await payments(invoice)).toHaveLength(1);
  });

  it('stores a debit as processing, then paid, or declined with its retry', async () => {
    const [paid, failed] = [await fixture.issue('EUR'), await fixture.issue('EUR')];
    const [debit, failing] = [
      await fixture.saveMethod(CARDS.debit),
      await fixture.saveMethod(CARDS.failingDebit),
    ];
    expect((await fixture.charge(paid, debit)).body.attempts).toMatchObject([{ state: 'processing' }]);
    expect((await fixture.charge(failed, failing)).body.attempts).toMatchObject([{ state: 'processing' }]);
    expect(await fixture.charge(paid, debit)).toMatchObject({
      body: { code: 'receivables.payment_in_progress' },
    });
    await fixture.fake.order('settle', {});
    await fixture.run('resolveDue', DAY_MS);
    expect(await fixture.attempt(paid)).toMatchObject({ state: 'succeeded' });
    expect(await payments(paid)).toMatchObject([{ method: 'direct_debit', unapplied: '0' }]);
    expect(await fixture.attempt(failed)).toMatchObject({ state: 'declined' });
    expect(await fixture.openAmount(failed)).toBe('1230.00');
  });

  it('names what is missing before anything is sent', async () => {
    const invoice = await fixture.issue();
    const [, other] = fixture.invoices.maker.customers;
    const stranger = other.people.customer_admin;
    const answers = await Promise.all([
      fixture.call('POST', `/open-items/${invoice}/payment-pages`, {}, stranger),
      fixture.call('GET', `/open-items/${invoice}/card-payments`, undefined, stranger),
      fixture.call('GET', `/customers/${fixture.customer.customerId}/payment-methods`, undefined, stranger),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    await fixture.fake.order('faults', { kind: 'error_before', match: 'GET /v1/payment_methods', times: 10 });
    expect(await fixture.charge(invoice, good)).toMatchObject({
      status: 503,
      body: { code: 'receivables.stripe_unavailable' },
    });
    expect((await fixture.collection(invoice)).attempts).toEqual([]);
  });

  it('shows customers their attempts without the codes of banks and names of staff', async () => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, declined);
    const { attempts } = await eventually(
      () => fixture.collection(invoice, fixture.payer),
      (answer: CollectionAnswer) => answer.attempts.length > 0,
    );
    expect(attempts).toMatchObject([
      { declineCode: null, declineReason: 'generic_decline', createdBy: null },
    ]);
  });
});
