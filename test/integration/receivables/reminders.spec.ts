import { randomUUID } from 'node:crypto';
import { DocumentMails } from '#documents';
import { openMailTransport, systemScope, UnitOfWork } from '#platform';
import { readPdf } from '../../support/read-pdf.js';
import { SmtpTestServer } from '../../support/smtp-server.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface Preview {
  readonly on: string;
  readonly letters: readonly {
    readonly text: string;
    readonly reminders: readonly { readonly documentId: string; readonly level: number }[];
  }[];
  readonly excluded: readonly { readonly documentId: string; readonly reason: string }[];
}

interface Letter {
  readonly id: string;
  readonly reminderCount: number;
  readonly mail: { readonly state: string; readonly recipient: string; readonly error: string | null };
  readonly reminders: readonly {
    readonly document: { readonly documentId: string };
    readonly level: number;
    readonly interest: { readonly amount: string };
    readonly lumpSum: { readonly amount: string };
    readonly stopReason: string | null;
  }[];
}

const BUYER = 'invoices@norda.example';
const TERMS = {
  levels: [
    { days: 5, text: 'reminder', hasClaims: false },
    { days: 20, text: 'final_notice', hasClaims: true },
  ],
  pauseDays: 7,
  minimums: {},
  lumpSums: { PLN: '170.00' },
  interest: { ground: 'statutory', baseRate: 'NBP reference rate', points: '10', dayCount: 'actual/365' },
};

