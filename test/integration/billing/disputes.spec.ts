import type { Answer } from '../../support/http.js';
import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from './invoice-fixture.js';

interface DisputeAnswer {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly creditNote: { readonly id: string; readonly number: string } | null;
  readonly conversation: readonly { readonly text: string; readonly side: string; readonly by: string }[];
  readonly [field: string]: unknown;
}

describe('disputes', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('disputed');
  });

  afterAll(() => fixture?.close());

  const marek = (): PersonOfWorld => fixture.customer.people.customer_admin;
  const call = <Body = DisputeAnswer>(method: string, path: string, body?: object, as = fixture.finance) =>
    fixture.call<Body>(method, path, body, { as });
  const CLAIM = { subject: 'quantity', claim: 'We used less' };

  const issued = async (): Promise<string> => {
    const id = await fixture.draft({ state: 'approved' });
    expect(await fixture.issue(id)).toMatchObject({ status: 200 });
    return id;
  };
  const lineOf = async (id: string): Promise<string> =>
    (await fixture.call('GET', `/invoices/${id}`)).body.lines[0]!.id;
  const open = (invoiceId: string, more: object = {}, as = marek()): Promise<Answer<DisputeAnswer>> =>
    call('POST', `/invoices/${invoiceId}/disputes`, { ...CLAIM, ...more }, as);
  const blockedAt = async (id: string) =>
    (await fixture.call('GET', `/invoices/${id}`)).body.disputeBlockedAt;
  const events = (disputeId: string) =>
    fixture.billing.sql<{ name: string }>(
      `select name from outbox_event where payload ->> 'disputeId' = $1 order by occurred_at, id`,
      [disputeId],
    );

  it('from the claim to a credit note of the line, to the cent', async () => {
    const invoiceId = await issued();
    const lineId = await lineOf(invoiceId);
    const opened = await open(invoiceId, {
      lineId,
      from: '2026-10-14',
      to: '2026-10-15',
      claimed: '120.50',
    });
    expect(opened).toMatchObject({
      status: 201,
      body: {
        state: 'open',
        openedSide: 'customer',
        line: { id: lineId, position: 1, net: { amount: '1000.00' } },
        from: '2026-10-14',
        to: '2026-10-15',
        claimed: { amount: '120.50', currency: 'PLN' },
        atStake: { amount: '120.50' },
        conversation: [],
      },
    });
    const { id } = opened.body;
    expect(await blockedAt(invoiceId)).not.toBeNull();

    expect(await call('POST', `/disputes/${id}/notes`, { text: 'Which days?' })).toMatchObject({
      status: 201,
    });
    const withNote = await call('POST', `/disputes/${id}/notes`, { text: 'Both' }, marek());
    expect(withNote.body.conversation.map(({ side, text }) => [side, text])).toEqual([
      ['maker', 'Which days?'],
      ['customer', 'Both'],
    ]);

    const resolved = await call('POST', `/disputes/${id}/settle`, {
      net: '120.49',
      answer: 'A blocked filter',
    });
    expect(resolved).toMatchObject({
      status: 200,
      body: {
        state: 'settled',
        answer: 'A blocked filter',
        creditNote: { gross: { amount: '148.20', currency: 'PLN' } },
      },
    });
    const note = await fixture.call('GET', `/invoices/${resolved.body.creditNote!.id}`);
    expect(note.body).toMatchObject({
      kind: 'credit_note',
      state: 'issued',
      reason: 'A blocked filter',
      net: { amount: '120.49' },
      tax: { amount: '27.71' },
      original: { id: invoiceId },
    });
    expect(await blockedAt(invoiceId)).toBeNull();
    expect((await events(id)).map(({ name }) => name)).toEqual([
      'billing.dispute_opened',
      'billing.dispute_noted',
      'billing.dispute_noted',
      'billing.dispute_decided',
    ]);
    const decisions = await fixture.billing.sql<{ action: string; after: object }>(
      `select action, after from money_decision where invoice_id = $1 and action in ('credited', 'dispute_settled') order by action`,
      [invoiceId],
    );
    expect(decisions).toMatchObject([
      { action: 'credited', after: { gross: '148.20' } },
      { action: 'dispute_settled', after: { dispute: id, creditNote: resolved.body.creditNote!.number } },
    ]);
  });

  it('of a whole invoice, opened by the maker for the customer, closed without a credit', async () => {
    const invoiceId = await issued();
    const opened = await open(invoiceId, { subject: 'service' }, fixture.manager);
    expect(opened.body).toMatchObject({ openedSide: 'maker', line: null, atStake: { amount: '1000.00' } });
    const resolved = await call('POST', `/disputes/${opened.body.id}/settle`, {
      answer: 'Explained on the phone',
    });
    expect(resolved.body).toMatchObject({
      state: 'settled',
      creditNote: null,
      decidedBy: expect.any(String),
    });
    const credited = await fixture.billing.sql(`select from invoice where original_id = $1`, [invoiceId]);
    expect(credited).toEqual([]);
  });

  it('exclude the invoice from dunning until the last dispute ends', async () => {
    const invoiceId = await issued();
    const first = await open(invoiceId, { lineId: await lineOf(invoiceId) });
    const since = await blockedAt(invoiceId);
    const second = await open(invoiceId);
    expect(await blockedAt(invoiceId)).toBe(since);
    expect(await call('POST', `/disputes/${first.body.id}/reject`, { answer: 'All read' })).toMatchObject({
      status: 200,
      body: { state: 'rejected', answer: 'All read' },
    });
    expect(await blockedAt(invoiceId)).toBe(since);
    expect(await call('POST', `/disputes/${second.body.id}/withdraw`, {}, marek())).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    });
    expect(await blockedAt(invoiceId)).toBeNull();
  });

  it('are listed with their age and the disputed amount of open disputes, with each invoice once', async () => {
    const before = await call<{ atStake: { amount: { amount: string } }[] }>('GET', '/disputes?state=open');
    const stake = Number(before.body.atStake[0]?.amount.amount ?? 0);
    const invoiceId = await issued();
    await open(invoiceId, { lineId: await lineOf(invoiceId), claimed: '600' });
    await open(invoiceId);
    const { body } = await call<{
      items: { openedAt: string }[];
      atStake: { disputes: number; amount: { amount: string; currency: string } }[];
    }>('GET', `/disputes?state=open&customerId=${fixture.customer.customerId}`);
    const opened = body.items.map(({ openedAt }) => openedAt);
    expect(opened).toEqual([...opened].sort());
    const own = await call<typeof body>('GET', '/disputes?state=open', undefined, marek());
    expect(own.body.items.length).toBe(body.items.length);
    const after = await call<typeof body>('GET', '/disputes?state=open');
    expect(Number(after.body.atStake[0]!.amount.amount) - stake).toBe(1000);
    const old = await call<typeof body>('GET', '/disputes?state=open&olderThanDays=3650');
    expect(old.body.items).toEqual([]);
    const page = await call<{ items: { id: string }[]; next: string }>('GET', '/disputes?limit=1');
    const rest = await call<{ items: { id: string }[] }>(
      'GET',
      `/disputes?limit=1&cursor=${encodeURIComponent(page.body.next)}`,
    );
    expect(rest.body.items[0]!.id).not.toBe(page.body.items[0]!.id);
  });

  it('are resolved once under concurrency', async () => {
    const invoiceId = await issued();
    const { body } = await open(invoiceId);
    const answers = await Promise.all([
      call('POST', `/disputes/${body.id}/settle`, { net: '10', answer: 'Yes' }),
      call('POST', `/disputes/${body.id}/reject`, { answer: 'No' }, fixture.manager),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('billing.dispute_over');
    const notes = await fixture.billing.sql(`select from invoice where original_id = $1`, [invoiceId]);
    expect(notes.length).toBe(answers[0]!.status === 200 ? 1 : 0);
    const again = {
      settle: { answer: 'Again' },
      reject: { answer: 'Again' },
      withdraw: {},
      notes: { text: 'Again' },
    };
    for (const [step, said] of Object.entries(again))
      expect(await call('POST', `/disputes/${body.id}/${step}`, said)).toMatchObject({
        status: 409,
        body: { code: 'billing.dispute_over' },
      });
  });

  it('can be opened for a line only once at a time', async () => {
    const invoiceId = await issued();
    const lineId = await lineOf(invoiceId);
    const both = await Promise.all([open(invoiceId, { lineId }), open(invoiceId, { lineId })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'billing.dispute_open_already',
    });
    const first = both.find(({ status }) => status === 201)!.body;
    await call('POST', `/disputes/${first.id}/withdraw`, {}, marek());
    expect(await open(invoiceId, { lineId })).toMatchObject({ status: 201 });
  });

  it('are not possible for an unissued or credited invoice, or a credit note', async () => {
    expect(await open(await fixture.draft(), {}, fixture.finance)).toMatchObject({
      status: 409,
      body: { code: 'billing.not_disputable', params: { state: 'draft' } },
    });
    const invoiceId = await issued();
    const note = await fixture.call('POST', `/invoices/${invoiceId}/credit-notes`, {
      all: true,
      reason: 'Test',
    });
    for (const id of [invoiceId, note.body.id])
      expect(await open(id)).toMatchObject({ body: { code: 'billing.not_disputable' } });
    const { body } = await call<{ lastDay: null; isOpenToDisputes: boolean }>(
      'GET',
      `/invoices/${invoiceId}/disputes`,
    );
    expect(body).toMatchObject({ items: [], lastDay: null, isOpenToDisputes: false });
  });

  it('are not possible after the last day, which the error names', async () => {
    const invoiceId = await fixture.draft({ state: 'approved' });
    await fixture.billing.sql(`update invoice set payment_days = 0 where id = $1`, [invoiceId]);
    const { body: invoice } = await fixture.issue(invoiceId);
    await fixture.billing.sql(
      `update contract set terms = '{"meter":{"dispute_days":0}}' where id = (select contract_id from invoice where id = $1)`,
      [invoiceId],
    );
    const until = () => call<Record<string, unknown>>('GET', `/invoices/${invoiceId}/disputes`);
    expect((await until()).body).toEqual({
      items: [],
      next: null,
      lastDay: invoice.dueOn,
      isOpenToDisputes: true,
    });
    await fixture.billing.sql(`alter table invoice disable trigger invoice_keep`);
    await fixture.billing.sql(`update invoice set due_on = '2026-01-31' where id = $1`, [invoiceId]);
    await fixture.billing.sql(`alter table invoice enable trigger invoice_keep`);
    expect(await open(invoiceId)).toMatchObject({
      status: 422,
      body: { code: 'billing.dispute_too_late', params: { lastDay: '2026-01-31' } },
    });
    expect((await until()).body).toMatchObject({ lastDay: '2026-01-31', isOpenToDisputes: false });
  });

  it('reject impossible claims, and never exceed the remaining amount', async () => {
    const invoiceId = await issued();
    const lineId = await lineOf(invoiceId);
    expect(await open(invoiceId, { lineId: marek().userId })).toMatchObject({
      status: 422,
      body: { code: 'billing.dispute_invalid', fields: [{ pointer: '/lineId' }] },
    });
    expect(
      await open(invoiceId, { lineId, from: '2026-09-30', to: '2026-10-02', claimed: '1000.01' }),
    ).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/from' }, { pointer: '/claimed', code: 'billing.claim_exceeds' }] },
    });
    const { body } = await open(invoiceId, { lineId });
    expect(
      await call('POST', `/disputes/${body.id}/settle`, { net: '1000.01', answer: 'All' }),
    ).toMatchObject({
      status: 422,
      body: { code: 'billing.credit_invalid', fields: [{ pointer: '/net', code: 'billing.credit_exceeds' }] },
    });
    expect(await blockedAt(invoiceId)).not.toBeNull();
    expect(await call('POST', `/disputes/${body.id}/settle`, { net: '1000', answer: 'All' })).toMatchObject({
      status: 200,
    });
    expect((await fixture.call('GET', `/invoices/${invoiceId}`)).body).toMatchObject({
      state: 'credited',
      disputeBlockedAt: null,
    });
  });

  it('about readings of one of the line’s meters', async () => {
    const invoiceId = await issued();
    const lineId = await lineOf(invoiceId);
    const [usage] = await fixture.billing.sql<{ id: string; from: Date; device: string }>(
      `select u.id, u.period_from as "from", d.code as device from usage_period u
         join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
         join device d on d.maker_id = m.maker_id and d.id = m.device_id where u.maker_id = $1 limit 1`,
      [fixture.maker.makerId],
    );
    const from = usage!.from.toISOString();
    const readings = {
      usageId: usage!.id,
      from,
      to: new Date(usage!.from.getTime() + 1_800_000).toISOString(),
    };
    expect(await open(invoiceId, { lineId, readings })).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/readings/usageId', code: 'billing.disputed_meter_not_of_line' }] },
    });
    expect(await open(invoiceId, { readings })).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/readings/usageId' }] },
    });
    const count = () =>
      fixture.billing.sql(
        `insert into invoice_line_usage (maker_id, invoice_id, line_id, position, usage_period_id) values ($1, $2, $3, 1, $4)`,
        [fixture.maker.makerId, invoiceId, lineId, usage!.id],
      );
    await expect(count()).rejects.toThrow('An issued invoice is never changed');
    await fixture.billing.sql(`alter table invoice_line_usage disable trigger invoice_line_usage_keep`);
    await count();
    await fixture.billing.sql(`alter table invoice_line_usage enable trigger invoice_line_usage_keep`);
    expect(await open(invoiceId, { lineId, readings: { ...readings, to: from } })).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/readings/to' }] },
    });
    const opened = await open(invoiceId, { lineId, readings });
    expect(opened).toMatchObject({ status: 201, body: { readings: { ...readings, device: usage!.device } } });
    expect((await call('GET', `/disputes/${opened.body.id}`)).body).toMatchObject({ readings });
  });

  it("require a second approver above the maker's limit, like any credit note", async () => {
    const { makerId } = fixture.maker;
    const invoiceId = await issued();
    const { body } = await open(invoiceId);
    await fixture.billing.sql(`update legal_entity set four_eyes_limit = 100 where maker_id = $1`, [makerId]);
    const resolve = (as: PersonOfWorld) =>
      call('POST', `/disputes/${body.id}/settle`, { net: '100', answer: 'Yes' }, as);
    expect(await resolve(fixture.finance)).toMatchObject({
      status: 403,
      body: { code: 'billing.four_eyes' },
    });
    expect(await resolve(fixture.manager)).toMatchObject({ status: 200 });
    await fixture.billing.sql(`update legal_entity set four_eyes_limit = null where maker_id = $1`, [
      makerId,
    ]);
  });

  it('are limited to authorized users', async () => {
    const invoiceId = await issued();
    const { customer_viewer: viewer, verifier } = fixture.customer.people;
    const { dispatcher, engineer } = fixture.maker.staff;
    for (const as of [viewer, verifier, dispatcher, engineer])
      expect((await open(invoiceId, {}, as)).status).toBe(403);
    const { body } = await open(invoiceId);
    expect((await call('GET', `/disputes/${body.id}`, undefined, viewer)).status).toBe(200);
    expect((await call('GET', `/disputes/${body.id}`, undefined, verifier)).status).toBe(403);
    for (const step of ['settle', 'reject'])
      expect((await call('POST', `/disputes/${body.id}/${step}`, { answer: 'x' }, marek())).status).toBe(403);
    expect(await call('POST', `/disputes/${body.id}/withdraw`, {}, fixture.manager)).toMatchObject({
      status: 403,
      body: { code: 'billing.dispute_of_customer' },
    });
    const other = fixture.maker.customers[1].people.customer_admin;
    expect((await open(invoiceId, {}, other)).status).toBe(404);
    expect((await call('GET', `/disputes/${body.id}`, undefined, other)).status).toBe(404);
  });

  it('stay unchanged after the decision, with their original text', async () => {
    const { body } = await open(await issued());
    await call('POST', `/disputes/${body.id}/notes`, { text: 'Once' });
    await call('POST', `/disputes/${body.id}/reject`, { answer: 'No' });
    const change = (text: string) => fixture.billing.sql(text, [body.id]);
    await expect(change(`update dispute set state = 'open' where id = $1`)).rejects.toThrow(/never changed/);
    await expect(change(`update dispute_note set text = 'x' where dispute_id = $1`)).rejects.toThrow(
      /written once/,
    );
  });
});
