import { listLedgerDifferences } from '../../../support/ledger-differences.js';
import { CARDS, CollectionFixture } from './collection-fixture.js';

const DAY = 86_400_000;

interface PlannedAnswer {
  readonly planned: { readonly on: string; readonly method: string | null } | null;
}

describe('automatic payments', () => {
  let fixture: CollectionFixture;
  let good: string;
  let declined: string;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('automatic-payments');
    await fixture.connect();
    good = await fixture.saveMethod(CARDS.good);
    declined = await fixture.saveMethod(CARDS.declined);
  });
  beforeEach(() => turnOn(good));
  afterEach(async () => {
    await fixture.call('DELETE', path());
    await fixture.billing.sql(`update open_item set due_on = '2026-01-01' where due_on >= current_date`);
    expect(await fixture.unbalanced()).toEqual([]);
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });
  afterAll(() => fixture?.close());

  const path = () => `/customers/${fixture.customer.customerId}/automatic-payment`;
  const turnOn = (methodId: string, as = fixture.payer) => fixture.call('PUT', path(), { methodId }, as);
  const methods = async () =>
    (
      await fixture.call<{ automaticMethodId: string | null }>(
        'GET',
        `/customers/${fixture.customer.customerId}/payment-methods`,
      )
    ).body;
  /** Issues an invoice that is due in some days. */
  const dueIn = async (days: number): Promise<string> => {
    const invoice = await fixture.issue();
    await fixture.billing.sql(`update open_item set due_on = current_date + $2::int where document_id = $1`, [
      invoice,
      days,
    ]);
    return invoice;
  };
  const planned = async (invoice: string) =>
    (await fixture.call<PlannedAnswer>('GET', `/open-items/${invoice}/card-payments`)).body.planned;
  const origins = async (invoice: string) =>
    (await fixture.collection(invoice)).attempts.map(({ origin, state }) => `${origin} ${state}`);

  it('pay an invoice on its due date, once', async () => {
    const invoice = await dueIn(3);
    const on = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
    expect(await planned(invoice)).toEqual({ on, method: expect.stringContaining('4242') as string });
    await fixture.run('chargeDue', DAY);
    expect(await origins(invoice)).toEqual([]);
    await Promise.all([fixture.run('chargeDue', 4 * DAY), fixture.run('chargeDue', 4 * DAY)]);
    await fixture.run('chargeDue', 5 * DAY);
    expect(await origins(invoice)).toEqual(['due_date succeeded']);
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    expect(await planned(invoice)).toBeNull();
  });

  it('leave invoices alone that were due before they were turned on', async () => {
    const invoice = await dueIn(-2);
    expect(await planned(invoice)).toBeNull();
    await fixture.run('chargeDue', DAY);
    expect(await origins(invoice)).toEqual([]);
  });

  it('wait while an invoice is disputed', async () => {
    const invoice = await dueIn(1);
    const { body } = await fixture.call<{ id: string }>(
      'POST',
      `/invoices/${invoice}/disputes`,
      { subject: 'quantity', claim: 'Nobody worked on that day.', claimed: '10.00' },
      fixture.payer,
    );
    await fixture.run('chargeDue', 2 * DAY);
    expect(await origins(invoice)).toEqual([]);
    await fixture.billing.sql(
      `update dispute set state = 'withdrawn', decided_at = opened_at where id = $1`,
      [body.id],
    );
    await fixture.run('chargeDue', 2 * DAY);
    expect(await origins(invoice)).toEqual(['due_date succeeded']);
  });

  it('that are declined are retried like other charges', async () => {
    await turnOn(declined);
    const invoice = await dueIn(1);
    await fixture.run('chargeDue', 2 * DAY);
    expect(await fixture.attempt(invoice)).toMatchObject({
      origin: 'due_date',
      state: 'declined',
      retryOn: expect.any(String) as string,
    });
    await fixture.run('chargeDue', 2 * DAY);
    expect(await origins(invoice)).toEqual(['due_date declined']);
    await fixture.run('chargeDue', 10 * DAY);
    expect(await origins(invoice)).toEqual(['retry declined', 'due_date declined']);
  });

  it('leave an invoice alone that its payer is paying on a page of Stripe', async () => {
    const invoice = await dueIn(1);
    await fixture.call('POST', `/open-items/${invoice}/payment-pages`, {}, fixture.payer);
    await fixture.run('chargeDue', 2 * DAY);
    expect(await origins(invoice)).toEqual(['payer open']);
  });

  it('end with the method, also if it was removed at Stripe', async () => {
    const other = await fixture.saveMethod(CARDS.second);
    await turnOn(other);
    expect((await methods()).automaticMethodId).toBe(other);
    await fixture.call(
      'DELETE',
      `/customers/${fixture.customer.customerId}/payment-methods/${other}`,
      undefined,
      fixture.payer,
    );
    expect((await methods()).automaticMethodId).toBeNull();
    await turnOn(good);
    await fixture.billing.sql(`update automatic_payment set method_id = 'pm_removed'`);
    const invoice = await dueIn(1);
    await fixture.run('chargeDue', 2 * DAY);
    expect(await origins(invoice)).toEqual([]);
    expect((await methods()).automaticMethodId).toBeNull();
  });

  it('need a saved method of the same customer', async () => {
    const { status, body } = await turnOn('pm_of_nobody');
    expect([status, body.code]).toEqual([404, 'receivables.payment_method_not_found']);
  });

  it('are turned off by the customer', async () => {
    await fixture.call('DELETE', path(), undefined, fixture.payer);
    const invoice = await dueIn(1);
    await fixture.run('chargeDue', 2 * DAY);
    expect(await origins(invoice)).toEqual([]);
  });
});
