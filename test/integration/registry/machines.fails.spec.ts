import {
  ComponentsService,
  DevicesService,
  type LifecycleStep,
  MachinesService,
  ModelsService,
  type NewMachine,
  PlacementsService,
  SignalsService,
} from '#equipment';
import { SitesService } from '#customers';
import { day, NOW, rejectionOf, RegistryFixture } from './registry-fixture.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('the registry rejects', () => {
  let fixture: RegistryFixture;
  let machines: MachinesService;
  let placements: PlacementsService;
  let components: ComponentsService;
  let signals: SignalsService;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    machines = fixture.get(MachinesService);
    placements = fixture.get(PlacementsService);
    components = fixture.get(ComponentsService);
    signals = fixture.get(SignalsService);
  });

  afterAll(() => fixture?.close());

  const machine = (over: Partial<NewMachine>): NewMachine => ({
    serial: fixture.nextSerial(),
    modelId: fixture.one.ids.equipment_model!,
    shippedAt: day('2026-07-01'),
    ...over,
  });

  it.each<[string, () => Partial<NewMachine>, string[]]>([
    [
      'a serial in use',
      () => ({ serial: 'PUMP-a-one' }),
      ['equipment.serial_taken', '/serial equipment.serial_taken'],
    ],
    [
      'a blank serial',
      () => ({ serial: '  ' }),
      ['equipment.machine_invalid', '/serial equipment.serial_malformed'],
    ],
    ['an unknown model', () => ({ modelId: NOBODY }), ['equipment.model_not_found']],
    [
      "another maker's model",
      () => ({ modelId: fixture.other.ids.equipment_model }),
      ['equipment.model_not_found'],
    ],
    [
      "another maker's site",
      () => ({ siteId: fixture.other.customers[0].ids.site }),
      ['customers.site_not_found'],
    ],
    ['a shipment in the future', () => ({ shippedAt: day('2026-10-21') }), ['equipment.occurred_in_future']],
    [
      'a device code in use',
      () => ({ device: { code: 'PUMP-a-one', kind: 'controller' } }),
      ['equipment.device_code_taken', '/code equipment.device_code_taken'],
    ],
  ])('%s, and nothing of the machine is stored', async (_what, over, expected) => {
    const counts = async () => [
      await fixture.count('machine'),
      await fixture.count('placement'),
      await fixture.count('audit_entry'),
    ];
    const before = await counts();
    expect(await rejectionOf(machines.create(fixture.engineer, machine(over())))).toEqual(expected);
    expect(await counts()).toEqual(before);
  });

  it.each<[string, () => Partial<LifecycleStep>, string[]]>([
    [
      'a step that is not allowed in the current stage',
      () => ({ to: 'commissioned' }),
      ['equipment.transition_not_allowed'],
    ],
    [
      'a step in the future',
      () => ({ to: 'returned', occurredAt: new Date(NOW.getTime() + 60_000) }),
      ['equipment.occurred_in_future'],
    ],
    [
      'a step before the last one',
      () => ({ to: 'returned', occurredAt: day('2026-07-31') }),
      ['equipment.occurred_before_last_step'],
    ],
    [
      'a site for a step that ends the placement',
      () => ({ to: 'returned', siteId: fixture.b.ids.site }),
      ['equipment.site_not_expected', '/siteId equipment.site_not_expected'],
    ],
  ])('%s', async (_what, over, expected) => {
    const { id } = await fixture.addRunningMachine();
    const step = { to: 'returned' as const, occurredAt: day('2026-10-01'), ...over() };
    expect(await rejectionOf(machines.transition(fixture.engineer, id, step))).toEqual(expected);
    expect(await machines.get(fixture.engineer, id)).toMatchObject({ lifecycle: 'in_service', version: 3 });
  });

  it.each([
    ['after its next step', () => day('2026-08-02'), 'equipment.shipped_after_use'],
    ['in the future', () => new Date(NOW.getTime() + 86_400_000), 'equipment.occurred_in_future'],
  ])('a shipment date corrected to %s', async (_what, shippedAt, code) => {
    const { id } = await fixture.addRunningMachine();
    const correction = machines.change(fixture.engineer, id, 3, { shippedAt: shippedAt() });
    expect(await rejectionOf(correction)).toEqual([code, `/shippedAt ${code}`]);
    expect(await machines.get(fixture.engineer, id)).toMatchObject({
      shippedAt: day('2026-07-01'),
      version: 3,
    });
  });

  it('commissioning a machine without a site', async () => {
    const { id } = await machines.create(fixture.engineer, machine({}));
    expect(
      await rejectionOf(machines.transition(fixture.engineer, id, { to: 'commissioned', occurredAt: NOW })),
    ).toEqual(['equipment.site_missing', '/siteId equipment.site_missing']);
  });

  it.each<[string, () => string, Date, string]>([
    ['to its current site', () => fixture.a.ids.site!, day('2026-10-01'), 'equipment.already_at_site'],
    ['before it arrived', () => fixture.b.ids.site!, day('2026-07-15'), 'equipment.move_before_arrival'],
    ['in the future', () => fixture.b.ids.site!, day('2026-11-01'), 'equipment.occurred_in_future'],
    [
      "to another maker's site",
      () => fixture.other.customers[0].ids.site!,
      day('2026-10-01'),
      'customers.site_not_found',
    ],
  ])('moving a machine %s', async (_what, siteId, from, code) => {
    const { id } = await fixture.addRunningMachine();
    expect(await rejectionOf(placements.move(fixture.engineer, id, siteId(), from))).toEqual([code]);
    expect(await placements.list(fixture.engineer, id)).toHaveLength(1);
  });

  it('moving a returned machine, or moving one to an archived site', async () => {
    const { id } = await fixture.addRunningMachine();
    const site = await fixture.get(SitesService).create(fixture.engineer, {
      customerId: fixture.b.customerId,
      code: 'S-closed',
      name: 'Closed',
      country: 'PL',
      zone: 'Europe/Warsaw',
    });
    await fixture.get(SitesService).change(fixture.engineer, site.id, 1, { archived: true });
    expect(await rejectionOf(placements.move(fixture.engineer, id, site.id, day('2026-10-01')))).toEqual([
      'equipment.site_archived',
    ]);
    await machines.transition(fixture.engineer, id, { to: 'returned', occurredAt: day('2026-10-02') });
    expect(
      await rejectionOf(placements.move(fixture.engineer, id, fixture.b.ids.site!, day('2026-10-03'))),
    ).toEqual(['equipment.move_not_allowed']);
  });

  it('an overlapping placement, even if written directly', async () => {
    const { id } = await fixture.addRunningMachine();
    const overlapping = fixture.owner.query(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during)
       values ($1, gen_random_uuid(), $2, $3, $4, '[2026-09-01,2026-09-02)')`,
      [fixture.one.makerId, id, fixture.b.ids.site, fixture.b.customerId],
    );
    await expect(overlapping).rejects.toMatchObject({ constraint: 'placement_overlap_ex' });
  });

  it('a placement that overlaps one that has ended', async () => {
    const { id } = await fixture.addRunningMachine();
    await machines.transition(fixture.engineer, id, { to: 'returned', occurredAt: day('2026-09-01') });
    await fixture.owner.query(
      `update machine_transition set occurred_at = '2026-08-01' where machine_id = $1`,
      [id],
    );
    const shipped = { to: 'shipped' as const, occurredAt: day('2026-08-15'), siteId: fixture.b.ids.site };
    expect(await rejectionOf(machines.transition(fixture.engineer, id, shipped))).toEqual([
      'equipment.stay_overlaps',
    ]);
  });

  it.each(['unit', 'kind'] as const)('changing the %s of a signal with readings', async (field) => {
    const { rows } = await fixture.owner.query<{ id: string; version: number }>(
      `select id, version from signal where maker_id = $1 and key = 'pressure_bar' and model_id is not null`,
      [fixture.one.makerId],
    );
    const { id, version } = rows[0]!;
    const change = field === 'unit' ? { unit: 'kPa' } : { kind: 'counter' as const, warnHigh: null };
    expect(await rejectionOf(signals.change(fixture.engineer, id, version, change))).toEqual([
      'equipment.signal_has_data',
      `/${field} equipment.signal_has_data`,
    ]);
  });

  it("changing the unit of an instrument's own signal with readings", async () => {
    const { rows } = await fixture.owner.query<{ version: number }>(
      `select version from signal where id = $1`,
      [fixture.a.ids.device_signal],
    );
    const change = signals.change(fixture.engineer, fixture.a.ids.device_signal!, rows[0]!.version, {
      unit: 'L',
    });
    expect((await rejectionOf(change))[0]).toBe('equipment.signal_has_data');
  });

  it('a model with an invalid signal, as a whole', async () => {
    const before = await fixture.count('equipment_model');
    const created = fixture.get(ModelsService).create(fixture.engineer, {
      code: 'X-1',
      name: 'X',
      signals: [
        { key: 'ok', unit: 'bar', kind: 'gauge' },
        { key: 'energy', unit: 'kWh', kind: 'counter' },
      ],
    });
    expect(await rejectionOf(created)).toEqual([
      'equipment.signal_invalid',
      '/signals/1/unit equipment.unit_not_ucum',
    ]);
    expect(await fixture.count('equipment_model')).toBe(before);
  });

  it('the same key twice, and a model code in use', async () => {
    const model = fixture.one.ids.equipment_model!;
    expect(
      (
        await rejectionOf(
          signals.addToModel(fixture.engineer, model, { key: 'pressure_bar', unit: 'bar', kind: 'gauge' }),
        )
      )[0],
    ).toBe('equipment.signal_key_taken');
    expect(
      (
        await rejectionOf(fixture.get(ModelsService).create(fixture.engineer, { code: 'PUMP', name: 'X' }))
      )[0],
    ).toBe('equipment.model_code_taken');
  });

  it('the same part in two machines', async () => {
    const [one, two] = [await fixture.addRunningMachine(), await fixture.addRunningMachine()];
    const piece = { partNumber: 'AE-A', serial: 'AIREND-9', installedAt: day('2026-09-01') };
    await components.install(fixture.engineer, one.id, piece);
    expect(await rejectionOf(components.install(fixture.engineer, two.id, piece))).toEqual([
      'equipment.component_installed_elsewhere',
      '/serial equipment.component_installed_elsewhere',
    ]);
  });

  it('the removal of a part that is already removed, or before it was installed', async () => {
    const { id } = await fixture.addRunningMachine();
    const part = await components.install(fixture.engineer, id, {
      partNumber: 'OF-1',
      installedAt: day('2026-09-01'),
    });
    expect(
      await rejectionOf(components.change(fixture.engineer, part.id, 1, { removedAt: day('2026-08-31') })),
    ).toEqual(['equipment.component_invalid', '/removedAt equipment.removed_before_installed']);
    await components.change(fixture.engineer, part.id, 1, { removedAt: day('2026-09-02') });
    expect(
      await rejectionOf(components.exchange(fixture.engineer, part.id, 2, { occurredAt: day('2026-09-03') })),
    ).toEqual(['equipment.component_removed']);
  });

  it('moving a device with its history to another machine', async () => {
    const { id } = await fixture.addRunningMachine();
    const devices = fixture.get(DevicesService);
    const moved = devices.change(fixture.engineer, fixture.a.ids.device!, 1, { place: { machineId: id } });
    expect(await rejectionOf(moved)).toEqual(['equipment.device_has_readings']);
    const fresh = await devices.create(fixture.engineer, {
      code: 'NEW-1',
      kind: 'gateway',
      siteId: fixture.a.ids.site!,
    });
    expect(await devices.change(fixture.engineer, fresh.id, 1, { place: { machineId: id } })).toMatchObject({
      machineId: id,
      siteId: null,
    });
  });

  it.each([
    ['another customer', () => fixture.asCustomer(fixture.b)],
    ['another maker', () => fixture.scopeOf(fixture.other.staff.admin, undefined, fixture.other)],
  ])('%s who views or changes a machine', async (_who, scope) => {
    const id = fixture.a.ids.machine!;
    expect(await rejectionOf(machines.get(scope(), id))).toEqual(['equipment.machine_not_found']);
    expect(await rejectionOf(machines.change(scope(), id, 1, { serial: 'MINE' }))).toEqual([
      'equipment.machine_not_found',
    ]);
    expect(await rejectionOf(placements.list(scope(), id))).toEqual(['equipment.machine_not_found']);
    expect(await rejectionOf(components.list(scope(), id))).toEqual(['equipment.machine_not_found']);
    expect(await rejectionOf(placements.move(scope(), id, fixture.b.ids.site!, NOW))).toEqual([
      'equipment.machine_not_found',
    ]);
  });
});
