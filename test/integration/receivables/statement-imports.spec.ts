import { join } from 'node:path';
import { StatementImportRunner } from '#receivables';
import { FileStore, systemScope, UnitOfWork } from '#platform';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

const ACCOUNT = 'PL61109010140000071219812874';

interface ImportAnswer {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
  readonly summary: Record<string, unknown> | null;
  readonly problem: { readonly code: string; readonly params: Record<string, unknown> } | null;
}

interface PaymentAnswer {
  readonly id: string;
  readonly amount: { readonly amount: string };
  readonly unapplied: { readonly amount: string };
  readonly payerName: string | null;
  readonly allocations: readonly { readonly origin: string; readonly reasons: readonly string[] }[];
  readonly suggestions: readonly {
    readonly documents: readonly { readonly documentId: string; readonly amount: string }[];
    readonly reasons: readonly string[];
  }[];
}

interface Booked {
  readonly cents: number;
  readonly text: string;
  readonly name?: string;
  readonly reference: string;
}

const decimal = (cents: number): string =>
  `${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
const side = (cents: number): string => (cents < 0 ? 'DBIT' : 'CRDT');

/** A statement in CAMT.053 with an opening balance of 500.00. */
function camt(lines: readonly Booked[], { closing = 0, account = ACCOUNT } = {}): string {
  const balance = (code: string, cents: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="PLN">${decimal(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd></Bal>`;
  const total = lines.reduce((sum, { cents }) => sum + cents, 50_000);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>S-1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>PLN</Ccy></Acct>${balance('OPBD', 50_000)}${balance('CLBD', total + closing)}
