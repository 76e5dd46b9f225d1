import pg from 'pg';
import { databaseUrlFor } from '#platform';
import { addDeviceMinutes, DataFlowQueries, IntakeLedger, IntakeLimits } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const MINUTE = 60_000;
const ofDevice = (id: string) => ({ kind: 'device', id }) as const;
const NOTHING = { messagesPerSecond: null, pointsPerSecond: null, payloadBytes: null };

let fixture: TelemetryFixture;
let pool: pg.Pool;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  pool = new pg.Pool({
    connectionString: databaseUrlFor('dutycycle_ingest', fixture.database.url, fixture.database.secret),
  });
});
afterAll(async () => {
  await pool?.end();
  await fixture?.close();
});

const limits = () => fixture.get(IntakeLimits);
const minutesAgo = (count: number): number => Math.floor(NOW.getTime() / MINUTE) * MINUTE - count * MINUTE;
const write = (deviceKey: number, ...minutes: [ago: number, messages: number, points: number][]) =>
  addDeviceMinutes(
    pool,
    minutes.map(([ago, messages, points]) => ({
      makerId: fixture.maker.makerId,
      deviceKey,
      minuteMs: minutesAgo(ago),
      messages,
      points,
    })),
  );

describe('the usage of a limit', () => {
  it('is counted while messages arrive, including those of a gateway and in total over two processes', async () => {
    const { device } = await fixture.addDevice();
    for (let process = 0; process < 2; process++) {
      const ledger = new IntakeLedger();
      const intake = fixture.openIntake(undefined, ledger);
      for (let seq = 0; seq < 3; seq++)
        await fixture.send(
          device,
          { ts: NOW.getTime() - seq - 1000, seq: 10 * process + seq, g: { pressure_bar: 7, temp_c: 20 } },
          intake,
        );
      await addDeviceMinutes(pool, ledger.devices.take(Infinity));
    }
    expect(
      await fixture.sql(
        `select minute_messages, minute_points, most_messages, most_points from device_intake where device_key = $1`,
        [device.deviceKey],
      ),
    ).toEqual([{ minute_messages: '6', minute_points: '12', most_messages: '6', most_points: '12' }]);
  });

  it('is reported for the last minute and for the busiest minute of a day', async () => {
    const { device } = await fixture.addDevice();
    await write(device.deviceKey, [1500, 900, 9000], [200, 600, 60], [130, 6, 1200], [1, 60, 120]);
    const { use } = await limits().get(fixture.engineer, ofDevice(device.deviceId));
    expect(use).toEqual({
      at: new Date(minutesAgo(1)),
      last: { messagesPerSecond: 1, pointsPerSecond: 2 },
      most: { messagesPerSecond: 10, pointsPerSecond: 20 },
    });
  });

  it('is empty without recent messages', async () => {
    const { device } = await fixture.addDevice();
    await write(device.deviceKey, [30, 60, 120]);
    const { use } = await limits().get(fixture.engineer, ofDevice(device.deviceId));
    expect(use).toMatchObject({ at: null, last: { pointsPerSecond: 0 }, most: { pointsPerSecond: 2 } });
  });

  it('is assigned to its own minute when it is written late, and does not overwrite a newer one', async () => {
    const { device } = await fixture.addDevice();
    await write(device.deviceKey, [1, 60, 120]);
    await write(device.deviceKey, [2, 600, 60], [1, 6, 6]);
    const { use } = await limits().get(fixture.engineer, ofDevice(device.deviceId));
    expect(use!.last).toEqual({ messagesPerSecond: 1.1, pointsPerSecond: 2.1 });
    expect(use!.most).toEqual({ messagesPerSecond: 10, pointsPerSecond: 2.1 });
  });

  it('in total over all devices equals the traffic', async () => {
    await fixture.sql(
      `insert into intake_minute (maker_id, minute, messages, readings, points, duplicates, late, quarantined, lags)
       values ($1, $2, 120, 0, 600, 0, 0, 0, '{}'), ($1, $3, 600, 0, 60, 0, 0, 0, '{}')
       on conflict on constraint intake_minute_pk do update set messages = excluded.messages, points = excluded.points`,
      [fixture.maker.makerId, new Date(minutesAgo(1)), new Date(minutesAgo(50))],
    );
    expect((await limits().get(fixture.engineer, { kind: 'maker' })).use).toEqual({
      at: new Date(minutesAgo(1)),
      last: { messagesPerSecond: 2, pointsPerSecond: 10 },
      most: { messagesPerSecond: 10, pointsPerSecond: 10 },
    });
  });
});

it('reports the source of each limit', async () => {
  const { device, machineId } = await fixture.addDevice();
  const [machine] = await fixture.sql<{ model_id: string }>('select model_id from machine where id = $1', [
    machineId,
  ]);
  const model = { kind: 'model', id: machine!.model_id } as const;
  await limits().set(fixture.engineer, model, { ...NOTHING, messagesPerSecond: 50, pointsPerSecond: 500 });
  const view = await limits().set(fixture.engineer, ofDevice(device.deviceId), {
    ...NOTHING,
    pointsPerSecond: 5,
  });
  expect(view).toMatchObject({
    effective: { messagesPerSecond: 50, pointsPerSecond: 5 },
    sources: { messagesPerSecond: 'model', pointsPerSecond: 'device', payloadBytes: 'default' },
    model: { id: model.id },
  });
  await limits().set(fixture.engineer, model, NOTHING);
});

it('lists the devices closest to a limit first', async () => {
  await fixture.sql('delete from device_intake');
  const [near, over, free] = [
    await fixture.addDevice(),
    await fixture.addDevice(),
    await fixture.addDevice(),
  ];
  await limits().set(fixture.engineer, ofDevice(near.device.deviceId), { ...NOTHING, messagesPerSecond: 10 });
  await limits().set(fixture.engineer, ofDevice(over.device.deviceId), { ...NOTHING, pointsPerSecond: 4 });
  await write(near.device.deviceKey, [5, 540, 600]);
  await write(over.device.deviceKey, [5, 60, 480]);
  await write(free.device.deviceKey, [5, 6000, 60_000]);
  const { budgets } = await fixture.get(DataFlowQueries).findings(fixture.engineer);
  expect(budgets.map(({ device, share }) => [device.id, share])).toEqual([
    [over.device.deviceId, 2],
    [near.device.deviceId, 0.9],
    [free.device.deviceId, expect.closeTo(100 / 200_000)],
  ]);
  expect(budgets[1]).toMatchObject({
    limits: { messagesPerSecond: 10 },
    most: { messagesPerSecond: 9, pointsPerSecond: 10 },
  });
});
