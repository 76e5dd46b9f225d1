import pg from 'pg';
import { databaseUrlFor, type Scope, type Transaction } from '#platform';
import {
  assertReadingsKept,
  HistoryQueries,
  type KnownDevice,
  listReadings,
  ReadingHolds,
  RetentionRules,
  RetentionRuns,
  RetentionSweeper,
  takeFreshReadings,
} from '#telemetry';
import { loadReadings } from '../../../libs/metering/src/usage/usage.queries.js';
import { listStoredReadings } from '../../support/readings.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Start of a day (UTC), followed by five whole days with one reading per minute. */
const T0 = Date.parse('2026-10-08T00:00:00Z');
const DAYS = 5;
/** At this time the first three of the five days are older than thirty days. */
const THIRTY_LATER = T0 + 33 * DAY + HOUR;
const FOR_EVER = { rawDays: null, minuteDays: null, hourDays: null, dayDays: null };

let fixture: TelemetryFixture;
let pool: pg.Pool;

beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  pool = new pg.Pool({
    connectionString: databaseUrlFor('dutycycle_ingest', fixture.database.url, fixture.database.secret),
    pipeline: true,
  });
});
afterAll(async () => {
  await pool?.end();
  await fixture?.close();
});

const as = <T>(scope: Scope, work: (tx: Transaction) => Promise<T>) => fixture.unitOfWork.run(scope, work);
const rules = () => fixture.get(RetentionRules);
const holds = () => fixture.get(ReadingHolds);

async function finalizeAll(): Promise<void> {
  await as(fixture.system, takeFreshReadings);
  while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
  const later = new Date(NOW.getTime() + 5 * DAY);
  while ((await fixture.packer(() => later).packFinally()) > 0);
}

/** Adds a device with five days of readings, packed permanently. */
async function addFinalizedDevice(): Promise<{ device: KnownDevice; machineId: string }> {
  const added = await fixture.addDevice();
  for (let day = 0; day < DAYS; day++) {
    const messages = Array.from({ length: 1440 }, (_, i) => ({
      ts: T0 + day * DAY + i * MINUTE,
      seq: day * 1440 + i,
      c: { run_hours_total: 100 + (day * 1440 + i) / 60 },
      g: { pressure_bar: 5 + (i % 10) },
      state: i % 60 < 40 ? 'load' : 'idle',
    }));
    for (let from = 0; from < 1440; from += 480)
      await fixture.send(added.device, messages.slice(from, from + 480));
  }
  await finalizeAll();
  return added;
}

const sweep = ({ deviceKey }: KnownDevice, now = THIRTY_LATER) =>
  new RetentionSweeper(pool).sweep(fixture.maker.makerId, deviceKey, now);

const countsByDay = async ({ deviceKey }: KnownDevice): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { at, values } of await listStoredReadings(fixture.owner, deviceKey)) {
    const day = at.toISOString().slice(0, 10);
    counts[day] = (counts[day] ?? 0) + Object.keys(values).length;
  }
  return counts;
};

const history = async (machineId: string, signals: string[], from: number, to: number, points = 10_000) => {
  const found = await fixture
    .get(HistoryQueries)
    .find(fixture.engineer, { machineId }, { signals, from: new Date(from), to: new Date(to), points });
  // Means that are combined from rollups differ in their last digits.
  const series = found.series.map((one) => ({
    ...one,
    points: one.points.map((point) => point.map((value) => Number(value.toFixed(3)))),
  }));
  return { ...found, series };
};

beforeEach(async () => {
  for (const table of ['retention_rule', 'reading_hold', 'retention_sweep'])
    await fixture.sql(`delete from ${table} where maker_id = $1`, [fixture.maker.makerId]);
});

describe('without a rule', () => {
  it('nothing is purged', async () => {
    const { device } = await addFinalizedDevice();
    expect(await sweep(device, THIRTY_LATER + 1000 * DAY)).toEqual({
      removedPoints: 0,
      removedBytes: 0,
      heldPoints: 0,
    });
    expect(await listStoredReadings(fixture.owner, device.deviceKey)).toHaveLength(DAYS * 1440);
  });
});

