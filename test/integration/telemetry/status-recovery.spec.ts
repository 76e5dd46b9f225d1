import { ReadingList } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => (fixture = await TelemetryFixture.open()));
afterAll(() => fixture?.close());

it('recovers readings that a killed process stored without updating the status', async () => {
  const { device } = await fixture.addDevice();
  const lastPressure = async (): Promise<unknown> => {
    const [row] = await fixture.sql<{ value: unknown }>(
      `select last_values -> 'pressure_bar' -> 'v' as value from device_status where device_key = $1`,
      [device.deviceKey],
    );
    return row?.value;
  };
  const at = NOW.getTime() - 60_000;
  await fixture.send(device, { ts: at, seq: 1, g: { pressure_bar: 7 } });
  await fixture.send(device, { ts: at + 1000, seq: 2, g: { pressure_bar: 8 } });
  // The status was written a moment ago, so the second update has to wait. The process ends before it is written.
  expect(await lastPressure()).toBe(7);

  const next = fixture.openStore();
  await next.recoverStatus();
  expect(next.hasStatusToWrite).toBe(true);
  await next.commit({ readings: new ReadingList(), quarantined: [], sightings: [] });
  expect(await lastPressure()).toBe(8);

  const third = fixture.openStore();
  await third.recoverStatus();
  expect(third.hasStatusToWrite).toBe(false);
});
