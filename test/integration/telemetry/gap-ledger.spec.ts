import { SignalsService } from '#equipment';
import type { KnownDevice } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  await fixture.sql('delete from reading_gap');
  await fixture.sql('delete from gap_review');
  // Excludes the readings that `createMaker` stored.
  await fixture.sql('update reading_batch set judged = true');
});
afterAll(() => fixture?.close());
afterEach(() => (fixture.arrival = NOW));

const MINUTE = 60_000;
const DAY = 86_400_000;
const MIDNIGHT = Date.parse('2026-10-20T00:00:00Z');

interface Entry extends Record<string, unknown> {
  signal_key: string;
  from_time: Date;
  to_time: Date | null;
  expected_ms: string;
  filled_at: Date | null;
}

/** Packs the readings and lets the ledger process all of them. */
async function evaluateReadings(): Promise<void> {
  await fixture.sql('update reading_batch set judged = true');
  while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
  while (await fixture.gapLedger().review());
}

function entriesOf(device: KnownDevice): Promise<Entry[]> {
  return fixture.sql<Entry>(
    `select signal_key, from_time, to_time, expected_ms, filled_at from reading_gap where device_key = $1 order by 1, 2`,
    [device.deviceKey],
  );
}

/** Returns the unfilled gaps of a signal, in minutes since midnight. */
async function gapsOf(device: KnownDevice, key = 'pressure_bar'): Promise<(number | null)[][]> {
  const minutes = (at: Date | null) => at && (at.getTime() - MIDNIGHT) / MINUTE;
  return (await entriesOf(device))
    .filter((entry) => entry.signal_key === key && entry.filled_at === null)
    .map(({ from_time, to_time }) => [minutes(from_time), minutes(to_time)]);
}

/** Sends one reading per minute in a half-open period, given in minutes of the day. */
async function sendMinutes(device: KnownDevice, from: number, to: number, keys = ['pressure_bar']) {
  const messages = Array.from({ length: to - from }, (_, i) => ({
    ts: MIDNIGHT + (from + i) * MINUTE,
    seq: from + i + 10_000,
    g: Object.fromEntries(keys.map((key) => [key, 7])),
  }));
  for (let i = 0; i < messages.length; i += 100) await fixture.send(device, messages.slice(i, i + 100));
}

it('records missing data signal by signal', async () => {
  const { device } = await fixture.addDevice();
  await sendMinutes(device, 0, 60, ['pressure_bar', 'temp_c']);
  await sendMinutes(device, 60, 90, ['pressure_bar']);
  await sendMinutes(device, 120, 150, ['pressure_bar', 'temp_c']);
  await evaluateReadings();
  expect(await gapsOf(device)).toEqual([[89, 120]]);
  expect(await gapsOf(device, 'temp_c')).toEqual([[59, 120]]);
  expect((await entriesOf(device)).map(({ expected_ms }) => expected_ms)).toEqual(['60000', '60000']);
});

it('lets late readings fill a gap or a part of it, and keeps the gap', async () => {
  const { device } = await fixture.addDevice();
  await sendMinutes(device, 0, 60);
  await sendMinutes(device, 100, 160);
  await evaluateReadings();
  expect(await gapsOf(device)).toEqual([[59, 100]]);
  await sendMinutes(device, 60, 80);
  await evaluateReadings();
  expect(await gapsOf(device)).toEqual([[79, 100]]);
  await sendMinutes(device, 80, 100);
  await evaluateReadings();
  expect(await gapsOf(device)).toEqual([]);
  const filled = (await entriesOf(device)).map(({ from_time, filled_at }) => [from_time, filled_at]);
  expect(filled).toEqual([
    [new Date(MIDNIGHT + 59 * MINUTE), NOW],
    [new Date(MIDNIGHT + 79 * MINUTE), NOW],
  ]);
});

it('is the same for any order of readings, even across many days without readings', async () => {
  // Two days with readings every minute, one day with only a few readings, one day without any, and a morning.
  const parts: [from: number, to: number][] = [
    [-4 * 1440, -4 * 1440 + 700],
    [-4 * 1440 + 760, -3 * 1440],
    [-3 * 1440 + 5, -2 * 1440 - 30],
    [-2 * 1440 + 100, -2 * 1440 + 103],
    [10, 200],
    [260, 300],
  ];
  const orders = [
    [0, 1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1, 0],
    [3, 0, 5, 2, 4, 1],
    [4, 1, 3, 5, 0, 2],
  ];
  const found: unknown[] = [];
  for (const order of orders) {
    const { device } = await fixture.addDevice();
    for (const part of order) {
      await sendMinutes(device, ...parts[part]!);
      await evaluateReadings();
    }
    found.push(await gapsOf(device));
  }
  expect(found[0]).toEqual([
    [-4 * 1440 + 699, -4 * 1440 + 760],
    [-3 * 1440 - 1, -3 * 1440 + 5],
    [-2 * 1440 - 31, -2 * 1440 + 100],
    [-2 * 1440 + 102, 10],
    [199, 260],
  ]);
  for (const other of found) expect(other).toEqual(found[0]);
});

