import { listLedgerDifferences } from '../../support/ledger-differences.js';
import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface WriteOffAnswer {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly postingDate: string | null;
  readonly canApprove: boolean;
}

interface ItemAnswer {
  readonly state: string;
  readonly open: { readonly amount: string };
  readonly writeOffs: readonly WriteOffAnswer[];
}

describe('write-offs', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('write-offs');
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), 'EUR', 'PLN', current_date, 4.3, 'NBP', now()`,
      [fixture.maker.makerId],
    );
  });

  afterAll(() => fixture?.close());

  const issued = async (over: Parameters<InvoiceFixture['draft']>[0] = {}): Promise<string> => {
    const id = await fixture.draft(over);
    await fixture.approve(id);
    expect((await fixture.issue(id)).status).toBe(200);
    return id;
  };
  const request = (
    documentId: string,
    over: object = {},
    headers: Record<string, string> = {},
    as: PersonOfWorld = fixture.finance,
  ) =>
    fixture.call<WriteOffAnswer>(
      'POST',
      `/open-items/${documentId}/write-offs`,
      { reason: 'uncollectable', note: 'Insolvent since October', ...over },
      { as, headers },
    );
  const decide = (id: string, decision: string, as: PersonOfWorld = fixture.manager) =>
    fixture.call<WriteOffAnswer>('POST', `/write-offs/${id}/decision`, { decision, why: 'Checked' }, { as });
  const undo = (id: string) =>
    fixture.call<WriteOffAnswer>('POST', `/write-offs/${id}/undo`, { why: 'The customer pays' });
  const item = async (id: string, as: PersonOfWorld = fixture.finance): Promise<ItemAnswer> =>
    (await fixture.call<ItemAnswer>('GET', `/open-items/${id}`, undefined, { as })).body;
  const pay = async (documentId: string, amount: string) => {
    const { body } = await fixture.call<{ id: string }>('POST', '/payments', {
      legalEntityId: fixture.maker.ids.legal_entity,
      method: 'transfer',
      currency: 'PLN',
      amount: '5000.00',
      receivedOn: new Date().toISOString().slice(0, 10),
    });
    return fixture.call<{
      code?: string;
      fields?: readonly object[];
      allocations: readonly { readonly id: string }[];
    }>('POST', `/payments/${body.id}/allocations`, { allocations: [{ documentId, amount }] });
  };
  const differences = () => listLedgerDifferences(fixture.billing);
  const postings = (kind: string, id: string) =>
    fixture.billing.sql<{ account: string; amount: string; books: string }>(
      `select l.account, l.amount_minor as amount, l.books_amount_minor as books
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.source_kind = $1 and e.source_id = $2 order by l.position`,
      [kind, id],
    );

  it('need another person above a small amount', async () => {
    const invoice = await issued();
    const { status, body } = await request(invoice);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'pending',
      amount: { amount: '1230.00' },
      tax: { amount: '230.00' },
      postingDate: null,
      canApprove: false,
    });
    expect(await item(invoice)).toMatchObject({ state: 'open', open: { amount: '1230.00' } });
    expect((await item(invoice, fixture.manager)).writeOffs).toMatchObject([{ canApprove: true }]);
    const { body: pending } = await fixture.call<{ items: readonly WriteOffAnswer[] }>(
      'GET',
      '/write-offs?state=pending',
    );
    expect(pending.items.map(({ id }) => id)).toContain(body.id);
    expect(await decide(body.id, 'approve', fixture.finance)).toMatchObject({
      status: 403,
      body: { code: 'receivables.write_off_same_person' },
    });
    expect(await decide(body.id, 'approve')).toMatchObject({ status: 200, body: { state: 'posted' } });
    expect(await item(invoice)).toMatchObject({ state: 'written_off', open: { amount: '0.00' } });
    expect(await decide(body.id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'receivables.write_off_decided' },
    });
    const decisions = await fixture.billing.sql(
      `select action, second_user_id is not null as "hasSecond" from money_decision
        where invoice_id = $1 and action = 'written_off'`,
      [invoice],
    );
    expect(decisions).toEqual([{ action: 'written_off', hasSecond: true }]);
    expect(await differences()).toEqual([]);
  });

  it('are posted at once if they are small, and leave the document paid', async () => {
    const invoice = await issued();
    await pay(invoice, '1229.50');
    const { body } = await request(invoice, { reason: 'small_difference', note: 'Rounded by the payer' });
    expect(body).toMatchObject({ state: 'posted', amount: { amount: '0.50' }, tax: { amount: '0.09' } });
    expect(await item(invoice)).toMatchObject({ state: 'paid', open: { amount: '0.00' } });
    expect(await differences()).toEqual([]);
  });

  it('cannot evade the second person in small parts', async () => {
    const invoice = await issued();
    expect((await request(invoice, { amount: '30.00' })).body.state).toBe('posted');
    expect((await request(invoice, { amount: '20.00' })).body.state).toBe('posted');
    const { body } = await request(invoice, { amount: '0.01' });
    expect(body.state).toBe('pending');
    expect(await request(invoice, { amount: '0.01' })).toMatchObject({
      status: 409,
      body: { code: 'receivables.write_off_pending' },
    });
    expect(await decide(body.id, 'reject', fixture.finance)).toMatchObject({
      status: 200,
      body: { state: 'rejected' },
    });
    expect(await item(invoice)).toMatchObject({ state: 'partly_paid', open: { amount: '1180.00' } });
    expect(await differences()).toEqual([]);
  });

  it('need another person above the limit of the legal entity, even if they are small', async () => {
    const [{ limit }] = (await fixture.billing.sql<{ limit: string | null }>(
      `select four_eyes_limit as limit from legal_entity where id = $1`,
      [fixture.maker.ids.legal_entity],
    )) as [{ limit: string | null }];
    const setLimit = (value: string | null) =>
      fixture.billing.sql(`update legal_entity set four_eyes_limit = $2 where id = $1`, [
        fixture.maker.ids.legal_entity,
        value,
      ]);
    await setLimit('5');
    expect((await request(await issued(), { amount: '5.00' })).body.state).toBe('posted');
    expect((await request(await issued(), { amount: '5.01' })).body.state).toBe('pending');
    await setLimit(limit);
  });

  it('are valued at the rate of the document, and undone exactly', async () => {
    const invoice = await issued({ currency: 'EUR' });
    const { body } = await request(invoice, { amount: '1000.00' });
    await decide(body.id, 'approve');
    expect(await postings('write_off', body.id)).toEqual([
      { account: 'bad_debt', amount: '100000', books: '430000' },
      { account: 'receivable', amount: '-100000', books: '-430000' },
    ]);
    expect(await undo(body.id)).toMatchObject({ status: 200, body: { state: 'undone' } });
    expect(await postings('write_off_reversal', body.id)).toEqual([
      { account: 'bad_debt', amount: '-100000', books: '-430000' },
      { account: 'receivable', amount: '100000', books: '430000' },
    ]);
    expect(await item(invoice)).toMatchObject({ state: 'open', open: { amount: '1230.00' } });
    expect(await undo(body.id)).toMatchObject({
      status: 409,
      body: { code: 'receivables.write_off_not_posted' },
    });
    expect(await differences()).toEqual([]);
  });

  it('are undone behind a closed month, in the next open one', async () => {
    const invoice = await issued();
    const { body } = await request(invoice);
    const { body: posted } = await decide(body.id, 'approve');
    const month = `${posted.postingDate!.slice(0, 7)}-01`;
    await fixture.billing.sql(
      `update accounting_period set state = 'closed' where legal_entity_id = $1 and month = $2`,
      [fixture.maker.ids.legal_entity, month],
    );
    expect((await undo(body.id)).body.state).toBe('undone');
    const [reversal] = await fixture.billing.sql<{ postingDate: string }>(
      `select posting_date::text as "postingDate" from journal_entry
        where source_kind = 'write_off_reversal' and source_id = $1`,
      [body.id],
    );
    expect(reversal!.postingDate.slice(0, 7) > month.slice(0, 7)).toBe(true);
    expect(reversal!.postingDate).toMatch(/-01$/);
    await fixture.billing.sql(`update accounting_period set state = 'open' where legal_entity_id = $1`, [
      fixture.maker.ids.legal_entity,
    ]);
    expect(await item(invoice)).toMatchObject({ state: 'open', open: { amount: '1230.00' } });
    expect(await differences()).toEqual([]);
  });

  it('must be undone before a later payment is used', async () => {
    const invoice = await issued();
    const { body } = await request(invoice);
    await decide(body.id, 'approve');
    expect(await pay(invoice, '1230.00')).toMatchObject({
      status: 422,
      body: {
        code: 'receivables.allocation_invalid',
        fields: [{ pointer: '/allocations/0/documentId', code: 'receivables.item_written_off' }],
      },
    });
    await undo(body.id);
    expect((await pay(invoice, '1230.00')).status).toBe(201);
    expect(await item(invoice)).toMatchObject({ state: 'paid' });
    expect(await differences()).toEqual([]);
  });

  it('do not exceed what is open, neither when they are requested nor when they are approved', async () => {
    const invoice = await issued();
    for (const [amount, code] of [
      ['1230.01', 'receivables.write_off_exceeds_open'],
      ['0.00', 'receivables.amount_not_positive'],
      ['1.005', 'receivables.amount_decimals'],
    ] as const)
      expect(await request(invoice, { amount })).toMatchObject({
        status: 422,
        body: { code: 'receivables.write_off_invalid', fields: [{ pointer: '/amount', code }] },
      });
    const { body } = await request(invoice);
    await pay(invoice, '0.01');
    expect(await decide(body.id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'receivables.write_off_changed' },
    });
    await decide(body.id, 'reject');
    await pay(invoice, '1229.99');
    expect(await request(invoice)).toMatchObject({
      status: 409,
      body: { code: 'receivables.write_off_not_possible' },
    });
    expect(await request(await issued({ net: -20_000, tax: -4_600 }))).toMatchObject({
      status: 409,
      body: { code: 'receivables.write_off_not_possible' },
    });
    expect(await differences()).toEqual([]);
  });

  it('are decided and requested once, even at the same time', async () => {
    const invoice = await issued();
    const requests = await Promise.all(Array.from({ length: 4 }, () => request(invoice)));
    expect(requests.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { id } = requests.find(({ status }) => status === 201)!.body;
    const answers = await Promise.all(Array.from({ length: 4 }, () => decide(id, 'approve')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await item(invoice)).toMatchObject({ state: 'written_off' });
    const again = await issued();
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [await request(again, {}, key), await request(again, {}, key)];
    expect(second.body.id).toBe(first.body.id);
    expect(await differences()).toEqual([]);
  });

  it('appear in the account statement and the trial balance, but not to customers', async () => {
    const invoice = await issued();
    const { body } = await request(invoice);
    await decide(body.id, 'approve');
    const { body: statement } = await fixture.call<{
      lines: readonly { readonly documentId: string; readonly kind: string }[];
    }>(
      'GET',
      `/customers/${fixture.customer.customerId}/account-statement?currency=PLN&from=2026-01-01&to=2099-12-31`,
    );
    const written = statement.lines.find(
      ({ documentId, kind }) => documentId === invoice && kind === 'write_off',
    );
    expect(written).toMatchObject({
      amount: { amount: '-1230.00' },
    });
    const { body: balance } = await fixture.call<{ items: readonly { readonly account: string }[] }>(
      'GET',
      `/receivables/trial-balance?legalEntityId=${fixture.maker.ids.legal_entity}&asOf=2099-12-31`,
    );
    expect(balance.items.map(({ account }) => account)).toContain('bad_debt');
    const asCustomer = await item(invoice, fixture.customer.people.customer_admin);
    expect(asCustomer).toMatchObject({ state: 'written_off', writeOffs: [] });
  });

  it('never change in the database, except by a decision and an undo', async () => {
    const invoice = await issued();
    const { body } = await request(invoice);
    const change = (set: string) =>
      fixture.billing.sql(`update write_off set ${set} where id = $1`, [body.id]);
    await expect(change(`amount_minor = 1`)).rejects.toMatchObject({ code: '23001' });
    await expect(change(`undone_at = now(), undone_why = 'x'`)).rejects.toMatchObject({ code: '23001' });
    await decide(body.id, 'approve');
    await expect(change(`decision_why = 'other'`)).rejects.toMatchObject({ code: '23001' });
    await undo(body.id);
    await expect(change(`undone_why = 'other'`)).rejects.toMatchObject({ code: '23001' });
  });
});
