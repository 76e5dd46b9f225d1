import { NotificationRecorder, type SourceEvent } from '#notifications';
import { systemScope } from '#platform';
import { FAKE_ACCOUNTS } from '../../../support/stripe-fake/server.js';
import { CARDS, CollectionFixture } from './collection-fixture.js';

const DAY_MS = 24 * 3_600_000;

describe('notifications of payments', () => {
  let fixture: CollectionFixture;
  let declined: string;
  let good: string;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('paynotices');
    await fixture.connect();
    declined = await fixture.saveMethod(CARDS.declined);
    good = await fixture.saveMethod(CARDS.good);
    await fixture.billing.sql(`delete from notification_preference`);
  });
  afterAll(() => fixture?.close());

  const retryOn = (retryDays: readonly number[]) => fixture.call('PATCH', '/stripe-account', { retryDays });
  /** Returns the events of an invoice that people are notified of. */
  const events = (invoice: string) =>
    fixture.billing.sql<SourceEvent>(
      `select id, name, payload from outbox_event
        where payload ->> 'invoiceId' = $1 and name in ('receivables.payment_failed', 'receivables.chargeback_opened')
        order by id`,
      [invoice],
    );
  /** Records the notifications of an invoice's events as the worker's relay does. */
  const notify = async (invoice: string) => {
    const { makerId, staff } = fixture.invoices.maker;
    const recorder = fixture.billing.app.get(NotificationRecorder);
    const notified = await recorder.record(systemScope(makerId), await events(invoice));
    const stored = await fixture.billing.sql<{ type: string; kind: string; params: object }>(
      `select type, object_kind as kind, params from notification_event where object_id = $1
        and type in ('payment.failed', 'chargeback.opened')`,
      [invoice],
    );
    const names = Object.values(staff)
      .filter(({ membershipId }) => notified.includes(membershipId))
      .map(({ role }) => role)
      .sort();
    return { names, others: notified.length - names.length, stored };
  };
  const dispute = async (invoice: string, status: 'needs_response' | 'warning_needs_response' | 'lost') => {
    const charge = (await fixture.intents(invoice))[0]!.latest_charge!;
    const order = { account: FAKE_ACCOUNTS.own, charge, reason: 'product_not_received', status };
    return (await fixture.fake.order<{ id: string }>('dispute', order)).id;
  };

  it('tell the finance team once that a method was declined for the last time', async () => {
    await retryOn([3]);
    const invoice = await fixture.issue();
    await fixture.charge(invoice, declined);
    expect(await events(invoice)).toEqual([]);
    await Promise.all([fixture.run('chargeDue', 3 * DAY_MS), fixture.run('chargeDue', 3 * DAY_MS)]);
    await fixture.run('resolveDue', 3 * DAY_MS + 3_600_000);
    await fixture.run('pollEvents', 3 * DAY_MS + 3_600_000);
    const attempt = await fixture.attempt(invoice);
    expect(attempt).toMatchObject({ state: 'declined', origin: 'retry', retryOn: null });
    expect(await events(invoice)).toMatchObject([
      { name: 'receivables.payment_failed', payload: { invoiceId: invoice, attemptId: attempt.id } },
    ]);
    const { names, others, stored } = await notify(invoice);
    expect([names, others]).toEqual([['finance', 'manager'], 0]);
    expect(stored).toMatchObject([
      {
        type: 'payment.failed',
        kind: 'invoice',
        params: { amount: '1230.00', currency: 'PLN', method: 'visa •••• 0341', reason: 'generic_decline' },
      },
    ]);
    expect((await notify(invoice)).names).toEqual([]);
  });

  it('tell that no retry follows because the method was removed', async () => {
    await retryOn([3]);
    const invoice = await fixture.issue();
    await fixture.charge(invoice, declined);
    const path = `/customers/${fixture.customer.customerId}/payment-methods/${declined}`;
    expect((await fixture.call('DELETE', path, undefined, fixture.payer)).status).toBe(204);
    await Promise.all([fixture.run('chargeDue', 3 * DAY_MS), fixture.run('chargeDue', 3 * DAY_MS)]);
    await fixture.run('chargeDue', 4 * DAY_MS);
    expect(await events(invoice)).toMatchObject([{ name: 'receivables.payment_failed' }]);
    declined = await fixture.saveMethod(CARDS.declined);
  });

  it('don’t tell of a decline after which the invoice was paid', async () => {
    await retryOn([]);
    const invoice = await fixture.issue();
    await fixture.charge(invoice, declined);
    expect(await events(invoice)).toHaveLength(1);
    await fixture.charge(invoice, good);
    expect(await notify(invoice)).toMatchObject({ names: [], stored: [] });
  });

  it('tell the finance team once of a chargeback, with its reason and the last day for evidence', async () => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, good);
    const id = await dispute(invoice, 'needs_response');
    await fixture.run('pollEvents');
    await Promise.all([fixture.run('processEvents'), fixture.run('pollEvents')]);
    const [event] = await events(invoice);
    const { names, others, stored } = await notify(invoice);
    expect([names, others]).toEqual([['finance', 'manager'], 0]);
    expect(stored).toEqual([
      {
        type: 'chargeback.opened',
        kind: 'invoice',
        params: expect.objectContaining({
          customer: expect.stringContaining('Customer a') as string,
          invoice: expect.any(String) as string,
          amount: '1230.00',
          currency: 'PLN',
          reason: 'product_not_received',
          evidenceDueOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
        }) as object,
      },
    ]);
    await fixture.fake.order('dispute/close', { account: FAKE_ACCOUNTS.own, id, result: 'lost' });
    await fixture.run('pollEvents');
    expect(await events(invoice)).toEqual([event]);
  });

  it('of a chargeback that is lost at once have no day for evidence', async () => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, good);
    await dispute(invoice, 'lost');
    await fixture.run('pollEvents');
    expect((await notify(invoice)).stored).toMatchObject([
      { params: { state: 'lost', evidenceDueOn: null } },
    ]);
  });

  it('don’t tell of an inquiry, or of a chargeback that was won meanwhile', async () => {
    const [asked, won] = [await fixture.issue(), await fixture.issue()];
    await fixture.charge(asked, good);
    await fixture.charge(won, good);
    await dispute(asked, 'warning_needs_response');
    const id = await dispute(won, 'needs_response');
    await fixture.run('pollEvents');
    await fixture.fake.order('dispute/close', { account: FAKE_ACCOUNTS.own, id, result: 'won' });
    await fixture.run('pollEvents');
    expect(await events(asked)).toEqual([]);
    expect(await notify(won)).toMatchObject({ names: [], stored: [] });
  });
});
