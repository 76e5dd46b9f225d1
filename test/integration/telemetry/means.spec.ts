import { HistoryQueries, type KnownDevice, takeFreshReadings } from '#telemetry';
import { decodeRollup } from '../../../libs/telemetry/src/store/codec/rollup-codec.js';
import { encodeEarlierRollup } from '../../support/earlier-rollup.js';
import { type SignalReading, meansByDefinition } from '../../support/mean-by-definition.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.parse('2026-10-08T00:00:00Z');
const LATER = new Date(NOW.getTime() + 2 * DAY);
const KEY = 'pressure_bar';

let fixture: TelemetryFixture;
beforeAll(async () => (fixture = await TelemetryFixture.open()));
afterAll(() => fixture?.close());

const at = (ms: number): Date => new Date(ms);

async function pack(): Promise<void> {
  await fixture.unitOfWork.run(fixture.system, takeFreshReadings);
  while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
}

async function finalizeChunks(): Promise<void> {
  while ((await fixture.packer(() => LATER).packFinally()) > 0);
}

/** Yields pseudo-random numbers below 1. */
function* chances(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Returns four days of readings every 30 to 90 seconds, with gaps of several hours. */
function readingsOf(seed: number): SignalReading[] {
  const chance = chances(seed);
  const next = (): number => chance.next().value;
  const readings: SignalReading[] = [];
  for (let time = T0 + 17 * MINUTE; time < T0 + 4 * DAY;) {
    readings.push({ at: time, value: Math.round(next() * 1000) / 10 });
    const gap = next() < 0.0015 ? next() * 9 * HOUR : 0;
    time += Math.round(30_000 + next() * 60_000 + gap);
  }
  return readings;
}

async function send(device: KnownDevice, readings: readonly SignalReading[]): Promise<void> {
  for (let from = 0; from < readings.length; from += 400)
    await fixture.send(
      device,
      readings
        .slice(from, from + 400)
        .map(({ at: ts, value }) => ({ ts, seq: ts % 100_000, g: { [KEY]: value } })),
    );
}

const find = (machineId: string, from: number, to: number, bucketMs: number) =>
  fixture
    .get(HistoryQueries)
    .find(
      fixture.engineer,
      { machineId },
      { signals: [KEY], from: at(from), to: at(to), points: (to - from) / bucketMs },
    );

/** Compares charts over days (from readings) and over weeks (from rollups) with the definition. */
async function expectMeans(machineId: string, readings: readonly SignalReading[]): Promise<void> {
  for (const [basis, bucketMs, from, to] of [
    ['readings', MINUTE, T0 + 12 * HOUR, T0 + 2 * DAY],
    ['readings', HOUR, T0 + DAY, T0 + 4 * DAY],
    ['readings', 10 * MINUTE, T0 + 1.5 * DAY + 7 * MINUTE, T0 + 2.5 * DAY + 7 * MINUTE],
    ['minutes', 10 * MINUTE, T0 - 6 * DAY, T0 + 4 * DAY],
    ['hours', HOUR, T0 - 20 * DAY, T0 + 4 * DAY],
    ['hours', 6 * HOUR, T0 + DAY, T0 + 13 * DAY],
    ['days', DAY, T0 - 96 * DAY, T0 + 4 * DAY],
  ] as const) {
    const history = await find(machineId, from, to, bucketMs);
    expect([history.basis, history.bucketSeconds]).toEqual([basis, bucketMs / 1000]);
    expect(history.earlierMeansUntil).toBeNull();
    const first = Math.floor(from / bucketMs) * bucketMs;
    const buckets = Array.from({ length: Math.ceil((to - first) / bucketMs) }, (_, i) => ({
      fromMs: first + i * bucketMs,
      toMs: first + (i + 1) * bucketMs,
    }));
    const within = basis === 'readings' ? { fromMs: from, toMs: to } : undefined;
    const wanted = meansByDefinition(readings, buckets, within ? { within } : {});
    const found = history.series[0]!.points;
    expect(found.map(([start]) => start)).toEqual(wanted.map(({ startMs }) => startMs));
    found.forEach(([, , mean], i) => expect(mean).toBeCloseTo(wanted[i]!.mean, 3));
  }
}

describe('the means of a chart', () => {
  it('equal the definition, in batches and packed, and with late readings', async () => {
    const { device, machineId } = await fixture.addDevice();
    const all = readingsOf(1);
    const chance = chances(100);
    const isLate = new Map(all.map((reading) => [reading, chance.next().value < 0.2]));
    const inTime = all.filter((reading) => !isLate.get(reading));
    await send(device, inTime);
    await expectMeans(machineId, inTime);
    await pack();
    await expectMeans(machineId, inTime);
    await finalizeChunks();
    await expectMeans(machineId, inTime);
    // Newest first, so that the order of arrival differs from the stored order.
    await send(device, all.filter((reading) => isLate.get(reading)).reverse());
    await expectMeans(machineId, all);
    await pack();
    await expectMeans(machineId, all);
    await finalizeChunks();
    await expectMeans(machineId, all);
  }, 600_000);

  it('carry a value across a bucket boundary: alternating 0 and 100 every 30 s give a mean of 50 per minute', async () => {
    const { device, machineId } = await fixture.addDevice();
    await send(
      device,
      Array.from({ length: 240 }, (_, i) => ({ at: T0 + i * 30_000, value: (i % 2) * 100 })),
    );
    const { series } = await find(machineId, T0, T0 + 2 * HOUR, MINUTE);
    expect(new Set(series[0]!.points.map(([, , mean]) => mean))).toEqual(new Set([50]));
  });

  it('ignore a gap, or apply the declared interval of its signal', async () => {
    const { device, machineId } = await fixture.addDevice();
    await send(device, [
      ...Array.from({ length: 240 }, (_, i) => ({ at: T0 + i * 1000, value: 10 })),
      { at: T0 + 240_000, value: 100 },
    ]);
    const meanOfHour = async (): Promise<number> =>
      (await find(machineId, T0, T0 + HOUR, HOUR)).series[0]!.points[0]![2]!;
    // 10 for 240 s, and 100 for 10 s, which is the minimum length of a gap.
    expect(await meanOfHour()).toBe(13.6);
    await fixture.sql(
      `insert into signal (maker_id, id, device_id, key, unit, kind, expected_seconds, expected_since)
       select maker_id, gen_random_uuid(), id, $2, 'bar', 'gauge', 1200, $3 from device where device_key = $1`,
      [device.deviceKey, KEY, at(T0 - DAY)],
    );
    expect(await meanOfHour()).toBe(94);
  });
});

describe('rollups with means of the earlier method', () => {
  it('are recomputed in steps, or kept and marked if their readings no longer exist', async () => {
    const { device, machineId } = await fixture.addDevice();
    const all = readingsOf(3);
    await send(device, all);
    await pack();
    await finalizeChunks();
    while ((await fixture.renewal().step()) > 0);
    const where = 'device_key = $1 and resolution > 0';
    const methods = async (): Promise<unknown[]> =>
      (
        await fixture.sql<{ mean_method: number; rows: string }>(
          `select mean_method, count(*) as rows from reading_rollup where ${where} group by 1 order by 1`,
          [device.deviceKey],
        )
      ).map(({ mean_method, rows }) => [mean_method, Number(rows)]);
    const stored = await fixture.sql<{ resolution: number; from_time: Date; bytes: Buffer }>(
      `select resolution, from_time, bytes from reading_rollup where ${where}`,
      [device.deviceKey],
    );
    expect(stored.length).toBeGreaterThan(4);
    expect(await methods()).toEqual([[2, stored.length]]);
    for (const { resolution, from_time, bytes } of stored) {
      const wrong = decodeRollup(bytes)
        .get(KEY)!
        .map((aggregate) => ({ ...aggregate, mean: -1 }));
      await fixture.sql(
        `update reading_rollup set bytes = $4, mean_method = 0 where device_key = $1 and resolution = $2 and from_time = $3`,
        [device.deviceKey, resolution, from_time, encodeEarlierRollup(KEY, wrong, resolution * 1000)],
      );
    }
    const firstDay = `device_key = $1 and from_time < '${at(T0 + DAY).toISOString()}'`;
    await fixture.sql(`delete from reading_chunk where ${firstDay}`, [device.deviceKey]);
    await fixture.sql(
      `insert into reading_removal (maker_id, device_key, key, resolution, removed) values ($1, $2, $3, 0, tstzmultirange(tstzrange($4, $5)))`,
      [fixture.maker.makerId, device.deviceKey, KEY, at(T0), at(T0 + DAY)],
    );
    // A run that is interrupted after any step continues where it stopped.
    expect(await fixture.renewal().step()).toBeGreaterThan(0);
    while ((await fixture.renewal().step()) > 0);
    const ofFirstDay = stored.filter(({ from_time }) => from_time < at(T0 + DAY)).length;
    expect(await methods()).toEqual([
      [1, ofFirstDay],
      [2, stored.length - ofFirstDay],
    ]);
    const history = await find(machineId, T0 - 20 * DAY, T0 + 4 * DAY, HOUR);
    expect(history.earlierMeansUntil).toEqual(at(T0 + DAY));
    const [ofEarlier, current] = [true, false].map((isEarlier) =>
      history.series[0]!.points.filter(([start]) => start < T0 + DAY === isEarlier),
    );
    expect(new Set(ofEarlier!.map(([, , mean]) => mean))).toEqual(new Set([-1]));
    const hours = current!.map(([start]) => ({ fromMs: start, toMs: start + HOUR }));
    const wanted = meansByDefinition(all, hours);
    current!.slice(1).forEach(([, , mean], i) => expect(mean).toBeCloseTo(wanted[i + 1]!.mean, 3));
  });
});

describe('a history of one year in one request', () => {
  const ZONE = 'Europe/Berlin';
  /** Clocks go forward on 29 March 2026. */
  const first = Date.parse('2026-03-27T23:00:00Z');
  let device: KnownDevice;
  let machineId: string;
  let readings: SignalReading[];
  const year = (request: object) =>
    fixture.get(HistoryQueries).find(
      fixture.engineer,
      { machineId },
      {
        signals: [KEY],
        from: at(first - 364 * DAY),
        to: at(first + 3 * DAY),
        points: 600,
        zone: ZONE,
        ...request,
      },
    );

  beforeAll(async () => {
    ({ device, machineId } = await fixture.addDevice());
    readings = Array.from({ length: 71 * 12 }, (_, i) => ({
      at: first + i * 5 * MINUTE,
      value: i % 100,
    }));
    await send(device, readings);
  });

  it('has days in the time zone, one of 23 hours at the clock change, with the requested aggregates', async () => {
    const starts = [0, 24, 47, 71, 95].map((hours) => first + hours * HOUR);
    const days = starts.slice(0, 4).map((fromMs, i) => ({ fromMs, toMs: starts[i + 1]! }));
    const expected = days.flatMap(({ fromMs, toMs }) => {
      const inside = readings.filter((one) => one.at >= fromMs && one.at < toMs).map(({ value }) => value);
      return inside.length > 0
        ? [[fromMs, inside.length, Math.max(...inside), inside[0], inside.at(-1)]]
        : [];
    });
    expect(expected.map(([, count]) => count)).toEqual([288, 276, 288]);
    for (const stage of ['in batches', 'packed', 'settled']) {
      if (stage === 'packed') await pack();
      if (stage === 'settled') await finalizeChunks();
      const history = await year({ resolution: '1d', aggregates: ['count', 'max', 'first', 'last'] });
      expect(history).toMatchObject({
        resolution: '1d',
        zone: ZONE,
        bucketSeconds: 86_400,
        aggregates: ['count', 'max', 'first', 'last'],
        basis: 'hours',
      });
      expect(history.series[0]!.points).toEqual(expected);
      expect(history.series[0]!.line).toBeNull();
    }
    const means = (await year({ resolution: '1d', aggregates: ['mean'] })).series[0]!.points;
    const wanted = meansByDefinition(readings, days);
    expect(means.map(([start]) => start)).toEqual(wanted.map(({ startMs }) => startMs));
    means.forEach(([, mean], i) => expect(mean).toBeCloseTo(wanted[i]!.mean, 3));
  });

  it("adds up a counter's increase across the boundaries of its days", async () => {
    const increases = (await year({ resolution: '1d', aggregates: ['increase'] })).series[0]!.points;
    const steps = readings.slice(1).map(({ value }, i) => Math.max(0, value - readings[i]!.value));
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(increases.map(([, increase]) => increase!))).toBe(sum(steps));
  });

  it.each([
    ['a short span', 30.5, 50.25, 'readings'],
    ['a span of hours beyond a week', -200, 71, 'hours'],
    ['a span of minutes beyond a week', -200.5, 50.25, 'minutes'],
  ])('is one bucket for the total of %s', async (_what, fromHours, toHours, basis) => {
    const span = { fromMs: first + fromHours * HOUR, toMs: first + toHours * HOUR };
    const history = await year({
      resolution: 'total',
      from: at(span.fromMs),
      to: at(span.toMs),
      aggregates: ['min', 'mean', 'max', 'increase', 'count'],
    });
    expect(history).toMatchObject({ resolution: 'total', basis, from: at(span.fromMs), to: at(span.toMs) });
    const inside = readings.filter((one) => one.at >= span.fromMs && one.at < span.toMs);
    const [wanted] = meansByDefinition(readings, [span]);
    const increase = inside.reduce((total, one) => {
      const before = readings[readings.indexOf(one) - 1];
      return before === undefined ? total : total + Math.max(0, one.value - before.value);
    }, 0);
    const [total, ...more] = history.series[0]!.points;
    expect(more).toEqual([]);
    const [start, min, mean, max, ...rest] = total!;
    expect([start, min, max, ...rest]).toEqual([span.fromMs, 0, 99, increase, inside.length]);
    expect(mean).toBeCloseTo(wanted!.mean, 3);
  });

  it('accepts a year of hours, and rejects one of minutes', async () => {
    const { series, from } = await year({ resolution: '1h' });
    expect(series[0]!.points).toHaveLength(71);
    expect(from).toEqual(at(first - 364 * DAY));
    await expect(year({ resolution: '1m' })).rejects.toMatchObject({
      code: 'telemetry.too_many_points',
      params: { max: 10_000 },
    });
  });

  it('of a short period is computed from readings and has the same days', async () => {
    const history = await year({ resolution: '1d', from: at(first + 30 * HOUR), to: at(first + 50 * HOUR) });
    expect(history).toMatchObject({
      basis: 'readings',
      from: at(first + 24 * HOUR),
      to: at(first + 71 * HOUR),
    });
    expect(history.series[0]!.points.map(([start]) => start)).toEqual([first + 24 * HOUR, first + 47 * HOUR]);
  });
});
