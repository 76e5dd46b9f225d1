import { judgeLookUp, nextStepAfterUnknown, payoutDifference, type UnknownOutcome } from '#payments';
import { newId } from '#platform';
import type { PaymentIntent } from '../../support/stripe-fake/objects/shapes.js';
import { FAKE_ACCOUNTS, FAKE_KEYS } from '../../support/stripe-fake/server.js';
import { StripeFake } from '../../support/stripe-fake-process.js';
import { chargeOf, type GatewayOf, intentOf, openGateway, openRawClient, saveMethod } from './gateways.js';

/** Short, because these tests let requests time out. */
const TIMEOUT_MS = 500;
const CHARGE = 'POST /v1/payment_intents';
const [FIRST, SECOND] = FAKE_ACCOUNTS.connected;

describe('faults of Stripe', () => {
  let fake: StripeFake;
  let of: GatewayOf;
  let gateway: ReturnType<typeof openGateway>;
  let customerId: string;
  let methodId: string;

  beforeAll(async () => {
    fake = await StripeFake.start();
    of = {
      url: fake.url,
      platformKey: FAKE_KEYS.platform,
      access: { kind: 'connected', accountId: FIRST },
      timeoutMs: TIMEOUT_MS,
    };
    gateway = openGateway(of);
    customerId = await gateway.ensureCustomer({ reference: newId(), name: 'Huta Łabędy', email: null });
    methodId = await saveMethod(openRawClient(of), customerId, 'pm_card_visa');
  });
  afterEach(() => fake.order('faults/clear', {}));
  afterAll(() => fake?.stop());

  const intents = async (attemptId: string) =>
    (await fake.order<PaymentIntent[]>('intents', { account: FIRST })).filter(
      ({ metadata }) => metadata['dutycycle_attempt'] === attemptId,
    );

  it.each([
    ['hang_after', 'timeout', 1],
    ['hang_before', 'timeout', 0],
    ['reset_after', 'connection_lost', 1],
    ['reset_before', 'connection_lost', 0],
  ] as const)('%s: the outcome is unknown, and the same key charges once', async (kind, cause, created) => {
    // Stripe's library repeats a request once if the connection was closed, with the same key.
    await fake.order('faults', { kind, match: CHARGE, times: cause === 'connection_lost' ? 2 : 1 });
    const input = chargeOf(customerId, methodId);
    const sentAt = new Date();
    const outcome = await gateway.charge(input);
    expect(outcome).toEqual({ state: 'unknown', cause, isReplayed: false });
    expect(await intents(input.attemptId)).toHaveLength(created);

    const attempt = { outcome: outcome as UnknownOutcome, firstSentAt: sentAt, lastSentAt: sentAt };
    expect(nextStepAfterUnknown(attempt, new Date())).toBe('repeat');
    expect(await gateway.charge(input)).toMatchObject({ state: 'succeeded' });
    expect(await intents(input.attemptId)).toHaveLength(1);
  });

  it.each([
    ['error_after', 'found'],
    ['error_before', 'look_up_again'],
  ] as const)('%s: the stored 500 is returned again, so the attempt is looked up', async (kind, verdict) => {
    await fake.order('faults', { kind, match: CHARGE });
    const input = chargeOf(customerId, methodId);
    const sentAt = new Date();
    expect(await gateway.charge(input)).toEqual({
      state: 'unknown',
      cause: 'server_error',
      isReplayed: false,
    });
    const replayed = await gateway.charge(input);
    expect(replayed).toEqual({ state: 'unknown', cause: 'server_error', isReplayed: true });

    const attempt = { outcome: replayed as UnknownOutcome, firstSentAt: sentAt, lastSentAt: sentAt };
    expect(nextStepAfterUnknown(attempt, new Date())).toBe('look_up');
    const found = await gateway.findAttempt({ ...input, firstSentAt: sentAt });
    expect(judgeLookUp(found, attempt, new Date()).verdict).toBe(verdict);
    const later = new Date(Date.now() + 3_600_000);
    expect(judgeLookUp(found, attempt, later).verdict).toBe(found === null ? 'never_created' : 'found');
  });

  it('charges twice with a forgotten key, which is why old keys are looked up', async () => {
    const input = chargeOf(customerId, methodId);
    await gateway.charge(input);
    await fake.order('keys/forget', {});
    await gateway.charge(input);
    expect(await intents(input.attemptId)).toHaveLength(2);
  });

  it('knows that another request with the key is running', async () => {
    await fake.order('settings', { latencyMs: 200 });
    const input = chargeOf(customerId, methodId);
    const outcomes = await Promise.all([gateway.charge(input), gateway.charge(input)]);
    await fake.order('settings', { latencyMs: 0 });
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['succeeded', 'unknown']);
    expect(outcomes).toContainEqual({ state: 'unknown', cause: 'key_in_use', isReplayed: false });
    expect(await intents(input.attemptId)).toHaveLength(1);
  });

  it('reports too many requests as temporary, without a charge', async () => {
    await fake.order('faults', { kind: 'rate_limit', match: CHARGE });
    const input = chargeOf(customerId, methodId);
    await expect(gateway.charge(input)).rejects.toMatchObject({ fault: 'rate_limited', isTemporary: true });
    expect(await intents(input.attemptId)).toEqual([]);
  });

  it('repeats a refund with its key, and refunds once', async () => {
    const intentId = intentOf(await gateway.charge(chargeOf(customerId, methodId)));
    await fake.order('faults', { kind: 'reset_after', match: 'POST /v1/refunds' });
    const refundId = newId();
    const amount = { minor: 1000n, currency: 'EUR' };
    await gateway.refund({ idempotencyKey: refundId, refundId, intentId, amount });
    expect(await gateway.listRefunds(intentId)).toMatchObject([{ refundId, amount }]);
  });

  it('reports a refund that was not answered as temporary, and finds it', async () => {
    const intentId = intentOf(await gateway.charge(chargeOf(customerId, methodId)));
    await fake.order('faults', { kind: 'error_after', match: 'POST /v1/refunds' });
    const refundId = newId();
    const input = { idempotencyKey: refundId, refundId, intentId, amount: { minor: 1000n, currency: 'EUR' } };
    await expect(gateway.refund(input)).rejects.toMatchObject({ fault: 'unavailable', isTemporary: true });
    expect(await gateway.listRefunds(intentId)).toMatchObject([{ refundId }]);
  });

  it('keeps the accounts of makers apart', async () => {
    const id = intentOf(await gateway.charge(chargeOf(customerId, methodId)));
    const other = openGateway({ ...of, access: { kind: 'connected', accountId: SECOND } });
    await expect(other.readIntent(id)).rejects.toMatchObject({ fault: 'not_found' });
    await expect(other.charge(chargeOf(customerId, methodId))).rejects.toMatchObject({ fault: 'not_found' });
    const stranger = openGateway({ ...of, access: { kind: 'connected', accountId: 'acct_stranger' } });
    await expect(stranger.readIntent(id)).rejects.toMatchObject({ fault: 'account_unavailable' });
    for await (const { accountId } of gateway.listEvents(new Date(0))) expect(accountId).toBe(FIRST);
  });

  it('reads lists of more than one page', async () => {
    const since = new Date(Date.now() - 1000);
    const own = await gateway.ensureCustomer({ reference: newId(), name: 'Many charges', email: null });
    const saved = await saveMethod(openRawClient(of), own, 'pm_card_visa');
    const first = chargeOf(own, saved);
    await gateway.charge(first);
    for (let i = 0; i < 110; i += 1) await gateway.charge(chargeOf(own, saved));
    expect(await gateway.findAttempt({ ...first, firstSentAt: since })).toMatchObject({ state: 'succeeded' });
    let events = 0;
    for await (const { type } of gateway.listEvents(since))
      if (type === 'payment_intent.succeeded') events += 1;
    expect(events).toBeGreaterThan(110);
  });

  it('pays out what the entries add up to', async () => {
    const charged = intentOf(await gateway.charge(chargeOf(customerId, methodId)));
    await gateway.refund({
      idempotencyKey: newId(),
      refundId: newId(),
      intentId: charged,
      amount: { minor: 234n, currency: 'EUR' },
    });
    await gateway.charge(chargeOf(customerId, 'pm_card_createDispute'));
    await fake.order('payout', { account: FIRST });
    const payouts = [];
    for await (const payout of gateway.listPayouts(new Date(0), new Date(Date.now() + 60_000)))
      payouts.push(payout);
    expect(payouts).toHaveLength(1);
    const entries = [];
    for await (const entry of gateway.listPayoutEntries(payouts[0]!.id)) entries.push(entry);
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['payment', 'refund', 'dispute', 'payout']),
    );
    expect(payoutDifference(payouts[0]!, entries)).toBe(0n);
  });

  it('never shows the key', async () => {
    const { inspect } = await import('node:util');
    const key = FAKE_KEYS.platform;
    expect(inspect(gateway, { depth: 20, showHidden: true })).not.toContain(key);
    expect(
      JSON.stringify(gateway, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(key);
    await fake.order('faults', { kind: 'rate_limit', match: 'GET /v1/', times: 3 });
    const error: unknown = await gateway.readIntent('pi_1').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(key);
  });
});
