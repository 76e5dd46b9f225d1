import { Clock } from '#platform';
import { KitDeliveriesQueries, KitDeliveriesService, SupplyService, type DeliveryView } from '#supply';
import { storeReadings } from '../../support/readings.js';
import { daysFromNow, DEMO_MAKER_ID, DemoFixture, demoId, NOW } from './demo-fixture.js';

/** M-016 with 1,916 h, 84 h before its KIT-2000. */
const SURABAYA = { serial: 'BH110V-2404-116', zone: 'Asia/Jakarta' };
/** M-041 in Marek's plant. */
const OTWOCK = { serial: 'BH75V-2410-141', zone: 'Europe/Warsaw' };
/** M-051, with the parts subscription and the care plan. */
const TYCHY = { serial: 'BH55-2409-151', zone: 'Europe/Warsaw' };

/** M-043, at a site near Marek's plant. */
const WARSAW = { serial: 'BH75V-2402-143', zone: 'Europe/Warsaw' };

describe('a service kit', () => {
  let fixture: DemoFixture;

  beforeAll(async () => {
    fixture = await DemoFixture.open();
    await fixture.run(SURABAYA.serial, 1916, 14, SURABAYA.zone);
    await fixture.run(OTWOCK.serial, 7700, 24, OTWOCK.zone);
    await fixture.run(TYCHY.serial, 4300, 5, TYCHY.zone);
  });
  afterAll(() => fixture?.close());

  const list = async (serial: string): Promise<DeliveryView[]> => {
    const { items } = await fixture.get(KitDeliveriesQueries).list(fixture.planner, {
      machineId: demoId('machine', serial),
      limit: 50,
    });
    return items;
  };

  it("is forecast from the machine's running hours, and reserved when it is due soon", async () => {
    const run = await fixture.get(SupplyService).forecastAll(fixture.system);
    expect(run).toMatchObject({ machines: 60, reserved: 1, short: 0 });
    const [next] = await list(SURABAYA.serial);
    expect(next).toMatchObject({
      kit: {
        code: 'KIT-2000',
        parts: [
          { number: 'AF-110', quantity: 1 },
          { number: 'OF-250', quantity: 1 },
        ],
      },
      dueHours: '2000',
      hoursNow: '1916.00',
      hoursLeft: '84.00',
      hoursPerDay: '14.00',
      predictedOn: daysFromNow(6),
      state: 'reserved',
      shortage: [],
      depot: { code: 'DC-JKT' },
      contract: { number: 'K-ID-4' },
      charge: 'included',
      price: null,
    });
    expect(next!.predictedFrom! <= next!.predictedOn! && next!.predictedOn! <= next!.predictedTo!).toBe(true);
    const { rows } = await fixture.owner.query(
      `select p.number, b.reserved from stock_balance b join part p on p.id = b.part_id where b.reserved > 0 order by 1`,
    );
    expect(rows).toEqual([
      { number: 'AF-110', reserved: 1 },
      { number: 'OF-250', reserved: 1 },
    ]);
  });

  it('is the larger kit if two are due at the same running hours', async () => {
    const kits = (await list(OTWOCK.serial)).map(
      ({ kit, dueHours, state }) => `${kit.code}@${dueHours} ${state}`,
    );
    expect(kits).toEqual(['KIT-8000@8000 forecast', 'KIT-2000@10000 forecast', 'KIT-4000@12000 forecast']);
  });

  it('belongs to the parts subscription if a machine has one', async () => {
    const [next] = await list(TYCHY.serial);
    expect(next).toMatchObject({
      contract: { number: 'K-PL-3-PARTS' },
      kit: { code: 'KIT-2000' },
      dueHours: '6000',
      charge: 'included',
    });
  });

  it('is not forecast twice, and stays unchanged if nothing has changed', async () => {
    const before = await fixture.owner.query(
      `select id, number, state, predicted_on, version from kit_delivery order by id`,
    );
    expect(await fixture.get(SupplyService).forecastAll(fixture.system)).toMatchObject({
      added: 0,
      reserved: 0,
      short: 0,
    });
    const after = await fixture.owner.query(
      `select id, number, state, predicted_on, version from kit_delivery order by id`,
    );
    expect(after.rows).toEqual(before.rows);
  });

  it('is sent with a tracking number, leaves the stock, and is received by the customer', async () => {
    const deliveries = fixture.get(KitDeliveriesService);
    const [next] = await list(SURABAYA.serial);
    await deliveries.send(fixture.planner, next!.id, {
      carrier: 'JNE',
      trackingNumber: 'CGK-0001',
      promisedOn: daysFromNow(2),
    });
    expect(await fixture.count(`select count(*) from stock_balance where reserved > 0`)).toBe(0);
    const { rows } = await fixture.owner.query(
      `select p.number, e.lot, e.on_hand_delta, e.reserved_delta from stock_entry e join part p on p.id = e.part_id
        where e.delivery_id = $1 and e.kind = 'issue' order by 1`,
      [next!.id],
    );
    expect(rows).toEqual([
      { number: 'AF-110', lot: 'LJKT2465', on_hand_delta: -1, reserved_delta: -1 },
      { number: 'OF-250', lot: 'LJKT2416', on_hand_delta: -1, reserved_delta: -1 },
    ]);
    const customer = fixture.customer('C-ID-4');
    const seen = await fixture.get(KitDeliveriesQueries).get(customer, next!.id);
    expect(seen).toMatchObject({
      state: 'sent',
      trackingNumber: 'CGK-0001',
      promisedOn: daysFromNow(2),
      steps: ['receive'],
    });
    // The clock of the phone is slightly ahead of the product's clock.
    await deliveries.receive(customer, next!.id, new Date(fixture.get(Clock).now().getTime() + 120_000));
    const received = await fixture.get(KitDeliveriesQueries).get(customer, next!.id);
    expect(received).toMatchObject({ state: 'received', steps: [] });
    expect(Date.parse(received.receivedAt!)).toBeLessThanOrEqual(fixture.get(Clock).now().getTime());
    const events = await fixture.owner.query(
      `select name from outbox_event where payload->>'deliveryId' = $1 order by id`,
      [next!.id],
    );
    expect(events.rows.map(({ name }) => name)).toEqual([
      'supply.kit_reserved',
      'supply.kit_sent',
      'supply.kit_received',
    ]);
    expect(await fixture.count(`select count(*) from audit_entry where entity_id = $1`, [next!.id])).toBe(3);
  });

  it('is followed by the next kit after it was received', async () => {
    await fixture.get(SupplyService).forecastAll(fixture.system);
    const kits = (await list(SURABAYA.serial))
      .filter(({ state }) => state === 'forecast')
      .map(({ kit, dueHours }) => `${kit.code}@${dueHours}`);
    expect(kits).toContain('KIT-4000@4000');
    const [nextKit] = await fixture
      .get(KitDeliveriesQueries)
      .nextOfMachines(fixture.planner, [demoId('machine', SURABAYA.serial)]);
    expect(nextKit).toMatchObject({ code: 'KIT-4000', hoursLeft: '2084.00' });
  });

  it('is forecast from measured values, not from bad ones', async () => {
    const before = await list(TYCHY.serial);
    const { rows } = await fixture.owner.query<{ device_key: number }>(
      'select device_key from device where code = $1',
      [TYCHY.serial],
    );
    await storeReadings(fixture.owner, DEMO_MAKER_ID, rows[0]!.device_key, [
      {
        at: new Date(NOW.getTime() - 60_000),
        seq: 900,
        receivedAt: new Date(),
        values: { run_hours_total: 0 },
        qualities: { run_hours_total: 2 },
      },
    ]);
    await fixture.get(SupplyService).forecastAll(fixture.system);
    const figures = ({ dueHours, hoursNow, predictedOn }: DeliveryView) => ({
      dueHours,
      hoursNow,
      predictedOn,
    });
    expect((await list(TYCHY.serial)).map(figures)).toEqual(before.map(figures));
  });

  it('is forecast once under concurrent forecasts, reservations and cancellations', async () => {
    await fixture.run(WARSAW.serial, 3950, 10, WARSAW.zone);
    const forecast = () => fixture.get(SupplyService).forecastAll(fixture.system);
    const deliveries = fixture.get(KitDeliveriesService);
    await Promise.all([forecast(), forecast(), forecast()]);
    const [next] = await list(WARSAW.serial);
    expect(next).toMatchObject({ dueHours: '4000', state: 'reserved' });
    await Promise.all([forecast(), deliveries.cancel(fixture.planner, next!.id, 'not needed'), forecast()]);
    expect((await list(WARSAW.serial)).filter(({ dueHours }) => dueHours === '4000')).toMatchObject([
      { id: next!.id, state: 'cancelled' },
    ]);
    expect(
      await fixture.count(
        `select coalesce(sum(reserved_delta), 0) as count from stock_entry where delivery_id = $1`,
        [next!.id],
      ),
    ).toBe(0);
  });

  it('can be cancelled, which releases its parts', async () => {
    const [next] = await list(OTWOCK.serial);
    const deliveries = fixture.get(KitDeliveriesService);
    const { shortage } = await deliveries.reserve(fixture.planner, next!.id);
    expect(shortage).toEqual([]);
    expect(await fixture.count(`select count(*) from stock_balance where reserved > 0`)).toBe(7);
    await deliveries.cancel(fixture.planner, next!.id, 'the plant closes');
    expect(await fixture.count(`select count(*) from stock_balance where reserved > 0`)).toBe(0);
    expect(await fixture.get(KitDeliveriesQueries).get(fixture.planner, next!.id)).toMatchObject({
      state: 'cancelled',
      cancelReason: 'the plant closes',
    });
    await fixture.get(SupplyService).forecastAll(fixture.system);
    expect(
      (await list(OTWOCK.serial)).filter(({ state }) => state === 'forecast').map(({ dueHours }) => dueHours),
    ).not.toContain('8000');
  });

  it('is listed by state and day', async () => {
    const queries = fixture.get(KitDeliveriesQueries);
    const soon = await queries.list(fixture.planner, {
      states: ['forecast', 'reserved'],
      dueBefore: daysFromNow(200),
      limit: 50,
    });
    expect(soon.items.length).toBeGreaterThan(0);
    expect(soon.items.every(({ predictedOn }) => predictedOn! <= daysFromNow(200))).toBe(true);
    const first = await queries.list(fixture.planner, { limit: 2 });
    const second = await queries.list(fixture.planner, { limit: 2, cursor: first.next! });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    expect(NOW.getTime()).toBeGreaterThan(0);
  });
});