${lines
  .map(
    ({ cents, text, name = 'Payer', reference }) =>
      `<Ntry><Amt Ccy="PLN">${decimal(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-19</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  )
  .join('\n')}
</Stmt></BkToCstmrStmt></Document>`;
}

describe('imports of bank statements', () => {
  let fixture: InvoiceFixture;
  let runner: StatementImportRunner;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('statements');
    const { makerId, ids } = fixture.maker;
    await fixture.billing.sql(
      `insert into bank_account (maker_id, id, legal_entity_id, account, state, proposed_at, decided_at)
       values ($1, gen_random_uuid(), $2, $3, 'approved', now(), now())`,
      [makerId, ids.legal_entity, ACCOUNT],
    );
    runner = new StatementImportRunner(
      fixture.billing.app.get(UnitOfWork),
      new FileStore(join(fixture.api.home, 'files')),
    );
  });

  afterAll(() => fixture?.close());

  const perform = (id: string) => runner.perform(systemScope(fixture.maker.makerId), id);
  const get = async (id: string) =>
    (await fixture.call<ImportAnswer>('GET', `/statement-imports/${id}`)).body;
  const upload = async (text: string, name = 'statement.xml'): Promise<ImportAnswer> => {
    const { status, body } = await fixture.call<ImportAnswer>(
      'POST',
      `/statement-imports?name=${name}`,
      new Blob([text], { type: 'application/octet-stream' }),
    );
    expect(status).toBe(201);
    await perform(body.id);
    return get(body.id);
  };
  const start = async (id: string): Promise<ImportAnswer> => {
    expect((await fixture.call('POST', `/statement-imports/${id}/start`)).status).toBe(200);
    await perform(id);
    return get(id);
  };
  const issued = async (net = 100_000): Promise<{ id: string; number: string }> => {
    const id = await fixture.draft({ net, tax: (net * 23) / 100 });
    await fixture.approve(id);
    const { body } = await fixture.issue(id);
    return { id, number: body.number! };
  };
  const paymentsOf = async (importId: string): Promise<PaymentAnswer[]> => {
    const { body } = await fixture.call<{ items: { paymentId: string | null }[] }>(
      'GET',
      `/statement-imports/${importId}/lines`,
    );
    const ids = body.items.flatMap(({ paymentId }) => paymentId ?? []);
    return Promise.all(
      ids.map(async (id) => (await fixture.call<PaymentAnswer>('GET', `/payments/${id}`)).body),
    );
  };
  const openOf = async (id: string): Promise<string> =>
    (await fixture.call<{ open: { amount: string } }>('GET', `/open-items/${id}`)).body.open.amount;

  it('show what a file contains, and then match proven payments and suggest uses of others', async () => {
    // With equal amounts, a mistyped number could be the number of the other invoice.
    const [one, other] = [await issued(), await issued(200_000)];
    const file = camt([
      { cents: 123_000, text: `Invoice ${one.number}`, reference: 'B1' },
      { cents: 246_000, text: 'Compressor, October', name: 'Company a of statements', reference: 'B2' },
      { cents: 4_200, text: 'Thank you', name: 'Nobody', reference: 'B3' },
      { cents: -900, text: 'Account fee', reference: 'B4' },
    ]);
    const read = await upload(file);
    expect(read).toMatchObject({
      state: 'ready',
      summary: {
        format: 'camt.053',
        lines: 4,
        repeated: 0,
        payments: 3,
        matched: 1,
        others: 1,
        statements: [
          {
            account: ACCOUNT,
            currency: 'PLN',
            lines: 4,
            received: '3732',
            sent: '-9',
            openingBalance: '500.00',
          },
        ],
      },
    });
    expect(await openOf(one.id)).toBe('1230.00');
    const done = await start(read.id);
    expect(done).toMatchObject({ state: 'done', summary: { matched: 1, payments: 3 } });
    expect(await openOf(one.id)).toBe('0.00');
    const [certain, suggested, unknown] = await paymentsOf(read.id);
    expect(certain).toMatchObject({
      unapplied: { amount: '0.00' },
      allocations: [{ origin: 'automatic', reasons: expect.arrayContaining(['document_number']) }],
    });
    expect(suggested).toMatchObject({ unapplied: { amount: '2460.00' }, allocations: [] });
    expect(suggested!.suggestions[0]!.documents).toMatchObject([{ documentId: other.id, amount: '2460.00' }]);
    expect(unknown).toMatchObject({ payerName: 'Nobody', unapplied: { amount: '42.00' }, suggestions: [] });

    const [{ documents, reasons } = { documents: [], reasons: [] }] = suggested!.suggestions;
    const accepted = await fixture.call<PaymentAnswer>('POST', `/payments/${suggested!.id}/allocations`, {
      allocations: documents.map(({ documentId, amount }) => ({ documentId, amount })),
      reasons,
    });
    expect(accepted.status).toBe(201);
    expect(await openOf(other.id)).toBe('0.00');
    expect(accepted.body.suggestions).toEqual([]);
  });

  it('import each line once, also if two files contain it and both are imported at once', async () => {
    const { number } = await issued(300_000);
    const lines = [
      { cents: 369_000, text: number, reference: 'C1' },
      { cents: 5_000, text: 'Part', reference: 'C2' },
    ];
    const [first, second] = [await upload(camt(lines)), await upload(camt(lines))];
    expect(second).toMatchObject({ state: 'ready', summary: { repeated: 0, payments: 2 } });
    for (const { id } of [first, second]) await fixture.call('POST', `/statement-imports/${id}/start`);
    await Promise.all([first, second, first].map(({ id }) => perform(id)));
    const results = [await get(first.id), await get(second.id)];
    expect(results.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(results.map(({ summary }) => summary!.payments).sort()).toEqual([0, 2]);
    expect(await upload(camt(lines))).toMatchObject({ summary: { repeated: 2, payments: 0 } });
  });

  it('read MT940 and, with a column map, CSV files, and offer the map again', async () => {
    const [one, other] = [await issued(400_000), await issued(500_000)];
    const mt940 = [
      ':20:STARTUMS',
      `:25:${ACCOUNT}`,
      ':28C:00007/001',
      ':60F:C261118PLN0,00',
      `:61:2611191119CR4920,00NTRFNONREF//D1`,
      `:86:166?20Invoice ${one.number}?32Payer`,
      ':62F:C261119PLN4920,00',
      '-',
    ].join('\r\n');
    const read = await upload(mt940, 'statement.sta');
    expect(read).toMatchObject({ state: 'ready', summary: { format: 'mt940', matched: 1 } });
    await start(read.id);
    expect(await openOf(one.id)).toBe('0.00');

    const csv = `Data;Kwota;Opis\n2026-11-19;6150,00;${other.number}\n`;
    const refused = await upload(csv, 'statement.csv');
    expect(refused).toMatchObject({
      state: 'refused',
      problem: { code: 'receivables.statement_format_unknown' },
    });
    const columnMap = {
      columns: { bookingDate: 'Data', amount: 'Kwota', text: ['Opis'] },
      delimiter: ';',
      decimal: ',',
      dateFormat: 'yyyy-MM-dd',
      skippedRows: 0,
      hasHeaders: true,
      account: ACCOUNT,
      currency: 'PLN',
    };
    const again = await fixture.call<ImportAnswer>('POST', `/statement-imports/${refused.id}/read`, {
      columnMap,
      columnMapName: 'My bank',
    });
    expect(again).toMatchObject({ status: 200, body: { state: 'reading' } });
    await perform(refused.id);
    expect(await get(refused.id)).toMatchObject({ state: 'ready', summary: { format: 'csv', matched: 1 } });
    await start(refused.id);
    const { body } = await fixture.call('GET', '/statement-imports/column-maps');
    expect(body).toMatchObject({ items: [{ name: 'My bank', columnMap }] });
    const wrong = await fixture.call<ImportAnswer>('POST', `/statement-imports/${refused.id}/read`, {});
    expect(wrong).toMatchObject({ status: 409, body: { code: 'receivables.statement_import_state' } });
  });

  it.each([
    [
      'a balance that does not add up',
      camt([{ cents: 100, text: 'x', reference: 'E1' }], { closing: 1 }),
      'balance_differs',
    ],
    ['an account of somebody else', camt([], { account: 'PL83101010230000261395100000' }), 'account_unknown'],
    ['a truncated file', camt([{ cents: 100, text: 'x', reference: 'E2' }]).slice(0, 700), 'incomplete'],
    ['a document type', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Document/>', 'doctype'],
    ['another file', 'PK something', 'format_unknown'],
  ])('refuse %s, and store nothing', async (_, text, code) => {
    const count = () => fixture.billing.sql(`select count(*)::int as lines from statement_line`);
    const before = await count();
    const refused = await upload(text);
    expect(refused).toMatchObject({
      state: 'refused',
      problem: { code: `receivables.statement_${code}` },
      summary: null,
    });
    expect(await fixture.call('POST', `/statement-imports/${refused.id}/start`)).toMatchObject({
      status: 409,
    });
    expect(await count()).toEqual(before);
  });

  it('refuse an empty upload', async () => {
    expect(
      await fixture.call(
        'POST',
        '/statement-imports?name=empty.xml',
        new Blob([''], { type: 'application/octet-stream' }),
      ),
    ).toMatchObject({ status: 422, body: { code: 'receivables.statement_empty' } });
  });
});
