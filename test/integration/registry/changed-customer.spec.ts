import { ComponentsService, MachinesService, PlacementsService } from '#equipment';
import type { Scope } from '#platform';
import { listReadings } from '#telemetry';
import { MachineViewQueries } from '../../../apps/api/src/machines/machine-view.queries.js';
import { MachineRowsQueries } from '../../../apps/api/src/fleet/machine-rows.queries.js';
import { MachineQueryDto } from '../../../apps/api/src/fleet/fleet.dto.js';
import { day, NOW, rejectionOf, RegistryFixture } from './registry-fixture.js';

const MOVED = day('2026-10-10');

describe('a machine that changed customer', () => {
  let fixture: RegistryFixture;
  let machineId: string;
  let deviceKey: number;
  let views: MachineViewQueries;
  let rows: MachineRowsQueries;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    views = new MachineViewQueries(fixture.unitOfWork);
    rows = new MachineRowsQueries(fixture.unitOfWork);
    ({ id: machineId } = await fixture.addRunningMachine(fixture.a));
    const components = fixture.get(ComponentsService);
    const first = { assembly: 'oil', partNumber: 'OF-1', lot: 'L-A', installedAt: day('2026-08-01') };
    const { id: replaced } = await components.install(fixture.engineer, machineId, {
      ...first,
      serial: 'first',
    });
    await components.install(fixture.engineer, machineId, {
      partNumber: 'AE-A',
      serial: 'lasting',
      installedAt: day('2026-08-01'),
    });
    await components.change(fixture.engineer, replaced, 1, { removedAt: day('2026-09-01') });
    await fixture.get(PlacementsService).move(fixture.engineer, machineId, fixture.b.ids.site!, MOVED);
    await components.install(fixture.engineer, machineId, {
      ...first,
      serial: 'second',
      lot: 'L-B',
      installedAt: day('2026-10-12'),
    });
    ({ deviceKey } = await fixture.addDevice(machineId));
    await fixture.addReadings(deviceKey, [
      [day('2026-10-09'), 'load'],
      [day('2026-10-11'), 'idle'],
      [new Date(NOW.getTime() - 60_000), 'load'],
    ]);
    await fixture.setStatus(deviceKey, {
      lastReadingAt: new Date(NOW.getTime() - 60_000),
      values: { pressure_bar: { v: 7.4, t: NOW.getTime() }, state: { v: 'load', t: NOW.getTime() } },
    });
  });

  afterAll(() => fixture?.close());

  const viewer = { usage: true, decides: false };
  const listed = async (scope: Scope) => {
    const page = await rows.list(scope, Object.assign(new MachineQueryDto(), { limit: 200 }), true);
    return page.items.map(({ id }) => id);
  };
  const readings = (scope: Scope) =>
    fixture.unitOfWork.run(scope, async (tx) => {
      const found = await listReadings(tx, deviceKey, {
        from: day('2026-01-01'),
        to: day('2027-01-01'),
        limit: 100,
      });
      return found.map(({ deviceTime }) => deviceTime.toISOString().slice(0, 10));
    });

  it('shows each customer its own stay', async () => {
    const placements = fixture.get(PlacementsService);
    expect(await placements.list(fixture.asCustomer(fixture.a), machineId)).toMatchObject([
      { siteId: fixture.a.ids.site, to: MOVED },
    ]);
    expect(await placements.list(fixture.asCustomer(fixture.b), machineId)).toMatchObject([
      { siteId: fixture.b.ids.site, to: null },
    ]);
    expect(await placements.list(fixture.engineer, machineId)).toHaveLength(2);
  });

  it('shows each the readings of its own time', async () => {
    expect(await readings(fixture.asCustomer(fixture.a))).toEqual(['2026-10-09']);
    expect(await readings(fixture.asCustomer(fixture.b))).toEqual(['2026-10-11', '2026-10-20']);
    expect(await readings(fixture.engineer)).toHaveLength(3);
  });

  it('shows each the components of its own time', async () => {
    const serials = async (scope: Scope) =>
      (await fixture.get(ComponentsService).list(scope, machineId)).map(({ serial }) => serial).sort();
    expect(await serials(fixture.asCustomer(fixture.a))).toEqual(['first', 'lasting']);
    expect(await serials(fixture.asCustomer(fixture.b))).toEqual(['lasting', 'second']);
  });

  it('is in the fleet of the current customer, and no longer in that of the former customer', async () => {
    expect(await listed(fixture.asCustomer(fixture.b))).toContain(machineId);
    expect(await listed(fixture.asCustomer(fixture.a))).not.toContain(machineId);
    expect(await listed(fixture.engineer)).toContain(machineId);
  });

  it('is still found by the former customer, without its current data', async () => {
    const former = await views.get(fixture.asCustomer(fixture.a), machineId, viewer);
    expect(former).toMatchObject({
      site: null,
      customer: null,
      state: 'unknown',
      lastReadingAt: null,
      lastSeenAt: null,
      values: {},
      attention: [],
      steps: [],
      nextLifecycles: [],
    });
    expect(former.devices).toMatchObject([{ connected: false, lastReadingAt: null, silentSince: null }]);
    expect(former.duty!.map(({ state }) => state)).toEqual(['unknown']);
    const present = await views.get(fixture.asCustomer(fixture.b), machineId, viewer);
    expect(present).toMatchObject({
      site: { id: fixture.b.ids.site },
      state: 'load',
      values: { pressure_bar: 7.4, state: 'load' },
    });
    expect(present.steps).toEqual([]);
  });

  it('is not found by another maker', async () => {
    const elsewhere = fixture.scopeOf(fixture.other.staff.admin, undefined, fixture.other);
    expect(await rejectionOf(views.get(elsewhere, machineId, viewer))).toEqual([
      'equipment.machine_not_found',
    ]);
    expect(await readings(elsewhere)).toEqual([]);
    expect(await listed(elsewhere)).not.toContain(machineId);
  });

  it('cannot be changed by either customer', async () => {
    for (const scope of [fixture.asCustomer(fixture.a), fixture.asCustomer(fixture.b)]) {
      const other = fixture.a.ids.site!;
      const moved = fixture.get(PlacementsService).move(scope, machineId, other, NOW);
      await expect(moved).rejects.toThrow();
      expect(await fixture.get(MachinesService).get(scope, machineId)).toMatchObject({
        lifecycle: 'in_service',
      });
    }
    expect(await fixture.get(PlacementsService).list(fixture.engineer, machineId)).toHaveLength(2);
  });
});
