import { DataFlowQueries } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  for (const table of ['intake_minute', 'reading_gap', 'reading_batch', 'reading_chunk', 'reading_rollup'])
    await fixture.sql(`delete from ${table}`);
});
afterAll(() => fixture?.close());

const MINUTE = 60_000;
const before = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE);

function count(minutesAgo: number, points: number, lags: number[]): Promise<unknown> {
  return fixture.sql(
    `insert into intake_minute (maker_id, minute, messages, readings, points, duplicates, late, quarantined, lags)
     values ($1, date_trunc('minute', $2::timestamptz), 10, 9, $3, 1, 2, 3, $4)`,
    [fixture.maker.makerId, before(minutesAgo), points, lags],
  );
}

describe('the data flow', () => {
  beforeAll(async () => {
    await count(90, 70, [0, 9]);
    await count(31, 100, [90, 10]);
    await count(30, 50, [0, 0, 9]);
  });

  it('of the last hour contains the traffic of every minute', async () => {
    const { stepSeconds, steps } = await fixture.get(DataFlowQueries).flow(fixture.engineer, 'hour');
    expect([stepSeconds, steps.length]).toEqual([60, 60]);
    expect(steps.filter(({ messages }) => messages > 0)).toMatchObject([
      { at: before(31), messages: 10, readings: 9, points: 100, duplicates: 1, late: 2, quarantined: 3 },
      { at: before(30), points: 50, lagP50Ms: expect.closeTo(17.5) },
    ]);
    expect(steps[0]).toMatchObject({ messages: 0, points: 0, lagP50Ms: null, lagP99Ms: null });
    expect(Math.abs(steps.at(-1)!.at.getTime() - NOW.getTime())).toBeLessThan(30 * MINUTE);
  });

  it('of the last day is summed in intervals of ten minutes', async () => {
    const { stepSeconds, steps } = await fixture.get(DataFlowQueries).flow(fixture.engineer, 'day');
    expect([stepSeconds, steps.length]).toEqual([600, 144]);
    expect(steps.filter(({ points }) => points > 0).map(({ at, points }) => [at, points])).toEqual([
      [before(90), 70],
      [before(40), 100],
      [before(30), 50],
    ]);
  });

  it('is not visible to customers', async () => {
    const { steps } = await fixture.get(DataFlowQueries).flow(fixture.asCustomer(fixture.a), 'hour');
    expect(steps.every(({ messages }) => messages === 0)).toBe(true);
  });
});

it('finds gaps, wrong clocks, the devices with most data, and storage use', async () => {
  const [one, two] = [await fixture.addDevice(), await fixture.addDevice()];
  const gap = (key: number, signal: string, from: number, to: number | null) =>
    fixture.sql(
      `insert into reading_gap (maker_id, device_key, signal_key, from_time, to_time, expected_ms, found_at)
       values ($1, $2, $3, $4, $5, 1000, $6)`,
      [fixture.maker.makerId, key, signal, before(from), to === null ? null : before(to), NOW],
    );
  // Two signals that are missing at the same time are one gap.
  await gap(one.device.deviceKey, 'p', 100, 40);
  await gap(one.device.deviceKey, 'q', 90, 30);
  await gap(one.device.deviceKey, 'p', 20_000, 15_000);
  await gap(two.device.deviceKey, 'p', 10, null);
  await fixture.sql(
    `insert into device_status (maker_id, device_key, clock_skew_ms) values ($1, $2, -5000), ($1, $3, 100)`,
    [fixture.maker.makerId, one.device.deviceKey, two.device.deviceKey],
  );
  for (let i = 0; i < 5; i++)
    await fixture.send(one.device, { ts: before(60 - i).getTime(), seq: i, g: { pressure_bar: i, t: 1 } });
  await fixture.send(two.device, { ts: before(60).getTime(), seq: 1, g: { pressure_bar: 1 } });
  await fixture.sql('update reading_batch set judged = true');
  await fixture.packer().pack(fixture.maker.makerId);
  await fixture.send(two.device, { ts: before(50).getTime(), seq: 2, g: { pressure_bar: 1 } });

  const found = await fixture.get(DataFlowQueries).findings(fixture.engineer);
  const known = ({ device, machineId }: typeof one) => ({
    id: device.deviceId,
    code: device.code,
    machineId,
  });
  const minutes = ({ missingSeconds }: { missingSeconds: number }) => Math.round(missingSeconds / 60);
  expect(found.gaps).toMatchObject([
    { device: known(two), openSignals: 1, openSince: before(10), gaps: 1 },
    { device: known(one), openSignals: 0, openSince: null, gaps: 1 },
  ]);
  expect(found.gaps.map(minutes)).toEqual([10, 70]);
  expect(found.clocks).toEqual([{ device: known(one), skewMs: -5000 }]);
  expect(found.volumes).toEqual([
    { device: known(one), points: 10 },
    { device: known(two), points: 1 },
  ]);
  expect(found.storage.map(({ form, points }) => [form, points])).toEqual([
    ['fresh', 1],
    ['packed', 11],
    ['settled', 0],
    ['rollups', null],
  ]);
  // A fresh chunk with so few readings has no rollups until it is packed permanently.
  expect(found.storage.map(({ bytes }) => bytes > 0)).toEqual([true, true, false, false]);
});
