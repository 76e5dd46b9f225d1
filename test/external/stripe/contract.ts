import { setTimeout as wait } from 'node:timers/promises';
import type Stripe from 'stripe';
import { entryDifference, GatewayError, type PaymentGateway } from '#payments';
import { newId } from '#platform';
import { eventually } from '../../support/eventually.js';
import {
  chargeOf,
  type GatewayOf,
  intentOf,
  openGateway,
  openRawClient,
  saveMethod,
  stateOf,
} from './gateways.js';

/** A Stripe on which the contract runs: the fake or a sandbox. */
export interface ContractStripe {
  readonly of: GatewayOf;
  /** Origin of the hosted pages. */
  readonly pageOrigin: RegExp;
  /** Time between two requests while a test polls. A sandbox accepts few requests per second. */
  readonly pauseMs: number;
  /** Settles debits and refunds. A sandbox settles them automatically within seconds. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Maximum time until a sandbox settles debits, opens disputes and lists events. */
const PATIENCE_MS = 60_000;
const RETURN_ADDRESSES = {
  successUrl: 'https://dutycycle.example/paid',
  cancelUrl: 'https://dutycycle.example/pay',
};

/**
 * Describes the behaviour of Stripe on which the product relies. It runs unchanged against the fake and against a
 * sandbox of Stripe, so that the fake can't promise more than Stripe does.
 */
export function describeContract(name: string, open: () => Promise<ContractStripe>): void {
  describe(`payments through ${name}`, () => {
    let stripe: ContractStripe;
    let raw: Stripe;
    let gateway: PaymentGateway;
    let customer: string;

    beforeAll(async () => {
      stripe = await open();
      raw = openRawClient(stripe.of);
      gateway = openGateway(stripe.of);
      customer = await newCustomer();
    });
    afterAll(() => stripe?.close());

    const newCustomer = () =>
      gateway.ensureCustomer({
        reference: newId(),
        name: 'Dutycycle contract test',
        email: 'ap@example.com',
      });
    /** Settles debits and refunds, repeats a request until its result is as expected, and returns the last result. */
    const settled = async <Answer>(ask: () => Promise<Answer>, isExpected: (answer: Answer) => boolean) => {
      await stripe.settle();
      const slowly = () => wait(stripe.pauseMs).then(ask);
      return eventually(slowly, isExpected, PATIENCE_MS);
    };
    const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
      const all: Item[] = [];
      for await (const item of items) all.push(item);
      return all;
    };

    it('creates a customer once', async () => {
      const input = { reference: newId(), name: 'Huta Łabędy S.A.', email: null };
      const id = await gateway.ensureCustomer(input);
      expect(await gateway.ensureCustomer(input)).toBe(id);
    });

    it('charges a saved card, once per key', async () => {
      const input = chargeOf(customer, await saveMethod(raw, customer, 'pm_card_visa'));
      const outcome = await gateway.charge(input);
      expect(outcome).toMatchObject({
        state: 'succeeded',
        intent: { attemptId: input.attemptId, amount: input.amount, methodId: input.methodId },
      });
      expect(await gateway.charge(input)).toEqual(outcome);
      expect(await gateway.readIntent(intentOf(outcome))).toMatchObject({ outcome });
      expect(await gateway.findAttempt({ ...input, customerId: customer, firstSentAt: new Date() })).toEqual(
        outcome,
      );
    });

    it('finds no attempt that was never sent', async () => {
      const input = { attemptId: newId(), customerId: customer, firstSentAt: new Date() };
      expect(await gateway.findAttempt(input)).toBeNull();
    });

    it('knows a key that was used with another amount', async () => {
      const input = chargeOf(customer, await saveMethod(raw, customer, 'pm_card_visa'));
      await gateway.charge(input);
      const other = { ...input, amount: { minor: 999n, currency: 'EUR' } };
      expect(await gateway.charge(other)).toMatchObject({ state: 'unknown', cause: 'key_reused' });
    });

    it('charges a currency without decimals', async () => {
      const method = await saveMethod(raw, customer, 'pm_card_visa');
      const amount = { minor: 500n, currency: 'JPY' };
      expect(await gateway.charge(chargeOf(customer, method, { amount }))).toMatchObject({
        state: 'succeeded',
        intent: { amount },
      });
    });

    it.each([
      ['pm_card_chargeDeclined', 'soft', 'generic_decline', true],
      ['pm_card_chargeDeclinedInsufficientFunds', 'soft', 'insufficient_funds', true],
      ['pm_card_chargeDeclinedProcessingError', 'soft', 'processing_error', true],
      ['pm_card_chargeDeclinedIncorrectCvc', 'soft', 'incorrect_cvc', false],
      ['pm_card_chargeDeclinedExpiredCard', 'hard', 'expired_card', false],
      ['pm_card_chargeDeclinedLostCard', 'hard', 'lost_card', false],
      ['pm_card_chargeDeclinedStolenCard', 'hard', 'stolen_card', false],
    ])('reports the decline of %s as %s', async (method, kind, code, mayRetry) => {
      const input = chargeOf(customer, method);
      const outcome = await gateway.charge(input);
      expect(outcome).toMatchObject({ state: 'declined', decline: { kind, code, mayRetry } });
      // The stored decline is returned again, so another attempt needs another key.
      expect(await gateway.charge(input)).toEqual(outcome);
    });

    it('reports that the payer has to authenticate, and cancels the intent for good', async () => {
      const outcome = await gateway.charge(chargeOf(customer, 'pm_card_authenticationRequired'));
      expect(outcome.state).toBe('requires_authentication');
      const id = intentOf(outcome);
      expect(stateOf(await gateway.cancelIntent(id))).toBe('canceled');
      expect(stateOf(await gateway.cancelIntent(id))).toBe('canceled');
    });

    it('does not cancel what was paid', async () => {
      const id = intentOf(
        await gateway.charge(chargeOf(customer, await saveMethod(raw, customer, 'pm_card_visa'))),
      );
      expect(stateOf(await gateway.cancelIntent(id))).toBe('succeeded');
    });

    it.each([
      ['pm_usBankAccount_success', 'succeeded'],
      ['pm_usBankAccount_insufficientFunds', 'declined'],
    ])('submits the debit %s, which then is %s', async (method, state) => {
      const methodId = await saveMethod(raw, customer, method, 'us_bank_account');
      const amount = { minor: 5000n, currency: 'USD' };
      const outcome = await gateway.charge(
        chargeOf(customer, methodId, { methodKind: 'us_bank_account', amount }),
      );
      expect(outcome.state).toBe('processing');
      const id = intentOf(outcome);
      const read = async () => stateOf(await gateway.readIntent(id));
      expect(await settled(read, (found) => found === state)).toBe(state);
    });

    it('refunds in parts, once per key, and never more than was paid', async () => {
      const method = await saveMethod(raw, customer, 'pm_card_visa');
      const intentId = intentOf(await gateway.charge(chargeOf(customer, method)));
      const part = (minor: bigint) => ({
        idempotencyKey: `dutycycle-refund-${newId()}`,
        refundId: newId(),
        intentId,
        amount: { minor, currency: 'EUR' },
      });
      const first = part(1000n);
      const refund = await gateway.refund(first);
      expect(refund).toMatchObject({ refundId: first.refundId, intentId, amount: first.amount });
      expect(await gateway.refund(first)).toMatchObject({ id: refund.id });
      await expect(gateway.refund(part(235n))).rejects.toThrow(GatewayError);
      await gateway.refund(part(234n));
      expect((await gateway.listRefunds(intentId)).reduce((sum, { amount }) => sum + amount.minor, 0n)).toBe(
        1234n,
      );
      expect(await gateway.readRefund(refund.id)).toMatchObject({ id: refund.id });
    });

    it('learns that a refund failed later', async () => {
      const method = await saveMethod(raw, customer, 'pm_card_refundFail');
      const intentId = intentOf(await gateway.charge(chargeOf(customer, method)));
      const input = { refundId: newId(), intentId, amount: { minor: 1234n, currency: 'EUR' } };
      const { id } = await gateway.refund({ ...input, idempotencyKey: input.refundId });
      const read = async () => (await gateway.readRefund(id)).state;
      expect(await settled(read, (state) => state === 'failed')).toBe('failed');
    });

    it('learns of a chargeback, which leaves the payment itself succeeded', async () => {
      const since = new Date();
      const method = await saveMethod(raw, customer, 'pm_card_createDispute');
      const intentId = intentOf(await gateway.charge(chargeOf(customer, method)));
      const read = async () => {
        const subjects = (await collect(gateway.listEvents(since))).map(({ subject }) => subject);
        const ids = subjects.flatMap((subject) => (subject.kind === 'dispute' ? [subject.id] : []));
        return Promise.all(ids.map((id) => gateway.readDispute(id)));
      };
      const disputes = await settled(read, (found) => found.some((one) => one.intentId === intentId));
      expect(disputes).toContainEqual(
        expect.objectContaining({ intentId, state: 'open', amount: { minor: 1234n, currency: 'EUR' } }),
      );
      expect(stateOf(await gateway.readIntent(intentId))).toBe('succeeded');
    });

    it('lists, reads and removes saved methods', async () => {
      const owner = await newCustomer();
      const id = await saveMethod(raw, owner, 'pm_card_visa');
      const saved = { id, kind: 'card', issuer: 'visa', lastDigits: '4242', customerId: owner };
      expect(await gateway.listMethods(owner)).toMatchObject([saved]);
      expect(await gateway.readMethod(id)).toMatchObject(saved);
      await gateway.removeMethod(id);
      expect(await gateway.listMethods(owner)).toEqual([]);
      await expect(gateway.charge(chargeOf(owner, id))).rejects.toThrow(GatewayError);
    });

    it('opens a page for a payment, and ends it', async () => {
      const input = {
        ...RETURN_ADDRESSES,
        idempotencyKey: newId(),
        customerId: customer,
        attemptId: newId(),
        amount: { minor: 1234n, currency: 'EUR' },
        kinds: ['card'],
        title: 'Invoice PL-0042',
        language: 'pl',
        expiresAt: new Date(Date.now() + 3_600_000),
      } as const;
      const page = await gateway.startHostedPayment(input);
      expect(page.url).toMatch(stripe.pageOrigin);
      expect(await gateway.startHostedPayment(input)).toEqual(page);
      expect(await gateway.readHostedPayment(page.id)).toMatchObject({ page, state: 'open', intentId: null });
      expect(await gateway.expireHostedPage(page.id)).toMatchObject({ state: 'expired' });
      expect(await gateway.expireHostedPage(page.id)).toMatchObject({
        state: 'expired',
        page: { url: null },
      });
    });

    it('opens a page that saves a method', async () => {
      const page = await gateway.startMethodSetup({
        ...RETURN_ADDRESSES,
        idempotencyKey: newId(),
        customerId: customer,
        kinds: ['card'],
        language: 'es',
      });
      expect(page.url).toMatch(stripe.pageOrigin);
      expect(await gateway.readMethodSetup(page.id)).toEqual({ state: 'open', method: null });
    });

    it('lists events of payments, and none of charges', async () => {
      const since = new Date();
      const method = await saveMethod(raw, customer, 'pm_card_visa');
      const id = intentOf(await gateway.charge(chargeOf(customer, method)));
      const events = await settled(
        () => collect(gateway.listEvents(since)),
        (found) => found.some(({ subject }) => subject.kind === 'intent' && subject.id === id),
      );
      expect(events).toContainEqual(
        expect.objectContaining({
          type: 'payment_intent.succeeded',
          mode: 'test',
          subject: { kind: 'intent', id },
        }),
      );
      expect(events.filter(({ subject }) => subject.kind === 'ignored')).toEqual([]);
    });

    it('lists the entries of the balance with fees, and payouts', async () => {
      const from = new Date(Date.now() - 60_000);
      const method = await saveMethod(raw, customer, 'pm_card_visa');
      const outcome = await gateway.charge(chargeOf(customer, method));
      const chargeId = outcome.state === 'succeeded' ? outcome.intent.chargeId : null;
      const read = async () => {
        const entries = await collect(gateway.listBalanceEntries(from, new Date(Date.now() + 60_000)));
        return entries.filter(({ sourceId }) => sourceId === chargeId);
      };
      const [entry, ...others] = await settled(read, (found) => found.length > 0);
      expect(others).toEqual([]);
      expect(entry?.kind).toBe('payment');
      expect(entryDifference(entry!)).toBe(0n);
      for (const payout of await collect(gateway.listPayouts(from, new Date())))
        expect(payout.id).toMatch(/^po_/);
    });

    it.each([
      ['an intent', () => gateway.readIntent('pi_doesnotexist')],
      ['a page', () => gateway.readHostedPayment('cs_test_doesnotexist')],
      ['a refund', () => gateway.readRefund('re_doesnotexist')],
      ['a dispute', () => gateway.readDispute('dp_doesnotexist')],
      ['a method', () => gateway.readMethod('pm_doesnotexist')],
      ['a customer', () => gateway.charge(chargeOf('cus_doesnotexist', 'pm_card_visa'))],
    ])('reports %s that does not exist', async (_, act) => {
      await expect(act()).rejects.toMatchObject({ fault: 'not_found', providerCode: 'resource_missing' });
    });

    it('refuses amounts that are too small', async () => {
      const amount = { minor: 1n, currency: 'EUR' };
      await expect(gateway.charge(chargeOf(customer, 'pm_card_visa', { amount }))).rejects.toMatchObject({
        fault: 'amount_out_of_range',
      });
    });

    it('refuses a wrong key without repeating it', async () => {
      const key = `sk_test_${'wrong'.repeat(6)}`;
      const other = openGateway({ ...stripe.of, platformKey: key, access: { kind: 'own_key', key } });
      const error: unknown = await other.readIntent('pi_1').catch((caught: unknown) => caught);
      expect(error).toMatchObject({ fault: 'key_refused' });
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('wrong');
    });
  });
}
