import { CustomersService } from '#customers';
import { type ImportKind, MachinesService, RegistryImportService } from '#equipment';
import { FileStore, type Scope } from '#platform';
import { day, rejectionOf, RegistryFixture } from './registry-fixture.js';

describe('an import rejects', () => {
  let fixture: RegistryFixture;
  let imports: RegistryImportService;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    imports = fixture.get(RegistryImportService);
  });

  afterAll(() => fixture?.close());

  const preview = (kind: ImportKind, text: string, scope: Scope = fixture.engineer) =>
    imports.preview(scope, { kind, fileName: `${kind}.csv`, bytes: Buffer.from(text, 'utf8') });

  const counts = async () => {
    const tables = [
      'machine',
      'placement',
      'device',
      'machine_transition',
      'customer',
      'site',
      'audit_entry',
      'outbox_event',
    ];
    const found: number[] = [];
    for (const table of tables) found.push(await fixture.count(table));
    return found;
  };

  it('a file with one error in many rows, and identifies the cell', async () => {
    const { faults, valid, token } = await preview(
      'machines',
      [
        'serial;model;site;commissioned_on;device',
        'N-1;PUMP;S-a;2026-09-01;D-N1',
        'N-2;PUMB;S-a;2026-09-01;D-N2',
        'PUMP-a-one;PUMP;S-a;2026-09-01;PUMP-a-one',
        'N-1;PUMP;S-b;2026-09-01;D-N3',
      ].join('\n'),
    );
    expect(token).toBeNull();
    expect(valid).toBe(1);
    expect(
      faults.map(({ row, column, value, code, proposal }) => ({ row, column, value, code, proposal })),
    ).toEqual([
      { row: 3, column: 'model', value: 'PUMB', code: 'import.model_unknown', proposal: 'PUMP' },
      { row: 4, column: 'serial', value: 'PUMP-a-one', code: 'import.already_exists', proposal: undefined },
      { row: 4, column: 'device', value: 'PUMP-a-one', code: 'import.already_exists', proposal: undefined },
      { row: 5, column: 'serial', value: 'N-1', code: 'import.repeated_in_file', proposal: undefined },
    ]);
    expect(faults[1]!.params).toEqual({ site: 'Plant a' });
  });

  it("references to another maker's customers, sites or models", async () => {
    await fixture.owner.query(`update equipment_model set code = 'ONLY-THERE' where id = $1`, [
      fixture.other.ids.equipment_model,
    ]);
    const { faults } = await preview('machines', 'serial,model,shipped_on\nN-5,ONLY-THERE,2026-09-01\n');
    expect(faults).toMatchObject([{ code: 'import.model_unknown', params: { nearest: null } }]);
    // The same serial number at another maker is another machine.
    expect(
      (await preview('machines', 'serial,model,shipped_on\nPUMP-a-other,PUMP,2026-09-01\n')).faults,
    ).toEqual([]);
  });

  it('a file that became invalid after its preview, and imports nothing', async () => {
    const { token } = await preview(
      'machines',
      'serial,model,site,commissioned_on\nN-10,PUMP,S-a,2026-09-01\nN-11,PUMP,S-a,2026-09-01\n',
    );
    await fixture.get(MachinesService).create(fixture.engineer, {
      serial: 'N-11',
      modelId: fixture.one.ids.equipment_model!,
      shippedAt: day('2026-09-01'),
    });
    const before = await counts();
    const error = await imports.run(fixture.engineer, token!).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'equipment.import_outdated',
      params: { faults: 1, row: 3, column: 'serial', code: 'import.already_exists' },
    });
    expect(await counts()).toEqual(before);
    // The token stays valid until the problem is resolved.
    await fixture.owner.query(
      `delete from machine_transition where machine_id = (select id from machine where serial = 'N-11')`,
    );
    await fixture.owner.query(`delete from machine where serial = 'N-11'`);
    expect((await imports.run(fixture.engineer, token!)).created).toBe(2);
  });

  it('all rows if the last one fails in the database', async () => {
    const { token } = await preview('customers', 'code,name,country\nN-20,A,PL\nN-21,B,PL\nN-22,C,PL\n');
    await fixture.owner.query(
      `alter table customer add constraint customer_test_ck check (code <> 'N-22') not valid`,
    );
    const before = await counts();
    try {
      await expect(imports.run(fixture.engineer, token!)).rejects.toThrow('customer_test_ck');
    } finally {
      await fixture.owner.query(`alter table customer drop constraint customer_test_ck`);
    }
    expect(await counts()).toEqual(before);
  });

  it('a second import of a file, even if requested at the same time', async () => {
    const { token } = await preview('customers', 'code,name,country\nN-30,A,PL\n');
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => imports.run(fixture.engineer, token!)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rejectionOf(imports.run(fixture.engineer, token!))).toEqual(['equipment.import_done']);
    expect(await fixture.get(CustomersService).get(fixture.engineer, await idOf('N-30'))).toMatchObject({
      name: 'A',
    });
  });

  async function idOf(code: string): Promise<string> {
    const { rows } = await fixture.owner.query<{ id: string }>(
      `select id from customer where maker_id = $1 and code = $2`,
      [fixture.one.makerId, code],
    );
    return rows[0]!.id;
  }

  it.each<[string, () => Scope]>([
    ['another person', () => fixture.scopeOf(fixture.one.staff.manager)],
    ['another maker', () => fixture.scopeOf(fixture.other.staff.engineer, undefined, fixture.other)],
  ])('a token used by %s', async (_who, scope) => {
    const { token } = await preview('customers', 'code,name,country\nN-40,A,PL\n');
    expect(await rejectionOf(imports.run(scope(), token!))).toEqual(['equipment.import_token_invalid']);
  });

  it.each(['', 'x', '1.a.b.c', 'dGVzdA'])('the token "%s"', async (token) => {
    expect(await rejectionOf(imports.run(fixture.engineer, token))).toEqual([
      'equipment.import_token_invalid',
    ]);
  });

  it('a token without a file', async () => {
    const { token } = await preview('customers', 'code,name,country\nN-42,A,PL\n');
    const { rows } = await fixture.owner.query<{ id: string }>(
      `select id from stored_file where purpose = 'registry_import' order by created_at desc, id desc limit 1`,
    );
    await fixture.get(FileStore).remove(fixture.one.makerId, rows[0]!.id);
    expect(await rejectionOf(imports.run(fixture.engineer, token!))).toEqual([
      'equipment.import_token_invalid',
    ]);
  });

  it('a modified token', async () => {
    const { token } = await preview('customers', 'code,name,country\nN-41,A,PL\n');
    const changed = `${token!.slice(0, -2)}${token!.endsWith('A') ? 'B' : 'A'}`;
    expect(await rejectionOf(imports.run(fixture.engineer, changed))).toEqual([
      'equipment.import_token_invalid',
    ]);
  });
});
