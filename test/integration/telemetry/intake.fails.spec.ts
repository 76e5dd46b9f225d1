import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => (fixture = await TelemetryFixture.open()));
afterAll(() => fixture?.close());

const T0 = NOW.getTime() - 3_600_000;
const quarantinedOf = (deviceId: string) =>
  fixture.sql<{ reason: string; params: object; payload: string; payload_bytes: number }>(
    'select reason, params, payload, payload_bytes from quarantine_entry where device_id = $1 order by id',
    [deviceId],
  );

it('keeps the first of conflicting messages, in one batch and in several', async () => {
  const { device } = await fixture.addDevice();
  const of = (pressure: number) => ({ ts: T0, seq: 1, g: { pressure_bar: pressure } });
  const [first, second, third] = [of(1), of(2), of(3)];
  expect(await fixture.send(device, [first, second, first, second])).toMatchObject({
    stored: 1,
    duplicates: 1,
    faults: [{}, {}],
  });
  expect(await fixture.send(device, [third, first])).toMatchObject({
    stored: 0,
    duplicates: 1,
    faults: [{ code: 'conflicting_duplicate' }],
  });
  expect(await fixture.stored(device)).toHaveLength(1);
  expect((await quarantinedOf(device.deviceId)).map(({ payload }) => payload)).toEqual(
    [second, second, third].map((message) => JSON.stringify(message)),
  );
});

it('treats another set of keys with the same time and number as a conflict', async () => {
  const { device } = await fixture.addDevice();
  await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 1 } });
  expect(await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 1 }, state: 'load' })).toMatchObject(
    {
      faults: [{ code: 'conflicting_duplicate' }],
    },
  );
});

it('keeps the beginning of a long payload, and its size', async () => {
  const { device } = await fixture.addDevice();
  await fixture.send(device, `${'é'.repeat(20_000)}\u0000`);
  const [entry] = await quarantinedOf(device.deviceId);
  expect(entry).toMatchObject({ reason: 'not_json', payload_bytes: 40_001 });
  expect(entry!.payload).toMatch(/^é+.?$/);
  expect(Buffer.byteLength(entry!.payload)).toBeLessThan(8300);
});

it('limits the number of undescribed signals of a device', async () => {
  const { device } = await fixture.addDevice();
  const invent = (from: number, count: number) => ({
    ts: T0 + from,
    g: Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${from + i}`, 1])),
  });
  expect(await fixture.send(device, invent(0, 100))).toMatchObject({ stored: 1, faults: [] });
  expect(await fixture.send(device, invent(100, 1))).toMatchObject({
    stored: 0,
    faults: [{ code: 'too_many_unknown_signals' }],
  });
  expect(await fixture.send(device, invent(50, 50))).toMatchObject({ stored: 1, faults: [] });
  const [{ n }] = (await fixture.sql<{ n: string }>(
    'select count(*) as n from unknown_signal where device_key = $1',
    [device.deviceKey],
  )) as [{ n: string }];
  expect(n).toBe('100');
});

it('quarantines one message that the database rejects, without blocking the others', async () => {
  const [{ device: gone }, { device }] = [await fixture.addDevice(), await fixture.addDevice()];
  await fixture.sql('delete from device where id = $1', [gone.deviceId]);
  const of = (seq: number) => ({ ts: T0, seq, g: { pressure_bar: seq } });
  const receipts = await Promise.all([
    fixture.send(device, of(1)),
    fixture.send(gone, of(2)),
    fixture.send(device, of(3)),
  ]);
  expect(receipts).toMatchObject([
    { stored: 1 },
    { stored: 0, faults: [{ code: 'not_storable', params: { sqlState: '23503' } }] },
    { stored: 1 },
  ]);
  expect(await fixture.stored(device)).toHaveLength(2);
  expect(await quarantinedOf(gone.deviceId)).toMatchObject([
    { reason: 'not_storable', payload: JSON.stringify(of(2)) },
  ]);
});

it('records contact with a device if all of its messages are rejected', async () => {
  const { device } = await fixture.addDevice();
  await fixture.send(device, 'nonsense');
  const [row] = await fixture.sql<{
    last_seen_at: Date;
    last_reading_at: Date | null;
  }>('select last_seen_at, last_reading_at from device_status where device_key = $1', [device.deviceKey]);
  expect(row).toEqual({ last_seen_at: NOW, last_reading_at: null });
  expect(await fixture.freshFrom(device)).toBeNull();
});