it('uses the declared interval of a signal from the day of its declaration', async () => {
  const { device } = await fixture.addDevice();
  const signal = await fixture.get(SignalsService).addToDevice(fixture.engineer, device.deviceId, {
    key: 'temp_c',
    unit: 'Cel',
    kind: 'gauge',
    expectedSeconds: 600,
  });
  await fixture.sql('update signal set expected_since = $2 where id = $1', [
    signal.id,
    new Date(MIDNIGHT + 60 * MINUTE),
  ]);
  const both = ['pressure_bar', 'temp_c'];
  for (const [from, to] of [
    [-200, -100],
    [-80, -20],
    [0, 60],
    [80, 100],
    [140, 150],
  ] as const) {
    fixture.arrival = new Date(MIDNIGHT + (to - 1) * MINUTE);
    await sendMinutes(device, from, to, both);
  }
  await evaluateReadings();
  // The usual interval applies to yesterday, and to the signal without a declared interval. Today, a gap of the other
  // signal is longer than three declared intervals of ten minutes.
  expect(await gapsOf(device)).toEqual([
    [-101, -80],
    [-21, 0],
    [59, 80],
    [99, 140],
  ]);
  expect(await gapsOf(device, 'temp_c')).toEqual([
    [-101, -80],
    [99, 140],
  ]);
  const openAt = (minute: number) =>
    fixture.gapLedger(() => new Date(MIDNIGHT + minute * MINUTE)).openOverdue();
  await openAt(179);
  expect(await gapsOf(device, 'temp_c')).toHaveLength(2);
  await openAt(180);
  expect((await gapsOf(device, 'temp_c')).at(-1)).toEqual([149, null]);
  // The declared interval is removed on the same day, so the usual interval applies to this day again.
  const change = { expectedSeconds: null };
  const { expectedSince } = await fixture.get(SignalsService).change(fixture.engineer, signal.id, 1, change);
  expect(expectedSince!.getTime()).toBeGreaterThan(MIDNIGHT + 60 * MINUTE);
  fixture.arrival = new Date(MIDNIGHT + 119 * MINUTE);
  await sendMinutes(device, 110, 120, both);
  await evaluateReadings();
  expect(await gapsOf(device, 'temp_c')).toEqual(await gapsOf(device));
});

it('opens a gap when a signal stops, and ends it when it resumes', async () => {
  const { device } = await fixture.addDevice();
  fixture.arrival = new Date(MIDNIGHT + 299 * MINUTE);
  await sendMinutes(device, 240, 300);
  await evaluateReadings();
  const openAt = (minute: number) =>
    fixture.gapLedger(() => new Date(MIDNIGHT + minute * MINUTE)).openOverdue();
  await openAt(302);
  expect(await gapsOf(device)).toEqual([]);
  await openAt(303);
  await openAt(304);
  expect(await gapsOf(device)).toEqual([[299, null]]);

  fixture.arrival = new Date(MIDNIGHT + 400 * MINUTE);
  await sendMinutes(device, 400, 401);
  await openAt(401);
  while (await fixture.gapLedger().review());
  expect(await gapsOf(device)).toEqual([[299, 400]]);
});

it('opens no gap for a clock that is behind the server’s clock', async () => {
  const { device } = await fixture.addDevice();
  fixture.arrival = new Date(MIDNIGHT + DAY / 2);
  await sendMinutes(device, 600, 659);
  fixture.arrival = new Date(fixture.arrival.getTime() + 2000);
  await sendMinutes(device, 659, 660);
  await evaluateReadings();
  await fixture.sql(`update device_status set clock_skew_ms = $2 where device_key = $1`, [
    device.deviceKey,
    -61 * MINUTE,
  ]);
  await fixture.gapLedger(() => fixture.arrival).openOverdue();
  expect(await gapsOf(device)).toEqual([]);
});

it('keeps its result for a day with purged readings', async () => {
  const { device } = await fixture.addDevice();
  await sendMinutes(device, -1440, -1000);
  await sendMinutes(device, -900, -800);
  await sendMinutes(device, 0, 100);
  await evaluateReadings();
  const before = await entriesOf(device);
  expect(await gapsOf(device)).toEqual([
    [-1001, -900],
    [-801, 0],
  ]);
  await fixture.sql(`delete from reading_chunk where device_key = $1 and from_time < $2`, [
    device.deviceKey,
    new Date(MIDNIGHT),
  ]);
  await fixture.sql(
    `insert into gap_review (maker_id, device_key, from_time, to_time, asked_at) values ($1, $2, $3, $4, now())`,
    [device.makerId, device.deviceKey, new Date(MIDNIGHT - DAY), new Date(MIDNIGHT)],
  );
  await sendMinutes(device, 200, 210);
  await evaluateReadings();
  expect(await gapsOf(device)).toEqual([
    [-1001, -900],
    [-801, 0],
    [99, 200],
  ]);
  expect((await entriesOf(device)).slice(0, before.length)).toEqual(before);
});

it('processes large amounts in steps', async () => {
  const { device } = await fixture.addDevice();
  const SECOND = 1000;
  const start = MIDNIGHT - 3 * DAY;
  // Two days with readings every second, with a gap in each day and one between them.
  const times = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => start + (from + i) * SECOND);
  const all = [
    ...times(0, 1000),
    ...times(2000, 60_000),
    ...times(90_000, 120_000),
    ...times(125_000, 170_000),
  ];
  for (let i = 0; i < all.length; i += 1000)
    await fixture.send(
      device,
      all.slice(i, i + 1000).map((ts, k) => ({ ts, seq: i + k, g: { pressure_bar: 1 } })),
    );
  await fixture.sql('update reading_batch set judged = true');
  while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
  const ledger = fixture.gapLedger();
  let steps = 0;
  while (await ledger.review()) steps++;
  expect(steps).toBe(2);
  const seconds = (at: Date | null) => (at!.getTime() - start) / SECOND;
  expect(
    (await entriesOf(device)).map(({ from_time, to_time }) => [seconds(from_time), seconds(to_time)]),
  ).toEqual([
    [999, 2000],
    [59_999, 90_000],
    [119_999, 125_000],
  ]);
});
