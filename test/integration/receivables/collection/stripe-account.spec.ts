import { FAKE_ACCOUNTS, FAKE_KEYS } from '../../../support/stripe-fake/server.js';
import { CARDS, CollectionFixture } from './collection-fixture.js';

interface StatusAnswer {
  readonly code?: string;
  readonly fields?: readonly object[];
  readonly areOn: boolean;
  readonly reason: string | null;
  readonly webhookUrl: string;
  readonly account: object | null;
}

const SECRET = 'whsec_first_secret';

describe('the Stripe account of a maker', () => {
  let fixture: CollectionFixture;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('stripe-account');
  });
  afterAll(() => fixture?.close());

  const request = (method: string, body?: object, as = fixture.invoices.finance) =>
    fixture.call<StatusAnswer>(method, '/stripe-account', body, as);
  const stored = async (): Promise<string> =>
    JSON.stringify(
      await fixture.billing.sql(
        `select to_jsonb(s) as row from stripe_account s union all select to_jsonb(a) from audit_entry a
           where a.entity = 'maker'`,
      ),
    );

  it('is not there at first: payments are off, and everything else works', async () => {
    expect((await request('GET')).body).toMatchObject({ areOn: false, reason: 'no_key', account: null });
    const invoice = await fixture.issue();
    expect(await fixture.charge(invoice)).toMatchObject({
      status: 409,
      body: { code: 'receivables.cards_off' },
    });
    expect((await fixture.collection(invoice)).paymentLink).toBeNull();
    expect((await request('DELETE')).status).toBe(404);
    expect((await request('PATCH', { retryDays: [1] })).status).toBe(404);
  });

  it.each([
    [{ key: 'pk_test_publishable' }, '/key', 'receivables.stripe_key_invalid'],
    [{ key: 'rk_test_unknownkey' }, '/key', 'receivables.stripe_key_refused'],
    [{ key: 'sk_live_neverToAFake' }, '/key', 'receivables.stripe_address_refused'],
    [{ accountId: 'somebody' }, '/accountId', 'receivables.stripe_account_invalid'],
    [{ accountId: 'acct_ofanotherplatform' }, '/accountId', 'receivables.stripe_key_refused'],
    [{}, '/key', 'receivables.stripe_key_invalid'],
  ])('refuses %j, and stores nothing', async (body, pointer, code) => {
    expect(await request('PUT', body)).toMatchObject({
      status: 422,
      body: { code: 'receivables.stripe_settings_invalid', fields: [{ pointer, code }] },
    });
    expect((await request('GET')).body.account).toBeNull();
  });

  it('is connected with a key that nobody can read again', async () => {
    const { status, text } = await request('PUT', { key: FAKE_KEYS.own });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      areOn: true,
      mode: 'test',
      reason: null,
      account: { kind: 'own_key', key: 'rk_test_…eown', retryDays: [3, 5, 7], hasWebhookSecret: false },
    });
    expect(text).not.toContain(FAKE_KEYS.own);
    expect(await stored()).toContain('rk_test_…eown');
    expect(await stored()).not.toContain(FAKE_KEYS.own);
  });

  it('has retries, and two webhook secrets for a day after a rotation', async () => {
    expect((await request('PATCH', { retryDays: [1, 2], webhookSecret: SECRET })).body.account).toMatchObject(
      {
        retryDays: [1, 2],
        hasWebhookSecret: true,
        previousSecretValidUntil: null,
      },
    );
    const { body } = await request('PATCH', { webhookSecret: 'whsec_second_secret' });
    expect(body.account).toMatchObject({ previousSecretValidUntil: expect.any(String) as string });
    expect(await stored()).not.toContain(SECRET);
    for (const wrong of [{ retryDays: [0] }, { retryDays: [1.5] }, { webhookSecret: 'secret' }])
      expect((await request('PATCH', wrong)).status).toBe(422);
  });

  it('is not replaced by another one or removed while a payment is processed', async () => {
    const invoice = await fixture.issue('EUR');
    const method = await fixture.saveMethod(CARDS.debit);
    expect((await fixture.charge(invoice, method)).body.attempts).toMatchObject([{ state: 'processing' }]);
    const inUse = { status: 409, body: { code: 'receivables.stripe_account_in_use' } };
    expect(await request('PUT', { accountId: FAKE_ACCOUNTS.connected[0] })).toMatchObject(inUse);
    expect(await request('DELETE')).toMatchObject(inUse);
    // A new key of the same account can read the payment.
    expect((await request('PUT', { key: FAKE_KEYS.own })).status).toBe(200);
    await fixture.billing.sql(
      `update payment_attempt set state = 'canceled', next_check_at = null where document_id = $1`,
      [invoice],
    );
  });

  it('is one of the platform that no other maker uses', async () => {
    const [account] = FAKE_ACCOUNTS.connected;
    expect((await request('PUT', { accountId: account })).body).toMatchObject({
      areOn: true,
      account: { kind: 'connected', accountId: account, key: null },
    });
    const other = await fixture.billing.makeMaker('stripe-account-other');
    expect(await request('PUT', { accountId: account }, other.staff.finance)).toMatchObject({
      status: 409,
      body: { code: 'receivables.stripe_account_taken' },
    });
  });

  it('is removed, and payments are off', async () => {
    expect((await request('DELETE')).status).toBe(204);
    expect((await request('GET')).body).toMatchObject({ areOn: false, reason: 'no_key', account: null });
    const actions = await fixture.billing.sql<{ action: string }>(
      `select action from audit_entry where action like 'receivables.stripe_account%' order by at, id`,
    );
    expect(new Set(actions.map(({ action }) => action.split('_').at(-1)))).toEqual(
      new Set(['connected', 'changed', 'removed']),
    );
  });
});
