import { KitDeliveriesQueries, KitDeliveriesService, SupplyService } from '#supply';
import { daysFromNow, DemoFixture, demoId, NOW } from './demo-fixture.js';

const SURABAYA = { serial: 'BH110V-2404-116', zone: 'Asia/Jakarta' };
/** M-017, at the same site as M-016. */
const NEIGHBOUR = { serial: 'BH75V-2412-117', zone: 'Asia/Jakarta' };

describe('a service kit', () => {
  let fixture: DemoFixture;
  let id: string;
  const dispatch = { carrier: 'JNE', trackingNumber: 'CGK-0001', promisedOn: daysFromNow(2) };

  beforeAll(async () => {
    fixture = await DemoFixture.open();
    // The depot has no air filter left, so nothing is reserved automatically.
    await fixture.owner.query(
      `insert into stock_entry (maker_id, id, depot_id, part_id, lot, kind, on_hand_delta, reserved_delta, occurred_at, recorded_at)
       select maker_id, gen_random_uuid(), depot_id, part_id, 'LJKT2465', 'issue', -on_hand, 0, now(), now()
         from stock_balance where depot_id = $1 and part_id = $2`,
      [demoId('depot', 'DC-JKT'), demoId('part', 'AF-110')],
    );
    await fixture.run(SURABAYA.serial, 1916, 14, SURABAYA.zone);
    await fixture.run(NEIGHBOUR.serial, 500, 0, NEIGHBOUR.zone);
    await fixture.get(SupplyService).forecastAll(fixture.system);
    const { items } = await fixture.get(KitDeliveriesQueries).list(fixture.planner, {
      machineId: demoId('machine', SURABAYA.serial),
      limit: 5,
    });
    id = items[0]!.id;
  });
  afterAll(() => fixture?.close());

  it('with a shortage remains a forecast that names the part, and reserves nothing', async () => {
    const shown = await fixture.get(KitDeliveriesQueries).get(fixture.planner, id);
    expect(shown).toMatchObject({
      state: 'forecast',
      shortage: [{ partId: demoId('part', 'AF-110'), number: 'AF-110', quantity: 1, available: 0 }],
    });
    expect(await fixture.count(`select count(*) from stock_balance where reserved > 0`)).toBe(0);
    expect((await fixture.get(KitDeliveriesService).reserve(fixture.planner, id)).shortage).toHaveLength(1);
    // Shortages in the depot aren't visible to the customer.
    expect(await fixture.get(KitDeliveriesQueries).get(fixture.customer('C-ID-4'), id)).toMatchObject({
      shortage: [],
    });
  });

  it('for an idle machine has no date, with a reason', async () => {
    const { items } = await fixture.get(KitDeliveriesQueries).list(fixture.planner, {
      machineId: demoId('machine', NEIGHBOUR.serial),
      limit: 5,
    });
    expect(items).toMatchObject([
      { kit: { code: 'KIT-2000' }, predictedOn: null, unknownReason: 'not_running', hoursNow: '500.00' },
    ]);
  });

  it('for a machine that never reported is not forecast', async () => {
    expect(
      await fixture.count(`select count(*) from kit_delivery where not machine_id = any($1)`, [
        [demoId('machine', SURABAYA.serial), demoId('machine', NEIGHBOUR.serial)],
      ]),
    ).toBe(0);
  });

  it('is not found by another customer, nor by another maker', async () => {
    const stranger = fixture.customer('C-PL-1');
    await expect(fixture.get(KitDeliveriesQueries).get(stranger, id)).rejects.toMatchObject({
      code: 'supply.delivery_not_found',
    });
    await expect(fixture.get(KitDeliveriesService).receive(stranger, id)).rejects.toMatchObject({
      code: 'supply.delivery_not_found',
    });
    expect((await fixture.get(KitDeliveriesQueries).list(stranger, { limit: 5 })).items).toEqual([]);
    const elsewhere = { ...fixture.planner, makerId: demoId('maker', 'somebody else') };
    await expect(fixture.get(KitDeliveriesQueries).get(elsewhere, id)).rejects.toMatchObject({
      code: 'supply.delivery_not_found',
    });
  });

  it('rejects steps out of order', async () => {
    const deliveries = fixture.get(KitDeliveriesService);
    await expect(deliveries.send(fixture.planner, id, dispatch)).rejects.toMatchObject({
      code: 'supply.delivery_step_refused',
    });
    await expect(deliveries.receive(fixture.planner, id)).rejects.toMatchObject({
      code: 'supply.delivery_step_refused',
      params: { state: 'forecast', step: 'receive' },
    });
    await expect(deliveries.cancel(fixture.planner, id, ' ')).rejects.toMatchObject({
      code: 'supply.reason_missing',
    });
  });

  describe('that no contract includes', () => {
    let charged: string;

    beforeAll(async () => {
      const { rows } = await fixture.owner.query<{ id: string }>(
        `insert into kit_delivery (maker_id, id, number, machine_id, kit_id, customer_id, site_id, depot_id, due_hours, state, charge, currency, forecast_at)
         select maker_id, gen_random_uuid(), 'KD-9', machine_id, kit_id, customer_id, site_id, $2, 12000, 'forecast', 'charged', 'IDR', now()
           from kit_delivery where id = $1 returning id`,
        [id, demoId('depot', 'DC-WAW')],
      );
      charged = rows[0]!.id;
      expect((await fixture.get(KitDeliveriesService).reserve(fixture.planner, charged)).shortage).toEqual(
        [],
      );
    });

    it('is not sent without carrier, tracking number and a promised date', async () => {
      await expect(
        fixture
          .get(KitDeliveriesService)
          .send(fixture.planner, charged, { carrier: '', trackingNumber: ' ', promisedOn: 'soon' }),
      ).rejects.toMatchObject({
        code: 'supply.dispatch_incomplete',
        fields: [{ pointer: '/carrier' }, { pointer: '/trackingNumber' }, { pointer: '/promisedOn' }],
      });
    });

    it.each([['2027-02-30'], [daysFromNow(-1)]])(
      'is not sent with a promised date of %s',
      async (promisedOn) => {
        await expect(
          fixture.get(KitDeliveriesService).send(fixture.planner, charged, { ...dispatch, promisedOn }),
        ).rejects.toMatchObject({ code: 'supply.dispatch_incomplete', fields: [{ pointer: '/promisedOn' }] });
      },
    );

    it('is not sent without a price, nor with one in another currency', async () => {
      const deliveries = fixture.get(KitDeliveriesService);
      await expect(deliveries.send(fixture.planner, charged, dispatch)).rejects.toMatchObject({
        code: 'supply.price_missing',
      });
      await expect(
        deliveries.send(fixture.planner, charged, {
          ...dispatch,
          price: { amount: '12.00', currency: 'USD' },
        }),
      ).rejects.toMatchObject({ code: 'supply.currency_mismatch' });
      expect(
        await fixture.count(`select count(*) from stock_entry where kind = 'issue' and delivery_id = $1`, [
          charged,
        ]),
      ).toBe(0);
    });

    it('is sent at the agreed price, and can’t be received before it was sent or in the future', async () => {
      const deliveries = fixture.get(KitDeliveriesService);
      await deliveries.send(fixture.planner, charged, {
        ...dispatch,
        price: { amount: '950000', currency: 'IDR' },
      });
      expect(await fixture.get(KitDeliveriesQueries).get(fixture.planner, charged)).toMatchObject({
        state: 'sent',
        charge: 'charged',
        price: { amount: '950000.00', currency: 'IDR' },
      });
      await expect(
        deliveries.receive(fixture.planner, charged, new Date(NOW.getTime() - 3_600_000)),
      ).rejects.toMatchObject({
        code: 'supply.received_before_sent',
      });
      await expect(
        deliveries.receive(fixture.planner, charged, new Date(NOW.getTime() + 86_400_000)),
      ).rejects.toMatchObject({
        code: 'supply.received_in_future',
      });
      await expect(deliveries.cancel(fixture.planner, charged, 'lost')).rejects.toMatchObject({
        code: 'supply.delivery_step_refused',
      });
    });
  });
});
