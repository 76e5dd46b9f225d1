import {
  ComponentsService,
  MachinesService,
  ModelsService,
  PlacementsService,
  SignalsService,
} from '#equipment';
import { day, RegistryFixture } from './registry-fixture.js';

describe('a machine', () => {
  let fixture: RegistryFixture;
  let machines: MachinesService;
  let placements: PlacementsService;
  let components: ComponentsService;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    machines = fixture.get(MachinesService);
    placements = fixture.get(PlacementsService);
    components = fixture.get(ComponentsService);
  });

  afterAll(() => fixture?.close());

  it('can have its shipment date corrected, together with its first step, its first placement and the audit trail', async () => {
    const { id } = await machines.create(fixture.engineer, {
      serial: fixture.nextSerial(),
      modelId: fixture.one.ids.equipment_model!,
      shippedAt: day('2026-03-01'),
      siteId: fixture.a.ids.site,
    });
    const changed = await machines.change(fixture.engineer, id, 1, { shippedAt: day('2026-02-01') });
    expect(changed).toMatchObject({ shippedAt: day('2026-02-01'), version: 2 });
    expect(await placements.list(fixture.engineer, id)).toMatchObject([
      { from: day('2026-02-01'), to: null },
    ]);
    const { rows } = await fixture.owner.query(
      'select occurred_at from machine_transition where machine_id = $1',
      [id],
    );
    expect(rows).toEqual([{ occurred_at: day('2026-02-01') }]);
    expect(await fixture.audited(id)).toContainEqual(
      expect.objectContaining({
        action: 'equipment.machine_changed',
        before: { shippedAt: day('2026-03-01').toISOString() },
        after: { shippedAt: day('2026-02-01').toISOString() },
      }),
    );
  });

  it('goes from shipment to sale, with its placements', async () => {
    const { id } = await machines.create(fixture.engineer, {
      serial: fixture.nextSerial(),
      modelId: fixture.one.ids.equipment_model!,
      shippedAt: day('2026-03-01'),
      attributes: { kw: 75 },
      device: { code: 'CTRL-1', kind: 'controller' },
    });
    const step = (to: Parameters<MachinesService['transition']>[2]['to'], at: string, siteId?: string) =>
      machines.transition(fixture.engineer, id, { to, occurredAt: day(at), siteId });
    expect((await step('commissioned', '2026-03-20', fixture.a.ids.site)).commissionedAt).toEqual(
      day('2026-03-20'),
    );
    await step('in_service', '2026-03-21');
    await step('swapped', '2026-06-01');
    await step('returned', '2026-06-10');
    await step('shipped', '2026-07-01');
    await step('commissioned', '2026-07-10', fixture.b.ids.site);
    await step('in_service', '2026-07-10');
    const sold = await step('sold', '2026-09-01');
    expect(sold).toMatchObject({
      lifecycle: 'sold',
      owner: 'customer',
      version: 9,
      shippedAt: day('2026-03-01'),
    });
    const stays = await placements.list(fixture.engineer, id);
    expect(stays.map(({ siteId, from, to }) => ({ siteId, from, to }))).toEqual([
      { siteId: fixture.b.ids.site, from: day('2026-07-10'), to: null },
      { siteId: fixture.a.ids.site, from: day('2026-03-20'), to: day('2026-06-01') },
    ]);
    const trail = await fixture.audited(id);
    expect(trail.filter(({ action }) => action === 'equipment.machine_transitioned')).toHaveLength(8);
    expect(
      (await fixture.events('equipment.machine_changed')).filter(({ machineId }) => machineId === id),
    ).toHaveLength(8);
  });

  it('moves to another customer so that no instant belongs to both or to neither', async () => {
    const { id } = await fixture.addRunningMachine(fixture.a);
    await placements.move(fixture.engineer, id, fixture.b.ids.site!, day('2026-10-05'), 'plant sold');
    const { rows } = await fixture.owner.query<{ customer_id: string; from: Date; to: Date | null }>(
      `select customer_id, lower(during) as from, upper(during) as to from placement where machine_id = $1 order by 2`,
      [id],
    );
    expect(rows).toEqual([
      { customer_id: fixture.a.customerId, from: day('2026-08-01'), to: day('2026-10-05') },
      { customer_id: fixture.b.customerId, from: day('2026-10-05'), to: null },
    ]);
    expect((await fixture.audited(id)).at(-1)).toMatchObject({
      action: 'equipment.machine_moved',
      before: { customerId: fixture.a.customerId },
      after: { customerId: fixture.b.customerId, reason: 'plant sold' },
    });
  });

  it('moves once when two people move it at the same time', async () => {
    const { id } = await fixture.addRunningMachine(fixture.a);
    const outcomes = await Promise.allSettled([
      placements.move(fixture.engineer, id, fixture.b.ids.site!, day('2026-10-05')),
      placements.move(fixture.engineer, id, fixture.b.ids.site!, day('2026-10-06')),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await placements.list(fixture.engineer, id)).toHaveLength(2);
  });

  it('has components with serial and lot, and records exchanges', async () => {
    const { id } = await fixture.addRunningMachine();
    const first = await components.install(fixture.engineer, id, {
      assembly: 'oil_circuit',
      partNumber: 'TV-71',
      name: 'Thermostatic valve',
      serial: 'V-1',
      lot: 'T2408',
      installedAt: day('2026-08-01'),
    });
    const { removed, installed } = await components.exchange(fixture.engineer, first.id, 1, {
      serial: 'V-2',
      lot: 'T2411',
      occurredAt: day('2026-10-01'),
    });
    expect(removed).toMatchObject({ id: first.id, lot: 'T2408', removedAt: day('2026-10-01'), version: 2 });
    expect(installed).toMatchObject({
      assembly: 'oil_circuit',
      partNumber: 'TV-71',
      serial: 'V-2',
      lot: 'T2411',
      removedAt: null,
    });
    expect((await components.list(fixture.engineer, id)).map(({ serial }) => serial)).toEqual(['V-2', 'V-1']);
    expect((await fixture.audited(first.id)).map(({ action }) => action)).toEqual([
      'equipment.component_installed',
      'equipment.component_removed',
    ]);
  });

  it('accepts a part that another machine has released', async () => {
    const [from, to] = [await fixture.addRunningMachine(), await fixture.addRunningMachine()];
    const piece = { partNumber: 'AE-A', serial: 'AIREND-7', installedAt: day('2026-08-01') };
    const installed = await components.install(fixture.engineer, from.id, piece);
    await components.change(fixture.engineer, installed.id, 1, { removedAt: day('2026-09-01') });
    const moved = await components.install(fixture.engineer, to.id, {
      ...piece,
      installedAt: day('2026-09-10'),
    });
    expect(moved.removedAt).toBeNull();
  });

  it('belongs to a model with signals that are described in UCUM', async () => {
    const model = await fixture.get(ModelsService).create(fixture.engineer, {
      code: 'BH-75V',
      name: '75 kW',
      attributes: { kw: 75, drive: 'vsd' },
      requiredSkill: 'vsd',
      signals: [
        {
          key: 'discharge_temp_c',
          unit: 'Cel',
          kind: 'gauge',
          warnHigh: '100',
          tripHigh: '110',
          labelI18n: { en: 'Discharge' },
        },
        { key: 'energy_kwh_total', unit: 'kW.h', kind: 'counter', decimals: 0, modulus: '1000000' },
        { key: 'state', unit: '', kind: 'state' },
      ],
    });
    expect(model.signals.map(({ key, position }) => [key, position])).toEqual([
      ['discharge_temp_c', 0],
      ['energy_kwh_total', 1],
      ['state', 2],
    ]);
    const listed = await fixture.get(ModelsService).list(fixture.engineer);
    expect(listed.find(({ id }) => id === model.id)?.signals[0]).toMatchObject({
      warnHigh: '100',
      tripHigh: '110',
    });
  });

  it("allows editing a signal's limits and names at any time", async () => {
    const signals = fixture.get(SignalsService);
    const signal = await fixture.owner.query<{ id: string; version: number }>(
      `select id, version from signal where maker_id = $1 and key = 'pressure_bar' and model_id is not null`,
      [fixture.one.makerId],
    );
    const { id, version } = signal.rows[0]!;
    expect(
      await signals.change(fixture.engineer, id, version, { warnHigh: '9.5', unit: 'bar' }),
    ).toMatchObject({ warnHigh: '9.5' });
  });

  it('can have its unit corrected while the signal has no readings', async () => {
    const signals = fixture.get(SignalsService);
    const added = await signals.addToModel(fixture.engineer, fixture.one.ids.equipment_model!, {
      key: 'vibration_mm_s',
      unit: 'mm/s',
      kind: 'gauge',
    });
    expect(await signals.change(fixture.engineer, added.id, 1, { unit: 'm/s' })).toMatchObject({
      unit: 'm/s',
      version: 2,
    });
  });
});