describe('a rule', () => {
  it('purges whole expired days of readings, and a chart falls back to the remaining levels', async () => {
    const { device, machineId } = await addFinalizedDevice();
    const day = [T0 + DAY, T0 + 2 * DAY] as const;
    const before = await history(machineId, ['pressure_bar', 'run_hours_total'], ...day, 144);
    expect(before.bucketSeconds).toBe(600);
    const byHour = await history(machineId, ['pressure_bar', 'run_hours_total'], ...day, 24);
    const year = await history(machineId, ['pressure_bar', 'run_hours_total'], T0, T0 + 9 * DAY, 400);
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });

    const swept = await sweep(device);
    // Three values per reading, including the state.
    expect(swept.removedPoints).toBe(3 * 1440 * 3);
    expect(swept.removedBytes).toBeGreaterThan(0);
    expect(await countsByDay(device)).toEqual({ '2026-10-11': 4320, '2026-10-12': 4320 });
    // Rollups by minute are kept, although readings every minute have needed no such rollup so far.
    const after = await history(machineId, ['pressure_bar', 'run_hours_total'], ...day, 144);
    expect(after.keptFrom).toBeNull();
    expect([before.basis, after.basis]).toEqual(['readings', 'minutes']);
    const ofBuckets = ({ series }: typeof before) => series.map((one) => ({ ...one, line: null }));
    expect(after.series).toEqual(ofBuckets(before));
    expect(after.readingsKeptFrom).toEqual(new Date(day[1]));
    const across = await history(machineId, ['pressure_bar'], T0, T0 + DAYS * DAY, 500);
    expect([across.keptFrom, across.readingsKeptFrom]).toEqual([null, new Date(T0 + 3 * DAY)]);
    const recent = await history(machineId, ['pressure_bar'], T0 + 3 * DAY, T0 + DAYS * DAY, 500);
    expect(recent.readingsKeptFrom).toBeNull();
    expect(after.duty).toEqual(before.duty);
    expect(after.gaps).toEqual([]);
    expect((await history(machineId, ['pressure_bar', 'run_hours_total'], ...day, 24)).series).toEqual(
      ofBuckets(byHour),
    );
    expect(
      (await history(machineId, ['pressure_bar', 'run_hours_total'], T0, T0 + 9 * DAY, 400)).series,
    ).toEqual(year.series);
  });

  it('has no further effect if repeated, and purges on the next day the data that has expired by then', async () => {
    const { device } = await addFinalizedDevice();
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });
    await sweep(device);
    expect((await sweep(device)).removedPoints).toBe(0);
    expect((await sweep(device, THIRTY_LATER + DAY)).removedPoints).toBe(1440 * 3);
    expect(await countsByDay(device)).toEqual({ '2026-10-12': 4320 });
  });

  it('for a signal purges that signal only; the readings and the other signals stay, and later its rollups are purged level by level', async () => {
    const { device, machineId } = await addFinalizedDevice();
    await rules().create(fixture.engineer, {
      signalKey: 'pressure_bar',
      rawDays: 30,
      minuteDays: 40,
      hourDays: 50,
      dayDays: 60,
    });
    expect((await sweep(device)).removedPoints).toBe(3 * 1440);
    expect(await countsByDay(device)).toMatchObject({ '2026-10-08': 2880, '2026-10-12': 4320 });
    const readings = await as(fixture.engineer, (tx) =>
      listReadings(tx, device.deviceKey, { from: new Date(T0), to: new Date(T0 + DAY), limit: 5 }),
    );
    expect([...readings[1]!.values]).toEqual([['run_hours_total', 100 + 1 / 60]]);
    expect(readings[1]!.others.get('state')).toBe('load');

    const first = [T0, T0 + DAY] as const;
    const widthAfter = async (days: number): Promise<[number, number]> => {
      await sweep(device, T0 + (days + 1) * DAY + HOUR);
      const { bucketSeconds, series } = await history(machineId, ['pressure_bar'], ...first, 1440);
      return [bucketSeconds, series[0]!.points.length];
    };
    expect(await widthAfter(31)).toEqual([60, 1440]);
    expect(await widthAfter(40)).toEqual([3600, 24]);
    expect(await widthAfter(50)).toEqual([86_400, 1]);
    const whole = await history(machineId, ['run_hours_total'], ...first, 24);
    expect(whole.bucketSeconds).toBe(3600);
    expect(whole.series[0]!.points).toHaveLength(24);
    await sweep(device, T0 + 61 * DAY + HOUR);
    const gone = await history(machineId, ['pressure_bar'], T0, T0 + 3 * DAY, 100);
    expect(gone.keptFrom).toEqual(new Date(T0 + DAY));
    expect(gone.series[0]!.points).toHaveLength(2);
  });

  it('that keeps nothing purges everything, and the start of the data is reported instead of a gap', async () => {
    const { device, machineId } = await addFinalizedDevice();
    await rules().create(fixture.engineer, { rawDays: 30, minuteDays: 30, hourDays: 30, dayDays: 30 });
    await sweep(device);
    const rows = await fixture.sql(
      `select from_time from reading_chunk where device_key = $1 union all select from_time from reading_rollup where device_key = $1 order by 1`,
      [device.deviceKey],
    );
    expect(rows.every((row) => (row as { from_time: Date }).from_time >= new Date(T0 + 3 * DAY))).toBe(true);
    const { keptFrom, gaps, series } = await history(machineId, ['pressure_bar'], T0, T0 + 5 * DAY, 500);
    expect(keptFrom).toEqual(new Date(T0 + 3 * DAY));
    expect(gaps).toEqual([]);
    expect(series[0]!.points[0]![0]).toBe(T0 + 3 * DAY);
  });

  it('skips days with unpacked readings, and purges them in the next run', async () => {
    const { device } = await addFinalizedDevice();
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });
    const late = { ts: T0 + DAY + 1, seq: 1, g: { pressure_bar: 1 } };
    expect(await fixture.send(device, late)).toMatchObject({ stored: 1 });
    expect((await sweep(device)).removedPoints).toBe(3 * 1440);
    await finalizeAll();
    expect((await sweep(device)).removedPoints).toBe(2 * 3 * 1440 + 1);
  });
});

