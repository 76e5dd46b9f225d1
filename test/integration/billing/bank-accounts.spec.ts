import { InvoiceFixture } from './invoice-fixture.js';

interface Account {
  readonly id: string;
  readonly currency: string | null;
  readonly account: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly state: string;
  readonly isCurrent: boolean;
  readonly canApprove: boolean;
  readonly proposedBy: string | null;
  readonly decidedBy: string | null;
}

interface Failure {
  readonly code?: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
}

const ZLOTY = 'PL61109010140000071219812874';
const EURO = 'DE89370400440532013000';
const OTHER_EURO = 'FR1420041010050500013M02606';

describe('bank accounts of a legal entity', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('accounts');
    // The world contains a proposal with a statement and files for banks, which the tests below don't use.
    for (const table of [
      'debit',
      'debit_file',
      'payment_file_refund',
      'payment_file',
      'statement_line',
      'bank_statement',
      'bank_account',
    ])
      await fixture.billing.sql(`delete from ${table}`);
    const rate = { fromCurrency: 'EUR', toCurrency: 'PLN', day: await today(), rate: '4.26', source: 'NBP' };
    expect((await fixture.call('POST', '/fx-rates', rate)).status).toBe(201);
  });

  afterAll(() => fixture?.close());

  const propose = (account: string, more: object = {}, as = fixture.finance) =>
    fixture.call<Account & Failure>(
      'POST',
      '/bank-accounts',
      { legalEntityId: fixture.maker.ids.legal_entity, account, ...more },
      { as },
    );
  const decide = (id: string, decision: 'approve' | 'reject', as = fixture.manager) =>
    fixture.call<Account & Failure>('POST', `/bank-accounts/${id}/decision`, { decision }, { as });
  const list = async (): Promise<readonly Account[]> =>
    (await fixture.call<{ items: Account[] }>('GET', '/bank-accounts')).body.items;
  const today = async (days = 0): Promise<string> => {
    const [row] = await fixture.billing.sql<{ day: string }>(
      `select ((now() at time zone 'Europe/Warsaw')::date + $1::int)::text as day`,
      [days],
    );
    return row!.day;
  };
  const printedBy = async (id: string): Promise<string | undefined> => {
    const { body } = await fixture.call<{ seller: { bankAccount: { account?: string } } }>(
      'GET',
      `/invoices/${id}`,
    );
    return body.seller.bankAccount.account;
  };
  const pdfOf = async (id: string): Promise<Buffer> =>
    (await fixture.call('GET', `/invoices/${id}/pdf`)).bytes;
  const issue = async (currency = 'PLN'): Promise<string> => {
    const id = await fixture.draft({ currency });
    expect((await fixture.approve(id)).status).toBe(200);
    expect((await fixture.issue(id)).status).toBe(200);
    return id;
  };

  it('need two people, except the first one', async () => {
    const first = await propose('PL61 1090 1014 0000 0712 1981 2874', { bank: 'Bank', bic: 'wbkpplpp' });
    expect(first).toMatchObject({
      status: 201,
      body: { account: ZLOTY, currency: null, validFrom: null, state: 'approved', isCurrent: true },
    });

    const second = await propose(EURO, { currency: 'EUR' });
    expect(second.body).toMatchObject({
      state: 'proposed',
      isCurrent: false,
      canApprove: false,
      proposedBy: 'finance',
    });
    const alone = await decide(second.body.id, 'approve', fixture.finance);
    expect([alone.status, alone.body.code]).toEqual([403, 'organization.bank_account_same_person']);
    const approved = await decide(second.body.id, 'approve');
    expect(approved).toMatchObject({
      status: 200,
      body: { state: 'approved', isCurrent: true, validFrom: await today(), decidedBy: 'manager' },
    });
    const again = await decide(second.body.id, 'reject');
    expect([again.status, again.body.code]).toEqual([409, 'organization.bank_account_decided']);

    const decisions = await fixture.billing.sql(
      `select action, user_name as by, second_user_name as second, before ->> 'state' as before, after ->> 'account' as account
         from money_decision where action like 'bank_account%' order by at`,
    );
    expect(decisions).toEqual([
      { action: 'bank_account_approved', by: 'finance', second: null, before: 'proposed', account: ZLOTY },
      {
        action: 'bank_account_approved',
        by: 'manager',
        second: 'finance',
        before: 'proposed',
        account: EURO,
      },
    ]);
  });

  it('are printed on documents of their currency, and issued documents keep theirs', async () => {
    const [zloty, euro] = [await issue(), await fixture.draft({ currency: 'EUR' })];
    expect([await printedBy(zloty), await printedBy(euro)]).toEqual([ZLOTY, EURO]);
    await fixture.approve(euro);
    const issuedBytes = await pdfOf(zloty);
    const [{ seller: stored }] = (await fixture.billing.sql<{ seller: object }>(
      `select seller::text as seller from invoice where id = $1`,
      [zloty],
    )) as [{ seller: object }];

    const successor = await propose(OTHER_EURO, { currency: 'EUR', validFrom: await today(1) });
    await decide(successor.body.id, 'approve');
    const replaced = (await list()).find(({ account }) => account === EURO);
    expect(replaced).toMatchObject({ validTo: await today(), isCurrent: true });
    expect((await list()).find(({ account }) => account === OTHER_EURO)).toMatchObject({ isCurrent: false });
    // The current account is still printed, because its successor is valid from tomorrow.
    expect((await fixture.issue(euro)).status).toBe(200);
    expect(await printedBy(euro)).toBe(EURO);

    const changed = await propose('PL27114020040000300201355387');
    await decide(changed.body.id, 'reject');
    expect(await printedBy(zloty)).toBe(ZLOTY);
    expect((await pdfOf(zloty)).equals(issuedBytes)).toBe(true);
    const [{ seller }] = (await fixture.billing.sql<{ seller: object }>(
      `select seller::text as seller from invoice where id = $1`,
      [zloty],
    )) as [{ seller: object }];
    expect(seller).toBe(stored);
  });

  it('that change between approval and issue need another approval', async () => {
    const id = await fixture.draft({ currency: 'CHF' });
    await fixture.approve(id);
    const { body } = await propose('CH9300762011623852957', { currency: 'CHF' });
    expect((await decide(body.id, 'approve')).status).toBe(200);
    const refused = await fixture.issue(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'billing.parties_changed']);
  });

  it.each<[string, object, string]>([
    [`${ZLOTY.slice(0, -1)}5`, {}, '/account organization.iban_check_digits_wrong'],
    [ZLOTY.slice(0, -1), {}, '/account organization.iban_length_wrong'],
    ['1', { bic: 'NOPE' }, '/bic organization.bic_malformed'],
    ['1', { validFrom: '2020-01-01' }, '/validFrom organization.valid_from_past'],
    ['1', { currency: 'EUR', validFrom: 'tomorrow' }, '/validFrom validation.is_day'],
    ['1', { currency: 'XYZ' }, '/currency validation.is_iso4217_currency_code'],
    ['', {}, '/account validation.is_not_empty'],
    [
      '1',
      { legalEntityId: 'f0000000-0000-4000-8000-000000000000' },
      '/legalEntityId organization.legal_entity_not_found',
    ],
  ])('reject %j with %j', async (account, more, fault) => {
    const { status, body } = await propose(account, more);
    expect([status >= 400, (body.fields ?? []).map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
      true,
      [fault],
    ]);
  });

  it('never overlap, and are only withdrawn by the person who proposed them', async () => {
    const { body } = await propose(EURO, { currency: 'EUR', validFrom: await today(1) });
    expect(body.fields).toMatchObject([
      { pointer: '/validFrom', code: 'organization.bank_account_overlaps' },
    ]);
    const withdrawn = await propose(EURO, { currency: 'USD' });
    expect(await decide(withdrawn.body.id, 'reject', fixture.finance)).toMatchObject({
      status: 200,
      body: { state: 'rejected' },
    });
    expect((await list()).filter(({ currency }) => currency === 'USD')).toMatchObject([{ isCurrent: false }]);
    await expect(
      fixture.billing.sql(
        `insert into bank_account (maker_id, id, legal_entity_id, currency, account, state, proposed_at, decided_at)
         select maker_id, gen_random_uuid(), legal_entity_id, currency, '1', state, now(), now()
           from bank_account where currency = 'EUR' and state = 'approved' limit 1`,
      ),
    ).rejects.toThrow('bank_account_overlap_ex');
    await expect(fixture.billing.sql(`update bank_account set account = '1'`)).rejects.toThrow(
      'bank accounts never change',
    );
  });

  it('cannot be changed with the legal entity by one person', async () => {
    const path = `/legal-entities/${fixture.maker.ids.legal_entity}`;
    const as = fixture.maker.staff.admin;
    const patch = (account: string) =>
      fixture.call<Failure & { version: number }>(
        'PATCH',
        path,
        { bankAccount: { account, bank: 'Bank', bic: 'WBKPPLPP' }, city: 'Gdynia' },
        { as, headers: { 'if-match': '"1"' } },
      );
    expect(await patch(EURO)).toMatchObject({
      status: 422,
      body: {
        code: 'organization.bank_account_needs_approval',
        fields: [{ pointer: '/bankAccount/account' }],
      },
    });
    expect(await patch(ZLOTY)).toMatchObject({
      status: 200,
      body: { version: 2, city: 'Gdynia', bankAccount: { account: ZLOTY } },
    });
  });

  it('are entered with a new legal entity, and checked at their field', async () => {
    const create = (account: string) =>
      fixture.call<Failure & { bankAccount: object }>(
        'POST',
        '/legal-entities',
        {
          name: 'Lin Mexico',
          country: 'MX',
          currency: 'MXN',
          zone: 'America/Mexico_City',
          seriesPrefix: 'MXA',
          bankAccount: { account },
        },
        { as: fixture.maker.staff.admin },
      );
    expect(await create('032180000118359718')).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/bankAccount/account', code: 'organization.clabe_wrong' }] },
    });
    expect(await create('032180000118359719')).toMatchObject({
      status: 201,
      body: { bankAccount: { account: '032180000118359719' } },
    });
  });
});