describe('payment reminders', () => {
  let fixture: InvoiceFixture;
  let server: SmtpTestServer;
  let seller: string;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('reminders');
    server = await SmtpTestServer.open();
    seller = fixture.maker.ids.legal_entity!;
    await fixture.billing.sql(`update customer_entity set invoice_email = $2, country = 'PL' where id = $1`, [
      fixture.customer.ids.buyer,
      BUYER,
    ]);
    await fixture.billing.sql(`update customer set language = 'pl' where id = $1`, [
      fixture.customer.customerId,
    ]);
    // The documents of the test world would get reminders, and its payments would block reminders.
    await fixture.billing.sql(`update payment set unapplied_minor = 0, books_unapplied_minor = 0`);
    await fixture.billing.sql(`delete from reminder_policy`);
    await fixture.billing.sql(`delete from reminder`);
    await fixture.billing.sql(`update open_item set due_on = '2099-01-01'`);
  });

  afterAll(async () => {
    await fixture?.close();
    await server?.close();
  });

  beforeEach(() => server.reset());

  const put = (country: string, terms: object) =>
    fixture.call<{ code?: string; fields?: readonly { pointer: string; code: string }[] }>(
      'PUT',
      `/legal-entities/${seller}/reminder-policies/${country}`,
      terms,
    );
  /** Issues an invoice of 1,230.00 PLN that has been overdue for the given number of days. */
  const overdue = async (days: number): Promise<string> => {
    const id = await fixture.draft();
    await fixture.approve(id);
    expect((await fixture.issue(id)).status).toBe(200);
    await fixture.billing.sql(
      `update open_item o set due_on = (now() at time zone e.zone)::date - $2::int, issued_on = '2026-01-02'
         from legal_entity e where e.id = o.legal_entity_id and o.document_id = $1`,
      [id, days],
    );
    return id;
  };
  const preview = async (): Promise<Preview> =>
    (await fixture.call<Preview>('GET', `/reminder-runs/preview?legalEntityId=${seller}`)).body;
  const reasonOf = async (id: string): Promise<string | undefined> =>
    (await preview()).excluded.find(({ documentId }) => documentId === id)?.reason;
  const run = () =>
    fixture.call<{ code?: string; letters: number; reminders: number }>('POST', '/reminder-runs', {
      legalEntityId: seller,
    });
  const letterOf = async (documentId: string): Promise<Letter> => {
    const { body } = await fixture.call<{ items: Letter[] }>(
      'GET',
      `/reminder-letters?documentId=${documentId}`,
    );
    return (await fixture.call<Letter>('GET', `/reminder-letters/${body.items[0]!.id}`)).body;
  };
  const send = async (): Promise<void> => {
    fixture.billing.now = new Date().toISOString();
    const transport = openMailTransport({
      smtpUrl: server.url,
      mailFrom: 'air@example.com',
      publicUrl: '',
      home: `/tmp/${randomUUID()}`,
    });
    await new DocumentMails(fixture.billing.app.get(UnitOfWork), transport, 'https://air.example').step(
      systemScope(fixture.maker.makerId),
    );
  };
  const pay = async (documentId: string, amount = '1230.00', isAllocated = true): Promise<void> => {
    const { body } = await fixture.call<{ id: string }>('POST', '/payments', {
      legalEntityId: seller,
      customerId: fixture.customer.customerId,
      method: 'transfer',
      currency: 'PLN',
      amount,
      receivedOn: new Date().toISOString().slice(0, 10),
    });
    const allocate = { allocations: [{ documentId, amount }] };
    if (isAllocated)
      expect((await fixture.call('POST', `/payments/${body.id}/allocations`, allocate)).status).toBe(201);
  };
  /** Moves the reminders of a document into the past, as if days had passed. */
  const passDays = async (documentId: string, days: number): Promise<void> => {
    await fixture.billing.sql(`alter table reminder disable trigger reminder_keep`);
    await fixture.billing.sql(`update reminder set sent_on = sent_on - $2::int where document_id = $1`, [
      documentId,
      days,
    ]);
    await fixture.billing.sql(`alter table reminder enable trigger reminder_keep`);
  };
  const settle = (id: string) =>
    fixture.billing.sql(`update open_item set due_on = '2099-01-01' where document_id = $1`, [id]);

  it('need a policy, which names the faults of its fields', async () => {
    const id = await overdue(10);
    expect(await reasonOf(id)).toBe('no_policy');
    expect(await put('other', { ...TERMS, levels: [...TERMS.levels].reverse() })).toMatchObject({
      status: 422,
      body: {
        code: 'receivables.reminder_policy_invalid',
        fields: [
          { pointer: '/levels/1/days', code: 'receivables.reminder_days_not_rising' },
          { pointer: '/interest/baseRate', code: 'receivables.base_rate_unknown' },
        ],
      },
    });
    expect((await put('Poland', TERMS)).body.code).toBe('receivables.reminder_country_unknown');
    const rate = { name: 'NBP reference rate', validFrom: '2026-01-01', percent: '5.75', source: 'nbp.pl' };
    expect((await fixture.call('POST', '/reminder-base-rates', { ...rate, percent: '57.5' })).status).toBe(
      200,
    );
    expect((await fixture.call('POST', '/reminder-base-rates', rate)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ ...rate, enteredBy: 'finance' })]) as object[],
    });
    expect((await put('other', { ...TERMS, interest: null })).status).toBe(200);
    expect((await put('PL', TERMS)).status).toBe(200);
    expect((await preview()).letters).toMatchObject([{ reminders: [{ documentId: id, level: 1 }] }]);
    await settle(id);
  });

  it('are sent as one email per buyer with a letter in the language of the buyer, each level once', async () => {
    const [first, second] = [await overdue(10), await overdue(6)];
    expect((await preview()).letters.map(({ reminders }) => reminders.length)).toEqual([2]);
    expect(await run()).toMatchObject({ status: 201, body: { letters: 1, reminders: 2 } });
    expect((await letterOf(first)).mail).toMatchObject({ state: 'waiting', recipient: BUYER });
    expect((await run()).body.code).toBe('receivables.no_reminder_due');
    expect(await reasonOf(first)).toBe('already_sent');
    await send();
    expect(server.received.map(({ to }) => to)).toEqual([BUYER]);
    const letter = await letterOf(second);
    expect(letter).toMatchObject({ reminderCount: 2, mail: { state: 'sent', error: null } });
    const pdf = await fixture.call('GET', `/reminder-letters/${letter.id}/pdf`);
    const text = (await readPdf(pdf.bytes)).pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('Przypomnienie o płatności');
    expect(text).toContain('2 460,00');
    await send();
    expect(server.received).toHaveLength(1);
    await settle(first);
    await settle(second);
  });

  it('claim interest and the lump sum, which are still owed once the document is paid', async () => {
    const id = await overdue(30);
    await run();
    await passDays(id, 7);
    expect(await run()).toMatchObject({ status: 201, body: { reminders: 1 } });
    // 1,230.00 × 15.75% × 30/365 = 15.922…
    const claims = { interest: { amount: '15.92' }, lumpSum: { amount: '170.00' } };
    expect((await letterOf(id)).reminders).toMatchObject([{ level: 2, ...claims }]);
    const list = async (paid: boolean) =>
      (await fixture.call<{ items: object[] }>('GET', `/reminder-claims?paid=${paid}`)).body.items;
    expect(await list(false)).toMatchObject([{ document: { documentId: id }, ...claims }]);
    await send();
    await pay(id);
    expect(await list(false)).toEqual([]);
    expect(await list(true)).toMatchObject([
      { document: { documentId: id }, open: { amount: '0.00' }, ...claims },
    ]);
  });

  it('are stopped if the document is paid before the email is sent', async () => {
    const [paid, open] = [await overdue(10), await overdue(10)];
    await run();
    await pay(paid);
    await send();
    const letter = await letterOf(open);
    expect(letter).toMatchObject({ reminderCount: 1, mail: { state: 'sent' } });
    expect(letter.reminders.find(({ document }) => document.documentId === paid)?.stopReason).toBe('paid');
    await settle(open);
  });

  it('are canceled if nothing is left, and can be sent later', async () => {
    const id = await overdue(10);
    await run();
    const { body: dispute } = await fixture.call<{ id: string }>('POST', `/invoices/${id}/disputes`, {
      subject: 'quantity',
      claim: 'The counter was replaced',
    });
    await send();
    expect(server.received).toEqual([]);
    expect(await letterOf(id)).toMatchObject({
      reminderCount: 0,
      mail: { state: 'canceled', error: null },
      reminders: [{ stopReason: 'disputed' }],
    });
    expect(await reasonOf(id)).toBe('disputed');
    expect((await fixture.call('POST', `/disputes/${dispute.id}/withdraw`)).status).toBe(200);
    expect(await run()).toMatchObject({ status: 201, body: { reminders: 1 } });
    await send();
    expect(server.received).toHaveLength(1);
    await settle(id);
  });

  it('are not sent while the customer has money that is not allocated', async () => {
    const id = await overdue(10);
    await pay(id, '5.00', false);
    expect(await reasonOf(id)).toBe('unmatched_money');
    expect((await run()).body.code).toBe('receivables.no_reminder_due');
    await fixture.billing.sql(`update payment set unapplied_minor = 0, books_unapplied_minor = 0`);
    await settle(id);
  });

  it('are not sent while payment is promised, and a broken promise is a reason to call', async () => {
    const id = await overdue(10);
    const promise = (body: object) =>
      fixture.call<{ id: string; code?: string; fields?: object[] }>(
        'POST',
        `/open-items/${id}/promises`,
        body,
      );
    expect(await promise({ promisedOn: '2026-01-01', amount: '1230.01' })).toMatchObject({
      status: 422,
      body: {
        code: 'receivables.promise_invalid',
        fields: [
          { pointer: '/amount', code: 'receivables.exceeds_open' },
          { pointer: '/promisedOn', code: 'receivables.promise_day_past' },
        ],
      },
    });
    const { status, body } = await promise({ promisedOn: '2099-01-01', note: 'After the audit' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'pending', amount: { amount: '1230.00' }, recordedBy: 'finance' });
    expect((await promise({ promisedOn: '2099-01-02' })).body.code).toBe('receivables.promise_pending');
    expect(await reasonOf(id)).toBe('promised');
    const calls = async () =>
      (
        await fixture.call<{ items: { reasons: string[]; brokenOn: string | null; documents: object[] }[] }>(
          'GET',
          `/receivables/calls?legalEntityId=${seller}`,
        )
      ).body.items;
    expect(await calls()).toEqual([]);
    await fixture.billing.sql(`alter table payment_promise disable trigger payment_promise_keep`);
    await fixture.billing.sql(`update payment_promise set promised_on = '2026-02-01' where id = $1`, [
      body.id,
    ]);
    await fixture.billing.sql(`alter table payment_promise enable trigger payment_promise_keep`);
    await fixture.call('POST', `/customers/${fixture.customer.customerId}/collection-notes`, {
      text: 'Nobody answered',
    });
    expect(await calls()).toMatchObject([
      {
        reasons: ['promise_broken'],
        brokenOn: '2026-02-01',
        documents: [{ documentId: id, open: { amount: '1230.00' } }],
        latestNote: { text: 'Nobody answered', writtenBy: 'finance' },
      },
    ]);
    expect((await preview()).letters).toHaveLength(1);
    const withdraw = () =>
      fixture.call<{ state: string; code?: string }>('POST', `/payment-promises/${body.id}/withdraw`);
    expect((await withdraw()).body.state).toBe('withdrawn');
    expect((await withdraw()).body.code).toBe('receivables.promise_withdrawn');
    expect(await calls()).toEqual([]);
    await settle(id);
    await pay(id);
    expect((await promise({ promisedOn: '2099-01-01' })).body.code).toBe('receivables.promise_not_possible');
  });

  it('are sent once by two people at the same time', async () => {
    const id = await overdue(10);
    const answers = await Promise.all([run(), run(), run()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { body } = await fixture.call<{ items: object[] }>('GET', `/reminder-letters?documentId=${id}`);
    expect(body.items).toHaveLength(1);
    await settle(id);
  });

  it('can be previewed for a later day, but not for a past one', async () => {
    const id = await overdue(3);
    expect(await reasonOf(id)).toBe('not_reached');
    const on = (day: string) =>
      fixture.call<Preview & { code?: string }>(
        'GET',
        `/reminder-runs/preview?legalEntityId=${seller}&on=${day}`,
      );
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    expect((await on(later)).body.letters).toMatchObject([{ reminders: [{ documentId: id }] }]);
    expect(await on('2026-01-01')).toMatchObject({
      status: 422,
      body: { code: 'receivables.reminder_day_past' },
    });
    await settle(id);
  });

  it('never change once they are decided', async () => {
    await expect(fixture.billing.sql(`update reminder set level = 5`)).rejects.toThrow('only be stopped');
  });

  it('of a country without its own policy follow the policy for others, or none', async () => {
    const id = await overdue(10);
    const remove = (country: string) =>
      fixture.call('DELETE', `/legal-entities/${seller}/reminder-policies/${country}`);
    expect((await remove('PL')).status).toBe(204);
    expect((await preview()).letters).toHaveLength(1);
    expect((await remove('other')).status).toBe(204);
    expect(await reasonOf(id)).toBe('no_policy');
    expect((await remove('other')).body.code).toBe('receivables.reminder_policy_not_found');
  });
});