describe('data on hold', () => {
  it('is kept with its readings and rollups until its release, and only manual holds can be released', async () => {
    const { device, machineId } = await addFinalizedDevice();
    await rules().create(fixture.engineer, { rawDays: 30, minuteDays: 30, hourDays: 30, dayDays: 30 });
    const [from, to] = [new Date(T0 + DAY + 6 * HOUR), new Date(T0 + DAY + 8 * HOUR)];
    const id = await holds().create(fixture.engineer, {
      deviceId: device.deviceId,
      signalKey: 'run_hours_total',
      from,
      to,
      reason: 'A dispute about the morning',
    });
    const before = await history(machineId, ['run_hours_total'], from.getTime(), to.getTime(), 200);
    expect(await sweep(device)).toMatchObject({ removedPoints: 3 * 3 * 1440 - 120, heldPoints: 120 });
    expect(await countsByDay(device)).toMatchObject({ '2026-10-09': 120 });
    const held = await history(machineId, ['run_hours_total'], from.getTime(), to.getTime(), 200);
    expect([held.series, held.keptFrom]).toEqual([before.series, null]);
    // A bucket that overlaps the hold includes all its readings, even purged ones.
    const { series } = await history(machineId, ['run_hours_total'], T0, T0 + 8 * DAY, 60);
    expect(series[0]!.points[0]!.map(Math.round)).toEqual([T0 + DAY, 124, 136, 148, 148]);
    await as(fixture.engineer, (tx) =>
      assertReadingsKept(tx, device.deviceKey, 'run_hours_total', {
        fromMs: from.getTime(),
        toMs: to.getTime(),
      }),
    );
    await holds().release(fixture.engineer, id, 'Settled out of court');
    // A second release changes neither the user nor the reason.
    await holds().release(fixture.engineer, id, 'Again');
    const [released] = (await holds().list(fixture.engineer)).holds;
    expect(released).toMatchObject({
      device: { code: device.code, serial: expect.any(String) },
      signalKey: 'run_hours_total',
      releaseReason: 'Settled out of court',
    });
    expect((await sweep(device)).removedPoints).toBe(120);
    expect(await countsByDay(device)).toEqual({ '2026-10-11': 4320, '2026-10-12': 4320 });
    await expect(
      as(fixture.engineer, (tx) =>
        assertReadingsKept(tx, device.deviceKey, 'run_hours_total', {
          fromMs: from.getTime(),
          toMs: to.getTime(),
        }),
      ),
    ).rejects.toMatchObject({ code: 'telemetry.readings_removed' });
    const audit = await fixture.sql<{ action: string }>(
      `select action from audit_entry where entity = 'reading_hold' and entity_id = $1 order by at, id`,
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['telemetry.readings_held', 'telemetry.hold_released']);
  });

  it('as evidence of a usage cannot be released', async () => {
    const [hold] = await fixture.sql<{ id: string }>(
      `insert into reading_hold (maker_id, id, from_time, to_time, reason, usage_period_id, created_at)
       values ($1, gen_random_uuid(), '2026-01-01', '2026-02-01', 'usage', gen_random_uuid(), now()) returning id`,
      [fixture.maker.makerId],
    );
    await expect(holds().release(fixture.engineer, hold!.id, 'Why not')).rejects.toMatchObject({
      code: 'telemetry.hold_not_found',
    });
    expect(await holds().list(fixture.engineer)).toMatchObject({ holds: [], evidence: { usages: 1 } });
  });
});

