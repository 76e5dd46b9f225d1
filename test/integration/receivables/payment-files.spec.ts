import { createHash } from 'node:crypto';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface FileAnswer {
  readonly id: string;
  readonly sha256: string;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly refundCount: number;
  readonly undoneCount: number;
  readonly refunds: readonly { readonly id: string; readonly state: string }[];
}

const ACCOUNT = 'PL61109010140000071219812874';

describe('payment files', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('payment-files');
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), d.currency, 'PLN', current_date - d.ago, 4.3, 'NBP', now()
         from (values ('EUR', 0), ('EUR', 1), ('USD', 0), ('USD', 1)) as d (currency, ago)`,
      [fixture.maker.makerId],
    );
    await fixture.billing.insert('bank_account', fixture.maker, {
      legal_entity_id: fixture.maker.ids.legal_entity,
      account: 'PL61109010140000071219812874',
      state: 'approved',
      proposed_at: '2026-01-01T00:00:00Z',
      decided_at: '2026-01-02T00:00:00Z',
    });
  });

  afterAll(() => fixture?.close());

  /** Records a payment as another person, and posts a refund of it. */
  const refunded = async (currency: string, amount: string): Promise<string> => {
    const { body: payment } = await fixture.call<{ id: string }>(
      'POST',
      '/payments',
      {
        legalEntityId: fixture.maker.ids.legal_entity,
        customerId: fixture.customer.customerId,
        method: 'transfer',
        currency,
        amount,
        receivedOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
        payerName: 'Zakład Łódź',
        payerAccount: ACCOUNT,
        reference: 'Paid twice',
      },
      { as: fixture.manager },
    );
    const { body } = await fixture.call<{ id: string; state: string }>(
      'POST',
      `/payments/${payment.id}/refunds`,
      { note: 'Paid twice' },
    );
    expect(body.state).toBe('posted');
    return body.id;
  };
  const undo = (id: string) => fixture.call('POST', `/refunds/${id}/undo`, { why: 'The account was closed' });
  const create = (currency: string) =>
    fixture.call<FileAnswer & { readonly code?: string }>('POST', '/payment-files', {
      legalEntityId: fixture.maker.ids.legal_entity,
      currency,
    });
  const pending = async (currency: string) => {
    const { body } = await fixture.call<{
      items: readonly { readonly total: { readonly currency: string } }[];
    }>('GET', '/payment-files/pending');
    return body.items.find(({ total }) => total.currency === currency);
  };
  const content = async (id: string): Promise<string> =>
    (await fixture.call('GET', `/payment-files/${id}/content`)).text;

  it('contain each posted refund once, and stay the same', async () => {
    const ids = [await refunded('EUR', '100.00'), await refunded('EUR', '23.45')];
    const undone = await refunded('EUR', '7.00');
    await undo(undone);
    expect(await pending('EUR')).toMatchObject({ refundCount: 2, total: { amount: '123.45' } });
    const { status, body } = await create('EUR');
    expect(status).toBe(201);
    expect(body).toMatchObject({ refundCount: 2, undoneCount: 0, total: { amount: '123.45' } });
    expect(body.refunds.map(({ id }) => id)).toEqual(ids);
    const xml = await content(body.id);
    expect(createHash('sha256').update(xml, 'utf8').digest('hex')).toBe(body.sha256);
    expect(await content(body.id)).toBe(xml);
    expect(xml).toContain('<CtrlSum>123.45</CtrlSum>');
    for (const id of ids) expect(xml).toContain(`<EndToEndId>RF${id.replaceAll('-', '').toUpperCase()}`);
    expect(xml).toContain(`<IBAN>${ACCOUNT}</IBAN>`);
    expect(await pending('EUR')).toBeUndefined();
    expect(await create('EUR')).toMatchObject({
      status: 409,
      body: { code: 'receivables.payment_file_empty' },
    });
  });

  it('say which refunds were undone afterwards, and do not contain them again', async () => {
    const id = await refunded('USD', '50.00');
    const { body } = await create('USD');
    await undo(id);
    const { body: after } = await fixture.call<FileAnswer>('GET', `/payment-files/${body.id}`);
    expect(after).toMatchObject({ undoneCount: 1, refunds: [{ id, state: 'undone' }], sha256: body.sha256 });
    const { body: list } = await fixture.call<{ items: readonly FileAnswer[] }>('GET', '/payment-files');
    expect(list.items[0]).toMatchObject({ id: body.id, undoneCount: 1 });
    expect(await pending('USD')).toBeUndefined();
  });

  it('contain a refund once, even if two people create them at the same time', async () => {
    await refunded('PLN', '10.00');
    await refunded('PLN', '20.00');
    const answers = await Promise.all(Array.from({ length: 4 }, () => create('PLN')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('need an approved account that is valid', async () => {
    await refunded('PLN', '30.00');
    const accounts = `update bank_account set valid_to = $2 where legal_entity_id = $1 and state = 'approved'`;
    await fixture.billing.sql(accounts, [fixture.maker.ids.legal_entity, '2026-01-01']);
    expect(await pending('PLN')).toMatchObject({ account: null });
    expect(await create('PLN')).toMatchObject({
      status: 409,
      body: { code: 'receivables.payment_file_no_account', params: { currency: 'PLN' } },
    });
    await fixture.billing.sql(accounts, [fixture.maker.ids.legal_entity, null]);
    expect((await create('PLN')).status).toBe(201);
  });

  it('never change in the database', async () => {
    await refunded('PLN', '40.00');
    const { body } = await create('PLN');
    const tables = await fixture.billing.sql<{ table: string }>(
      `select table_name as table from information_schema.role_table_grants
        where grantee = 'dutycycle_app' and table_name like 'payment_file%' and privilege_type in ('UPDATE', 'DELETE')`,
    );
    expect(tables).toEqual([]);
    expect(body.refundCount).toBe(1);
  });
});
