import { ContractsService, type ContractView } from '#contracts';
import { BillingRunner, BillingRuns, DraftsService } from '#billing';
import { InvoiceLifecycleService, InvoicesService } from '#invoicing';
import { BillingFixture, customerScope, financeOf } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

const MONTH = '2026-11';
/** Increases the base fee of a contract by one zloty. */
const DEARER = `update charge set pricing = jsonb_set(pricing, '{amount}', '"4901"')
  where contract_id = $1 and pricing ->> 'model' = 'flat'`;

describe('a draft with its taxes', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let billing: DraftsService;
  let invoices: InvoicesService;
  let life: InvoiceLifecycleService;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('taxed');
    customer = maker.customers[0];
    billing = fixture.app.get(DraftsService);
    invoices = fixture.app.get(InvoicesService);
    life = fixture.app.get(InvoiceLifecycleService);
  });

  afterAll(() => fixture?.close());

  const finance = () => financeOf(maker);

  /** Creates a contract with a base fee of 4,900.00 and usage at 0.0264, measured by a separate instrument. */
  async function contract(wanted: object = {}): Promise<ContractView> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-TX-${number}`);
    await fixture.report(maker, deviceId, 'air_m3_total', [
      { at: '2026-10-31T23:00:00Z', value: 1000 },
      { at: '2026-11-15T12:00:00Z', value: 2000 },
      { at: '2026-11-30T22:59:00Z', value: 3000 },
    ]);
    const meterId = crypto.randomUUID();
    return fixture.app.get(ContractsService).create(finance(), {
      number: `K-TX-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total' }],
      charges: [
        { pricing: { model: 'flat', amount: '4900' } },
        { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.0264' } },
      ],
      ...wanted,
    });
  }

  const draft = async (of: ContractView) => {
    const { id } = await billing.draft(finance(), of.id, MONTH);
    return invoices.get(finance(), id);
  };
  const approve = async (of: ContractView) => {
    const { id, version, contentHash } = await draft(of);
    return life.approve(finance(), id, { version, contentHash, heldLineIds: [], why: '' });
  };

  it('has net amounts per tax rate, and refers to both companies', async () => {
    const invoice = await draft(await contract());
    expect(invoice).toMatchObject({
      state: 'draft',
      netMinor: '495280',
      taxMinor: '113914',
      grossMinor: '609194',
      taxPoint: '2026-11-30',
      taxes: [{ category: 'standard', percent: '23', taxableMinor: '495280', taxMinor: '113914' }],
      seller: { city: 'Warszawa' },
      buyerParty: { city: 'Otwock', order: { number: 'PO-a' } },
    });
    expect(invoice.lines.map(({ netMinor, taxMinor }) => [netMinor, taxMinor])).toEqual([
      ['490000', '112700'],
      ['5280', '1214'],
    ]);
  });

  it('extracts the tax from the prices if the contract says so', async () => {
    expect(await draft(await contract({ pricesIncludeTax: true }))).toMatchObject({
      prices: 'inclusive',
      totalMinor: '495280',
      grossMinor: '495280',
      taxMinor: '92613',
      netMinor: '402667',
    });
  });

  it('is on hold without a rule for the buyer’s country, until there is one', async () => {
    const buyerId = await fixture.insert('customer_entity', maker, {
      customer_id: customer.customerId,
      name: 'GmbH',
      street: 'Beispielweg 1',
      city: 'Berlin',
      country: 'DE',
      tax_ids: '{"vat":"DE000"}',
      created_at: '2026-11-01T00:00:00Z',
    });
    const abroad = await contract({ buyerId });
    const held = await draft(abroad);
    expect(held).toMatchObject({
      state: 'held',
      holdReasons: [
        { code: 'tax_rule_missing', params: { supply: 'service', country: 'DE', taxPoint: '2026-11-30' } },
      ],
    });
    await expect(
      life.approve(finance(), held.id, {
        version: held.version,
        contentHash: held.contentHash,
        heldLineIds: [],
        why: '',
      }),
    ).rejects.toMatchObject({ code: 'billing.invoice_held' });
    await fixture.insert('tax_rule', maker, {
      legal_entity_id: maker.ids.legal_entity,
      buyer_country: '*',
      supply: 'service',
      category: 'reverse_charge',
      percent: 0,
      reason: 'Reverse charge, art. 28b',
      during: '[2020-01-01,)',
      recorded_at: '2026-12-01T00:00:00Z',
    });
    expect(await draft(abroad)).toMatchObject({
      state: 'draft',
      holdReasons: [],
      taxMinor: '0',
      taxes: [{ category: 'reverse_charge', reason: 'Reverse charge, art. 28b' }],
    });
  });

  it('is on hold if a company lacks its address, or the order is exceeded', async () => {
    const buyerId = await fixture.insert('customer_entity', maker, {
      customer_id: customer.customerId,
      name: 'Nowhere',
      country: 'PL',
      created_at: '2026-11-01T00:00:00Z',
    });
    await fixture.insert('customer_order', maker, {
      buyer_id: buyerId,
      number: 'PO-9',
      valid_from: '2026-01-01',
      amount_minor: 495279,
      currency: 'PLN',
    });
    expect((await draft(await contract({ buyerId }))).holdReasons).toEqual([
      { code: 'buyer_incomplete', params: { missing: 'street, city, taxIds' } },
      { code: 'order_exceeded', params: { order: 'PO-9', left: '4952.79', currency: 'PLN' } },
    ]);
  });

  it('loses its approval when it is drafted with other content, and keeps it otherwise', async () => {
    const of = await contract();
    const approved = await approve(of);
    expect((await draft(of)).state).toBe('approved');
    await fixture.sql(DEARER, [of.id]);
    expect(await draft(of)).toMatchObject({ id: approved.id, state: 'draft', approvedAt: null });
    const decisions = await invoices.decisions(finance(), approved.id);
    expect(decisions.map(({ action }) => action)).toEqual(['approval_lapsed', 'approved']);
  });

  it('is not created again after it was issued; the run reports different current data', async () => {
    const of = await contract();
    const { id, version, contentHash } = await approve(of);
    const issued = await life.issue(finance(), id, { version, contentHash, issuedOn: null, why: '' });
    const run = async () => {
      const { id: runId } = await fixture.app.get(BillingRuns).request(finance(), MONTH);
      await fixture.app.get(BillingRunner).perform(finance(), runId);
      const { items } = await fixture.app.get(BillingRuns).results(finance(), runId, { limit: 200 });
      const result = items.find(({ contract }) => contract.number === of.number)!;
      return [result.outcome, ...result.reasons.map(({ code }) => code)];
    };
    expect(await run()).toEqual(['ready']);
    await fixture.sql(DEARER, [of.id]);
    // Later agreements are reported but don't affect an issued month.
    expect(await run()).toEqual(['ready', 'billing.terms_differ']);
    await expect(billing.draft(finance(), of.id, MONTH)).rejects.toMatchObject({
      code: 'billing.period_issued_differs',
      params: { number: issued.number },
    });
    expect(await invoices.get(finance(), id)).toEqual(issued);
  });

  it('is visible to the customer during its month and after issue, but not in between', async () => {
    const of = await contract();
    fixture.now = '2026-11-30T12:00:00Z';
    try {
      const running = await draft(of);
      const scope = customerScope(maker, customer);
      expect((await invoices.get(scope, running.id)).state).toBe('draft');
      fixture.now = '2026-12-02T08:00:00Z';
      const { id, version, contentHash } = await approve(of);
      await expect(invoices.get(scope, id)).rejects.toMatchObject({ code: 'billing.invoice_not_found' });
      await life.issue(finance(), id, { version, contentHash, issuedOn: null, why: '' });
      expect((await invoices.get(scope, id)).state).toBe('issued');
      const others = customerScope(maker, maker.customers[1]);
      await expect(invoices.get(others, id)).rejects.toMatchObject({ code: 'billing.invoice_not_found' });
    } finally {
      fixture.now = '2026-12-02T08:00:00Z';
    }
  });
});
