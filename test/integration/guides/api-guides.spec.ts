import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byKey, call } from '../../support/http.js';
import { runGuide } from '../../support/guide.js';
import { MakerApi } from '../../support/maker-api.js';
import type { PersonOfWorld } from '../../support/world.js';

const LOCAL = 'http://127.0.0.1:3000';
/** Prints an API key of the demo world, which doesn't exist in these tests. */
const DEMO_KEY = '$(npm run --silent api-key)';

describe('a program that follows a guide', () => {
  let fixture: MakerApi;
  let folder: string;

  beforeAll(async () => {
    fixture = await MakerApi.open('acme');
    folder = await mkdtemp(join(tmpdir(), 'dutycycle-guide-'));
  });
  afterAll(async () => {
    await fixture?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const get = async (path: string, person: PersonOfWorld): Promise<Record<string, unknown>> => {
    return (await call<Record<string, unknown>>(fixture.api, 'GET', path, { as: byKey(person) })).body;
  };

  it('corrects the time of shipment, and imports machines', async () => {
    const { staff, customers, ids } = fixture.maker;
    const machine = customers[0].ids['machine']!;
    await fixture.owner.query('update machine set version = 3 where id = $1', [machine]);
    const { rows } = await fixture.owner.query<{ code: string }>(
      'select code from equipment_model where id = $1',
      [ids['equipment_model']],
    );
    await writeFile(
      join(folder, 'machines.csv'),
      `serial,model,shipped_on\nSN-FROM-GUIDE,${rows[0]!.code},2026-11-24\n`,
    );
    const env = { PORTAL: fixture.api.url, API_KEY: staff.admin.key, MACHINE_ID: machine };
    await fixture.owner.query(`update machine set shipped_at = '2026-01-01' where id = $1`, [machine]);
    await fixture.owner.query(`update placement set during = '[2026-06-01,)' where machine_id = $1`, [
      machine,
    ]);
    await fixture.owner.query(
      `update machine_transition set occurred_at = '2026-06-01' where machine_id = $1`,
      [machine],
    );
    await runGuide('registry.md', folder, env);
    expect(await get(`/machines/${machine}`, staff.engineer)).toMatchObject({
      shippedAt: '2026-05-04T00:00:00.000Z',
    });
    const { rows: imported } = await fixture.owner.query(
      `select from machine where serial = 'SN-FROM-GUIDE'`,
    );
    expect(imported).toHaveLength(1);
  });

  it('creates a model from a template', async () => {
    const { staff } = fixture.maker;
    await runGuide('first-hour.md', folder, { PORTAL: fixture.api.url, API_KEY: staff.engineer.key });
    const { rows } = await fixture.owner.query<{ rules: number }>(
      `select (select count(*)::int from alarm_rule r where r.model_id = m.id) as rules
         from equipment_model m where m.code = 'BH-75'`,
    );
    expect(rows).toEqual([{ rules: 8 }]);
  });

  it('gets an error for a body that is nested too deeply', async () => {
    await runGuide('limits.md', folder, {}, { replace: { 'http://localhost:3000': fixture.api.url } });
  });

  it('reads machines with a key', async () => {
    const output = await runGuide(
      'people-and-keys.md',
      folder,
      { KEY: fixture.maker.staff.engineer.key },
      { replace: { 'http://localhost:3000': fixture.api.url } },
    );
    expect(output).toContain(fixture.maker.customers[0].ids['machine']!);
  });

  it('finds an invoice by its amount', async () => {
    const draft = fixture.maker.customers[0].ids['draft']!;
    await fixture.owner.query(
      `update invoice set net_minor = net_minor + 98604 - gross_minor, gross_minor = 98604 where id = $1`,
      [draft],
    );
    const output = await runGuide(
      'search.md',
      folder,
      { KEY: fixture.maker.staff.finance.key },
      { replace: { 'http://localhost:3000': fixture.api.url } },
    );
    expect(JSON.parse(output)).toMatchObject({ items: [{ kind: 'invoice', id: draft }] });
  });

  it('lists drafts by amount, and previews their approval', async () => {
    const output = await runGuide(
      'lists.md',
      folder,
      { KEY: fixture.maker.staff.finance.key },
      { replace: { 'http://localhost:3000': fixture.api.url } },
    );
    expect(output).toContain(fixture.maker.customers[0].ids['draft']!);
    expect(output).toContain('"ready":2');
  });

  it('reads the overview and the timeline of a customer', async () => {
    const [{ customerId, ids }] = fixture.maker.customers;
    const output = await runGuide(
      'customers-and-sites.md',
      folder,
      { KEY: fixture.maker.staff.finance.key, CUSTOMER: customerId },
      { replace: { 'http://localhost:3000': fixture.api.url } },
    );
    expect(output).toContain('"openAlarms"');
    expect(output).toContain(ids['invoice']!);
  });

  it('starts an export in the background', async () => {
    const { engineer } = fixture.maker.staff;
    await runGuide(
      'guides/export-readings.md',
      folder,
      { KEY: engineer.key },
      { replace: { 'http://localhost:3000': fixture.api.url } },
    );
    expect(await get('/export-jobs', engineer)).toMatchObject({
      items: [{ state: 'waiting', format: 'parquet' }],
    });
  });

  it('previews what a contract bills, and an advance on receivables', async () => {
    const output = await runGuide(
      'billing/what-a-contract-bills.md',
      folder,
      { KEY: fixture.maker.staff.finance.key },
      { replace: { [LOCAL]: fixture.api.url, [DEMO_KEY]: '$KEY' } },
    );
    expect(output).toContain('"periods":[');
    expect(output).toContain('"paidOut":"14859.52","reserve":"3760.00"');
  });

  it('lists bank accounts', async () => {
    const output = await runGuide(
      'billing/bank-accounts.md',
      folder,
      { KEY: fixture.maker.staff.finance.key },
      { replace: { [LOCAL]: fixture.api.url, [DEMO_KEY]: '$KEY' } },
    );
    expect(output).toContain(fixture.maker.ids.bank_account!);
  });

  it('lists account numbers', async () => {
    const output = await runGuide(
      'billing/chart-of-accounts.md',
      folder,
      { KEY: fixture.maker.staff.finance.key },
      { replace: { [LOCAL]: fixture.api.url, [DEMO_KEY]: '$KEY' } },
    );
    expect(output).toContain(fixture.maker.ids.ledger_account!);
  });

  it('previews the total of an invoice', async () => {
    const output = await runGuide(
      'billing/what-an-invoice-comes-to.md',
      folder,
      { KEY: fixture.maker.staff.finance.key },
      { replace: { [LOCAL]: fixture.api.url, [DEMO_KEY]: '$KEY' } },
    );
    expect(JSON.parse(output)).toMatchObject({ net: '130.50', tax: '23.94', total: '154.44' });
  });

  it('uploads and imports historical readings', async () => {
    const { staff, customers } = fixture.maker;
    const { rows } = await fixture.owner.query<{ serial: string }>(
      'select serial from machine where id = $1',
      [customers[0].ids['machine']],
    );
    await writeFile(
      join(folder, 'past.csv'),
      `time;serial;pressure_bar\n2026-11-01T10:00:00Z;${rows[0]!.serial};7.1\n2026-11-01T10:01:00Z;${rows[0]!.serial};7.2\n`,
    );
    const output = await runGuide(
      'guides/import-history.md',
      folder,
      { KEY: staff.engineer.key },
      { replace: { 'https://dutycycle.example': fixture.api.url } },
    );
    // The worker continues from here. The API has accepted the file and the request to start.
    expect(output).toMatch(/"state":"(waiting|running|importing|ready|started)"/);
  });
});
