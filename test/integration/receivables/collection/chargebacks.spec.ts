import { listLedgerDifferences } from '../../../support/ledger-differences.js';
import { FAKE_ACCOUNTS } from '../../../support/stripe-fake/server.js';
import { CARDS, CollectionFixture } from './collection-fixture.js';

const OPEN = '1230.00';
type Status = 'needs_response' | 'warning_needs_response' | 'lost';

describe('chargebacks', () => {
  let fixture: CollectionFixture;
  let method: string;

  beforeAll(async () => {
    fixture = await CollectionFixture.open('chargebacks');
    await fixture.connect();
    method = await fixture.saveMethod(CARDS.good);
  });
  afterEach(async () => {
    expect(await fixture.unbalanced()).toEqual([]);
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });
  afterAll(() => fixture?.close());

  const pay = async (): Promise<string> => {
    const invoice = await fixture.issue();
    await fixture.charge(invoice, method);
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    return invoice;
  };
  const dispute = async (invoice: string, status: Status): Promise<string> => {
    const [intent] = await fixture.intents(invoice);
    const charge = intent!.latest_charge!;
    const order = { account: FAKE_ACCOUNTS.own, charge, reason: 'fraudulent', status };
    return (await fixture.fake.order<{ id: string }>('dispute', order)).id;
  };
  const close = (id: string, result: 'won' | 'lost') =>
    fixture.fake.order('dispute/close', { account: FAKE_ACCOUNTS.own, id, result });
  const refunds = (invoice: string) =>
    fixture.billing.sql<{ amount: string; isUndone: boolean }>(
      `select r.amount_minor as amount, r.undone_at is not null as "isUndone"
         from refund r join payment_attempt a on a.maker_id = r.maker_id and a.payment_id = r.payment_id
        where a.document_id = $1 and r.decision = 'approve' order by r.requested_at`,
      [invoice],
    );
  const chargeback = async (invoice: string) => {
    const { attempts } = await fixture.collection(invoice);
    return attempts.map((attempt) => (attempt as { chargeback?: { state: string } }).chargeback ?? null);
  };

  it('open the invoice again, and are read only once however often they are reported', async () => {
    const invoice = await pay();
    await dispute(invoice, 'needs_response');
    await fixture.run('pollEvents');
    await Promise.all([fixture.run('processEvents'), fixture.run('pollEvents')]);
    expect(await fixture.openAmount(invoice)).toBe(OPEN);
    expect(await refunds(invoice)).toEqual([{ amount: '123000', isUndone: false }]);
    expect(await chargeback(invoice)).toMatchObject([
      {
        state: 'open',
        reason: 'fraudulent',
        amount: { amount: OPEN, currency: 'PLN' },
        evidenceDueAt: expect.any(String) as string,
      },
    ]);
  });

  it('are not paid out again by a payment file, and stop the method for the invoice', async () => {
    const invoice = await pay();
    await dispute(invoice, 'lost');
    await fixture.run('pollEvents');
    expect(await chargeback(invoice)).toMatchObject([{ state: 'lost' }]);
    const { body } = await fixture.call<{ items: readonly { currency: string }[] }>(
      'GET',
      '/payment-files/pending',
    );
    expect(body.items.filter(({ currency }) => currency === 'PLN')).toEqual([]);
    const again = await fixture.charge(invoice, method);
    expect([again.status, again.body.code]).toEqual([409, 'receivables.payment_method_stopped']);
  });

  it('that are won pay the invoice again', async () => {
    const invoice = await pay();
    const id = await dispute(invoice, 'needs_response');
    await fixture.run('pollEvents');
    await close(id, 'won');
    await fixture.run('pollEvents');
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    expect(await refunds(invoice)).toEqual([{ amount: '123000', isUndone: true }]);
    expect(await chargeback(invoice)).toMatchObject([{ state: 'won' }]);
  });

  it('that are won after the invoice was paid in another way leave the money on the account', async () => {
    const invoice = await pay();
    const id = await dispute(invoice, 'needs_response');
    await fixture.run('pollEvents');
    await fixture.charge(invoice, await fixture.saveMethod(CARDS.second));
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    await close(id, 'won');
    await fixture.run('pollEvents');
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    const unapplied = await fixture.billing.sql<{ minor: string }>(
      `select p.unapplied_minor as minor
         from payment p join payment_attempt a on a.maker_id = p.maker_id and a.payment_id = p.id
        where a.document_id = $1 order by a.number`,
      [invoice],
    );
    expect(unapplied.map(({ minor }) => minor)).toEqual(['123000', '0']);
  });

  it('change no amount while the bank only asks', async () => {
    const invoice = await pay();
    await dispute(invoice, 'warning_needs_response');
    await fixture.run('pollEvents');
    expect(await fixture.openAmount(invoice)).toBe('0.00');
    expect(await chargeback(invoice)).toMatchObject([{ state: 'inquiry' }]);
  });

  it('of a payment whose response was lost first record the payment', async () => {
    const invoice = await fixture.issue();
    await fixture.fake.order('faults', { kind: 'reset_after', match: 'POST /v1/payment_intents', times: 2 });
    await fixture.charge(invoice, method);
    await dispute(invoice, 'lost');
    // When the events are polled, the payment is already disputed.
    await fixture.run('pollEvents');
    expect(await fixture.attempt(invoice)).toMatchObject({ state: 'succeeded' });
    expect(await fixture.openAmount(invoice)).toBe(OPEN);
  });

  it('reject a refund that awaits its decision, and return only what is left of the payment', async () => {
    const invoice = await pay();
    const { paymentId } = await fixture.attempt(invoice);
    const { body: payment } = await fixture.call<{ allocations: { id: string }[] }>(
      'GET',
      `/payments/${paymentId}`,
    );
    await fixture.call('POST', `/allocations/${payment.allocations[0]!.id}/undo`, { why: 'Paid in error' });
    const asked = await fixture.call('POST', `/payments/${paymentId}/refunds`, {
      amount: '30.00',
      payeeName: 'Meble',
      payeeAccount: 'PL61109010140000071219812874',
      note: 'Paid in error',
    });
    expect(asked.body).toMatchObject({ state: 'pending' });
    await dispute(invoice, 'lost');
    await fixture.run('pollEvents');
    expect(await refunds(invoice)).toEqual([{ amount: '123000', isUndone: false }]);
    const decisions = await fixture.billing.sql<{ decision: string }>(
      `select decision from refund where payment_id = $1 order by decision`,
      [paymentId],
    );
    expect(decisions.map(({ decision }) => decision)).toEqual(['approve', 'reject']);
  });
});
