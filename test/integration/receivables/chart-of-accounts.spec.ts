import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface AccountAnswer {
  readonly id: string;
  readonly code?: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
  readonly number: string;
  readonly name: string;
  readonly version: number;
}

interface MissingAnswer {
  readonly account: string;
  readonly revenueClass: string | null;
  readonly taxPercent: string | null;
}

describe('the chart of accounts of a legal entity', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('charts');
    await fixture.billing.sql('delete from ledger_account');
    const id = await fixture.draft();
    await fixture.approve(id);
    expect((await fixture.issue(id)).status).toBe(200);
  });

  afterAll(() => fixture?.close());

  const create = (fields: object, as: PersonOfWorld = fixture.finance) =>
    fixture.call<AccountAnswer>(
      'POST',
      '/ledger-accounts',
      { legalEntityId: fixture.maker.ids.legal_entity, name: 'Account', ...fields },
      { as },
    );
  const change = (id: string, version: number, fields: object) =>
    fixture.call<AccountAnswer>('PATCH', `/ledger-accounts/${id}`, fields, {
      headers: { 'if-match': `"${version}"` },
    });
  const remove = (id: string, version: number) =>
    fixture.call<AccountAnswer | undefined>('DELETE', `/ledger-accounts/${id}`, undefined, {
      headers: { 'if-match': `"${version}"` },
    });
  const list = async () =>
    (
      await fixture.call<{ items: readonly AccountAnswer[]; missing: readonly MissingAnswer[] }>(
        'GET',
        '/ledger-accounts',
      )
    ).body;
  const missing = async (): Promise<string[]> =>
    (await list()).missing
      .map(({ account, revenueClass, taxPercent }) =>
        [account, revenueClass, taxPercent].filter((part) => part !== null).join(' '),
      )
      .sort();
  const balances = async () =>
    (
      await fixture.call<{
        items: readonly { account: string; number: string | null; balance: { amount: string } }[];
      }>('GET', `/receivables/trial-balance?legalEntityId=${fixture.maker.ids.legal_entity}&asOf=2099-12-31`)
    ).body.items.filter(({ account }) => account === 'tax_payable' || account === 'revenue');

  it('lists used classes without a number until they have one, and the most specific account applies', async () => {
    const before = await missing();
    expect(before).toContain('revenue');
    expect(before).toContain('tax_payable');
    const revenue = await create({ account: 'revenue', number: ' 700-1 ' });
    expect(revenue).toMatchObject({ status: 201, body: { number: '700-1', version: 1, taxPercent: null } });
    const fixed = await create({
      account: 'revenue',
      revenueClass: 'base',
      number: '700-2',
      name: 'Base fees',
    });
    expect(fixed.status).toBe(201);
    expect((await create({ account: 'tax_payable', taxCategory: 'exempt', number: '222' })).status).toBe(201);
    expect(await missing()).not.toContain('revenue');
    expect(await missing()).toContain('tax_payable 23');
    const tax = await create({
      account: 'tax_payable',
      taxCategory: 'standard',
      taxPercent: '23.0',
      number: '221',
    });
    expect(tax).toMatchObject({ status: 201, body: { taxPercent: '23' } });
    expect(await missing()).not.toContain('tax_payable 23');
    const numbers = (await balances()).map(({ account, number }) => `${account} ${number}`);
    expect(numbers).toContain('revenue 700-2');
    expect(numbers).toContain('tax_payable 221');
  });

  it('changes and removes an account by version, with an audit trail, and no stored entry changes', async () => {
    const { body: account } = await create({ account: 'bank', number: '130' });
    const entries = () =>
      fixture.billing.sql('select md5(string_agg(l::text, $1 order by l::text)) from journal_line l', ['|']);
    const before = await entries();
    expect(await change(account.id, 1, { number: '131', name: 'Bank' })).toMatchObject({
      status: 200,
      body: { number: '131', name: 'Bank', version: 2 },
    });
    expect(await change(account.id, 1, { number: '132', name: 'Bank' })).toMatchObject({
      status: 412,
      body: { code: 'platform.version_mismatch' },
    });
    expect((await remove(account.id, 2)).status).toBe(204);
    expect(await remove(account.id, 2)).toMatchObject({
      status: 404,
      body: { code: 'billing.ledger_account_not_found' },
    });
    expect(await entries()).toEqual(before);
    const audited = await fixture.billing.sql<{ action: string }>(
      `select action from audit_entry where entity_id = $1 order by at, id`,
      [account.id],
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'billing.ledger_account_created',
      'billing.ledger_account_changed',
      'billing.ledger_account_removed',
    ]);
  });

  it.each<[object, string, string]>([
    [{ account: 'bank', number: '13 0' }, '/number', 'billing.account_number_malformed'],
    [{ account: 'bank', number: '1234567890123' }, '/number', 'validation.max_length'],
    [{ account: 'bank', number: '130', name: '  ' }, '/name', 'billing.account_name_missing'],
    [{ account: 'cash', number: '130' }, '/account', 'validation.is_in'],
    [
      { account: 'bank', revenueClass: 'base', number: '130' },
      '/revenueClass',
      'billing.revenue_class_not_of_account',
    ],
    [{ account: 'revenue', revenueClass: 'deposit', number: '130' }, '/revenueClass', 'validation.is_in'],
    [
      { account: 'bank', taxCategory: 'standard', number: '130' },
      '/taxCategory',
      'billing.tax_category_not_of_account',
    ],
    [
      { account: 'tax_payable', taxPercent: '23', number: '130' },
      '/taxCategory',
      'billing.tax_category_missing',
    ],
  ])('refuses %j', async (fields, pointer, code) => {
    const { status, body } = await create(fields);
    expect(status).toBe(422);
    expect(body.fields).toEqual([expect.objectContaining({ pointer, code })]);
  });

  it('refuses a second account for the same part of the journal', async () => {
    const part = { account: 'tax_payable', taxCategory: 'standard' };
    expect((await create({ ...part, taxPercent: '8', number: '8' })).status).toBe(201);
    expect(await create({ ...part, taxPercent: '8.00', number: '9' })).toMatchObject({
      status: 409,
      body: { code: 'billing.ledger_account_taken' },
    });
    expect((await create({ account: 'clearing', number: '149' })).status).toBe(201);
    expect((await create({ account: 'clearing', number: '148' })).status).toBe(409);
  });
});
