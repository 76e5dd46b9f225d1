import { readPdf } from '../../support/read-pdf.js';
import { InvoiceFixture } from './invoice-fixture.js';

const TITLE = 'Usage in the last 12 months';

describe('the usage chart of an invoice', () => {
  let fixture: InvoiceFixture;
  let meter: string;
  let contract: string;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('chart');
  });

  afterAll(() => fixture?.close());

  /** Adds a line that bills a month's usage to a draft. */
  async function bill(invoice: string, from: string, to: string, quantity: string): Promise<void> {
    const { billing, maker, customer } = fixture;
    const usage = await billing.insert('usage_period', maker, {
      contract_id: contract,
      customer_id: customer.customerId,
      meter_id: meter,
      period_from: `${from}T00:00:00Z`,
      period_to: `${to}T00:00:00Z`,
      known_until: '2026-11-01T00:00:00Z',
      quantity,
      state: 'measured',
      reading_count: 3,
      readings_hash: 'h',
      rule_version: 1,
      derived_at: '2026-11-01T00:00:00Z',
      version: 1,
    });
    const line = await billing.insert('invoice_line', maker, {
      invoice_id: invoice,
      position: 2,
      kind: 'usage',
      params: '{}',
      quantity,
      unit: 'm3',
      amount_minor: 0,
      net_minor: 0,
      tax_minor: 0,
      state: 'measured',
      charge_key: 'air',
      component: 'usage',
      counter_from: from,
    });
    await billing.sql(
      `insert into invoice_line_usage (maker_id, invoice_id, line_id, position, usage_period_id) values ($1, $2, $3, 1, $4)`,
      [maker.makerId, invoice, line, usage],
    );
  }

  const issue = async (id: string): Promise<void> => {
    expect((await fixture.approve(id)).status).toBe(200);
    expect((await fixture.issue(id)).status).toBe(200);
  };
  const pdfOf = async (id: string, as = fixture.finance): Promise<Buffer> =>
    (await fixture.call('GET', `/invoices/${id}/pdf?language=en`, undefined, { as })).bytes;
  const textOf = async (pdf: Buffer): Promise<string> =>
    (await readPdf(pdf)).pages.join(' ').replaceAll(/\s+/g, ' ');

  it('has the months that were billed before, and never changes when later ones are issued', async () => {
    const { billing, maker, customer } = fixture;
    const [september, october] = [await fixture.draft(), await fixture.draft()];
    const [row] = await billing.sql<{ contract_id: string }>(
      `select contract_id from invoice where id = $1`,
      [october],
    );
    contract = row!.contract_id;
    await billing.sql(
      `update invoice set contract_id = $2, period_from = '2026-09-01', period_to = '2026-10-01', tax_point = '2026-09-30',
              service_from = '2026-09-01', service_to = '2026-09-30' where id = $1`,
      [september, contract],
    );
    meter = await billing.insert('meter', maker, {
      contract_id: contract,
      device_id: customer.ids.site_device,
      signal_key: 'air_m3_total',
      unit: 'm3',
    });
    await bill(september, '2026-09-01', '2026-10-01', '93675.5');
    await bill(october, '2026-10-01', '2026-11-01', '187350');
    await issue(september);
    const bytes = await pdfOf(september);
    // A single month is not enough for a comparison.
    expect(await textOf(bytes)).not.toContain(TITLE);
    await issue(october);
    const text = await textOf(await pdfOf(october));
    expect(text).toContain(TITLE);
    expect(text).toContain('200,000');
    expect(text).toContain('Sep');
    expect((await pdfOf(september)).equals(bytes)).toBe(true);
    const asCustomer = await pdfOf(october, customer.people.customer_viewer);
    expect(asCustomer.equals(await pdfOf(october))).toBe(true);
  });
});
