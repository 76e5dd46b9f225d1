import type { Answer } from '../../support/http.js';
import { InvoiceFixture } from './invoice-fixture.js';

interface Margin {
  readonly revenue: string;
  readonly cost: string;
  readonly margin: string | null;
  readonly marginPercent: string | null;
  readonly costsKnown: string;
  readonly gaps: readonly { readonly kind: string; readonly count: number }[];
}
interface Month {
  readonly month: string;
  readonly currency: string;
  readonly amounts: Readonly<Record<string, string>>;
  readonly unconverted: readonly object[];
  readonly unbilledContracts: number;
}
type Rejection = { readonly code: string; readonly fields: readonly { pointer: string; code: string }[] };

describe('revenue', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('revenue');
  });

  afterAll(() => fixture?.close());

  const get = async <Body>(path: string): Promise<Body> => {
    const { status, body } = await fixture.call<Body>('GET', path);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const ofContract = (id: string, months = 'from=2026-10&to=2026-10') =>
    get<{ total: Margin; months: (Margin & { month: string })[]; gaps: { number: string; kind: string }[] }>(
      `/contracts/${id}/revenue?${months}`,
    );
  const addCost = (contractId: string, cost: object): Promise<Answer<Rejection & { id: string }>> =>
    fixture.call('POST', `/contracts/${contractId}/costs`, {
      kind: 'parts',
      month: '2026-10',
      currency: 'PLN',
      ...cost,
    });
  const contractOf = async (invoiceId: string): Promise<string> => {
    const [row] = await fixture.billing.sql<{ id: string }>(
      `select contract_id as id from invoice where id = $1`,
      [invoiceId],
    );
    return row!.id;
  };
  const octoberOf = async (view: string, currency: string): Promise<Month> => {
    const { months } = await get<{ months: Month[] }>(`/revenue?from=2026-10&to=2026-10&view=${view}`);
    return months.find((month) => month.currency === currency)!;
  };
  const auditOf = (entityId: string) =>
    fixture.billing.sql<{ action: string }>(
      `select action from audit_entry where entity_id = $1 order by at, id`,
      [entityId],
    );

  it('of a contract is revenue less credits and costs, to the cent (EC-58)', async () => {
    const id = await fixture.draft({ state: 'approved', net: 1_590_000, tax: 0 });
    await fixture.billing.sql(
      `update invoice_line set amount_minor = 1380000, net_minor = 1380000 where invoice_id = $1`,
      [id],
    );
    await fixture.billing.insert('invoice_line', fixture.maker, {
      invoice_id: id,
      position: 2,
      kind: 'usage',
      params: '{}',
      amount_minor: 210_000,
      net_minor: 210_000,
      tax_minor: 0,
      tax_rule: JSON.stringify({ supply: 'service', category: 'standard', percent: '23', reason: '' }),
      state: 'measured',
    });
    expect(await fixture.issue(id)).toMatchObject({ status: 200 });
    const contractId = await contractOf(id);
    expect(await ofContract(contractId)).toMatchObject({
      total: { revenue: '15900.00', margin: null, marginPercent: null, costsKnown: 'none' },
    });
    expect(
      await fixture.call('POST', `/invoices/${id}/credit-notes`, { net: '364.00', reason: 'Late part' }),
    ).toMatchObject({ status: 201 });
    for (const [kind, amount] of [
      ['depreciation', '4680.00'],
      ['parts', '1320.00'],
      ['labour_travel', '2080.00'],
      ['financing', '960.00'],
      ['connectivity', '410.00'],
    ])
      expect(await addCost(contractId, { kind, amount })).toMatchObject({ status: 201 });
    const margin = {
      fixed: '13800.00',
      variable: '2100.00',
      credits: '364.00',
      revenue: '15536.00',
      cost: '9450.00',
      margin: '6086.00',
      marginPercent: '39.17',
      costsKnown: 'all_known',
    };
    expect(await ofContract(contractId)).toMatchObject({
      total: margin,
      months: [{ month: '2026-10', ...margin }],
    });
    const { items } = await get<{ items: (Margin & { contract: { id: string } })[] }>(
      '/revenue/margins?from=2026-01&to=2026-12',
    );
    expect(items.find(({ contract }) => contract.id === contractId)).toMatchObject(margin);

    const { items: documents } = await get<{ items: { kind: string; net: string; fixed: string }[] }>(
      `/revenue/documents?from=2026-10&to=2026-10&contractId=${contractId}`,
    );
    expect(documents.map(({ kind, net }) => [kind, net]).sort()).toEqual([
      ['credit_note', '-364.00'],
      ['invoice', '15900.00'],
    ]);
  });

  it('consists of base fees, minimums and subscriptions if it is recurring (EC-55)', async () => {
    const contractId = await fixture.billing.insert('contract', fixture.maker, {
      number: 'K-EC-55',
      customer_id: fixture.customer.customerId,
      legal_entity_id: fixture.maker.ids.legal_entity,
      buyer_id: fixture.customer.ids.buyer,
      plan_id: fixture.maker.ids.plan,
      currency: 'EUR',
      zone: 'Europe/Warsaw',
      starts_on: '2025-01-01',
      state: 'active',
    });
    const charges = [
      ['base', 'arrears', 'month', { model: 'flat', amount: '1150.00' }],
      ['minimum', 'arrears', 'year', { model: 'unit', unitPrice: '0.0198', minAmount: '28512.00' }],
      ['subscription', 'yearly', 'month', { model: 'flat', amount: '18000.00' }],
      ['overage', 'arrears', 'month', { model: 'unit', unitPrice: '0.0198', includedQuantity: '50000' }],
      ['retrofit', 'once', 'month', { model: 'flat', amount: '9800.00' }],
    ] as const;
    for (const [position, [key, due, counts_by, pricing]] of charges.entries())
      await fixture.billing.insert('charge', fixture.maker, {
        contract_id: contractId,
        key,
        position,
        due,
        counts_by,
        pricing: JSON.stringify(pricing),
      });
    const { sums, contracts } = await get<{
      sums: { currency: string; retention: object }[];
      contracts: { contract: { id: string } }[];
    }>('/revenue/recurring?month=2026-10');
    expect(sums.find(({ currency }) => currency === 'EUR')).toMatchObject({
      mrr: '5026.00',
      arr: '60312.00',
      contracts: 1,
      arrPerMachine: null,
      retention: { start: '5026.00', netPercent: '100.00', grossPercent: '100.00' },
    });
    // The contracts did not exist a year earlier, so no revenue retention can be calculated.
    expect(sums.find(({ currency }) => currency === 'PLN')).toMatchObject({
      mrr: '9800.00',
      retention: { start: '0.00', netPercent: null, grossPercent: null },
    });
    expect(contracts.find(({ contract }) => contract.id === contractId)).toMatchObject({
      excluded: ['overage', 'retrofit'],
    });
  });

  it('is grouped by document status, and in the accounting currency at their rate', async () => {
    const held = await fixture.draft({ state: 'draft', currency: 'EUR', net: 10_000, tax: 0 });
    const before = await octoberOf('documents', 'EUR');
    expect(before).toMatchObject({ amounts: { drafted: '100.00', issued: '0.00' } });
    const books = await octoberOf('books', 'PLN');
    expect(books.unconverted).toEqual([{ currency: 'EUR', amount: '100.00' }]);

    const today = new Date().toISOString().slice(0, 10);
    const rate = { fromCurrency: 'EUR', toCurrency: 'PLN', day: today, rate: '4.25', source: 'NBP' };
    expect(await fixture.call('POST', '/fx-rates', rate)).toMatchObject({ status: 201 });
    const converted = await octoberOf('books', 'PLN');
    expect(converted).toMatchObject({ unconverted: [], ratesOf: today });
    expect(Number(converted.amounts.drafted) - Number(books.amounts.drafted)).toBeCloseTo(425);

    await fixture.approve(held);
    expect((await octoberOf('documents', 'EUR')).amounts).toMatchObject({
      drafted: '0.00',
      approved: '100.00',
    });
    expect(await fixture.issue(held)).toMatchObject({ status: 200 });
    const opened = await fixture.call('POST', `/invoices/${held}/disputes`, {
      subject: 'price',
      claim: 'Too much',
      claimed: '30.00',
    });
    expect(opened).toMatchObject({ status: 201 });
    const after = await octoberOf('documents', 'EUR');
    expect(after).toMatchObject({
      amounts: { approved: '0.00', issued: '100.00', disputed: '30.00' },
      fixed: '100.00',
      classes: [{ revenueClass: 'base', behaviour: 'fixed', amount: '100.00' }],
    });
    const { items } = await get<{ items: object[] }>(
      '/revenue/documents?from=2026-10&to=2026-10&bucket=disputed&currency=EUR',
    );
    expect(items).toMatchObject([{ id: held, net: '100.00', disputed: '30.00' }]);
  });

  it('without an invoice equals the amount of a draft', async () => {
    const { contract } = fixture.customer.ids;
    const of = async () =>
      (
        await get<{ items: { contract: { id: string }; amount: string; fixed: string }[] }>(
          '/revenue/unbilled?month=2026-08&limit=25',
        )
      ).items.find((item) => item.contract.id === contract);
    const unbilled = await of();
    expect(unbilled).toMatchObject({ fixed: '4900.00', problem: null });
    const { body } = await fixture.call('POST', '/invoices/drafts', {
      contractId: contract,
      month: '2026-08',
    });
    expect(unbilled!.amount).toBe(body.net.amount);
    expect(await of()).toBeUndefined();
  });

  it('reports work without costs until they are recorded', async () => {
    const { contract, machine, kit_delivery, ticket, visit } = fixture.customer.ids;
    await fixture.billing.sql(
      `update kit_delivery set state = 'sent', sent_at = '2026-10-10T10:00:00Z' where id = $1`,
      [kit_delivery],
    );
    await fixture.billing.sql(`update visit set state = 'done' where id = $1`, [visit]);
    await fixture.billing.insert('stock_entry', fixture.maker, {
      depot_id: fixture.maker.ids.depot,
      part_id: fixture.maker.ids.part,
      kind: 'issue',
      on_hand_delta: -1,
      reserved_delta: 0,
      ticket_id: ticket,
      occurred_at: '2026-10-16T09:00:00Z',
      recorded_at: '2026-10-16T09:00:00Z',
    });
    const found = await ofContract(contract!);
    expect(found.total).toMatchObject({ costsKnown: 'partly', cost: '390.00' });
    expect(found.gaps.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'ticket_parts TK-a',
      'visit TK-a',
      'kit KD-a',
    ]);
    const { items } = await get<{ items: (Margin & { machine: { id: string } | null })[] }>(
      '/revenue/margins?from=2026-10&to=2026-10&by=machine',
    );
    expect(items.find((item) => item.machine?.id === machine)).toMatchObject({
      cost: '390.00',
      costsKnown: 'partly',
    });

    const spentOn = [
      { kind: 'parts', amount: '80', kitDeliveryId: kit_delivery },
      { kind: 'labour_travel', amount: '240', ticketId: ticket },
      { kind: 'parts', amount: '19.5', ticketId: ticket, machineId: machine },
    ];
    for (const cost of spentOn) expect(await addCost(contract!, cost)).toMatchObject({ status: 201 });
    expect(await ofContract(contract!)).toMatchObject({
      total: { costsKnown: 'all_known', cost: '729.50' },
      gaps: [],
    });
    // A ticket of another customer can't be the reason for a cost of this contract.
    const [, other] = fixture.maker.customers;
    expect(await addCost(contract!, { amount: '1', ticketId: other.ids.ticket })).toMatchObject({
      status: 422,
      body: { fields: [{ pointer: '/ticketId', code: 'billing.cost_ticket_elsewhere' }] },
    });
  });

  describe('costs', () => {
    const contract = (): string => fixture.maker.customers[1].ids.contract!;

    it('are changed and deleted with their last version, and the audit trail keeps everything', async () => {
      const { body } = await addCost(contract(), {
        amount: '100.10',
        currency: 'EUR',
        rate: '4.2',
        note: 'Hotel',
      });
      expect(body).toMatchObject({
        amount: { amount: '100.10', currency: 'EUR' },
        inContractCurrency: { amount: '420.42', currency: 'PLN' },
        rateOn: null,
        origin: 'entered',
        version: 1,
      });
      const change = (changes: object, version: number) =>
        fixture.call('PATCH', `/costs/${body.id}`, changes, { headers: { 'if-match': `"${version}"` } });
      expect(await change({ amount: '50' }, 1)).toMatchObject({
        status: 200,
        body: { inContractCurrency: { amount: '210.00' }, note: 'Hotel', version: 2 },
      });
      expect(await change({ amount: '60' }, 1)).toMatchObject({ status: 412 });
      expect(await change({ rate: null, day: '2026-10-05' }, 2)).toMatchObject({
        status: 200,
        body: {
          rate: '4.2512',
          rateOn: '2026-10-01',
          rateSource: 'NBP',
          inContractCurrency: { amount: '212.56' },
        },
      });
      expect(await change({ currency: 'PLN' }, 3)).toMatchObject({ body: { rate: '1', rateOn: null } });
      const headers = { 'if-match': '"4"' };
      const gone = await fixture.call('DELETE', `/costs/${body.id}`, undefined, { headers });
      expect(gone.status).toBe(204);
      expect(await change({ amount: '1' }, 4)).toMatchObject({
        status: 404,
        body: { code: 'billing.cost_not_found' },
      });
      expect((await auditOf(body.id)).map(({ action }) => action)).toEqual([
        'billing.cost_added',
        'billing.cost_changed',
        'billing.cost_changed',
        'billing.cost_changed',
        'billing.cost_removed',
      ]);
    });

    it.each([
      [{ amount: '0' }, '/amount', 'billing.cost_amount_zero'],
      [{ amount: '1.005' }, '/amount', 'billing.cost_amount_finer'],
      [{ amount: '99999999999999' }, '/amount', 'billing.cost_amount_too_large'],
      [{ amount: '1', day: '2026-11-01' }, '/day', 'billing.cost_day_elsewhere'],
      [{ amount: '1', rate: '2' }, '/rate', 'billing.cost_rate_needless'],
      [{ amount: '1', currency: 'MXN' }, '/rate', 'billing.cost_rate_missing'],
      [{ amount: '1', month: '2026-13' }, '/month', 'validation.is_month'],
      [{ amount: 'much' }, '/amount', 'validation.is_decimal'],
      [{ amount: '1', kind: 'wages' }, '/kind', 'validation.is_in'],
      [{ amount: '1', machineId: crypto.randomUUID() }, '/machineId', 'billing.cost_machine_elsewhere'],
    ])('are rejected as %j', async (cost, pointer, code) => {
      const { status, body } = await addCost(contract(), cost);
      expect([status, body.fields?.[0]]).toMatchObject([422, { pointer, code }]);
    });

    const send = <Body>(path: string, text: string, sha256?: string) => {
      const form = new FormData();
      if (sha256 !== undefined) form.append('sha256', sha256);
      form.append('file', new Blob([text], { type: 'text/csv' }), 'costs.csv');
      return fixture.call<Body>('POST', path, form);
    };
    const preview = (text: string) =>
      send<{ sha256: string; valid: number; faults: { row: number; column: string; code: string }[] }>(
        '/cost-imports/preview',
        text,
      );

    it('are imported from a file once: first its errors by row, then all rows or none', async () => {
      const bad =
        'Contract no;kind;month;amount;currency;ticket\nK-b;parts;2026-11;12,50;;\nK-c;part;11/2026;x;zl;TK-9\n';
      expect((await preview(bad)).body).toMatchObject({
        valid: 1,
        faults: [
          { row: 3, column: 'Contract no', code: 'import.contract_unknown' },
          { row: 3, column: 'kind', code: 'import.not_one_of' },
          { row: 3, column: 'month', code: 'import.not_a_month' },
          { row: 3, column: 'amount', code: 'import.not_a_number' },
          { row: 3, column: 'currency', code: 'import.currency_malformed' },
        ],
      });
      const good =
        'contract;kind;month;date;amount;currency;rate;ticket;note\n' +
        'K-b;parts;2026-11;;12,50;;;;Filters\nK-b;labour_travel;;2026-11-03;100;EUR;4.3;TK-b;\n';
      const looked = await preview(good);
      expect(looked).toMatchObject({ status: 200, body: { valid: 2, faults: [] } });
      const { sha256 } = looked.body;
      expect(await send('/cost-imports', bad, sha256)).toMatchObject({
        status: 422,
        body: { code: 'billing.costs_file_differs' },
      });
      expect(await send('/cost-imports', good, sha256)).toMatchObject({ status: 201, body: { created: 2 } });
      const list = await get<{ items: object[] }>(`/contracts/${contract()}/costs?from=2026-11&to=2026-11`);
      expect(list.items).toMatchObject([
        { origin: 'imported', inContractCurrency: { amount: '430.00' }, ticket: { number: 'TK-b' } },
        { origin: 'imported', inContractCurrency: { amount: '12.50' }, note: 'Filters' },
      ]);
      expect(await send('/cost-imports', good, sha256)).toMatchObject({
        status: 422,
        body: { code: 'billing.costs_file_faulty', params: { faults: 2, row: 2 } },
      });
    });
  });

  it('follows an index clause: the next step, its notice period, and its effect on prices', async () => {
    const { contract } = fixture.customer.ids;
    type Escalation = { escalation: { proposal: object | null; indexes: object[] } | null };
    const of = () => get<Escalation>(`/contracts/${contract}/escalation`);
    expect(await of()).toEqual({ escalation: null });
    const indexClause = {
      from: '2098-01-01',
      weights: [
        { key: 'wages', weight: '0.5' },
        { key: 'material', weight: '0.35' },
      ],
      fixedPercentPerYear: null,
      cap: '1.05',
      floor: null,
      noticeDays: 30,
      lateNotice: 'postponed',
      charges: null,
      indexLagMonths: 1,
      baseMonth: '2026-09',
      factorDecimals: null,
      priceDecimals: null,
    };
    await fixture.billing.sql(`update contract set index_clause = $1 where id = $2`, [
      JSON.stringify(indexClause),
      contract,
    ]);
    for (const [series, month, value] of [
      ['PL_wages', '2026-09', '118.4'],
      ['wages', '2026-09', '999'],
      ['material', '2026-09', '200'],
      ['material', '2026-09', '203'],
    ])
      expect(
        await fixture.call('POST', '/price-indexes', { series, month, value, source: 'GUS' }),
      ).toMatchObject({ status: 201 });
    expect(await of()).toMatchObject({
      escalation: {
        step: { on: '2098-01-01', noticeBy: '2097-12-02', indexMonth: '2097-12', year: 72 },
        indexes: [
          { key: 'wages', series: 'PL_wages', base: '118.4', value: null },
          { key: 'material', base: '203', value: null },
        ],
        proposal: null,
      },
    });
    for (const [series, value] of [
      ['PL_wages', '126.1'],
      ['material', '197.5'],
    ])
      await fixture.billing.insert('price_index', fixture.maker, {
        series,
        month: '2097-12-01',
        value,
        source: 'GUS',
        recorded_at: '2026-11-20T00:00:00Z',
      });
    expect((await of()).escalation!.proposal).toMatchObject({
      rawFactor: '1.023034',
      appliedFactor: '1.023034',
      mrrBefore: '4900.00',
      mrrAfter: '5012.87',
      charges: [
        { before: { key: 'care' }, after: { pricing: { amount: '5012.87' } } },
        { after: { pricing: { unitPrice: '0.0270080976' } } },
      ],
    });
    const { body } = await fixture.call<{ charges: { pricing: object }[] }>('GET', `/contracts/${contract}`);
    expect(body.charges[0]!.pricing).toMatchObject({ amount: '4900' });
  });

  it('is exported as a table, with empty cells for unknown values', async () => {
    const { headers, text } = await fixture.call('GET', '/revenue/export?from=2026-01&to=2026-12');
    expect(headers.get('content-type')).toContain('text/csv');
    const [head, ...lines] = text.replace('\uFEFF', '').trim().split('\r\n');
    const rows = lines.map((line) => {
      const cells = line.split(';');
      return Object.fromEntries(head!.split(';').map((name, index) => [name, cells[index]]));
    });
    expect(rows.find((row) => row.revenue === '15536.00')).toMatchObject({
      month: '2026-10',
      currency: 'PLN',
      cost_depreciation: '4680.00',
      cost_other: '',
      margin: '6086.00',
      margin_percent: '39.17',
      costs_known: 'all_known',
    });
    expect(rows.find((row) => row.currency === 'EUR')).toMatchObject({
      cost: '',
      margin: '',
      costs_known: 'none',
    });
  });

  it('is rejected for months in reverse order or too many', async () => {
    for (const months of ['from=2026-10&to=2026-09', 'from=2020-01&to=2026-01'])
      expect(await fixture.call('GET', `/revenue?${months}`)).toMatchObject({
        status: 422,
        body: { code: 'billing.months_invalid' },
      });
  });

  it('and costs are not visible to customers on any page', async () => {
    const { contract } = fixture.customer.ids;
    for (const as of [fixture.customer.people.customer_admin, fixture.customer.people.customer_viewer]) {
      for (const path of [
        `/contracts/${contract}/revenue?from=2026-10&to=2026-10`,
        `/contracts/${contract}/costs`,
        '/revenue?from=2026-10&to=2026-10',
        '/revenue/margins?from=2026-10&to=2026-10',
      ])
        expect([path, (await fixture.call('GET', path, undefined, { as })).status]).toEqual([path, 403]);
      const own = await fixture.call('GET', `/contracts/${contract}`, undefined, { as });
      expect(own.status).toBe(200);
      expect(JSON.stringify(own.body)).not.toMatch(/margin|"costs?"|\b390\b/);
    }
  });
});
