import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../../test/support/stripe-fake/http/faults.js';
import type { ActorProcess } from './actor-process.js';
import type { CollectionWorld } from './collection-world.js';

const CHARGE = 'POST /v1/payment_intents';
const REFUND = 'POST /v1/refunds';
/** Requests after the first one that the library of Stripe sends by itself. */
const REPEATS = 2;
/** Time in which a killed process is somewhere between its order and its answer. */
const LIFE_MS = 700;
const SLOW_MS = 400;

/** An open invoice on which a scenario acts. */
export interface Round {
  readonly world: CollectionWorld;
  readonly invoice: string;
  readonly random: () => number;
}

export interface Scenario {
  readonly name: string;
  readonly run: (round: Round) => Promise<void>;
}

/** The faults of the proof. Each leaves the world in any state; `settle` then lets the background work end it. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'killed while it charges', run: killedCharge },
  { name: 'killed right after the charge', run: killedAfterCharge },
  { name: 'no answer after the charge', run: (round) => chargeWith(round, 'reset_after') },
  { name: 'no answer before the charge', run: (round) => chargeWith(round, 'reset_before') },
  { name: 'server error after the charge', run: (round) => chargeWith(round, 'error_after') },
  { name: 'server error before the charge', run: (round) => chargeWith(round, 'error_before') },
  { name: 'webhooks before the answer, five times', run: webhooksFirst },
  { name: 'webhooks never', run: webhooksNever },
  { name: 'unknown, then paid by transfer', run: paidByTransfer },
  { name: 'two people charge at once', run: chargedTwice },
  { name: 'a retry by two workers at once', run: retriedTwice },
  { name: 'refunded twice at once', run: refundedTwice },
  { name: 'killed while it refunds', run: killedRefund },
  { name: 'killed while it processes events', run: killedEvents },
];

const charge = ({ world, invoice }: Round, actor: ActorProcess, methodId = world.methods.good) =>
  world.do(actor, { kind: 'charge', documentId: invoice, methodId });

async function chargeWith(round: Round, kind: FaultKind): Promise<void> {
  await round.world.fixture.fake.order('faults', { kind, match: CHARGE, times: 1 + REPEATS });
  await charge(round, round.world.first);
}

async function killedCharge(round: Round): Promise<void> {
  const { world, random } = round;
  await world.first.start();
  const slow = { kind: 'slow' as const, match: CHARGE, delayMs: random() * SLOW_MS };
  if (random() < 0.5) await world.fixture.fake.order('faults', slow);
  const charging = charge(round, world.first);
  await sleep(random() * LIFE_MS);
  await world.first.kill();
  await charging;
}

/** Stripe has charged, and the process dies before it can store the answer. */
async function killedAfterCharge(round: Round): Promise<void> {
  const { world, invoice } = round;
  await world.first.start();
  await world.fixture.fake.order('faults', { kind: 'slow', match: CHARGE, delayMs: 10_000 });
  const charging = charge(round, world.first);
  while ((await world.fixture.intents(invoice)).length === 0) await sleep(20);
  await world.first.kill();
  await charging;
}

async function webhooksFirst(round: Round): Promise<void> {
  const { world, random } = round;
  await world.useWebhooks(Math.floor(random() * 2 ** 31));
  await world.fixture.fake.order('faults', { kind: 'slow', match: CHARGE, delayMs: SLOW_MS });
  const charging = charge(round, world.first);
  await Promise.all([
    world.do(world.second, { kind: 'work', work: 'processEvents' }),
    sleep(random() * SLOW_MS).then(() => world.do(world.second, { kind: 'work', work: 'processEvents' })),
  ]);
  await charging;
}

async function webhooksNever(round: Round): Promise<void> {
  await round.world.useWebhooks(1, { lose: 1 });
  await chargeWith(round, 'reset_after');
  await round.world.work('pollEvents');
}

/** The surplus must stay on the customer's account (Kill Bill #1015). */
async function paidByTransfer(round: Round): Promise<void> {
  const { world, invoice } = round;
  await chargeWith(round, 'reset_after');
  const { fixture } = world;
  const { body: payment } = await fixture.call<{ readonly id: string }>('POST', '/payments', {
    legalEntityId: fixture.invoices.maker.ids.legal_entity,
    customerId: fixture.customer.customerId,
    method: 'transfer',
    currency: 'PLN',
    amount: await fixture.openAmount(invoice),
    receivedOn: '2026-11-20',
  });
  await fixture.call('POST', `/payments/${payment.id}/allocations`, {
    allocations: [{ documentId: invoice, amount: await fixture.openAmount(invoice) }],
  });
}

async function chargedTwice(round: Round): Promise<void> {
  const { first, second } = round.world;
  await Promise.all([first.start(), second.start()]);
  await Promise.all([charge(round, first), charge(round, second)]);
}

async function retriedTwice(round: Round): Promise<void> {
  const { world } = round;
  await charge(round, world.first, world.methods.declined);
  await world.advance(26 * 60);
  const retry = (actor: ActorProcess) => world.do(actor, { kind: 'work', work: 'chargeDue' });
  await Promise.all([retry(world.first), retry(world.second)]);
}

/** Collects the invoice, and frees the payment from it, so that it can be refunded. @returns its id */
async function freePayment(round: Round): Promise<string> {
  const { fixture, first } = round.world;
  await charge(round, first);
  const { paymentId } = await fixture.attempt(round.invoice);
  const { body } = await fixture.call<{ readonly allocations: readonly { readonly id: string }[] }>(
    'GET',
    `/payments/${paymentId}`,
  );
  await fixture.call('POST', `/allocations/${body.allocations[0]!.id}/undo`, { why: 'Charged in error' });
  return paymentId!;
}

const refund = ({ world }: Round, actor: ActorProcess, paymentId: string, amount: string | null) =>
  world.do(actor, { kind: 'refund', paymentId, amount });

async function refundedTwice(round: Round): Promise<void> {
  const { world, random } = round;
  const paymentId = await freePayment(round);
  await world.second.start();
  const kind: FaultKind = random() < 0.5 ? 'reset_after' : 'reset_before';
  if (random() < 0.5) await world.fixture.fake.order('faults', { kind, match: REFUND, times: 1 + REPEATS });
  const amount = random() < 0.5 ? null : '700.00';
  await Promise.all([
    refund(round, world.first, paymentId, amount),
    refund(round, world.second, paymentId, amount),
  ]);
}

async function killedRefund(round: Round): Promise<void> {
  const { world, random } = round;
  const paymentId = await freePayment(round);
  if (random() < 0.5)
    await world.fixture.fake.order('faults', { kind: 'slow', match: REFUND, delayMs: random() * SLOW_MS });
  const refunding = refund(round, world.first, paymentId, '30.00');
  await sleep(random() * LIFE_MS);
  await world.first.kill();
  await refunding;
}

async function killedEvents(round: Round): Promise<void> {
  const { world, random } = round;
  await world.useWebhooks(Math.floor(random() * 2 ** 31));
  await chargeWith(round, 'reset_after');
  await world.fixture.fake.order('webhooks/deliver', {});
  await world.second.start();
  const processing = world.do(world.second, { kind: 'work', work: 'processEvents' });
  await sleep(random() * (LIFE_MS / 2));
  await world.second.kill();
  await processing;
}
