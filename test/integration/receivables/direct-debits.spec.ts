import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FileStore, systemScope, UnitOfWork } from '#platform';
import { StatementImportRunner } from '#receivables';
import { listLedgerDifferences } from '../../support/ledger-differences.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface MandateAnswer {
  readonly id: string;
  readonly code?: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
  readonly lastCollectedOn: string | null;
  readonly endedAt: string | null;
}

interface FileAnswer {
  readonly id: string;
  readonly code?: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
  readonly sha256: string;
  readonly debitCount: number;
  readonly returnedCount: number;
  readonly total: { readonly amount: string };
  readonly debits: readonly { readonly id: string; readonly document: { readonly id: string } }[];
}

interface PlanAnswer {
  readonly debitCount: number;
  readonly total: { readonly amount: string };
  readonly items: readonly {
    readonly document: { readonly id: string };
    readonly exclusion: string | null;
  }[];
}

interface Document {
  readonly id: string;
  readonly number: string;
  readonly dueOn: string;
}

const OWN = 'PL61109010140000071219812874';
const PAYER = 'DE89370400440532013000';
const CREDITOR = 'DE98ZZZ09999999999';

describe('direct debits', () => {
  let fixture: InvoiceFixture;
  let seller: string;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('debits');
    seller = fixture.maker.ids.legal_entity!;
    await fixture.billing.sql(`delete from debit_creditor where maker_id = $1`, [fixture.maker.makerId]);
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       select $1, gen_random_uuid(), 'EUR', 'PLN', current_date - d.ago, 4.3, 'NBP', now()
         from (values (0), (1), (2)) as d (ago)`,
      [fixture.maker.makerId],
    );
  });

  afterAll(() => fixture?.close());

  const setCreditor = (creditorId: string, noticeDays = 14) =>
    fixture.call<{ creditorId: string; code?: string }>('PUT', `/debit-creditors/${seller}`, {
      creditorId,
      noticeDays,
    });
  const register = (over: object = {}) =>
    fixture.call<MandateAnswer>('POST', '/mandates', {
      legalEntityId: seller,
      customerId: fixture.customer.customerId,
      reference: 'M-1',
      scheme: 'b2b',
      payerName: 'Zakład Łódź',
      account: 'de89 3704 0044 0532 0130 00',
      signedOn: '2026-01-15',
      ...over,
    });
  const issued = async (currency = 'EUR'): Promise<Document> => {
    const id = await fixture.draft({ currency });
    await fixture.approve(id);
    const { body } = await fixture.issue(id);
    return { id, number: body.number!, dueOn: body.dueOn! };
  };
  const preview = (collectOn: string) =>
    fixture.call<PlanAnswer>('GET', `/debit-files/preview?legalEntityId=${seller}&collectOn=${collectOn}`);
  const create = (collectOn: string) =>
    fixture.call<FileAnswer>('POST', '/debit-files', { legalEntityId: seller, collectOn });
  const exclusionOf = async (
    { id, dueOn }: Document,
    collectOn = dueOn,
  ): Promise<string | null | undefined> =>
    (await preview(collectOn)).body.items.find(({ document }) => document.id === id)?.exclusion;
  const openOf = async (id: string): Promise<string> =>
    (await fixture.call<{ open: { amount: string } }>('GET', `/open-items/${id}`)).body.open.amount;
  const addDays = (day: string, days: number): string =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

  it('need a creditor identifier, a mandate, and an account with an IBAN', async () => {
    const early = await issued();
    expect(await register()).toMatchObject({
      status: 409,
      body: { code: 'receivables.debit_creditor_missing' },
    });
    expect(await create(early.dueOn)).toMatchObject({
      status: 409,
      body: { code: 'receivables.debit_creditor_missing' },
    });
    expect(await setCreditor('DE99ZZZ09999999999')).toMatchObject({
      status: 422,
      body: { code: 'receivables.creditor_id_invalid' },
    });
    expect(await setCreditor('de98 zzz 0999 9999 999')).toMatchObject({ body: { creditorId: CREDITOR } });
    expect(await create(early.dueOn)).toMatchObject({
      status: 409,
      body: { code: 'receivables.debit_file_no_account' },
    });
    await fixture.billing.insert('bank_account', fixture.maker, {
      legal_entity_id: seller,
      account: OWN,
      state: 'approved',
      proposed_at: '2026-01-01T00:00:00Z',
      decided_at: '2026-01-02T00:00:00Z',
    });
    expect((await preview(early.dueOn)).body).toMatchObject({ debitCount: 0, items: [] });
    expect(await create(early.dueOn)).toMatchObject({
      status: 409,
      body: { code: 'receivables.debit_file_empty' },
    });
    expect((await register()).status).toBe(201);
    expect(await exclusionOf(early)).toBe('issued_before_mandate');
  });

  it('have one active mandate per customer, with a reference of its own', async () => {
    expect(await register({ reference: 'M-2' })).toMatchObject({
      status: 409,
      body: { code: 'receivables.mandate_exists' },
    });
    const other = { customerId: fixture.maker.customers[1].customerId };
    expect(await register(other)).toMatchObject({
      status: 409,
      body: { code: 'receivables.mandate_reference_taken', fields: [{ pointer: '/reference' }] },
    });
    const { status, body } = await register({
      ...other,
      reference: 'ü',
      account: '1234',
      signedOn: '2999-01-01',
      payerName: ' \n ',
    });
    expect(status).toBe(422);
    expect(body.fields?.map(({ pointer }) => pointer).sort()).toEqual([
      '/account',
      '/payerName',
      '/reference',
      '/signedOn',
    ]);
  });

  it('collect each open document once, on a day after its notice period, in a file that stays the same', async () => {
    const first = await issued();
    const inZlotys = await issued('PLN');
    const second = await issued();
    expect(await exclusionOf(inZlotys)).toBeUndefined();
    expect(await exclusionOf(first, addDays(first.dueOn, -1))).toBe('not_due');
    await setCreditor(CREDITOR, 15);
    expect(await exclusionOf(first)).toBe('notice_too_short');
    await setCreditor(CREDITOR);
    expect((await preview(first.dueOn)).body).toMatchObject({ debitCount: 2, total: { amount: '2460.00' } });
    const { status, body } = await create(first.dueOn);
    expect(status).toBe(201);
    expect(body).toMatchObject({ debitCount: 2, returnedCount: 0, total: { amount: '2460.00' } });
    expect(body.debits.map(({ document }) => document.id)).toEqual([first.id, second.id]);
    const { text: xml } = await fixture.call('GET', `/debit-files/${body.id}/content`);
    expect(createHash('sha256').update(xml, 'utf8').digest('hex')).toBe(body.sha256);
    expect((await fixture.call('GET', `/debit-files/${body.id}/content`)).text).toBe(xml);
    for (const part of [
      '<CtrlSum>2460.00</CtrlSum>',
      `<ReqdColltnDt>${first.dueOn}</ReqdColltnDt>`,
      '<Cd>B2B</Cd>',
      '<MndtId>M-1</MndtId>',
      `<Id>${CREDITOR}</Id>`,
      `<IBAN>${PAYER}</IBAN>`,
      `<Ustrd>${first.number}</Ustrd>`,
    ])
      expect(xml).toContain(part);
    expect(await exclusionOf(first)).toBe('already_collected');
    // No reminder is sent for a document that is being collected.
    const { body: reminders } = await fixture.call<{
      excluded: readonly { readonly documentId: string; readonly reason: string }[];
    }>('GET', `/reminder-runs/preview?legalEntityId=${seller}&on=${addDays(first.dueOn, 40)}`);
    expect(reminders.excluded).toContainEqual(
      expect.objectContaining({ documentId: first.id, reason: 'in_collection' }),
    );
    expect(await create(first.dueOn)).toMatchObject({
      status: 409,
      body: { code: 'receivables.debit_file_empty' },
    });
    const { body: mandates } = await fixture.call<{ items: readonly MandateAnswer[] }>(
      'GET',
      `/mandates?customerId=${fixture.customer.customerId}`,
    );
    expect(mandates.items[0]).toMatchObject({ lastCollectedOn: first.dueOn, endedAt: null });
  });

  it('are refused for today and earlier', async () => {
    const { status, body } = await create('2026-01-01');
    expect(status).toBe(422);
    expect(body.fields).toMatchObject([{ pointer: '/collectOn', code: 'receivables.debit_file_too_early' }]);
  });

  it('collect a document once, even if several people create files at the same time', async () => {
    const { dueOn } = await issued();
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(dueOn)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('are matched by the bank statement, and can be collected again after a return', async () => {
    const document = await issued();
    const { body: file } = await create(document.dueOn);
    const { text: xml } = await fixture.call('GET', `/debit-files/${file.id}/content`);
    const [, endToEndId] = /<EndToEndId>(\w+)<\/EndToEndId>/.exec(xml)!;
    const runner = new StatementImportRunner(
      fixture.billing.app.get(UnitOfWork),
      new FileStore(join(fixture.api.home, 'files')),
    );
    const { body: upload } = await fixture.call<{ id: string }>(
      'POST',
      '/statement-imports?name=debits.xml',
      new Blob([statement(endToEndId!)], { type: 'application/octet-stream' }),
    );
    await runner.perform(systemScope(fixture.maker.makerId), upload.id);
    await fixture.call('POST', `/statement-imports/${upload.id}/start`);
    await runner.perform(systemScope(fixture.maker.makerId), upload.id);
    expect(await openOf(document.id)).toBe('0.00');

    const [debit] = file.debits;
    const returned = await fixture.call<FileAnswer>('POST', `/debits/${debit!.id}/return`, {
      reason: 'MD06',
    });
    expect(returned).toMatchObject({
      status: 200,
      body: { returnedCount: 1, debits: [{ returnReason: 'MD06' }] },
    });
    expect(await fixture.call('POST', `/debits/${debit!.id}/return`, { reason: 'MD06' })).toMatchObject({
      status: 409,
      body: { code: 'receivables.debit_returned' },
    });
    expect(await openOf(document.id)).toBe('1230.00');
    const { body: payments } = await fixture.call<{ items: readonly object[] }>('GET', '/payments');
    expect(payments.items).toContainEqual(
      expect.objectContaining({
        customer: expect.objectContaining({ id: fixture.customer.customerId }),
        unapplied: { amount: '0.00', currency: 'EUR' },
        refunded: { amount: '1230.00', currency: 'EUR' },
      }),
    );
    // The bank has already returned the money.
    const { body: transfers } = await fixture.call<{ items: readonly object[] }>(
      'GET',
      '/payment-files/pending',
    );
    expect(transfers.items).toEqual([]);
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
    expect(await exclusionOf(document)).toBeNull();
    expect((await create(document.dueOn)).status).toBe(201);
  });

  it('end with their mandate', async () => {
    const document = await issued();
    const { body } = await fixture.call<{ items: readonly MandateAnswer[] }>(
      'GET',
      `/mandates?customerId=${fixture.customer.customerId}`,
    );
    const end = () =>
      fixture.call<MandateAnswer>('POST', `/mandates/${body.items[0]!.id}/end`, {
        why: 'Revoked by the customer',
      });
    expect(await end()).toMatchObject({ status: 200, body: { endWhy: 'Revoked by the customer' } });
    expect(await end()).toMatchObject({ status: 409, body: { code: 'receivables.mandate_ended' } });
    expect(await exclusionOf(document)).toBeUndefined();
    expect((await register({ reference: 'M-3' })).status).toBe(201);
    expect(await exclusionOf(document)).toBe('issued_before_mandate');
  });

  it('never change in the database', async () => {
    const granted = await fixture.billing.sql<{ granted: string }>(
      `select table_name || ' ' || privilege_type as granted from information_schema.role_table_grants
        where grantee = 'dutycycle_app' and table_name in ('mandate', 'debit', 'debit_file')
          and privilege_type in ('UPDATE', 'DELETE')`,
    );
    expect(granted).toEqual([]);
  });
});

/** A statement in CAMT.053 with a collected debit of 1,230.00 EUR. */
function statement(endToEndId: string): string {
  const bookedOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const balance = (code: string, amount: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>S-1</Id><Acct><Id><IBAN>${OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance('OPBD', '500.00')}${balance('CLBD', '1730.00')}
<Ntry><Amt Ccy="EUR">1230.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${bookedOn}</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Zaklad Lodz</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>`;
}
