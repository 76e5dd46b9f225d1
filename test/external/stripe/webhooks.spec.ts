import Stripe from 'stripe';
import { type GatewayEvent, type IntentReading, isFinal, judgeReading, type StripeGateway } from '#payments';
import { newId } from '#platform';
import { eventually } from '../../support/eventually.js';
import type { PaymentIntent } from '../../support/stripe-fake/objects/shapes.js';
import { seededRandom } from '../../support/stripe-fake/random.js';
import { FAKE_ACCOUNTS, FAKE_KEYS } from '../../support/stripe-fake/server.js';
import { StripeFake } from '../../support/stripe-fake-process.js';
import { EventReceiver } from './event-receiver.js';
import { chargeOf, isReading, openGateway } from './gateways.js';

const [ACCOUNT, OTHER] = FAKE_ACCOUNTS.connected;
const [NEW, OLD] = ['whsec_new_secret', 'whsec_old_secret'];
const EXPECTED = { mode: 'test', accountIds: new Set([ACCOUNT]) } as const;
const METHODS = [
  ['pm_card_visa', 'card'],
  ['pm_card_visa', 'card'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card'],
  ['pm_card_authenticationRequired', 'card'],
  ['pm_card_createDispute', 'card'],
  ['pm_sepaDebit_success_at', 'sepa_debit'],
  ['pm_sepaDebit_failed_at', 'sepa_debit'],
  ['pm_sepaDebit_disputed_at', 'sepa_debit'],
] as const;
const ROUNDS = 12;
const CHARGES = 12;

describe('webhooks of the fake', () => {
  let fake: StripeFake;
  const gatewayOf = (accountId: string): StripeGateway =>
    openGateway({ url: fake.url, platformKey: FAKE_KEYS.platform, access: { kind: 'connected', accountId } });

  beforeAll(async () => {
    fake = await StripeFake.start();
  });
  afterAll(() => fake?.stop());

  const chargeOnce = async (accountId: string) => {
    const gateway = gatewayOf(accountId);
    const customer = await gateway.ensureCustomer({ reference: newId(), name: 'Huta Łabędy', email: null });
    return gateway.charge(chargeOf(customer, 'pm_card_visa'));
  };

  it('are accepted with the old and the new secret while they are rotated', async () => {
    for (const [accepted, sent, isAccepted] of [
      [[NEW], [NEW], true],
      [[NEW, OLD], [OLD], true],
      [[NEW], [OLD, NEW], true],
      [[NEW], [OLD], false],
    ] as const) {
      const receiver = await EventReceiver.open(accepted, EXPECTED);
      await fake.order('webhooks', { url: receiver.url, secrets: [...sent], isHeld: true });
      await chargeOnce(ACCOUNT);
      // Refused deliveries are repeated; the first refusals are enough.
      const delivering = fake.order('webhooks/deliver', {});
      await eventually(
        () => receiver.inbox.size + receiver.refused.length,
        (count) => count > 0,
      );
      expect([receiver.inbox.size > 0, receiver.refused.every((reason) => reason === 'no_match')]).toEqual([
        isAccepted,
        true,
      ]);
      await fake.order('webhooks', { url: null });
      await delivering;
      await receiver.close();
    }
  });

  it('of another account are refused', async () => {
    const receiver = await EventReceiver.open([NEW], EXPECTED);
    await fake.order('webhooks', { url: receiver.url, secrets: [NEW] });
    await chargeOnce(OTHER);
    await eventually(
      () => receiver.refused.length,
      (count) => count > 0,
    );
    expect(new Set(receiver.refused)).toEqual(new Set(['wrong_account']));
    expect(receiver.inbox.size).toBe(0);
    await fake.order('webhooks', { url: null });
    await receiver.close();
  });

  it("have signatures that Stripe's own library accepts", async () => {
    const bodies: [body: string, header: string][] = [];
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        bodies.push([body, String(request.headers['stripe-signature'])]);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await fake.order('webhooks', { url: `http://127.0.0.1:${port}/`, secrets: [OLD, NEW], isHeld: true });
    await chargeOnce(ACCOUNT);
    await fake.order('webhooks/deliver', {});
    expect(bodies.length).toBeGreaterThan(0);
    const stripe = new Stripe(FAKE_KEYS.platform);
    for (const [body, header] of bodies)
      expect(stripe.webhooks.constructEvent(body, header, NEW).account).toBe(ACCOUNT);
    await fake.order('webhooks', { url: null });
    server.close();
  });

  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    'round %d: lost, repeated, late and out of order, with polling they lead to the truth',
    async (seed) => {
      const random = seededRandom(seed);
      const gateway = gatewayOf(ACCOUNT);
      const ledger = new Ledger(gateway);
      const receiver = await EventReceiver.open([NEW], EXPECTED, (event) => ledger.handle(event));
      await fake.order('webhooks', {
        url: receiver.url,
        secrets: [NEW],
        lose: random() * 0.6,
        copies: 4,
        delayMs: 40,
        seed,
      });
      const since = new Date(Date.now() - 1000);
      const customer = await gateway.ensureCustomer({
        reference: newId(),
        name: `Round ${seed}`,
        email: null,
      });
      for (let i = 0; i < CHARGES; i += 1) {
        const [method, kind] = METHODS[Math.floor(random() * METHODS.length)]!;
        const asked = new Date();
        const outcome = await gateway.charge(chargeOf(customer, method, { methodKind: kind }));
        if (outcome.state !== 'unknown' && random() < 0.7)
          ledger.learn({ outcome, askedAt: asked, answeredAt: new Date() });
        // The product cancels an intent that requires authentication, and the payer pays on a page instead.
        if (outcome.state === 'requires_authentication' && random() < 0.5)
          await gateway.cancelIntent(outcome.intent.id);
        if (random() < 0.4) await fake.order('settle', {});
      }
      await fake.order('settle', {});
      await fake.order('webhooks/deliver', {});
      await ledger.settled();
      const learntFromWebhooks = receiver.inbox.size;

      for await (const event of gateway.listEvents(since))
        if (!receiver.inbox.has(event.id)) await ledger.handle(event);
      await ledger.readOpen();

      const intents = await fake.order<PaymentIntent[]>('intents', { account: ACCOUNT });
      const truth = intents.filter((intent) => intent.customer === customer);
      expect(truth).toHaveLength(CHARGES);
      const states = truth.map(({ id, status, last_payment_error }) => [
        id,
        STATES[status] ?? declined(last_payment_error),
      ]);
      expect(Object.fromEntries(ledger.states(truth))).toEqual(Object.fromEntries(states));
      expect(ledger.contradictions).toEqual([]);
      expect(learntFromWebhooks).toBeGreaterThan(0);
      expect(receiver.refused).toEqual([]);
      await fake.order('webhooks', { url: null });
      await receiver.close();
    },
  );
});

