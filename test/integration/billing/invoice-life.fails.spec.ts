import { CHANGES_OF_ISSUED } from './changes-of-issued.js';
import { InvoiceFixture } from './invoice-fixture.js';

describe('the lifecycle of an invoice rejects', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('refused');
  });

  afterAll(() => fixture?.close());

  const issued = async (): Promise<string> => {
    const id = await fixture.draft({ state: 'approved' });
    expect(await fixture.issue(id)).toMatchObject({ status: 200 });
    return id;
  };
  const set = (id: string, change: string) =>
    fixture.billing.sql(`update invoice set ${change} where id = $1`, [id]);

  it.each<[string, string, string, number, string]>([
    [
      'on hold',
      `state = 'held', hold_reasons = '[{"code":"tax_rule_missing","params":{}}]'`,
      'approve',
      409,
      'billing.invoice_held',
    ],
    ['of a current month', `period_to = '2099-01-01'`, 'approve', 409, 'billing.period_not_over'],
    ['drafted too early', `known_until = '2026-10-31T12:00:00Z'`, 'approve', 409, 'billing.draft_outdated'],
    ['not approved', `state = 'draft'`, 'issue', 409, 'billing.transition_impossible'],
  ])('a document %s', async (_, change, step, status, code) => {
    const id = await fixture.draft();
    await set(id, change);
    const answer = await (step === 'approve' ? fixture.approve(id) : fixture.issue(id));
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('a document that must not be billed', async () => {
    const id = await fixture.draft();
    await fixture.billing.sql(
      `update invoice_line set amount_minor = null, state = 'held' where invoice_id = $1`,
      [id],
    );
    expect(await fixture.approve(id)).toMatchObject({
      status: 409,
      body: { code: 'billing.nothing_to_bill' },
    });
  });

  it('a document that differs from what the user saw, at approval and at issue', async () => {
    const id = await fixture.draft();
    const seen = await fixture.seen(id);
    const other = { ...seen, contentHash: 'e'.repeat(64) };
    expect(await fixture.call('POST', `/invoices/${id}/approve`, other)).toMatchObject({
      status: 409,
      body: { code: 'billing.content_changed' },
    });
    expect(await fixture.call('POST', `/invoices/${id}/approve`, { ...seen, version: 7 })).toMatchObject({
      status: 412,
      body: { code: 'platform.version_mismatch' },
    });
    await fixture.approve(id);
    expect(await fixture.call('POST', `/invoices/${id}/issue`, seen)).toMatchObject({ status: 412 });
    await fixture.billing.sql(
      `update customer_entity set street = 'ul. Nowa 1', version = version + 1 where id = $1`,
      [fixture.customer.ids.buyer],
    );
    expect(await fixture.issue(id)).toMatchObject({ status: 409, body: { code: 'billing.parties_changed' } });
  });

  it('approval and issue by one person above the limit of the maker', async () => {
    await fixture.billing.sql(`update legal_entity set four_eyes_limit = 1229.99 where maker_id = $1`, [
      fixture.maker.makerId,
    ]);
    const id = await fixture.draft();
    await fixture.approve(id, fixture.manager);
    expect(await fixture.issue(id, fixture.manager)).toMatchObject({
      status: 403,
      body: { code: 'billing.four_eyes', params: { limit: '1229.99', currency: 'PLN' } },
    });
    expect(await fixture.issue(id, fixture.finance)).toMatchObject({ status: 200 });
    const credit = (as = fixture.finance) =>
      fixture.call('POST', `/invoices/${id}/credit-notes`, { all: true, reason: 'Test' }, { as });
    expect(await credit()).toMatchObject({ status: 403, body: { code: 'billing.four_eyes' } });
    expect(await credit(fixture.manager)).toMatchObject({ status: 201 });
    await fixture.billing.sql(`update legal_entity set four_eyes_limit = null where maker_id = $1`, [
      fixture.maker.makerId,
    ]);
  });

  it('a credit above the limit by one person', async () => {
    const limit = (amount: number | null) =>
      fixture.billing.sql(`update legal_entity set four_eyes_limit = $2 where maker_id = $1`, [
        fixture.maker.makerId,
        amount,
      ]);
    await limit(1229.99);
    const id = await fixture.draft({ net: -100_000, tax: -23_000 });
    await fixture.approve(id, fixture.manager);
    expect(await fixture.issue(id, fixture.manager)).toMatchObject({
      status: 403,
      body: { code: 'billing.four_eyes' },
    });
    expect(await fixture.issue(id, fixture.finance)).toMatchObject({ status: 200 });
    await limit(null);
  });

  it("approval and issue by one person in another currency, above the limit at the day's rate or without a rate", async () => {
    const limit = (amount: number | null) =>
      fixture.billing.sql(`update legal_entity set four_eyes_limit = $2 where maker_id = $1`, [
        fixture.maker.makerId,
        amount,
      ]);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await limit(100_000);
    const id = await fixture.draft({ currency: 'EUR', net: 731_707_317, tax: 168_292_683 });
    await fixture.approve(id, fixture.manager);
    const alone = await fixture.issue(id, fixture.manager);
    expect(alone).toMatchObject({
      status: 403,
      body: { code: 'billing.four_eyes_no_rate', params: { limit: '100000', currency: 'PLN', from: 'EUR' } },
    });
    await fixture.billing.insert('fx_rate', fixture.maker, {
      from_currency: 'EUR',
      to_currency: 'PLN',
      day: yesterday,
      rate: '4.3',
      source: 'NBP table A',
      recorded_at: `${yesterday}T12:00:00Z`,
    });
    expect(await fixture.issue(id, fixture.manager)).toMatchObject({
      status: 403,
      body: { code: 'billing.four_eyes', params: { limit: '100000', currency: 'PLN' } },
    });
    const small = await fixture.draft({ currency: 'EUR' });
    await fixture.approve(small, fixture.manager);
    expect(await fixture.issue(small, fixture.manager)).toMatchObject({ status: 200 });
    expect(await fixture.issue(id, fixture.finance)).toMatchObject({ status: 200 });
    await limit(null);
  });

  it('a date before the last date of the series, or in the future', async () => {
    await issued();
    const id = await fixture.draft({ state: 'approved' });
    expect(await fixture.issue(id, fixture.finance, { issuedOn: '2026-11-01' })).toMatchObject({
      status: 422,
      body: {
        code: 'billing.issue_date_before_last',
        fields: [{ pointer: '/issuedOn', code: 'billing.issue_date_before_last' }],
      },
    });
    expect(await fixture.issue(id, fixture.finance, { issuedOn: '2098-11-01' })).toMatchObject({
      status: 422,
      body: { code: 'billing.issue_date_in_future' },
    });
    expect((await fixture.call('GET', `/invoices/${id}`)).body.state).toBe('approved');
  });

  it.each(['approve', 'reopen', 'issue', 'credit-notes', 'credit-notes/preview'])(
    '%s by unauthorized users',
    async (step) => {
      const id = await fixture.draft();
      for (const as of [
        fixture.maker.staff.engineer,
        fixture.maker.staff.dispatcher,
        fixture.customer.people.customer_admin,
      ]) {
        const answer = await fixture.call('POST', `/invoices/${id}/${step}`, {}, { as });
        expect(answer.status).toBe(403);
      }
    },
  );

  it('a credit note of an unissued document, of a credit note, or of several kinds at once', async () => {
    const draft = await fixture.draft();
    const credit = (id: string, body: object) =>
      fixture.call('POST', `/invoices/${id}/credit-notes`, { reason: 'Test', ...body });
    expect(await credit(draft, { all: true })).toMatchObject({ body: { code: 'billing.not_creditable' } });
    const id = await issued();
    expect(await credit(id, { all: true, net: '1' })).toMatchObject({
      status: 422,
      body: { code: 'billing.credit_ambiguous' },
    });
    const note = await credit(id, { net: '1' });
    expect(await credit(note.body.id, { all: true })).toMatchObject({
      body: { code: 'billing.not_creditable' },
    });
  });

  it('credits above the billed amount, under concurrency', async () => {
    const id = await issued();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        fixture.call('POST', `/invoices/${id}/credit-notes`, { net: '300', reason: 'Test' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect((await fixture.call('GET', `/invoices/${id}`)).body.credited.amount).toBe('1107.00');
  });

  describe('changes by SQL', () => {
    it.each(CHANGES_OF_ISSUED)('%s of an issued document', async (_, statement, code) => {
      const id = await issued();
      await expect(fixture.billing.sql(statement, [id])).rejects.toMatchObject({ code });
    });

    it('an unbalanced journal entry', async () => {
      const id = await issued();
      const statement = `insert into journal_line (maker_id, entry_id, position, account, amount_minor, currency, books_amount_minor)
        select maker_id, id, 99, 'receivable', 1, 'PLN', 1 from journal_entry where invoice_id = $1`;
      await expect(fixture.billing.sql(statement, [id])).rejects.toMatchObject({
        constraint: 'journal_line_balance_ck',
      });
    });

    it('a posting to a closed month', async () => {
      const id = await issued();
      const statement = `insert into journal_entry (maker_id, id, legal_entity_id, invoice_id, posting_date, service_from,
          service_to, currency, books_currency, books_rate, posted_at)
        select maker_id, gen_random_uuid(), legal_entity_id, invoice_id, '2020-01-15', service_from, service_to, currency,
          books_currency, 1, now() from journal_entry where invoice_id = $1`;
      await expect(fixture.billing.sql(statement, [id])).rejects.toMatchObject({
        constraint: 'journal_entry_period_ck',
      });
    });
  });

  it('an issue that fails, without a gap in the numbers', async () => {
    const before = await issued();
    const lost = await fixture.draft({ state: 'approved' });
    // The journal can't be written: everything before it in the transaction must be rolled back.
    await fixture.billing.sql(`update invoice_line set net_minor = 77700 where invoice_id = $1`, [lost]);
    await fixture.billing.sql(
      `alter table journal_line add constraint refused_ck check (amount_minor <> -77700) not valid`,
    );
    try {
      expect((await fixture.issue(lost)).status).toBeGreaterThanOrEqual(400);
    } finally {
      await fixture.billing.sql(`alter table journal_line drop constraint refused_ck`);
    }
    const after = await issued();
    const numbers = await fixture.billing.sql<{ sequence: string }>(
      `select sequence from invoice where id = any($1) order by sequence`,
      [[before, after]],
    );
    expect(Number(numbers[1]!.sequence) - Number(numbers[0]!.sequence)).toBe(1);
    expect((await fixture.call('GET', `/invoices/${lost}`)).body).toMatchObject({
      state: 'approved',
      number: null,
    });
  });
});
