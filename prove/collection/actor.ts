/** A process that collects and refunds with the product's services, until it is killed. */
import { CollectionRunner, CollectionService, RefundsService } from '#receivables';
import { DomainError, type Scope, systemScope } from '#platform';
import { BillingFixture } from '../../test/support/billing-fixture.js';
import type { ActorAnswer, ActorOrder, ActorSettings, ActorTask } from './actor-orders.js';

const settings = JSON.parse(process.argv[2]!) as ActorSettings;
const { databaseUrl, secret, makerId, userId, stripeUrl, platformKey } = settings;
const fixture = await BillingFixture.open(
  new Date().toISOString(),
  { url: databaseUrl, secret, drop: () => Promise.resolve() },
  { platformKey, webhookSecrets: [], url: new URL(stripeUrl) },
);
const person: Scope = { makerId, userId, customers: 'all', actor: 'user' };

async function carryOut(task: ActorTask): Promise<void> {
  switch (task.kind) {
    case 'work':
      return fixture.app.get(CollectionRunner)[task.work](systemScope(makerId));
    case 'charge':
      await fixture.app.get(CollectionService).charge(person, task.documentId, task.methodId);
      return;
    case 'refund':
      await fixture.app.get(RefundsService).requestOfPayment(person, task.paymentId, {
        way: 'payment_method',
        amount: task.amount,
        payeeName: null,
        payeeAccount: null,
        note: 'Paid twice',
      });
      return;
  }
}

process.on('message', ({ id, now, task }: ActorOrder) => {
  fixture.now = now;
  carryOut(task)
    .then(
      () => null,
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    )
    .then((error) => process.send!({ id, error } satisfies ActorAnswer));
});
process.on('disconnect', () => process.exit(0));
process.send!('ready');
