import { DateTime } from 'luxon';
import type { Answer } from '../../support/http.js';
import { type CodedInvoice, InvoiceFixture } from './invoice-fixture.js';

describe('the lifecycle of an invoice', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('life');
  });

  afterAll(() => fixture?.close());

  const journal = (id: string) =>
    fixture.billing.sql<{ account: string; amount: string; behaviour: string | null; books: string }>(
      `select l.account, l.amount_minor as amount, l.behaviour, l.books_amount_minor as books
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.invoice_id = $1 order by l.position`,
      [id],
    );

  it('includes approval and issue, with number, dates, parties, journal and decisions', async () => {
    const id = await fixture.draft();
    expect(await fixture.approve(id)).toMatchObject({
      status: 200,
      body: { state: 'approved', number: null },
    });
    const { status, body } = await fixture.issue(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'issued',
      number: expect.stringMatching(/^PL-\d{4}-\d{5}$/),
      net: { amount: '1000.00' },
      tax: { amount: '230.00' },
      gross: { amount: '1230.00', currency: 'PLN' },
      serviceFrom: '2026-10-01',
      serviceTo: '2026-10-31',
      taxPoint: '2026-10-31',
      seller: { name: 'Entity life', city: 'Warszawa', taxIds: { nip: '1111111111' } },
      buyerParty: { name: 'Company a of life', order: { number: 'PO-a', reference: '' } },
      taxes: [{ category: 'standard', percent: '23', tax: { amount: '230.00' } }],
      booking: { booksCurrency: 'PLN', booksRate: '1', booksRateOn: null },
    });
    const days = (Date.parse(body.dueOn!) - Date.parse(body.issuedOn!)) / 86_400_000;
    expect(days).toBe(14);
    expect(await journal(id)).toEqual([
      { account: 'receivable', amount: '123000', behaviour: null, books: '123000' },
      { account: 'revenue', amount: '-100000', behaviour: 'fixed', books: '-100000' },
      { account: 'tax_payable', amount: '-23000', behaviour: null, books: '-23000' },
    ]);
    const { body: decisions } = await fixture.call<{ items: { action: string; second: string | null }[] }>(
      'GET',
      `/invoices/${id}/decisions`,
    );
    expect(decisions.items.map(({ action, second }) => [action, second])).toEqual([
      ['issued', 'manager'],
      ['approved', null],
    ]);
    const own = await fixture.call('GET', `/invoices/${id}`, undefined, {
      as: fixture.customer.people.customer_viewer,
    });
    expect(own.body.number).toBe(body.number);
  });

  it('includes a credit note for a negative month, with its own number, reversed booking and nothing to pay', async () => {
    const id = await fixture.draft({ net: -20_000, tax: -4_600 });
    const { body: draft } = await fixture.call('GET', `/invoices/${id}`);
    expect(draft).toMatchObject({ kind: 'invoice', documentType: 'credit_note' });
    expect(await fixture.approve(id)).toMatchObject({ status: 200, body: { state: 'approved' } });
    const { body: preview } = await fixture.call<{ number: string }>('GET', `/invoices/${id}/issue-preview`);
    const { status, body } = await fixture.issue(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'invoice',
      documentType: 'credit_note',
      number: expect.stringMatching(/^PL-CN-\d{4}-\d{5}$/),
      original: null,
      gross: { amount: '-246.00', currency: 'PLN' },
      payable: { amount: '-246.00', currency: 'PLN' },
    });
    expect(preview.number).toBe(body.number);
    expect(await journal(id)).toEqual([
      { account: 'receivable', amount: '-24600', behaviour: null, books: '-24600' },
      { account: 'revenue', amount: '20000', behaviour: 'fixed', books: '20000' },
      { account: 'tax_payable', amount: '4600', behaviour: null, books: '4600' },
    ]);
    expect(
      await fixture.call('POST', `/invoices/${id}/credit-notes`, { all: true, reason: 'Test' }),
    ).toMatchObject({ status: 409, body: { code: 'billing.nothing_left_to_credit' } });
    const pdf = await fixture.call('GET', `/invoices/${id}/pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    // The next document gets the next number of the same series.
    const other = await fixture.draft({ net: -1, tax: 0 });
    await fixture.approve(other);
    const next = (await fixture.issue(other)).body.number!;
    expect(Number(next.slice(-5))).toBe(Number(body.number!.slice(-5)) + 1);
  });

  it('includes reopening before issue, and a second approval', async () => {
    const id = await fixture.draft();
    await fixture.approve(id);
    const { version } = await fixture.seen(id);
    const reopened = await fixture.call('POST', `/invoices/${id}/reopen`, { version, why: 'A second look' });
    expect(reopened).toMatchObject({ status: 200, body: { state: 'draft', approvedAt: null } });
    expect((await fixture.approve(id)).body.state).toBe('approved');
  });

  it('includes approval with named lines on hold', async () => {
    const id = await fixture.draft({ holds: 2 });
    expect(await fixture.approve(id)).toMatchObject({
      status: 422,
      body: { code: 'billing.held_not_confirmed', params: { count: 1, lines: '1' } },
    });
    const { body } = await fixture.call('GET', `/invoices/${id}`);
    const heldLineIds = body.lines.map((line) => line.id);
    expect(await fixture.approve(id, fixture.manager, { heldLineIds })).toMatchObject({ status: 200 });
    const [decision] = await fixture.billing.sql<{ after: { heldLines: object[] } }>(
      `select after from money_decision where invoice_id = $1`,
      [id],
    );
    expect(decision!.after.heldLines).toMatchObject([{ id: heldLineIds[0], position: 1 }]);
  });

  it('includes credits by line and amount until nothing is left, with the last note for the rest', async () => {
    const id = await fixture.draft({ net: 9_999, tax: 2_300 });
    await fixture.approve(id);
    await fixture.issue(id);
    const { body: invoice } = await fixture.call('GET', `/invoices/${id}`);
    const credit = (body: object) =>
      fixture.call('POST', `/invoices/${id}/credit-notes`, { reason: 'Wrong counter', ...body });
    const byLine = await credit({ lines: [{ lineId: invoice.lines[0]!.id, net: '33.33' }] });
    expect(byLine).toMatchObject({
      status: 201,
      body: {
        kind: 'credit_note',
        state: 'issued',
        number: expect.stringMatching(/^PL-CN-\d{4}-\d{5}$/),
        net: { amount: '33.33' },
        tax: { amount: '7.67' },
        gross: { amount: '41.00' },
        reason: 'Wrong counter',
        original: { id, number: invoice.number },
      },
    });
    expect((await fixture.call('GET', `/invoices/${id}`)).body).toMatchObject({
      state: 'issued',
      credited: { amount: '41.00' },
      creditNotes: [{ number: byLine.body.number }],
    });
    const tooMuch = await credit({ net: '66.67' });
    expect(tooMuch).toMatchObject({
      status: 422,
      body: {
        code: 'billing.credit_invalid',
        fields: [{ pointer: '/net', code: 'billing.credit_exceeds', params: { left: '66.66' } }],
      },
    });
    const preview = await fixture.call<{ gross: { amount: string }; left: { amount: string } }>(
      'POST',
      `/invoices/${id}/credit-notes/preview`,
      { all: true },
    );
    expect(preview.body).toMatchObject({ gross: { amount: '81.99' }, left: { amount: '0.00' } });
    const rest = await credit({ all: true });
    expect(rest.body).toMatchObject({ net: { amount: '66.66' }, tax: { amount: '15.33' } });
    expect((await fixture.call('GET', `/invoices/${id}`)).body).toMatchObject({
      state: 'credited',
      credited: { amount: '122.99' },
    });
    expect(await credit({ all: true })).toMatchObject({
      status: 409,
      body: { code: 'billing.nothing_left_to_credit' },
    });
    // Both notes together reverse the invoice's posting.
    const sums = await fixture.billing.sql<{ account: string; sum: string }>(
      `select l.account, sum(l.amount_minor)::text as sum
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
         join invoice i on i.maker_id = e.maker_id and i.id = e.invoice_id
        where i.id = $1 or i.original_id = $1 group by 1`,
      [id],
    );
    expect(sums.map(({ sum }) => sum)).toEqual(['0', '0', '0']);
  });

  it('includes booking in the accounting currency at the last known rate, and credits at the same rate', async () => {
    const id = await fixture.draft({ currency: 'EUR' });
    await fixture.approve(id);
    expect(await fixture.issue(id)).toMatchObject({
      status: 409,
      body: { code: 'billing.fx_rate_missing', params: { from: 'EUR', to: 'PLN' } },
    });
    const today = new Date().toISOString().slice(0, 10);
    for (const rate of ['4.2', '4.2351'])
      await fixture.call('POST', '/fx-rates', {
        fromCurrency: 'EUR',
        toCurrency: 'PLN',
        day: today,
        rate,
        source: 'NBP',
      });
    expect((await fixture.issue(id)).body).toMatchObject({
      booking: { booksCurrency: 'PLN', booksRate: '4.2351', booksRateOn: today, booksRateSource: 'NBP' },
    });
    expect((await journal(id)).map(({ amount, books }) => [amount, books])).toEqual([
      ['123000', '520917'],
      ['-100000', '-423510'],
      ['-23000', '-97407'],
    ]);
    const note = await fixture.call('POST', `/invoices/${id}/credit-notes`, { all: true, reason: 'Test' });
    expect((await journal(note.body.id)).map(({ books }) => books)).toEqual(['-520917', '423510', '97407']);
  });

  it('includes posting to the first open period if the invoice’s period is closed, with its service period', async () => {
    // The current month in the legal entity's time zone, which begins before the month in UTC.
    const month = DateTime.now().setZone('Europe/Warsaw').toFormat('yyyy-MM');
    const change = (state: string) =>
      fixture.call('POST', '/accounting-periods', {
        legalEntityId: fixture.maker.ids.legal_entity,
        month,
        state,
        why: 'Reported',
      });
    expect(await change('closed')).toMatchObject({ status: 201 });
    try {
      const id = await fixture.draft();
      await fixture.approve(id);
      const { body } = await fixture.issue(id);
      expect(body.issuedOn!.slice(0, 7)).toBe(month);
      const [year, place] = month.split('-').map(Number);
      const next = new Date(Date.UTC(year!, place!, 1)).toISOString().slice(0, 10);
      expect(body).toMatchObject({ booking: { postingDate: next } });
      const entries = await fixture.billing.sql(
        `select posting_date::text, service_from::text from journal_entry where invoice_id = $1`,
        [id],
      );
      expect(entries).toEqual([{ posting_date: next, service_from: '2026-10-01' }]);
    } finally {
      expect(await change('open')).toMatchObject({ status: 201 });
    }
  });

  it('assigns numbers without gaps and in date order to fifty concurrent invoices, and one number to an invoice that is issued twice', async () => {
    const ids: string[] = [];
    while (ids.length < 50) ids.push(await fixture.draft({ state: 'approved' }));
    const answers = await Promise.all(
      ids.flatMap((id) => (id === ids[0] ? [issue(id), issue(id)] : [issue(id)])),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(answers.filter(({ status }) => status !== 200)).toMatchObject([
      { status: 409, body: { code: 'billing.transition_impossible' } },
    ]);
    const rows = await fixture.billing.sql<{ sequence: string; issued_on: string }>(
      `select sequence, issued_on::text from invoice where maker_id = $1 and document_type = 'invoice'
        order by sequence`,
      [fixture.maker.makerId],
    );
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, index) => index + 1));
    expect(rows.map(({ issued_on }) => issued_on)).toEqual(rows.map(({ issued_on }) => issued_on).sort());
  });

  const issue = (id: string): Promise<Answer<CodedInvoice>> =>
    fixture.call('POST', `/invoices/${id}/issue`, { version: 1, contentHash: 'c'.repeat(64) });
});
