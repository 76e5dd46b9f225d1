import { ComponentsService, MachinesService, PlacementsService } from '#equipment';
import type { Scope } from '#platform';
import { listReadings } from '#telemetry';
import { MachineViewQueries } from '../../../apps/api/src/machines/machine-view.queries.js';
import { MachineRowsQueries } from '../../../apps/api/src/fleet/machine-rows.queries.js';
import { MachineQueryDto } from '../../../apps/api/src/fleet/fleet.dto.js';
import { day, NOW, refusal, RegistryHouse } from './registry-house.js';

const MOVED = day('2026-10-10');

describe('a machine that changed customer', () => {
  let house: RegistryHouse;
  let machineId: string;
  let deviceKey: number;
  let views: MachineViewQueries;
  let rows: MachineRowsQueries;

  beforeAll(async () => {
    house = await RegistryHouse.open();
    views = new MachineViewQueries(house.unitOfWork);
    rows = new MachineRowsQueries(house.unitOfWork);
    ({ id: machineId } = await house.addRunningMachine(house.a));
    const components = house.get(ComponentsService);
    const first = { assembly: 'oil', partNumber: 'OF-1', lot: 'L-A', installedAt: day('2026-08-01') };
    const { id: replaced } = await components.install(house.engineer, machineId, {
      ...first,
      serial: 'first',
    });
    await components.install(house.engineer, machineId, {
      partNumber: 'AE-A',
      serial: 'lasting',
      installedAt: day('2026-08-01'),
    });
    await components.change(house.engineer, replaced, 1, { removedAt: day('2026-09-01') });
    await house.get(PlacementsService).move(house.engineer, machineId, house.b.ids.site!, MOVED);
    await components.install(house.engineer, machineId, {
      ...first,
      serial: 'second',
      lot: 'L-B',
      installedAt: day('2026-10-12'),
    });
    ({ deviceKey } = await house.addDevice(machineId));
    await house.addReadings(deviceKey, [
      [day('2026-10-09'), 'load'],
      [day('2026-10-11'), 'idle'],
      [new Date(NOW.getTime() - 60_000), 'load'],
    ]);
    await house.setStatus(deviceKey, {
      lastReadingAt: new Date(NOW.getTime() - 60_000),
      values: { pressure_bar: { v: 7.4, t: NOW.getTime() }, state: { v: 'load', t: NOW.getTime() } },
    });
  });

  afterAll(() => house?.close());

  const viewer = { usage: true, decides: false };
  const listed = async (scope: Scope) => {
    const page = await rows.list(scope, Object.assign(new MachineQueryDto(), { limit: 200 }), true);
    return page.items.map(({ id }) => id);
  };
  const readings = (scope: Scope) =>
    house.unitOfWork.run(scope, async (tx) => {
      const found = await listReadings(tx, deviceKey, {
        from: day('2026-01-01'),
        to: day('2027-01-01'),
        limit: 100,
      });
      return found.map(({ deviceTime }) => deviceTime.toISOString().slice(0, 10));
    });

  it('shows each customer its own stay', async () => {
    const placements = house.get(PlacementsService);
    expect(await placements.list(house.asCustomer(house.a), machineId)).toMatchObject([
      { siteId: house.a.ids.site, to: MOVED },
    ]);
    expect(await placements.list(house.asCustomer(house.b), machineId)).toMatchObject([
      { siteId: house.b.ids.site, to: null },
    ]);
    expect(await placements.list(house.engineer, machineId)).toHaveLength(2);
  });

  it('shows each the readings of its own time', async () => {
    expect(await readings(house.asCustomer(house.a))).toEqual(['2026-10-09']);
    expect(await readings(house.asCustomer(house.b))).toEqual(['2026-10-11', '2026-10-20']);
    expect(await readings(house.engineer)).toHaveLength(3);
  });

  it('shows each the components of its own time', async () => {
    const serials = async (scope: Scope) =>
      (await house.get(ComponentsService).list(scope, machineId)).map(({ serial }) => serial).sort();
    expect(await serials(house.asCustomer(house.a))).toEqual(['first', 'lasting']);
    expect(await serials(house.asCustomer(house.b))).toEqual(['lasting', 'second']);
  });

  it('is in the fleet of the current customer, and no longer in the former’s', async () => {
    expect(await listed(house.asCustomer(house.b))).toContain(machineId);
    expect(await listed(house.asCustomer(house.a))).not.toContain(machineId);
    expect(await listed(house.engineer)).toContain(machineId);
  });

  it('is still found by the former customer, without its current data', async () => {
    const former = await views.get(house.asCustomer(house.a), machineId, viewer);
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
    const present = await views.get(house.asCustomer(house.b), machineId, viewer);
    expect(present).toMatchObject({
      site: { id: house.b.ids.site },
      state: 'load',
      values: { pressure_bar: 7.4, state: 'load' },
    });
    expect(present.steps).toEqual([]);
  });

  it('is not found by another maker', async () => {
    const elsewhere = house.scopeOf(house.other.staff.admin, undefined, house.other);
    expect(await refusal(views.get(elsewhere, machineId, viewer))).toEqual(['equipment.machine_not_found']);
    expect(await readings(elsewhere)).toEqual([]);
    expect(await listed(elsewhere)).not.toContain(machineId);
  });

  it('cannot be changed by either customer', async () => {
    for (const scope of [house.asCustomer(house.a), house.asCustomer(house.b)]) {
      const other = house.a.ids.site!;
      const moved = house.get(PlacementsService).move(scope, machineId, other, NOW);
      await expect(moved).rejects.toThrow();
      expect(await house.get(MachinesService).get(scope, machineId)).toMatchObject({
        lifecycle: 'in_service',
      });
    }
    expect(await house.get(PlacementsService).list(house.engineer, machineId)).toHaveLength(2);
  });
});
