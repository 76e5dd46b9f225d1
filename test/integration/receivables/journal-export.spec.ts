import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface Failure {
  readonly code?: string;
  readonly fields?: readonly {
    readonly code: string;
    readonly params?: { readonly account?: string; readonly number?: string };
  }[];
}

type Row = Readonly<Record<string, string>>;

describe('the export of the journal', () => {
  let fixture: InvoiceFixture;
  let today: string;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('journals');
    const { ids, makerId } = fixture.maker;
    await fixture.billing.sql('delete from ledger_account');
    await fixture.billing.sql('delete from datev_settings');
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), 'EUR', 'PLN', current_date, 4.3, 'NBP', now()`,
      [makerId],
    );
    await fixture.billing.sql(`update customer set name = '=Müller' where id = $1`, [
      fixture.customer.customerId,
    ]);
    for (const currency of ['PLN', 'EUR']) {
      const id = await fixture.draft({ currency });
      await fixture.approve(id);
      expect((await fixture.issue(id)).status).toBe(200);
    }
    [{ today }] = (await fixture.billing.sql<{ today: string }>(
      `select max(posting_date)::text as today from journal_entry where legal_entity_id = $1`,
      [ids.legal_entity],
    )) as [{ today: string }];
  });

  afterAll(() => fixture?.close());

  const get = (path: string, from = today, to = today) =>
    fixture.call<Failure>(
      'GET',
      `/receivables/journal/${path}?legalEntityId=${fixture.maker.ids.legal_entity}&from=${from}&to=${to}`,
    );
  const number = (account: string, value: string) =>
    fixture.call('POST', '/ledger-accounts', {
      legalEntityId: fixture.maker.ids.legal_entity,
      account,
      number: value,
      name: account,
    });
  const rowsOf = (text: string): Row[] => {
    const [head = '', ...lines] = text.replace('\uFEFF', '').trim().split('\r\n');
    return lines.map((line) => {
      const cells = line.split(';');
      return Object.fromEntries(head.split(';').map((name, index) => [name, cells[index] ?? '']));
    });
  };
  const journal = () =>
    fixture.billing.sql<{ entry: string; account: string; amount: string; currency: string; books: string }>(
      `select l.entry_id as entry, l.account, l.amount_minor as amount, l.currency, l.books_amount_minor as books
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.legal_entity_id = $1 and e.posting_date = $2
        order by e.posting_date, e.posted_at, e.id, l.position`,
      [fixture.maker.ids.legal_entity, today],
    );
  const minor = (amount: string): number => Math.round(Number(amount.replace(',', '.')) * 100);

  it('contains each line of the journal, and neutralizes formulas', async () => {
    const warnings: Error[] = [];
    const collect = (warning: Error): unknown => warnings.push(warning);
    process.on('warning', collect);
    const { status, headers, text } = await get('export');
    process.off('warning', collect);
    expect(status).toBe(200);
    // Sending a stream must not make Node.js report a leak of listeners.
    expect(warnings).toEqual([]);
    expect(headers.get('content-type')).toContain('text/csv');
    const rows = rowsOf(text);
    const lines = await journal();
    expect(
      rows.map((row) => [
        row['entry'],
        row['class'],
        minor(row['debit'] ?? '') - minor(row['credit'] ?? ''),
        row['currency'],
        minor(row['accounting_amount'] ?? ''),
      ]),
    ).toEqual(
      lines.map(({ entry, account, amount, currency, books }) => [
        entry,
        account,
        Number(amount),
        currency,
        Number(books),
      ]),
    );
    const receivable = rows.find((row) => row['class'] === 'receivable');
    expect(receivable).toMatchObject({ source: 'document', customer: "'=Müller", account: '' });
    expect(receivable?.['document']).toMatch(/^PL/);
  });

  it('is refused for a wrong period', async () => {
    for (const [from, to] of [
      ['2026-01-01', '2027-01-01'],
      ['2026-02-01', '2026-01-31'],
    ] as const)
      expect(await get('export', from, to)).toMatchObject({
        status: 422,
        body: { code: 'receivables.period_invalid' },
      });
    expect(await get('datev', '2025-12-01', '2026-01-31')).toMatchObject({
      status: 422,
      body: { fields: [{ code: 'receivables.period_in_two_fiscal_years' }] },
    });
  });

  it('for DATEV needs the settings, numbers of all classes, and numbers that DATEV accepts', async () => {
    expect(await get('datev')).toMatchObject({
      status: 409,
      body: { code: 'receivables.datev_settings_missing' },
    });
    const settings = { consultantNumber: 29098, clientNumber: 55003, accountLength: 4 };
    const path = `/datev-settings/${fixture.maker.ids.legal_entity}`;
    expect((await fixture.call('PUT', path, { ...settings, clientNumber: 0 })).status).toBe(422);
    expect((await fixture.call('PUT', path, settings)).status).toBe(200);
    await number('receivable', '1400');
    await number('revenue', '8-400');
    const missing = await get('datev');
    expect(missing).toMatchObject({ status: 409, body: { code: 'receivables.account_numbers_missing' } });
    expect(missing.body.fields?.map(({ params }) => params?.account)).toEqual(['tax_payable']);
    await number('tax_payable', '1776');
    const malformed = await get('datev');
    expect(malformed).toMatchObject({ status: 409, body: { code: 'receivables.datev_accounts_invalid' } });
    expect(malformed.body.fields?.map(({ params }) => params?.number)).toEqual(['8-400']);
    await fixture.billing.sql(`update ledger_account set number = '8400' where account = 'revenue'`);
    expect((await get('datev')).status).toBe(200);
  });

  it('for DATEV has the sums of the journal by account', async () => {
    const { headers, bytes } = await get('datev');
    expect(headers.get('content-disposition')).toContain(`EXTF_Buchungsstapel_${today}_${today}.csv`);
    const [head = '', columns = '', ...rows] = bytes.toString('latin1').trim().split('\r\n');
    expect(head.split(';').slice(0, 5)).toEqual(['"EXTF"', '700', '21', '"Buchungsstapel"', '13']);
    expect(head.split(';').slice(10, 16)).toEqual([
      '29098',
      '55003',
      `${today.slice(0, 4)}0101`,
      '4',
      today.replaceAll('-', ''),
      today.replaceAll('-', ''),
    ]);
    expect(columns.split(';')).toHaveLength(125);
    const sums = new Map<string, number>();
    const add = (account: string, value: number) => sums.set(account, (sums.get(account) ?? 0) + value);
    for (const row of rows) {
      const cells = row.split(';');
      expect(cells).toHaveLength(125);
      expect(cells[13]).toBe('"\'=Müller"');
      const isForeign = cells[2] !== '""';
      expect(cells.slice(2, 6)).toEqual(
        isForeign ? ['"EUR"', expect.any(String), expect.any(String), '"PLN"'] : ['""', '', '', '""'],
      );
      const value = minor((isForeign ? cells[4] : cells[0]) ?? '') * (cells[1] === '"S"' ? 1 : -1);
      add(cells[6] ?? '', value);
      add(cells[7] ?? '', -value);
    }
    const expected = new Map<string, number>();
    const numbers: Record<string, string> = { receivable: '1400', revenue: '8400', tax_payable: '1776' };
    for (const { account, books } of await journal())
      expected.set(numbers[account]!, (expected.get(numbers[account]!) ?? 0) + Number(books));
    expect(sums).toEqual(expected);
  });
});
