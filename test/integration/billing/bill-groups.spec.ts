import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractsService, type ContractView } from '#contracts';
import { systemScope } from '#platform';
import { BillGroups, BillingRunner, BillingRuns, DraftsService } from '#billing';
import {
  CreditNotesService,
  DisputesService,
  GroupDocuments,
  InvoiceLifecycleService,
  InvoicesService,
} from '#invoicing';
import { InvoiceDocuments } from '#documents';
import { ProofPacks, ProofPackWriter } from '#assurance';
import { ReceivablesReportsService } from '#receivables';
import { RevenueService } from '#revenue';
import { BillingFixture, financeOf } from '../../support/billing-fixture.js';
import { verifyPack } from '../../support/verify-pack.js';
import { readPdf } from '../../support/read-pdf.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

const MONTH = '2026-11';

/**
 * Contracts of one customer on one document. The 23% tax on 0.50 PLN is 0.12 for one contract, and 0.46 for four
 * contracts together.
 */
describe('a billing group', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('groups');
    customer = maker.customers[0];
  });

  afterAll(() => fixture?.close());

  const finance = () => financeOf(maker);
  const manager = () => ({ ...financeOf(maker), userId: maker.staff.manager.userId });
  const groups = () => fixture.app.get(BillGroups);
  const documents = () => fixture.app.get(GroupDocuments);

  async function contract(wanted: object = {}): Promise<ContractView> {
    number += 1;
    return fixture.app.get(ContractsService).create(finance(), {
      number: `K-G-${String(number).padStart(2, '0')}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      charges: [{ pricing: { model: 'flat', amount: '0.5' } }],
      ...wanted,
    });
  }

  async function createGroup(count: number, whenHeld: 'wait' | 'go_on' = 'wait', wanted: object = {}) {
    const contracts: ContractView[] = [];
    for (let index = 0; index < count; index++) contracts.push(await contract(wanted));
    const { id } = await groups().create(finance(), {
      name: `Together ${number}`,
      whenHeld,
      contractIds: contracts.map((one) => one.id),
      from: MONTH,
    });
    return { id, contracts };
  }

  async function drafted(count: number, whenHeld: 'wait' | 'go_on' = 'wait') {
    const { id, contracts } = await createGroup(count, whenHeld);
    for (const one of contracts) await fixture.app.get(DraftsService).draft(finance(), one.id, MONTH);
    return { id, contracts };
  }

  const seen = async (id: string) => {
    const { contracts } = await documents().get(finance(), id, MONTH);
    return contracts.map(({ id: invoiceId, version, contentHash }) => ({
      invoiceId,
      version,
      contentHash,
      heldLineIds: [],
    }));
  };
  const approve = async (id: string) =>
    documents().approve(manager(), id, MONTH, { invoices: await seen(id), why: '' });
  const issue = async (id: string) =>
    documents().issue(finance(), id, MONTH, { invoices: await seen(id), issuedOn: null, why: '' });
  const hold = (of: ContractView, reasons: string) =>
    fixture.sql(
      `update invoice set state = case when $2 = '[]' then 'draft' else 'held' end, hold_reasons = $2::jsonb
        where contract_id = $1`,
      [of.id, reasons],
    );
  const HELD = '[{"code":"buyer_incomplete","params":{"missing":"street"}}]';

  it('is drafted contract by contract, with taxes rounded once over all of them', async () => {
    const { id, contracts } = await drafted(4);
    const document = await documents().get(finance(), id, MONTH);
    expect(document).toMatchObject({
      state: 'draft',
      number: null,
      netMinor: '200',
      taxMinor: '46',
      grossMinor: '246',
      taxes: [{ category: 'standard', percent: '23', taxableMinor: '200', taxMinor: '46' }],
      leftOut: [],
    });
    expect(document.contracts.map(({ contract: of, taxMinor }) => [of.number, taxMinor])).toEqual([
      [contracts[0]!.number, '12'],
      [contracts[1]!.number, '12'],
      [contracts[2]!.number, '11'],
      [contracts[3]!.number, '11'],
    ]);
    // A single contract that is drafted again keeps its share of the tax.
    await fixture.app.get(DraftsService).draft(finance(), contracts[0]!.id, MONTH);
    expect((await documents().get(finance(), id, MONTH)).taxMinor).toBe('46');
  });

  it('is issued as one document, with one number, dates, journal entry and PDF, and each contract’s share of the tax', async () => {
    const { id, contracts } = await drafted(4);
    expect(await approve(id)).toMatchObject({ state: 'approved' });
    const issued = await issue(id);
    expect(issued).toMatchObject({ state: 'issued', grossMinor: '246' });
    expect(new Set(issued.contracts.map((one) => `${one.number} ${one.dueOn}`)).size).toBe(1);
    const ids = issued.contracts.map((one) => one.id);
    const entries = await fixture.sql<{ account: string; amount: string; lines: number }>(
      `select l.account, sum(l.amount_minor)::text as amount, count(*)::int as lines
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
        where e.invoice_id = any($1) group by 1 order by 1`,
      [ids],
    );
    expect(entries).toEqual([
      { account: 'receivable', amount: '246', lines: 1 },
      { account: 'revenue', amount: '-200', lines: 4 },
      { account: 'tax_payable', amount: '-46', lines: 1 },
    ]);
    const journal = await fixture.app.get(InvoicesService).journal(finance(), ids[3]!);
    expect(journal!.lines.flatMap((line) => line.contract ?? [])).toEqual(contracts.map((one) => one.number));
    // Revenue is recorded separately for each contract.
    const revenue = fixture.app.get(RevenueService);
    const months = { from: MONTH, to: MONTH };
    const { months: rows } = await revenue.getOfContract(finance(), contracts[2]!.id, months);
    expect(rows).toMatchObject([{ month: MONTH, isIssued: true, fixed: '0.50', revenue: '0.50' }]);
    const { bytes } = await fixture.app
      .get(InvoiceDocuments)
      .render(finance(), ids[2]!, 'https://air.example', 'en');
    const text = (await readPdf(bytes)).pages.join(' ').replaceAll(/\s+/g, ' ');
    for (const one of contracts) expect(text).toContain(`Subtotal ${one.number}`);
    expect(text).toContain(issued.number!);
    expect(text).toContain('2.46 PLN');
    // The list contains the document once.
    const { items } = await fixture.app
      .get(InvoicesService)
      .list(finance(), { month: MONTH, customerId: customer.customerId, limit: 100 });
    const listed = items.filter((row) => row.number === issued.number);
    expect(listed).toHaveLength(1);
    expect(listed[0]!.together).toMatchObject({ grossMinor: '246', contracts: [{}, {}, {}, {}] });
    // A search finds the document by the number of each of its contracts.
    for (const { number } of contracts) {
      const found = await fixture.app
        .get(InvoicesService)
        .list(finance(), { month: MONTH, search: number, limit: 100 });
      expect(found.items.map((row) => row.together?.grossMinor)).toEqual(['246']);
    }
  });

  it('is disputed, and not collected, while one of its contracts is', async () => {
    const { id } = await drafted(3);
    await approve(id);
    const { contracts } = await issue(id);
    const last = contracts.at(-1)!.id;
    const item = async () => {
      const { items } = await fixture.app
        .get(ReceivablesReportsService)
        .listItems(finance(), { customerId: customer.customerId, limit: 200 });
      return items.find(({ documentId }) => contracts.some((one) => one.id === documentId))!;
    };
    const { documentId } = await item();
    expect(documentId).not.toBe(last);
    const claim = {
      lineId: null,
      subject: 'quantity',
      from: null,
      to: null,
      readings: null,
      stop: null,
    } as const;
    const disputes = fixture.app.get(DisputesService);
    const { id: disputeId } = await disputes.open(finance(), last, {
      ...claim,
      claim: 'Less',
      claimed: null,
    });
    expect(await item()).toMatchObject({ documentId, isDisputed: true });
    await disputes.withdraw(finance(), disputeId, '');
    expect(await item()).toMatchObject({ documentId, isDisputed: false });
  });

  it('is credited contract by contract, up to the last cent of its share', async () => {
    const { id } = await drafted(4);
    await approve(id);
    const { contracts, number: original } = await issue(id);
    const credits = fixture.app.get(CreditNotesService);
    for (const { id: invoiceId, taxMinor } of contracts)
      expect(
        await credits.issue(finance(), invoiceId, {
          request: { all: true },
          why: 'Not used',
          issuedOn: null,
          forQuantity: false,
        }),
      ).toMatchObject({ netMinor: '50', taxMinor, original: { number: original } });
    expect(await documents().get(finance(), id, MONTH)).toMatchObject({
      state: 'credited',
      creditedMinor: '246',
    });
    const [sums] = await fixture.sql<{ sum: string; reversed: number }>(
      `select sum(l.amount_minor)::text as sum, count(distinct e.reverses_id)::int as reversed
         from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
         join invoice i on i.maker_id = e.maker_id and i.id = e.invoice_id
        where l.account = 'receivable' and (i.id = any($1) or i.original_id = any($1))`,
      [contracts.map((one) => one.id)],
    );
    expect(sums).toEqual({ sum: '0', reversed: 1 });
  });

  it('proves each contract’s share of the tax, with all root hashes on the PDF', async () => {
    const { id } = await drafted(4);
    await approve(id);
    const { contracts } = await issue(id);
    const folder = mkdtempSync(join(tmpdir(), 'dutycycle-group-packs-'));
    try {
      const paths: string[] = [];
      const packs = fixture.app.get(ProofPacks);
      for (const one of contracts) {
        const requestedPack = await packs.request(finance(), one.id);
        const [job] = await fixture.sql<{ id: string }>(`select job_id as id from proof_pack where id = $1`, [
          requestedPack.id,
        ]);
        await fixture.app.get(ProofPackWriter).perform(systemScope(maker.makerId), job!.id);
        const { file } = await packs.open(finance(), requestedPack.id);
        const path = join(folder, `${requestedPack.id}.zip`);
        writeFileSync(path, await file.readFile());
        await file.close();
        paths.push(path);
      }
      const { bytes } = await fixture.app
        .get(InvoiceDocuments)
        .render(finance(), contracts[0]!.id, 'https://air.example', 'en');
      const invoice = join(folder, 'invoice.pdf');
      writeFileSync(invoice, bytes);
      for (const path of paths) {
        const { code, said } = verifyPack(path, '--invoice', invoice);
        expect([code, said]).toEqual([0, expect.stringContaining('gross 0.6')]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('rejects decisions about a single contract or about content that the user has not seen', async () => {
    const { id, contracts } = await drafted(2);
    const [first, second] = await seen(id);
    const life = fixture.app.get(InvoiceLifecycleService);
    await expect(
      life.approve(finance(), first!.invoiceId, { ...first!, heldLineIds: [], why: '' }),
    ).rejects.toMatchObject({ code: 'billing.invoice_in_group' });
    await expect(
      documents().approve(finance(), id, MONTH, { invoices: [first!], why: '' }),
    ).rejects.toMatchObject({ code: 'billing.group_contracts_changed' });
    await expect(
      documents().approve(finance(), id, MONTH, {
        invoices: [first!, { ...second!, version: 9 }],
        why: '',
      }),
    ).rejects.toMatchObject({ code: 'platform.version_mismatch' });
    await approve(id);
    await expect(approve(id)).rejects.toMatchObject({ code: 'billing.transition_impossible' });
    // A change in one contract ends the approval of all contracts.
    await fixture.sql(
      `update charge set pricing = jsonb_set(pricing, '{amount}', '"0.7"') where contract_id = $1`,
      [contracts[1]!.id],
    );
    await fixture.app.get(DraftsService).draft(finance(), contracts[1]!.id, MONTH);
    const expired = await documents().get(finance(), id, MONTH);
    expect(expired.contracts.map(({ state }) => state)).toEqual(['draft', 'draft']);
    expect(expired.taxMinor).toBe('28');
    await approve(id);
    const { invoices } = { invoices: await seen(id) };
    expect(await documents().reopen(finance(), id, MONTH, { invoices, why: 'A look' })).toMatchObject({
      state: 'draft',
    });
  });

  it('is not ready while a contract is on hold or has no draft', async () => {
    const { id, contracts } = await drafted(3);
    await hold(contracts[1]!, HELD);
    await expect(approve(id)).rejects.toMatchObject({
      code: 'billing.group_member_held',
      params: { contracts: contracts[1]!.number },
    });
    await hold(contracts[1]!, '[]');
    await fixture.sql(
      `delete from invoice_line where invoice_id in (select id from invoice where contract_id = $1)`,
      [contracts[2]!.id],
    );
    await fixture.sql(
      `delete from invoice_tax where invoice_id in (select id from invoice where contract_id = $1)`,
      [contracts[2]!.id],
    );
    await fixture.sql(`delete from invoice where contract_id = $1`, [contracts[2]!.id]);
    await expect(approve(id)).rejects.toMatchObject({
      code: 'billing.group_member_missing',
      params: { contracts: contracts[2]!.number },
    });
  });

  it('continues without contracts on hold if configured, which are billed separately for that month', async () => {
    const { id, contracts } = await drafted(4, 'go_on');
    await hold(contracts[3]!, HELD);
    const approved = await approve(id);
    expect(approved).toMatchObject({
      state: 'approved',
      taxMinor: '35',
      contracts: [{}, {}, {}],
      leftOut: [{ contract: { number: contracts[3]!.number }, state: 'held' }],
    });
    const { number: together } = await issue(id);
    const alone = await fixture.app.get(DraftsService).draft(finance(), contracts[3]!.id, MONTH);
    expect(alone).toMatchObject({ state: 'draft', billGroup: null, taxMinor: '12' });
    const life = fixture.app.get(InvoiceLifecycleService);
    const approval = { version: alone.version, contentHash: alone.contentHash, heldLineIds: [], why: '' };
    const { version } = await life.approve(manager(), alone.id, approval);
    const issued = await life.issue(finance(), alone.id, { ...approval, version, issuedOn: null });
    expect(issued.number).not.toBe(together);
    expect((await documents().get(finance(), id, MONTH)).contracts).toHaveLength(3);
  });

  it('is on hold as a whole if its contracts exceed their order together', async () => {
    // A later buyer, because new contracts bill the oldest one by default.
    const [buyer] = await fixture.sql<{ id: string }>(
      `insert into customer_entity select (jsonb_populate_record(e, jsonb_build_object(
           'id', gen_random_uuid(), 'name', 'On order',
           'created_at', e.created_at + interval '1 day'))).* from customer_entity e where maker_id = $1 and customer_id = $2 limit 1
       returning id`,
      [maker.makerId, customer.customerId],
    );
    const buyerId = buyer!.id;
    const order = await fixture.insert('customer_order', maker, {
      buyer_id: buyerId,
      number: 'PO-G',
      valid_from: '2026-01-01',
      amount_minor: 120,
      currency: 'PLN',
    });
    const limit = (minor: number) =>
      fixture.sql(`update customer_order set amount_minor = $2 where id = $1`, [order, minor]);
    const { id, contracts } = await createGroup(3, 'wait', { buyerId });
    const draft = (index: number) =>
      fixture.app.get(DraftsService).draft(finance(), contracts[index]!.id, MONTH);
    const states = async () =>
      (await documents().get(finance(), id, MONTH)).contracts.map(({ state }) => state);
    await draft(0);
    await draft(1);
    expect(await states()).toEqual(['draft', 'draft']);
    // Each contract is 0.50, so neither one nor two of them exceed 1.20.
    const exceeded = {
      code: 'order_exceeded_together',
      params: { order: 'PO-G', left: '1.2', sum: '1.50', currency: 'PLN' },
    };
    expect((await draft(2)).holdReasons).toEqual([exceeded]);
    expect(await states()).toEqual(['held', 'held', 'held']);
    await expect(approve(id)).rejects.toMatchObject({ code: 'billing.group_member_held' });

    await limit(150);
    // The approval takes the new limit into account, so the contracts don't have to be drafted again.
    await approve(id);
    expect(await states()).toEqual(['approved', 'approved', 'approved']);
    // A contract that is drafted again is checked against the limit, which ends the approval of all contracts. An
    // approved document isn't checked again when it is issued.
    await limit(149);
    expect((await draft(1)).state).toBe('held');
    expect(await states()).toEqual(['held', 'held', 'held']);
    await limit(150);
    await approve(id);
    await limit(149);
    expect((await issue(id)).number).not.toBeNull();
  });

  it('is one row of a run with its total and the worst status of its contracts', async () => {
    const { id, contracts } = await createGroup(3);
    const names = contracts.map((one) => one.number);
    const runs = fixture.app.get(BillingRuns);
    const { id: runId } = await runs.request(finance(), MONTH);
    await fixture.app.get(BillingRunner).perform(finance(), runId);
    const rowOf = async (filter: { outcome?: 'ready' | 'held' | 'failed'; after?: string } = {}) =>
      (await runs.results(finance(), runId, { limit: 200, ...filter })).items.find(
        ({ billGroup }) => billGroup?.id === id,
      );
    expect(await rowOf({ outcome: 'ready' })).toMatchObject({
      contract: { number: names[0] },
      billGroup: { id, month: MONTH },
      totalMinor: '50',
      together: {
        outcome: 'ready',
        totalMinor: '150',
        contracts: names.map((one) => ({ contract: { number: one } })),
      },
    });
    // One contract fails, and one is on hold: the document has the status of its worst contract, in the filter and in
    // the totals.
    const before = await runs.get(finance(), runId);
    const set = (of: ContractView, what: string) =>
      fixture.sql(`update billing_run_result set ${what} where run_id = $1 and contract_id = $2`, [
        runId,
        of.id,
      ]);
    await set(contracts[1]!, `outcome = 'held'`);
    await set(contracts[2]!, `outcome = 'failed', invoice_id = null, total_minor = null`);
    expect(await rowOf({ outcome: 'ready' })).toBeUndefined();
    expect(await rowOf({ outcome: 'held' })).toBeUndefined();
    expect(await rowOf({ outcome: 'failed' })).toMatchObject({
      outcome: 'ready',
      together: { outcome: 'failed', totalMinor: '100', contracts: [{}, {}, { invoiceId: null }] },
    });
    expect(await rowOf({ after: names[0]! })).toBeUndefined();
    const after = await runs.get(finance(), runId);
    const of = ({ totals }: typeof after, outcome: string) =>
      totals.find((one) => one.outcome === outcome && one.currency === 'PLN');
    expect(of(after, 'ready')!.documents).toBe(of(before, 'ready')!.documents - 1);
    expect(of(after, 'ready')!.contracts).toBe(of(before, 'ready')!.contracts - 3);
    expect(of(after, 'failed')).toMatchObject({ documents: 1, contracts: 3, totalMinor: '100' });
  });

  it('adds and removes contracts from a month, and rejects incompatible ones', async () => {
    const { id, contracts } = await drafted(2);
    const [first] = contracts;
    await expect(groups().leave(finance(), id, first!.id, MONTH)).rejects.toMatchObject({
      code: 'billing.group_document_open',
      params: { month: MONTH },
    });
    const left = await groups().leave(finance(), id, first!.id, '2027-02');
    expect(left.members).toMatchObject([{ from: MONTH, to: '2027-02' }, { to: null }]);
    await expect(groups().leave(finance(), id, first!.id, '2027-03')).rejects.toMatchObject({
      code: 'billing.group_not_member',
    });
    await expect(groups().join(finance(), id, first!.id, '2026-12')).rejects.toMatchObject({
      code: 'billing.contract_in_group',
    });
    await groups().join(finance(), id, first!.id, '2027-03');
    // An existing draft moves to the document immediately.
    const other = await contract();
    await fixture.app.get(DraftsService).draft(finance(), other.id, MONTH);
    await groups().join(finance(), id, other.id, MONTH);
    const document = await documents().get(finance(), id, MONTH);
    expect(document.contracts.map((one) => one.contract.number)).toContain(other.number);
    expect(document.taxMinor).toBe('35');
    const differing = await contract({ currency: 'EUR', paymentDays: 45, pricesIncludeTax: true });
    await expect(groups().join(finance(), id, differing.id, '2027-01')).rejects.toMatchObject({
      code: 'billing.group_terms_differ',
      fields: [
        { pointer: '/contractId', code: 'billing.group_differs_currency' },
        { code: 'billing.group_differs_paymentDays' },
        { code: 'billing.group_differs_prices' },
      ],
    });
    await approve(id);
    const late = await contract();
    await expect(groups().join(finance(), id, late.id, MONTH)).rejects.toMatchObject({
      code: 'billing.group_document_closed',
    });
    await expect(
      groups().create(finance(), { name: ' ', whenHeld: 'wait', contractIds: [late.id], from: MONTH }),
    ).rejects.toMatchObject({ code: 'billing.group_invalid' });
    await expect(
      groups().create(finance(), { name: left.name, whenHeld: 'wait', contractIds: [late.id], from: MONTH }),
    ).rejects.toMatchObject({ code: 'billing.group_name_taken' });
    await expect(
      groups().create(finance(), { name: 'x', whenHeld: 'wait', contractIds: [other.id], from: MONTH }),
    ).rejects.toMatchObject({ code: 'billing.contract_in_group' });
    expect(await groups().change(finance(), id, 1, { whenHeld: 'go_on' })).toMatchObject({
      whenHeld: 'go_on',
      version: 2,
    });
  });

  it('never contains a contract of another group or a member with a separate number, even if written directly', async () => {
    const { id, contracts } = await drafted(2);
    const another = await createGroup(1);
    await expect(
      fixture.insert('bill_group_member', maker, {
        group_id: another.id,
        customer_id: customer.customerId,
        contract_id: contracts[0]!.id,
        during: '[2026-12-01,2027-01-01)',
      }),
    ).rejects.toMatchObject({ constraint: 'bill_group_member_overlap_ex' });
    await approve(id);
    const { contracts: issued } = await issue(id);
    const copy = `insert into invoice select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(),
      'period_from', '2020-01-01', 'period_to', '2020-02-01'`;
    await expect(
      fixture.sql(`${copy}, 'number', 'PL-0', 'sequence', 0))).* from invoice i where id = $1`, [
        issued[1]!.id,
      ]),
    ).rejects.toMatchObject({ constraint: 'invoice_lead_fk' });
    await expect(
      fixture.sql(`${copy}, 'lead_id', null))).* from invoice i where id = $1`, [issued[1]!.id]),
    ).rejects.toMatchObject({ code: '23505' });
  });

  it('stays consistent under concurrent runs, drafts and decisions', async () => {
    const { id, contracts } = await drafted(4);
    const runs = fixture.app.get(BillingRuns);
    const runner = fixture.app.get(BillingRunner);
    const requested = [
      await runs.request(finance(), MONTH),
      await fixture
        .sql<{ id: string }>(
          `insert into job_progress select (jsonb_populate_record(j, jsonb_build_object('id', gen_random_uuid()))).*
           from job_progress j where kind = 'billing_run' limit 1 returning id`,
        )
        .then(([row]) => row!),
    ];
    await fixture.sql(
      `insert into billing_run (maker_id, id, month, requested_at) values ($1, $2, $3, now())`,
      [maker.makerId, requested[1]!.id, MONTH],
    );
    const invoices = await seen(id);
    const outcomes = await Promise.allSettled([
      ...requested.map((run) => runner.perform(finance(), run.id)),
      ...contracts.map((one) => fixture.app.get(DraftsService).draft(finance(), one.id, MONTH)),
      documents()
        .approve(manager(), id, MONTH, { invoices, why: '' })
        .then(() => issue(id)),
    ]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({
          code: expect.stringMatching(
            /^(billing\.(period_issued|content_changed)|platform\.version_mismatch)/,
          ),
        });
    const document = await documents().get(finance(), id, MONTH);
    expect(document).toMatchObject({ netMinor: '200', taxMinor: '46', contracts: [{}, {}, {}, {}] });
    const states = new Set(document.contracts.map(({ state }) => state));
    expect(states.size).toBe(1);
    expect(
      await fixture.sql(
        `select contract_id from invoice where kind = 'invoice' group by contract_id, period_from having count(*) > 1`,
      ),
    ).toEqual([]);
  });
});