describe('a day with purged data', () => {
  it('a repeated or late reading is quarantined, because it may be a duplicate', async () => {
    const { device } = await addFinalizedDevice();
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });
    await sweep(device);
    const again = { ts: T0 + DAY, seq: 1440, g: { pressure_bar: 5 } };
    for (const isForgotten of [false, true]) {
      if (isForgotten) fixture.restartIntake();
      expect(await fixture.send(device, again)).toEqual({
        stored: 0,
        duplicates: 0,
        faults: [{ code: 'older_than_retention', params: { ts: '2026-10-09T00:00:00.000Z' } }],
      });
    }
    expect(
      await fixture.send(device, { ts: T0 + 3 * DAY + 1, seq: 9, g: { pressure_bar: 5 } }),
    ).toMatchObject({
      stored: 1,
    });
    expect(
      await fixture.sql(
        `select from quarantine_entry where device_id = $1 and reason = 'older_than_retention'`,
        [device.deviceId],
      ),
    ).toHaveLength(2);
  });

  it('usage is rejected instead of being derived from the rest', async () => {
    const { device } = await addFinalizedDevice();
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });
    await sweep(device);
    const source = { deviceKey: device.deviceKey, signalKey: 'run_hours_total' };
    const derive = (from: number, to: number) =>
      as(fixture.engineer, (tx) => loadReadings(tx, source, [{ since: T0, from, to }], Infinity));
    await expect(derive(T0 + 2 * DAY, T0 + 4 * DAY)).rejects.toMatchObject({
      code: 'telemetry.readings_removed',
      params: { signal: 'run_hours_total', until: '2026-10-11T00:00:00.000Z' },
    });
    // The preceding day is checked too.
    await expect(derive(T0 + 3.5 * DAY, T0 + 4 * DAY)).rejects.toThrow();
    expect(await derive(T0 + 4 * DAY, T0 + 4.5 * DAY)).toHaveLength(1.5 * 1440 + 1);
  });
});

