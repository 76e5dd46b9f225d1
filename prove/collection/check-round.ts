import type { Refund } from '../../test/support/stripe-fake/objects/shapes.js';
import { FAKE_ACCOUNTS } from '../../test/support/stripe-fake/server.js';
import { listLedgerDifferences } from '../../test/support/ledger-differences.js';
import type { CollectionWorld } from './collection-world.js';

/** Minutes that pass before each run of the background work, until everything is decided. */
const PAUSES = [2, 2, 3, 13, 2, 2, 2, 60, 60, 24 * 60] as const;

/**
 * Lets time pass and the background work run, until no payment, refund or event is undecided.
 * @throws Error if something is still undecided after a day
 */
export async function settle(world: CollectionWorld): Promise<void> {
  await world.fixture.fake.order('faults/clear', {});
  await world.fixture.fake.order('webhooks/deliver', {});
  for (const minutes of PAUSES) {
    await world.advance(minutes);
    await world.work('resolveDue');
    await world.work('processEvents');
    if ((await listUndecided(world)).length === 0) break;
  }
  await world.fixture.fake.order('webhooks', { url: null });
  const left = await listUndecided(world);
  if (left.length > 0) throw new Error(`Still undecided after a day: ${left.join(', ')}`);
  await world.work('pollEvents');
}

async function listUndecided({ fixture }: CollectionWorld): Promise<string[]> {
  const rows = await fixture.billing.sql<{ what: string }>(
    `select 'payment ' || state as what from payment_attempt where state in ('unknown', 'processing', 'open')
      union all
     select 'refund ' || t.state from stripe_refund t join refund r on r.maker_id = t.maker_id and r.id = t.refund_id
      where r.decision = 'approve' and r.undone_at is null and t.state in ('requested', 'unknown', 'pending')
      union all
     select 'event ' || type from stripe_event where processed_at is null`,
  );
  return rows.map(({ what }) => what);
}

interface StoredPayment {
  readonly intentId: string;
  readonly minor: string;
  readonly refundedMinor: string;
}

/** Compares an invoice with what Stripe has charged and returned for it. @returns what is wrong */
export async function findFaults(world: CollectionWorld, invoice: string): Promise<string[]> {
  const { fixture } = world;
  const { billing } = fixture;
  const charged = (await fixture.intents(invoice)).filter(({ status }) => status === 'succeeded');
  const returned = await fixture.fake.order<Refund[]>('refunds', { account: FAKE_ACCOUNTS.own });
  const stored = await billing.sql<StoredPayment>(
    `select p.intent_id as "intentId", p.amount_minor as minor,
            coalesce((select sum(r.amount_minor) from refund r
                       where r.payment_id = p.id and r.decision = 'approve' and r.undone_at is null), 0)::text as "refundedMinor"
       from payment p join payment_attempt a on a.maker_id = p.maker_id and a.payment_id = p.id
      where a.document_id = $1 order by 1`,
    [invoice],
  );
  const expected = charged
    .map(({ id, amount }) => ({
      intentId: id,
      minor: String(amount),
      refundedMinor: String(
        returned
          .filter((one) => one.payment_intent === id && one.status === 'succeeded')
          .reduce((sum, one) => sum + one.amount, 0),
      ),
    }))
    .sort((one, other) => (one.intentId < other.intentId ? -1 : 1));
  const open = Number(await fixture.openAmount(invoice));
  const faults = [];
  if (charged.length > 1) faults.push(`Stripe charged ${charged.length} times`);
  if (JSON.stringify(stored) !== JSON.stringify(expected))
    faults.push(`Stripe has ${JSON.stringify(expected)}, but the books have ${JSON.stringify(stored)}`);
  if (open < 0) faults.push(`${open} of the invoice is open`);
  if ((await fixture.unbalanced()).length > 0) faults.push('the journal is not balanced');
  const differing = await listLedgerDifferences(billing);
  if (differing.length > 0) faults.push(`the balances of ${differing.join(', ')} differ from the journal`);
  return faults;
}
