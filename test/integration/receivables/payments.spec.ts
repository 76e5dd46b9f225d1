import { systemScope } from '#platform';
import { PaymentsService } from '#receivables';
import { listLedgerDifferences } from '../../support/ledger-differences.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface PaymentAnswer {
  readonly id: string;
  readonly code?: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
  readonly customer: { readonly id: string } | null;
  readonly unapplied: { readonly amount: string };
  readonly allocations: readonly { readonly id: string; readonly undoneAt: string | null }[];
}

interface ItemAnswer {
  readonly state: string;
  readonly open: { readonly amount: string };
  readonly allocations: readonly unknown[];
}

describe('payments', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('payments');
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), 'EUR', 'PLN', current_date - d.ago, d.rate, 'NBP', now()
         from (values (0, 4.30), (5, 4.20)) as d (ago, rate)`,
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
  const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const record = async (over: object = {}): Promise<PaymentAnswer> => {
    const { status, body } = await fixture.call<PaymentAnswer>('POST', '/payments', {
      legalEntityId: fixture.maker.ids.legal_entity,
      method: 'transfer',
      currency: 'PLN',
      amount: '1000.00',
      receivedOn: day(1),
      ...over,
    });
    expect(status).toBe(201);
    return body;
  };
  const allocate = (paymentId: string, allocations: readonly object[]) =>
    fixture.call<PaymentAnswer>('POST', `/payments/${paymentId}/allocations`, { allocations });
  const item = async (id: string): Promise<ItemAnswer> =>
    (await fixture.call<ItemAnswer>('GET', `/open-items/${id}`)).body;
  const undo = (allocationId: string) =>
    fixture.call<{ code?: string }>('POST', `/allocations/${allocationId}/undo`, { why: 'Wrong invoice' });
  const differences = () => listLedgerDifferences(fixture.billing);
  const postings = (kind: string, id: string) =>
    fixture.billing.sql<{ account: string; currency: string; amount: string; books: string }>(
      `select l.account, l.currency, l.amount_minor as amount, l.books_amount_minor as books
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.source_kind = $1 and e.source_id = $2 order by l.position`,
      [kind, id],
    );

  it('pay a document in parts, with deductions, and keep the rest on account', async () => {
    const invoice = await issued();
    expect(await item(invoice)).toMatchObject({
      state: 'open',
      open: { amount: '1230.00' },
      allocations: [],
    });
    const first = await record();
    expect(first).toMatchObject({ customer: null, unapplied: { amount: '1000.00' } });
    const { status, body } = await allocate(first.id, [{ documentId: invoice, amount: '900.00' }]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      customer: { id: fixture.customer.customerId },
      unapplied: { amount: '100.00' },
    });
    expect(await item(invoice)).toMatchObject({ state: 'partly_paid', open: { amount: '330.00' } });
    const second = await record({ amount: '300.00' });
    await allocate(second.id, [
      { documentId: invoice, amount: '300.00', discount: '10.00', withheld: '15.00', fee: '5.00' },
    ]);
    expect(await item(invoice)).toMatchObject({ state: 'paid', open: { amount: '0.00' } });
    expect(await differences()).toEqual([]);
  });

  it('post exchange differences between the rates of the document and of the payment', async () => {
    const invoice = await issued({ currency: 'EUR' });
    const payment = await record({ currency: 'EUR', amount: '1230.00', receivedOn: day(4) });
    const { body } = await allocate(payment.id, [{ documentId: invoice, amount: '1230.00' }]);
    expect(await postings('allocation', body.allocations[0]!.id)).toEqual([
      { account: 'unapplied_cash', currency: 'EUR', amount: '123000', books: '516600' },
      { account: 'receivable', currency: 'EUR', amount: '-123000', books: '-528900' },
      { account: 'exchange_difference', currency: 'EUR', amount: '0', books: '12300' },
    ]);
    expect(await differences()).toEqual([]);
  });

  it('pay a document in another currency through the clearing account', async () => {
    const invoice = await issued({ currency: 'EUR' });
    const payment = await record({ amount: '5300.00' });
    expect((await allocate(payment.id, [{ documentId: invoice, amount: '1230.00' }])).body).toMatchObject({
      code: 'receivables.allocation_invalid',
      fields: [{ pointer: '/allocations/0/paymentAmount', code: 'receivables.payment_amount_missing' }],
    });
    const { body } = await allocate(payment.id, [
      { documentId: invoice, amount: '1230.00', paymentAmount: '5289.00' },
    ]);
    expect(body.unapplied.amount).toBe('11.00');
    expect(await item(invoice)).toMatchObject({ state: 'paid' });
    expect(await differences()).toEqual([]);
  });

  it('are undone exactly, and posted in the open month if theirs is closed', async () => {
    const invoice = await issued();
    const payment = await record({ payerAccount: 'PL61 1090 1014 0000 0712 1981 2874' });
    const { body } = await allocate(payment.id, [{ documentId: invoice, amount: '1000.00' }]);
    const [allocation] = body.allocations;
    const learnt = () =>
      fixture.billing.sql(`select account from learnt_payer where account = 'PL61109010140000071219812874'`);
    expect(await learnt()).toHaveLength(1);
    expect(await undo(allocation!.id)).toMatchObject({ status: 200 });
    expect(await item(invoice)).toMatchObject({ state: 'open', open: { amount: '1230.00' } });
    const { body: after } = await fixture.call<PaymentAnswer>('GET', `/payments/${payment.id}`);
    expect(after).toMatchObject({ customer: null, unapplied: { amount: '1000.00' } });
    expect(after.allocations[0]!.undoneAt).not.toBeNull();
    expect(await learnt()).toEqual([]);
    expect(await undo(allocation!.id)).toMatchObject({
      status: 409,
      body: { code: 'receivables.allocation_undone' },
    });
    const [original] = await postings('allocation', allocation!.id);
    const [reversal] = await postings('allocation_reversal', allocation!.id);
    expect(BigInt(original!.amount) + BigInt(reversal!.amount)).toBe(0n);
    expect(await differences()).toEqual([]);
  });

  it('set off credit notes against other documents of the customer', async () => {
    const note = await issued({ net: -20_000, tax: -4_600 });
    const invoice = await issued();
    expect(await item(note)).toMatchObject({ state: 'open', open: { amount: '-246.00' } });
    await fixture.billing.sql(
      `update open_item set due_on = '2020-01-01' where document_id = any($1::uuid[])`,
      [[note, invoice]],
    );
    const { body: overdue } = await fixture.call<{ items: { documentId: string }[] }>(
      'GET',
      '/open-items?overdue=true&limit=200',
    );
    expect(overdue.items.map(({ documentId }) => documentId)).toEqual([invoice]);
    expect(
      await fixture.call('POST', `/open-items/${note}/set-off`, { documentId: invoice, amount: '10.005' }),
    ).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/amount', code: 'receivables.amount_decimals' }] },
    });
    const { status } = await fixture.call('POST', `/open-items/${note}/set-off`, { documentId: invoice });
    expect(status).toBe(201);
    expect(await item(note)).toMatchObject({ state: 'paid', open: { amount: '0.00' } });
    expect(await item(invoice)).toMatchObject({ state: 'partly_paid', open: { amount: '984.00' } });
    expect(await fixture.call('POST', `/open-items/${note}/set-off`, { documentId: invoice })).toMatchObject({
      status: 409,
      body: { code: 'receivables.credit_note_used' },
    });
    expect(await differences()).toEqual([]);
  });

  it('use a new credit note for its invoice, once', async () => {
    const invoice = await issued();
    const { body } = await fixture.call<{ id: string }>('POST', `/invoices/${invoice}/credit-notes`, {
      net: '100.00',
      reason: 'Downtime',
    });
    const payments = fixture.billing.app.get(PaymentsService);
    const setOff = () => payments.setOffAgainstOriginal(systemScope(fixture.maker.makerId), body.id, invoice);
    await setOff();
    expect(await item(invoice)).toMatchObject({ state: 'partly_paid', open: { amount: '1107.00' } });
    expect(await item(body.id)).toMatchObject({ state: 'paid', open: { amount: '0.00' } });
    const [allocation] = (await item(invoice)).allocations as { id: string; origin: string }[];
    expect(allocation!.origin).toBe('automatic');
    expect((await undo(allocation!.id)).status).toBe(200);
    await setOff();
    expect(await item(invoice)).toMatchObject({ open: { amount: '1230.00' } });
    expect(await differences()).toEqual([]);
  });

  it('never exceed what is open or unapplied, even if requested at once', async () => {
    const invoice = await issued();
    const payments = await Promise.all(Array.from({ length: 6 }, () => record({ amount: '400.00' })));
    const answers = await Promise.all(
      payments.map(({ id }) => allocate(id, [{ documentId: invoice, amount: '400.00' }])),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    for (const { body } of answers.filter(({ status }) => status !== 201))
      expect(body).toMatchObject({
        code: 'receivables.allocation_invalid',
        fields: [{ pointer: '/allocations/0/amount', code: 'receivables.exceeds_open' }],
      });
    expect(await item(invoice)).toMatchObject({ open: { amount: '30.00' } });
    expect(await differences()).toEqual([]);
  });

  it('are recorded and allocated as a whole or not at all', async () => {
    const [one, other] = [await issued(), await issued()];
    const payment = await record();
    const { status, body } = await allocate(payment.id, [
      { documentId: one, amount: '900.00' },
      { documentId: other, amount: '100.01' },
    ]);
    expect(status).toBe(422);
    expect(body.fields).toMatchObject([
      { pointer: '/allocations/1/amount', code: 'receivables.exceeds_payment' },
    ]);
    expect(await item(one)).toMatchObject({ state: 'open' });
    for (const [field, over, code] of [
      ['/amount', { amount: '0.00' }, 'receivables.amount_not_positive'],
      ['/amount', { amount: '1.005' }, 'receivables.amount_decimals'],
      ['/receivedOn', { receivedOn: day(-3) }, 'receivables.received_in_future'],
      ['/customerId', { customerId: payment.id }, 'customers.customer_not_found'],
    ] as const) {
      const answer = await fixture.call<PaymentAnswer>('POST', '/payments', {
        legalEntityId: fixture.maker.ids.legal_entity,
        method: 'transfer',
        currency: 'PLN',
        amount: '10.00',
        receivedOn: day(1),
        ...over,
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'receivables.payment_invalid' } });
      expect(answer.body.fields).toMatchObject([{ pointer: field, code }]);
    }
  });

  const totalsOf = ({
    rows,
  }: {
    readonly rows: readonly { total: object; credit: object; documents: number }[];
  }) => rows.map(({ total, credit, documents }) => JSON.stringify({ total, credit, documents })).sort();

  it.each([
    [-5, 'notDue'],
    [0, 'notDue'],
    [1, 'days1To30'],
    [30, 'days1To30'],
    [31, 'days31To60'],
    [60, 'days31To60'],
    [61, 'days61To90'],
    [90, 'days61To90'],
    [91, 'daysOver90'],
  ])('are awaited for documents %i days overdue in the class %s', async (days, expected) => {
    const invoice = await issued({ currency: 'EUR' });
    await fixture.billing.sql(
      `update open_item o set due_on = (now() at time zone e.zone)::date - $2::int
         from legal_entity e where e.maker_id = o.maker_id and e.id = o.legal_entity_id and o.document_id = $1`,
      [invoice, days],
    );
    type Row = Record<string, { amount: string; currency: string }>;
    const { body } = await fixture.call<{ rows: Row[] }>('GET', '/receivables/ageing');
    const row = body.rows.find(({ total }) => total!.currency === 'EUR')!;
    const classes = ['notDue', 'days1To30', 'days31To60', 'days61To90', 'daysOver90'];
    expect(classes.filter((name) => row[name]!.amount !== '0.00')).toEqual([expected]);
    const payment = await record({ currency: 'EUR', amount: '1230.00' });
    await allocate(payment.id, [{ documentId: invoice, amount: '1230.00' }]);
  });

  it('agree with ageing, account statement and trial balance', async () => {
    const { body: ageing } = await fixture.call<{
      rows: {
        customer: { id: string };
        total: { amount: string; currency: string };
        credit: object;
        documents: number;
      }[];
      unknownMoney: { unapplied: { amount: string; currency: string } }[];
    }>('GET', '/receivables/ageing');
    const { body: statement } = await fixture.call<{ closing: { amount: string } }>(
      'GET',
      `/customers/${fixture.customer.customerId}/account-statement?currency=PLN&from=2026-01-01&to=2099-12-31`,
    );
    const total = ageing.rows.find(
      ({ customer, total }) => customer.id === fixture.customer.customerId && total.currency === 'PLN',
    )!.total.amount;
    expect(statement.closing.amount).toBe(total);
    const { body: past } = await fixture.call<typeof ageing>('GET', '/receivables/ageing?asOf=2099-12-31');
    expect(totalsOf(past)).toEqual(totalsOf(ageing));
    const { body: balance } = await fixture.call<{
      items: {
        account: string;
        balance: { amount: string; currency: string };
        booksBalance: { amount: string };
      }[];
    }>('GET', `/receivables/trial-balance?legalEntityId=${fixture.maker.ids.legal_entity}&asOf=2099-12-31`);
    const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
    const sum = balance.items.reduce((all, { booksBalance }) => all + cents(booksBalance.amount), 0n);
    expect(sum).toBe(0n);
    const inPln = (account: string): bigint =>
      cents(
        balance.items.find((one) => one.account === account && one.balance.currency === 'PLN')?.balance
          .amount ?? '0.00',
      );
    const open = ageing.rows
      .filter((row) => row.total.currency === 'PLN')
      .reduce((all, row) => all + cents(row.total.amount), 0n);
    const unknown = ageing.unknownMoney
      .filter(({ unapplied }) => unapplied.currency === 'PLN')
      .reduce((all, { unapplied }) => all + cents(unapplied.amount), 0n);
    expect(inPln('receivable') + inPln('unapplied_cash')).toBe(open - unknown);
  });
});