describe('a preview', () => {
  it('returns the data that would be purged and the data on hold, and changes nothing', async () => {
    // Removes all other data that `createMaker` stored.
    await fixture.sql(`delete from reading_chunk where maker_id = $1`, [fixture.maker.makerId]);
    await fixture.sql(`delete from reading_rollup where maker_id = $1`, [fixture.maker.makerId]);
    const { device } = await addFinalizedDevice();
    // At the current time of these services, the first four days are older than eight days.
    const wanted = { ...FOR_EVER, rawDays: 8 };
    const preview = () => rules().preview(fixture.engineer, { wanted });
    const past = Math.floor((NOW.getTime() - 8 * DAY - T0) / DAY);
    expect(past).toBe(4);
    expect(await preview()).toEqual({
      points: past * 1440 * 3,
      bytes: expect.any(Number),
      devices: 1,
      heldPoints: 0,
      from: new Date(T0),
      to: new Date(T0 + past * DAY),
      isEstimate: false,
    });
    await holds().create(fixture.engineer, {
      deviceId: device.deviceId,
      from: new Date(T0),
      to: new Date(T0 + DAY),
      reason: 'A dispute',
    });
    expect(await preview()).toMatchObject({ points: (past - 1) * 1440 * 3, heldPoints: 1440 * 3 });
    expect(await listStoredReadings(fixture.owner, device.deviceKey)).toHaveLength(DAYS * 1440);
    const { removedPoints } = await (async () => {
      await rules().create(fixture.engineer, wanted);
      return sweep(device, NOW.getTime());
    })();
    expect(removedPoints).toBe((past - 1) * 1440 * 3);
  });

  it('rejects a rule that keeps coarser levels for less time than finer ones, and a duplicate rule', async () => {
    const wanted = { rawDays: 30, minuteDays: 20, hourDays: null, dayDays: null };
    await expect(rules().preview(fixture.engineer, { wanted })).rejects.toMatchObject({
      code: 'telemetry.retention_invalid',
      params: { level: 60 },
    });
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });
    await expect(rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 40 })).rejects.toMatchObject({
      code: 'telemetry.retention_rule_taken',
    });
  });
});

describe('a run', () => {
  it('that is interrupted continues where it stopped', async () => {
    const devices = [(await addFinalizedDevice()).device, (await addFinalizedDevice()).device];
    await rules().create(fixture.engineer, { ...FOR_EVER, rawDays: 30 });
    const runs = fixture.get(RetentionRuns);
    const { id } = await runs.request(fixture.engineer);
    expect((await runs.request(fixture.engineer)).id).toBe(id);
    await fixture.sql(`update job_progress set created_at = $2 where id = $1`, [id, new Date(THIRTY_LATER)]);
    const last = Math.max(...devices.map(({ deviceKey }) => deviceKey));
    const failingSweeper = new RetentionSweeper(pool);
    const whole = failingSweeper.sweep.bind(failingSweeper);
    failingSweeper.sweep = (makerId, deviceKey, now) =>
      deviceKey === last ? Promise.reject(new Error('killed')) : whole(makerId, deviceKey, now);
    await expect(runs.perform(fixture.system, id, failingSweeper)).rejects.toThrow('killed');
    expect(await countsByDay(devices[0]!)).not.toHaveProperty('2026-10-08');
    expect(await countsByDay(devices[1]!)).toHaveProperty('2026-10-08');
    expect(await runs.latest(fixture.engineer)).toMatchObject({ state: 'failed' });

    await runs.perform(fixture.system, id, new RetentionSweeper(pool));
    const run = await runs.latest(fixture.engineer);
    expect(run).toMatchObject({ state: 'done', done: run!.total });
    expect(await countsByDay(devices[1]!)).not.toHaveProperty('2026-10-08');
    expect(Number(run!.params['removedPoints'])).toBeGreaterThanOrEqual(3 * 1440 * 3);
  });
});
