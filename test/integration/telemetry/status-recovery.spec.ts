import { ReadingList } from '#telemetry';
import { NOW, TelemetryHouse } from './telemetry-house.js';

let house: TelemetryHouse;
beforeAll(async () => (house = await TelemetryHouse.open()));
afterAll(() => house?.close());

it('recovers readings that a killed process stored without updating the status', async () => {
  const { device } = await house.addDevice();
  const lastPressure = async (): Promise<unknown> => {
    const [row] = await house.sql<{ value: unknown }>(
      `select last_values -> 'pressure_bar' -> 'v' as value from device_status where device_key = $1`,
      [device.deviceKey],
    );
    return row?.value;
  };
  const at = NOW.getTime() - 60_000;
  await house.send(device, { ts: at, seq: 1, g: { pressure_bar: 7 } });
  await house.send(device, { ts: at + 1000, seq: 2, g: { pressure_bar: 8 } });
  // Written a moment ago, so the second has to wait; then the process is gone.
  expect(await lastPressure()).toBe(7);

  const next = house.openStore();
  await next.recoverStatus();
  expect(next.hasStatusToWrite).toBe(true);
  await next.commit({ readings: new ReadingList(), quarantined: [], sightings: [] });
  expect(await lastPressure()).toBe(8);

  const third = house.openStore();
  await third.recoverStatus();
  expect(third.hasStatusToWrite).toBe(false);
});
