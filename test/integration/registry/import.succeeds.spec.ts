import { CustomersService, SitesService } from '#customers';
import { DeviceCredentialsService, type ImportKind, isDeviceSecret, RegistryImportService } from '#equipment';
import { RegistryFixture } from './registry-fixture.js';

describe('an import', () => {
  let fixture: RegistryFixture;
  let imports: RegistryImportService;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    imports = fixture.get(RegistryImportService);
  });

  afterAll(() => fixture?.close());

  const preview = (kind: ImportKind, text: string, columns?: Record<string, string | null>) =>
    imports.preview(fixture.engineer, {
      kind,
      fileName: `${kind}.csv`,
      bytes: Buffer.from(text, 'utf8'),
      columns,
    });

  it('creates customers, then their sites, then machines with controllers, all rows of each file', async () => {
    const customers = await preview(
      'customers',
      'code;name;country;hub\nC-7;Nowa Sp. z o.o.;PL;WAW\nC-8;Huta Łódź;PL;\n',
    );
    expect(customers).toMatchObject({ faults: [], valid: 2, delimiter: ';' });
    expect(await imports.run(fixture.engineer, customers.token!)).toMatchObject({
      kind: 'customers',
      created: 2,
    });

    const sites = await preview(
      'sites',
      '\uFEFFcode,name,customer,country,zone,lat,lon\r\nS-7,"Plant, north",C-7,PL,Europe/Warsaw,52.11,21.26\r\nS-8,Huta,Huta Łódź,PL,Europe/Warsaw,,\r\n',
    );
    expect(sites.faults).toEqual([]);
    await imports.run(fixture.engineer, sites.token!);

    const machines = await preview(
      'machines',
      'Serial no,type,plant,commissioned,owner,controller\nM-701,PUMP,S-7,2026-09-01,maker,CTRL-701\nM-702,PUMP,S-8,2026-09-02,customer,\n',
    );
    expect(machines.faults).toEqual([]);
    const imported = await imports.run(fixture.engineer, machines.token!, { withCredentials: true });
    expect(imported.created).toBe(2);
    expect(imported.credentials).toMatchObject([
      { serial: 'M-701', username: 'one/CTRL-701/1', topic: 'eaas/one/CTRL-701' },
    ]);

    const { rows } = await fixture.owner.query<{ serial: string; since: Date; hash: string | null }>(
      `select m.serial, m.lifecycle, m.owner, c.code as customer, lower(p.during) as since, k.secret_hash as hash
         from machine m join placement p on p.machine_id = m.id join customer c on c.id = p.customer_id
         left join device d on d.machine_id = m.id left join device_credential k on k.device_id = d.id
        where m.serial like 'M-70%' order by 1`,
    );
    expect(rows).toMatchObject([
      { serial: 'M-701', lifecycle: 'in_service', owner: 'maker', customer: 'C-7' },
      { serial: 'M-702', lifecycle: 'in_service', owner: 'customer', customer: 'C-8', hash: null },
    ]);
    // A day in the file is a day at the site. It begins at midnight in Warsaw.
    expect(rows[0]!.since).toEqual(new Date('2026-08-31T22:00:00Z'));
    expect(isDeviceSecret(imported.credentials[0]!.password, rows[0]!.hash!)).toBe(true);
  });

  it('writes an audit entry for each object and for the file', async () => {
    const { token } = await preview('customers', 'code,name,country\nC-20,Twenty,PL\n');
    await imports.run(fixture.engineer, token!);
    const { rows } = await fixture.owner.query<{ action: string }>(
      `select action, after from audit_entry where maker_id = $1 order by id desc limit 3`,
      [fixture.one.makerId],
    );
    expect(rows).toMatchObject([
      { action: 'equipment.registry_imported', after: { kind: 'customers', rows: 1 } },
      { action: 'customers.buyer_created', after: { name: 'Twenty' } },
      { action: 'customers.customer_created', after: { code: 'C-20' } },
    ]);
  });

  it("uses a person's mapping of columns", async () => {
    const { token, columns } = await preview('customers', 'key,firm,land,code\nC-30,Thirty,PL,ignored\n', {
      key: 'code',
      firm: 'name',
      land: 'country',
      code: null,
    });
    expect(columns.map(({ field }) => field)).toEqual(['code', 'name', 'country', null]);
    await imports.run(fixture.engineer, token!);
    const { rows } = await fixture.owner.query(
      `select code, name from customer where maker_id = $1 and name = 'Thirty'`,
      [fixture.one.makerId],
    );
    expect(rows).toEqual([{ code: 'C-30', name: 'Thirty' }]);
  });

  it('creates a machine that has only been shipped, without credentials by default', async () => {
    const { token } = await preview(
      'machines',
      'serial,model,shipped_on,device\nM-800,PUMP,2026-10-20,CTRL-800\n',
    );
    expect((await imports.run(fixture.engineer, token!)).credentials).toEqual([]);
    const { rows } = await fixture.owner.query<{ lifecycle: string; shipped_at: Date }>(
      `select lifecycle, shipped_at from machine where serial = 'M-800'`,
    );
    // The machine is at no site, so the day is in the maker's time zone, Shanghai.
    expect(rows).toEqual([{ lifecycle: 'shipped', shipped_at: new Date('2026-10-19T16:00:00Z') }]);
    const device = await fixture.owner.query<{ id: string }>(`select id from device where code = 'CTRL-800'`);
    expect(await fixture.get(DeviceCredentialsService).list(fixture.engineer, device.rows[0]!.id)).toEqual(
      [],
    );
  });

  it('stores nothing with a preview', async () => {
    const counts = async () => [await fixture.count('customer'), await fixture.count('audit_entry')];
    const before = await counts();
    await preview('customers', 'code,name,country\nC-40,Forty,PL\n');
    expect(await counts()).toEqual(before);
  });

  it('creates five hundred machines in one import', async () => {
    const customer = await fixture
      .get(CustomersService)
      .create(fixture.engineer, { code: 'C-50', name: 'Fifty', country: 'PL' });
    await fixture.get(SitesService).create(fixture.engineer, {
      customerId: customer.id,
      code: 'S-50',
      name: 'Fifty',
      country: 'PL',
      zone: 'Europe/Warsaw',
    });
    const rows = Array.from({ length: 500 }, (_, i) => `B-${i},PUMP,S-50,2026-09-01,B-${i}`);
    const { token, faults } = await preview(
      'machines',
      ['serial,model,site,commissioned_on,device', ...rows].join('\n'),
    );
    expect(faults).toEqual([]);
    const { credentials } = await imports.run(fixture.engineer, token!, { withCredentials: true });
    expect(new Set(credentials.map(({ username }) => username)).size).toBe(500);
    expect(new Set(credentials.map(({ password }) => password)).size).toBe(500);
    const { rows: steps } = await fixture.owner.query(
      `select t.to_state, count(*)::int from machine_transition t join machine m on m.id = t.machine_id
        where m.serial like 'B-%' group by 1 order by 1`,
    );
    expect(steps).toEqual([
      { to_state: 'commissioned', count: 500 },
      { to_state: 'in_service', count: 500 },
      { to_state: 'shipped', count: 500 },
    ]);
  });
});
