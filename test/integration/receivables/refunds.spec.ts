import { listLedgerDifferences } from '../../support/ledger-differences.js';
import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface RefundAnswer {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly postingDate: string | null;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly secondPersonBecause: readonly string[];
  readonly canApprove: boolean;
}

interface SourceAnswer {
  readonly id: string;
  readonly customer: { readonly id: string } | null;
  readonly refunds: readonly RefundAnswer[];
  readonly allocations: readonly { readonly id: string }[];
}

const ACCOUNT = 'PL61109010140000071219812874';
const OTHER_ACCOUNT = 'DE89370400440532013000';

describe('refunds', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('refunds');
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), d.currency, 'PLN', current_date - d.ago, 4.3, 'NBP', now()
         from (values ('EUR', 0), ('EUR', 1), ('GBP', 0), ('GBP', 1)) as d (currency, ago)`,
      [fixture.maker.makerId],
    );
    await setLimit('1000');
  });

  afterAll(() => fixture?.close());

  const setLimit = (limit: string | null) =>
    fixture.billing.sql(`update legal_entity set four_eyes_limit = $2 where id = $1`, [
      fixture.maker.ids.legal_entity,
      limit,
    ]);
  const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const issued = async (over: Parameters<InvoiceFixture['draft']>[0] = {}): Promise<string> => {
    const id = await fixture.draft(over);
    await fixture.approve(id);
    expect((await fixture.issue(id)).status).toBe(200);
    return id;
  };
  /** Records a payment of the customer as another person than the one who requests refunds. */
  const paid = async (over: object = {}, as: PersonOfWorld = fixture.manager): Promise<string> => {
    const { status, body } = await fixture.call<{ id: string }>(
      'POST',
      '/payments',
      {
        legalEntityId: fixture.maker.ids.legal_entity,
        customerId: fixture.customer.customerId,
        method: 'transfer',
        currency: 'PLN',
        amount: '500.00',
        receivedOn: yesterday(),
        payerName: 'Nordwerk Sp. z o.o.',
        payerAccount: ACCOUNT,
        ...over,
      },
      { as },
    );
    expect(status).toBe(201);
    return body.id;
  };
  const allocate = (paymentId: string, documentId: string, amount: string, over: object = {}) =>
    fixture.call<SourceAnswer & { readonly fields?: readonly object[] }>(
      'POST',
      `/payments/${paymentId}/allocations`,
      { allocations: [{ documentId, amount, ...over }] },
    );
  const undoAllocation = (id: string) =>
    fixture.call('POST', `/allocations/${id}/undo`, { why: 'Wrong invoice' });
  const credited = async (invoiceId: string, net: string): Promise<string> => {
    const { status, body } = await fixture.call<{ id: string }>(
      'POST',
      `/invoices/${invoiceId}/credit-notes`,
      { net, reason: 'Downtime' },
    );
    expect(status).toBe(201);
    return body.id;
  };
  /** An invoice of 1,230.00 PLN that is paid, and a credit note of it. */
  const creditOfPaid = async (net = '100.00'): Promise<{ invoice: string; note: string }> => {
    const invoice = await issued();
    await allocate(await paid({ amount: '1230.00' }), invoice, '1230.00');
    return { invoice, note: await credited(invoice, net) };
  };
  const request = (
    path: 'payments' | 'open-items',
    id: string,
    over: object = {},
    headers: Record<string, string> = {},
  ) =>
    fixture.call<RefundAnswer>(
      'POST',
      `/${path}/${id}/refunds`,
      { note: 'Paid twice', ...over },
      { as: fixture.finance, headers },
    );
  const decide = (id: string, decision: string, as: PersonOfWorld = fixture.manager) =>
    fixture.call<RefundAnswer>('POST', `/refunds/${id}/decision`, { decision, why: 'Checked' }, { as });
  const undo = (id: string) =>
    fixture.call<RefundAnswer>('POST', `/refunds/${id}/undo`, { why: 'The bank returned it' });
  const get = async (
    path: 'payments' | 'open-items',
    id: string,
    as: PersonOfWorld = fixture.finance,
  ): Promise<SourceAnswer> =>
    (await fixture.call<SourceAnswer>('GET', `/${path}/${id}`, undefined, { as })).body;
  const differences = () => listLedgerDifferences(fixture.billing);
  const postings = (kind: string, id: string) =>
    fixture.billing.sql<{ account: string; amount: string; books: string }>(
      `select l.account, l.amount_minor as amount, l.books_amount_minor as books
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.source_kind = $1 and e.source_id = $2 order by l.position`,
      [kind, id],
    );

  it('return everything unapplied of a payment to its payer', async () => {
    const payment = await paid();
    expect(await get('payments', payment)).toMatchObject({
      refundable: {
        amount: { amount: '500.00', currency: 'PLN' },
        payeeName: 'Nordwerk Sp. z o.o.',
        payeeAccount: ACCOUNT,
      },
    });
    const { status, body } = await request('payments', payment);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'posted',
      amount: { amount: '500.00' },
      payment: { id: payment },
      creditNote: null,
      payeeName: 'Nordwerk Sp. z o.o.',
      payeeAccount: ACCOUNT,
      secondPersonBecause: [],
    });
    expect(await postings('refund', body.id)).toEqual([
      { account: 'unapplied_cash', amount: '50000', books: '50000' },
      { account: 'bank', amount: '-50000', books: '-50000' },
    ]);
    expect(await get('payments', payment)).toMatchObject({
      unapplied: { amount: '0.00' },
      refunded: { amount: '500.00' },
      refunds: [{ id: body.id }],
      refundable: null,
    });
    expect(await allocate(payment, await issued(), '0.01')).toMatchObject({
      status: 422,
      body: { fields: [{ code: 'receivables.exceeds_payment' }] },
    });
    expect(await request('payments', payment)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_not_possible' },
    });
    expect(await differences()).toEqual([]);
  });

  it('need another person above the limit of the legal entity, also in parts', async () => {
    const payment = await paid({ amount: '1500.00' });
    expect((await request('payments', payment, { amount: '1000.00' })).body.state).toBe('posted');
    const { body } = await request('payments', payment, { amount: '0.01' });
    expect(body).toMatchObject({
      state: 'pending',
      secondPersonBecause: ['above_limit'],
      canApprove: false,
    });
    expect(await request('payments', payment)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_pending' },
    });
    const { body: pending } = await fixture.call<{ items: readonly RefundAnswer[] }>(
      'GET',
      `/refunds?state=pending&sort=amount&customerId=${fixture.customer.customerId}`,
    );
    expect(pending.items.map(({ id }) => id)).toContain(body.id);
    expect((await get('payments', payment, fixture.manager)).refunds[1]).toMatchObject({ canApprove: true });
    expect(await decide(body.id, 'approve', fixture.finance)).toMatchObject({
      status: 403,
      body: { code: 'receivables.refund_same_person' },
    });
    expect(await decide(body.id, 'approve')).toMatchObject({ status: 200, body: { state: 'posted' } });
    expect(await decide(body.id, 'reject')).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_decided' },
    });
    const decisions = await fixture.billing.sql(
      `select action from money_decision where second_user_id is not null and after ->> 'refundId' = $1`,
      [body.id],
    );
    expect(decisions).toEqual([{ action: 'refunded' }]);
    expect(await differences()).toEqual([]);
  });

  it('need another person for an account from which the customer has not paid', async () => {
    const payment = await paid();
    const { body } = await request('payments', payment, {
      amount: '10.00',
      payeeName: 'Nordwerk GmbH',
      payeeAccount: 'de89 3704 0044 0532 0130 00',
    });
    expect(body).toMatchObject({
      state: 'pending',
      payeeAccount: OTHER_ACCOUNT,
      secondPersonBecause: ['new_account'],
    });
    expect(await decide(body.id, 'reject', fixture.finance)).toMatchObject({ body: { state: 'rejected' } });
    expect(await get('payments', payment)).toMatchObject({ unapplied: { amount: '500.00' } });
  });

  it('need another person for an account of which only the requester recorded a payment', async () => {
    const payment = await paid({ payerAccount: 'GB82WEST12345698765432' }, fixture.finance);
    const { body } = await request('payments', payment);
    expect(body).toMatchObject({ state: 'pending', secondPersonBecause: ['new_account'] });
    await decide(body.id, 'reject');
    await paid({ payerAccount: 'GB82WEST12345698765432' });
    expect((await request('payments', payment)).body).toMatchObject({ state: 'posted' });
  });

  it('need another person in a currency without an exchange rate', async () => {
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), 'USD', 'PLN', current_date - 30, 4, 'NBP', now()`,
      [fixture.maker.makerId],
    );
    const old = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
    const payment = await paid({ currency: 'USD', amount: '5.00', receivedOn: old });
    expect((await request('payments', payment)).body).toMatchObject({
      state: 'pending',
      secondPersonBecause: ['no_exchange_rate'],
    });
  });

  it('return a credit note up to what was paid for its invoice and not refunded yet', async () => {
    const invoice = await issued();
    await allocate(await paid({ amount: '200.00' }), invoice, '200.00', { withheld: '1030.00' });
    const [first, second] = [await credited(invoice, '100.00'), await credited(invoice, '100.00')];
    const { body } = await request('open-items', first);
    expect(body).toMatchObject({
      state: 'posted',
      amount: { amount: '123.00' },
      payment: null,
      creditNote: { documentId: first },
    });
    expect(await postings('refund', body.id)).toEqual([
      { account: 'receivable', amount: '12300', books: '12300' },
      { account: 'bank', amount: '-12300', books: '-12300' },
    ]);
    expect(await get('open-items', first)).toMatchObject({
      state: 'paid',
      open: { amount: '0.00' },
      refunded: { amount: '123.00' },
    });
    expect(await get('open-items', second)).toMatchObject({ refundable: { amount: { amount: '77.00' } } });
    expect(await request('open-items', second, { amount: '77.01' })).toMatchObject({
      status: 422,
      body: {
        code: 'receivables.refund_invalid',
        fields: [{ pointer: '/amount', code: 'receivables.refund_exceeds', params: { left: '77.00' } }],
      },
    });
    expect((await request('open-items', second)).body.state).toBe('posted');
    expect(await get('open-items', second)).toMatchObject({ open: { amount: '-46.00' }, refundable: null });
    expect(await request('open-items', second)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_nothing_paid' },
    });
    const set = await fixture.call('POST', `/open-items/${second}/set-off`, { documentId: await issued() });
    expect(set.status).toBe(201);
    expect(await differences()).toEqual([]);
  });

  it('do not return a credit note of an unpaid invoice, nor an invoice', async () => {
    const invoice = await issued();
    const note = await credited(invoice, '100.00');
    expect(await request('open-items', note)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_nothing_paid' },
    });
    expect(await request('open-items', invoice)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_not_possible' },
    });
  });

  it('return a month below zero from what the customer paid', async () => {
    const note = await issued({ net: -20_000, tax: -4_600, currency: 'EUR' });
    expect(await request('open-items', note)).toMatchObject({
      body: { code: 'receivables.refund_nothing_paid' },
    });
    const invoice = await issued({ currency: 'EUR' });
    await allocate(await paid({ currency: 'EUR', amount: '40.00' }), invoice, '40.00');
    const { body } = await request('open-items', note);
    expect(body).toMatchObject({ state: 'posted', amount: { amount: '40.00', currency: 'EUR' } });
    expect(await postings('refund', body.id)).toEqual([
      { account: 'receivable', amount: '4000', books: '17200' },
      { account: 'bank', amount: '-4000', books: '-17200' },
    ]);
    expect(await differences()).toEqual([]);
  });

  it('never return the same money twice, also if its allocation is undone in between', async () => {
    const invoice = await issued({ currency: 'GBP' });
    const payment = await paid({ currency: 'GBP', amount: '123.00' });
    const { body } = await allocate(payment, invoice, '123.00');
    const note = await credited(invoice, '100.00');
    expect((await request('open-items', note)).body.state).toBe('posted');
    await undoAllocation(body.allocations[0]!.id);
    expect(await get('payments', payment)).toMatchObject({ refundable: null });
    expect(await request('payments', payment)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_not_covered' },
    });
    await allocate(payment, invoice, '123.00');
    expect(await differences()).toEqual([]);
  });

  it('await a known customer, who stays known until the refund is undone', async () => {
    const payment = await paid({ customerId: null });
    expect(await request('payments', payment)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_customer_unknown' },
    });
    const { body } = await allocate(payment, await issued(), '100.00');
    const { body: refund } = await request('payments', payment);
    expect(refund).toMatchObject({ state: 'posted', amount: { amount: '400.00' } });
    await undoAllocation(body.allocations[0]!.id);
    expect((await get('payments', payment)).customer).toMatchObject({ id: fixture.customer.customerId });
    await undo(refund.id);
    expect(await get('payments', payment)).toMatchObject({ customer: null, unapplied: { amount: '500.00' } });
    expect(await differences()).toEqual([]);
  });

  it('are valued at the rate of the payment, and undone exactly', async () => {
    const payment = await paid({ currency: 'EUR', amount: '100.00' });
    const { body } = await request('payments', payment, { amount: '30.00' });
    expect(await postings('refund', body.id)).toEqual([
      { account: 'unapplied_cash', amount: '3000', books: '12900' },
      { account: 'bank', amount: '-3000', books: '-12900' },
    ]);
    expect(await undo(body.id)).toMatchObject({ status: 200, body: { state: 'undone' } });
    expect(await postings('refund_reversal', body.id)).toEqual([
      { account: 'unapplied_cash', amount: '-3000', books: '-12900' },
      { account: 'bank', amount: '3000', books: '12900' },
    ]);
    expect(await get('payments', payment)).toMatchObject({
      unapplied: { amount: '100.00' },
      refunded: { amount: '0.00' },
    });
    expect(await undo(body.id)).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_not_posted' },
    });
    expect(await differences()).toEqual([]);
  });

  it('are undone behind a closed month, in the next open one', async () => {
    const { note } = await creditOfPaid();
    const { body } = await request('open-items', note);
    const month = body.postingDate!.slice(0, 7);
    await fixture.billing.sql(
      `update accounting_period set state = 'closed' where legal_entity_id = $1 and month = $2`,
      [fixture.maker.ids.legal_entity, `${month}-01`],
    );
    expect((await undo(body.id)).body.state).toBe('undone');
    const [reversal] = await fixture.billing.sql<{ postingDate: string }>(
      `select posting_date::text as "postingDate" from journal_entry
        where source_kind = 'refund_reversal' and source_id = $1`,
      [body.id],
    );
    expect(reversal!.postingDate.slice(0, 7) > month).toBe(true);
    expect(reversal!.postingDate).toMatch(/-01$/);
    await fixture.billing.sql(`update accounting_period set state = 'open' where legal_entity_id = $1`, [
      fixture.maker.ids.legal_entity,
    ]);
    expect(await get('open-items', note)).toMatchObject({ state: 'open', open: { amount: '-123.00' } });
    expect(await differences()).toEqual([]);
  });

  it('check the amount and the payee', async () => {
    const payment = await paid();
    for (const [over, pointer, code] of [
      [{ amount: '500.01' }, '/amount', 'receivables.refund_exceeds'],
      [{ amount: '0.00' }, '/amount', 'receivables.amount_not_positive'],
      [{ amount: '1.005' }, '/amount', 'receivables.amount_decimals'],
      [{ payeeName: '  ' }, '/payeeName', 'receivables.payee_name_missing'],
      [
        { payeeAccount: 'PL61109010140000071219812875' },
        '/payeeAccount',
        'organization.iban_check_digits_wrong',
      ],
      [{ payeeAccount: '!' }, '/payeeAccount', 'organization.account_malformed'],
    ] as const)
      expect(await request('payments', payment, over)).toMatchObject({
        status: 422,
        body: { code: 'receivables.refund_invalid', fields: [{ pointer, code }] },
      });
    const cheque = await paid({ currency: 'EUR', method: 'cheque', payerAccount: null });
    expect((await request('payments', cheque)).body).toMatchObject({ payeeAccount: ACCOUNT });
  });

  it('are not approved after the money was used', async () => {
    const payment = await paid({ amount: '2000.00' });
    const { body } = await request('payments', payment);
    await allocate(payment, await issued(), '0.01');
    expect(await decide(body.id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'receivables.refund_changed', params: { left: '1999.99', currency: 'PLN' } },
    });
    expect((await decide(body.id, 'reject')).body.state).toBe('rejected');
  });

  it('are requested and decided once, even at the same time', async () => {
    const { invoice, note } = await creditOfPaid('800.00');
    const other = await credited(invoice, '100.00');
    await setLimit('500');
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => request('open-items', note)),
      request('open-items', other),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    const { id } = answers.find(({ status, body }) => status === 201 && body.state === 'pending')!.body;
    const decisions = await Promise.all(Array.from({ length: 4 }, () => decide(id, 'approve')));
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    await setLimit('1000');
    const payment = await paid();
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [
      await request('payments', payment, { amount: '1.00' }, key),
      await request('payments', payment, { amount: '1.00' }, key),
    ];
    expect(second.body.id).toBe(first.body.id);
    expect(await differences()).toEqual([]);
  });

  it('agree with the account statement, the ageing and the trial balance', async () => {
    const payment = await paid({ reference: 'Twice' });
    const { note } = await creditOfPaid();
    const refunds = [
      (await request('payments', payment)).body.id,
      (await request('open-items', note)).body.id,
    ];
    await undo(refunds[1]!);
    const { customerId } = fixture.customer;
    const { body: statement } = await fixture.call<{
      closing: { readonly amount: string };
      lines: readonly {
        readonly documentId: string | null;
        readonly paymentId: string | null;
        readonly kind: string;
      }[];
    }>('GET', `/customers/${customerId}/account-statement?currency=PLN&from=2026-01-01&to=2099-12-31`);
    expect(
      statement.lines.filter(
        ({ kind, documentId, paymentId }) =>
          kind.startsWith('refund') && (documentId === note || paymentId === payment),
      ),
    ).toMatchObject([
      { kind: 'refund', reference: 'Twice', documentId: null, amount: { amount: '500.00' } },
      { kind: 'refund', documentId: note, paymentId: null, amount: { amount: '123.00' } },
      { kind: 'refund_reversal', documentId: note, amount: { amount: '-123.00' } },
    ]);
    interface Ageing {
      readonly rows: readonly {
        readonly customer: { readonly id: string };
        readonly total: { readonly amount: string; readonly currency: string };
      }[];
    }
    for (const query of ['', '?asOf=2099-12-31']) {
      const { body } = await fixture.call<Ageing>('GET', `/receivables/ageing${query}`);
      const row = body.rows.find(
        ({ customer, total }) => customer.id === customerId && total.currency === 'PLN',
      );
      expect(row!.total.amount).toBe(statement.closing.amount);
    }
    const { body: balance } = await fixture.call<{
      items: readonly { readonly booksBalance: { readonly amount: string } }[];
    }>('GET', `/receivables/trial-balance?legalEntityId=${fixture.maker.ids.legal_entity}&asOf=2099-12-31`);
    const sum = balance.items.reduce(
      (all, { booksBalance }) => all + BigInt(booksBalance.amount.replace('.', '')),
      0n,
    );
    expect(sum).toBe(0n);
  });

  it('show customers only what was refunded', async () => {
    const payment = await paid();
    await request('payments', payment, { amount: '20.00' });
    expect(await get('payments', payment, fixture.customer.people.customer_admin)).toMatchObject({
      refunded: { amount: '20.00' },
      refunds: [],
      refundable: null,
    });
    const { note } = await creditOfPaid();
    await request('open-items', note);
    expect(await get('open-items', note, fixture.customer.people.customer_admin)).toMatchObject({
      refunded: { amount: '123.00' },
      refunds: [],
      refundable: null,
    });
  });

  it('never change in the database, except by a decision and an undo', async () => {
    const { body } = await request('payments', await paid({ amount: '1001.00' }));
    const change = (set: string) => fixture.billing.sql(`update refund set ${set} where id = $1`, [body.id]);
    await expect(change(`payee_account = 'X1'`)).rejects.toMatchObject({ code: '23001' });
    await expect(change(`undone_at = now(), undone_why = 'x'`)).rejects.toMatchObject({ code: '23001' });
    await decide(body.id, 'approve');
    await expect(change(`decision_why = 'other'`)).rejects.toMatchObject({ code: '23001' });
    await undo(body.id);
    await expect(change(`undone_why = 'other'`)).rejects.toMatchObject({ code: '23001' });
  });
});