const STATES: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  canceled: 'canceled',
  processing: 'processing',
  requires_action: 'requires_authentication',
};

function declined(error: PaymentIntent['last_payment_error']): string {
  return error?.code === 'authentication_required' ? 'requires_authentication' : 'declined';
}

/** State that the product would store: the latest reading of each intent. */
class Ledger {
  readonly contradictions: string[] = [];
  private readonly readings = new Map<string, IntentReading>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly gateway: StripeGateway) {}

  handle({ subject }: GatewayEvent): Promise<void> {
    if (subject.kind !== 'intent') return Promise.resolve();
    const reading = this.read(subject.id).finally(() => this.running.delete(reading));
    this.running.add(reading);
    return reading;
  }

  learn(seen: IntentReading): 'read_again' | undefined {
    const { id } = seen.outcome.intent;
    const verdict = judgeReading(this.readings.get(id) ?? null, seen);
    if (verdict === 'apply') this.readings.set(id, seen);
    if (verdict === 'contradiction') this.contradictions.push(id);
    return verdict === 'read_again' ? verdict : undefined;
  }

  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** The daily poll: reads every intent that is not final. */
  async readOpen(): Promise<void> {
    for (const [id, { outcome }] of this.readings) if (!isFinal(outcome.state)) await this.read(id);
  }

  states(intents: readonly PaymentIntent[]): [id: string, state: string | undefined][] {
    return intents.map(({ id }) => [id, this.readings.get(id)?.outcome.state]);
  }

  private async read(id: string): Promise<void> {
    const answer = await this.gateway.readIntent(id);
    if (!isReading(answer)) throw new Error(`${id} is not known`);
    if (this.learn(answer) === 'read_again') await this.read(id);
  }
}
