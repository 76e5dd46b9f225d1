import { FleetSummaryQueries } from '../../../apps/api/src/fleet/fleet-summary.queries.js';
import { MachineQueryDto } from '../../../apps/api/src/fleet/fleet.dto.js';
import { MachineRowsQueries } from '../../../apps/api/src/fleet/machine-rows.queries.js';
import { NOW, RegistryFixture } from './registry-fixture.js';

const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

/** The latest data of all devices, grouped by machine. The fleet page looks up devices by machine instead. */
const GROUPED = `
  select m.serial, s.last_reading_at as "lastReadingAt", coalesce(s.word, 'unknown') as state
    from machine m
    left join (
      select d.machine_id, max(ds.last_reading_at) as last_reading_at,
             (array_agg(ds.last_values -> 'state' ->> 'v' order by last_value_order(ds.last_values -> 'state') desc)
               filter (where ds.last_values ? 'state'))[1] as word
        from device d join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
       where d.machine_id is not null and d.archived_at is null group by d.machine_id) s on s.machine_id = m.id
   where m.maker_id = $1 and m.archived_at is null order by m.serial`;

describe("the fleet's lists respond in time", () => {
  let fixture: RegistryFixture;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
  });

  afterAll(() => fixture?.close());

  it.each([
    [
      'list',
      () => new MachineRowsQueries(fixture.unitOfWork).list(fixture.engineer, rowsWithDuty(), true),
      4,
    ],
    ['summary', () => new FleetSummaryQueries(fixture.unitOfWork).get(fixture.engineer, true), 1],
  ] as const)('the %s is planned once per connection', async (_what, ask, least) => {
    // Consecutive requests use the same connection of the pool.
    for (let time = 0; time < 3; time++) await ask();
    const plans: { generic: string; custom: string }[] = await fixture.unitOfWork.run(
      fixture.engineer,
      (tx) =>
        tx.manager.query(
          `select generic_plans::text as generic, custom_plans::text as custom from pg_prepared_statements where generic_plans >= 3`,
        ),
    );
    expect(plans.length).toBeGreaterThanOrEqual(least);
    expect(plans.map(({ custom }) => custom)).toEqual(plans.map(() => '0'));
  });

  it('returns for machines with several devices the same as grouping all devices by machine', async () => {
    const { owner, one } = fixture;
    const setLastReadings = async (
      serial: string,
      devices: readonly [minutes: number, word: string | null, archived?: true][],
    ) => {
      const [{ id }] = (
        await owner.query<{ id: string }>(
          `insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at)
           values ($1, gen_random_uuid(), $2, $3, 'maker', 'in_service', '2026-01-01') returning id`,
          [one.makerId, serial, one.ids.equipment_model],
        )
      ).rows as [{ id: string }];
      for (const [n, [minutes, word, archived]] of devices.entries()) {
        const { deviceKey } = await fixture.addDevice(id, `${serial}-${n}`);
        const at = minutesAgo(minutes);
        await fixture.setStatus(deviceKey, {
          lastReadingAt: at,
          values: word === null ? {} : { state: { v: word, t: at.getTime() } },
        });
        if (archived)
          await owner.query(`update device set archived_at = now() where device_key = $1`, [deviceKey]);
      }
    };
    await setLastReadings('Z-1', [
      [3, 'load'],
      [1, 'idle'],
    ]);
    await setLastReadings('Z-2', [
      [1, null],
      [4, 'idle'],
    ]);
    await setLastReadings('Z-3', [
      [2, 'load'],
      [1, 'fault', true],
    ]);
    await setLastReadings('Z-4', [[1, null]]);
    await setLastReadings('Z-5', []);
    const { rows } = await owner.query<{ serial: string }>(GROUPED, [one.makerId]);
    const { items } = await new MachineRowsQueries(fixture.unitOfWork).list(
      fixture.engineer,
      Object.assign(new MachineQueryDto(), { limit: 200, search: 'Z-', sort: 'serial' }),
      true,
    );
    expect(items.map(({ serial, lastReadingAt, state }) => ({ serial, lastReadingAt, state }))).toEqual(
      rows.filter(({ serial }) => serial.startsWith('Z-')),
    );
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['idle', 'load', 'unknown']));
  });

  it('PostgreSQL’s statistics show that nearly all placements are open', async () => {
    const { owner, one } = fixture;
    await owner.query(
      `with added as (
         insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at)
         select $1, gen_random_uuid(), 'Y-' || n, $2, 'maker', 'in_service', '2026-01-01' from generate_series(1, 300) n
         returning id)
       insert into placement (maker_id, id, machine_id, site_id, customer_id, during)
       select $1, gen_random_uuid(), added.id, s.id, s.customer_id, '[2026-01-01,)' from added, site s where s.id = $3`,
      [one.makerId, one.ids.equipment_model, fixture.a.ids.site],
    );
    await owner.query('analyze placement');
    const { rows } = await owner.query<{ open: number }>(
      `select count(*)::int as open from placement where upper(during) is null`,
    );
    const { rows: plans } = await owner.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `explain (format json) select from placement where upper(during) is null`,
    );
    expect(plans[0]!['QUERY PLAN'][0].Plan['Plan Rows']).toBe(rows[0]!.open);
  });
});

function rowsWithDuty(): MachineQueryDto {
  return Object.assign(new MachineQueryDto(), { limit: 100, include: ['duty'] });
}
