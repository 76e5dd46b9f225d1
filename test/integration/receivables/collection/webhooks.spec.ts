import { eventually } from '../../../support/eventually.js';
import { listLedgerDifferences } from '../../../support/ledger-differences.js';
import { FAKE_ACCOUNTS } from '../../../support/stripe-fake/server.js';
import { signatureHeader } from '../../../support/stripe-fake/webhooks/sign.js';
import { CARDS, CollectionFixture } from './collection-fixture.js';

const [NEW, OLD, PLATFORM] = ['whsec_new_secret', 'whsec_old_secret', 'whsec_platform_secret'];
const CHARGE = 'POST /v1/payment_intents';
const LATER_MS = 10 * 60_000;

describe('webhooks of Stripe', () => {
  let fixture: CollectionFixture;
  let method: string;
  let url: string;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('stripe-webhooks', [PLATFORM]);
    await fixture.connect();
    for (const webhookSecret of [OLD, NEW]) await fixture.call('PATCH', '/stripe-account', { webhookSecret });
    url = `${fixture.invoices.api.url}/api/v1/stripe-events/${fixture.invoices.maker.makerId}`;
    method = await fixture.saveMethod(CARDS.good);
  });
  afterEach(async () => {
    await fixture.fake.order('webhooks', { url: null });
    await fixture.fake.order('faults/clear', {});
    expect(await fixture.unbalanced()).toEqual([]);
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });
  afterAll(() => fixture?.close());

  const inbox = () =>
    fixture.billing.sql<{ eventId: string; type: string; isProcessed: boolean }>(
      `select event_id as "eventId", type, processed_at is not null as "isProcessed" from stripe_event`,
    );
  const payments = (documentId: string) =>
    fixture.billing.sql(
      `select p.id from payment p join payment_attempt a on a.maker_id = p.maker_id and a.payment_id = p.id
        where a.document_id = $1`,
      [documentId],
    );
  const event = (over: object = {}): string =>
    JSON.stringify({
      id: `evt_${crypto.randomUUID()}`,
      object: 'event',
      type: 'payment_intent.succeeded',
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      data: { object: { id: 'pi_of_nobody', object: 'payment_intent' } },
      ...over,
    });
  const send = async (
    to: string,
    body: string,
    {
      secret = NEW,
      ageSeconds = 0,
      signed = body,
    }: { secret?: string; ageSeconds?: number; signed?: string } = {},
  ): Promise<number> => {
    const header = signatureHeader(signed, [secret], Math.floor(Date.now() / 1000) - ageSeconds);
    const headers = { 'content-type': 'application/json', 'stripe-signature': header };
    return (await fetch(to, { method: 'POST', body, headers })).status;
  };
  /** Lets the fake send webhooks, five copies of each, late and in any order. */
  const useWebhooks = (more: { lose?: number; secrets?: string[]; isHeld?: boolean } = {}) =>
    fixture.fake.order('webhooks', { url, secrets: [NEW], copies: 5, delayMs: 200, seed: 7, ...more });
  /** Loses the response to a charge, and resolves the charge by processing events alone. */
  const loseResponse = async (): Promise<string> => {
    const invoice = await fixture.issue();
    await fixture.fake.order('faults', { kind: 'reset_after', match: CHARGE, times: 2 });
    expect((await fixture.charge(invoice, method)).body.attempts).toMatchObject([{ state: 'unknown' }]);
    return invoice;
  };

  it('settle a payment whose response was lost, once although each arrives several times', async () => {
    await useWebhooks({ isHeld: true });
    const invoice = await loseResponse();
    await fixture.fake.order('webhooks/deliver', {});
    const received = await inbox();
    expect(received.map(({ type }) => type)).toContain('payment_intent.succeeded');
    // The charge reports the same payment again.
    expect(received.filter(({ type }) => type.startsWith('charge.'))).toEqual([]);
    expect(received.some(({ isProcessed }) => isProcessed)).toBe(false);
    await Promise.all([fixture.run('processEvents'), fixture.run('processEvents')]);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'succeeded' });
    expect(await payments(invoice)).toHaveLength(1);
    expect((await inbox()).every(({ isProcessed }) => isProcessed)).toBe(true);
    await fixture.run('resolveDue', LATER_MS);
    expect(await payments(invoice)).toHaveLength(1);
  });

  it('may arrive before the response to the request', async () => {
    const invoice = await fixture.issue();
    await useWebhooks();
    await fixture.fake.order('faults', { kind: 'slow', match: CHARGE, delayMs: 1500 });
    const charging = fixture.charge(invoice, method);
    await eventually(inbox, (events) => events.some(({ isProcessed }) => !isProcessed));
    await eventually(
      async () => {
        await fixture.run('processEvents');
        return payments(invoice);
      },
      (found) => found.length > 0,
    );
    expect((await charging).body.attempts).toMatchObject([{ state: 'succeeded' }]);
    expect(await payments(invoice)).toHaveLength(1);
  });

  it('are found in the list of events if they never arrive', async () => {
    await useWebhooks({ lose: 1 });
    const invoice = await loseResponse();
    await fixture.run('processEvents');
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'unknown' });
    await fixture.run('pollEvents');
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'succeeded' });
    const before = (await inbox()).length;
    await fixture.run('pollEvents');
    expect(await inbox()).toHaveLength(before);
  });

  it('are accepted with both secrets during a rotation, and with the old one no longer than a day', async () => {
    expect(await send(url, event(), { secret: NEW })).toBe(204);
    expect(await send(url, event(), { secret: OLD })).toBe(204);
    await fixture.billing.sql(`update stripe_account set previous_valid_until = now()`);
    expect(await send(url, event(), { secret: OLD })).toBe(400);
  });

  it.each<[string, () => Promise<number>]>([
    ['a wrong secret', () => send(url, event(), { secret: 'whsec_forged_secret' })],
    ['a changed body', () => send(url, event(), { signed: event() })],
    ['an old signature', () => send(url, event(), { ageSeconds: 301 })],
    ['a signature of the future', () => send(url, event(), { ageSeconds: -301 })],
    ['a live event to test keys', () => send(url, event({ livemode: true }))],
    ['a connected account', () => send(url, event({ account: FAKE_ACCOUNTS.connected[0] }))],
    ['no event', () => send(url, '{"object":"ping"}')],
    ['no JSON', () => send(url, 'evt_1')],
    ['an unknown maker', () => send(url.replace(/[^/]+$/, crypto.randomUUID()), event())],
    [
      'the platform, for an unknown account',
      () => send(platformUrl(), event({ account: 'acct_x' }), BY_PLATFORM),
    ],
    ['the platform, without an account', () => send(platformUrl(), event(), BY_PLATFORM)],
    ["the platform, with a maker's secret", () => send(platformUrl(), event({ account: 'acct_x' }))],
  ])('with %s are refused', async (_, attack) => {
    const before = await inbox();
    expect(await attack()).toBe(400);
    expect(await inbox()).toEqual(before);
  });
  const BY_PLATFORM = { secret: PLATFORM };
  const platformUrl = () => url.replace(/\/[^/]+$/, '');

  it('are refused beyond 256 KiB before they are verified', async () => {
    expect(await send(url, event({ padding: 'x'.repeat(256 * 1024) }))).toBe(413);
  });

  it("of a maker never change another maker's payments", async () => {
    const invoice = await loseResponse();
    const [intent] = await fixture.intents(invoice);
    const other = await fixture.billing.makeMaker('stripe-webhooks-other');
    const as = other.staff.finance;
    const [account] = FAKE_ACCOUNTS.connected;
    expect((await fixture.call('PUT', '/stripe-account', { accountId: account }, as)).status).toBe(200);
    const body = event({ account, data: { object: { id: intent!.id, object: 'payment_intent' } } });
    expect(await send(platformUrl(), body, BY_PLATFORM)).toBe(204);
    expect(await send(url, body, { secret: PLATFORM })).toBe(400);
    const stored = await fixture.billing.sql<{ makerId: string }>(
      `select maker_id as "makerId" from stripe_event where account = $1`,
      [account],
    );
    expect(stored).toEqual([{ makerId: other.makerId }]);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'unknown' });
    await fixture.run('resolveDue', LATER_MS);
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'succeeded' });
  });
});
