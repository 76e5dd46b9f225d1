import pg from 'pg';
import { databaseUrlFor, type Scope, type Transaction } from '#platform';
import {
  HistoryQueries,
  type KnownDevice,
  listMeterReadings,
  listReadings,
  readBlocks,
  ReadingPacker,
  takeFreshReadings,
  valueIn,
} from '#telemetry';
import { firstKeyOf } from '../../../libs/telemetry/src/domain/readings/high-water.js';
import {
  loadReadingPage,
  loadReadings,
  loadValuesAt,
} from '../../../libs/metering/src/usage/usage.queries.js';
import { until } from '../../support/eventually.js';
import { listStoredReadings } from '../../support/readings.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Device time of the first of the `messages`. All of their days have ended. */
const T0 = Date.parse('2026-10-08T20:00:00Z');
const LATER = new Date(NOW.getTime() + 2 * DAY);

let fixture: TelemetryFixture;
beforeAll(async () => (fixture = await TelemetryFixture.open()));
afterAll(() => fixture?.close());

const as = <T>(scope: Scope, work: (tx: Transaction) => Promise<T>) => fixture.unitOfWork.run(scope, work);
const evaluateReadings = () => as(fixture.system, takeFreshReadings);
const chunksOf = ({ deviceKey }: KnownDevice) =>
  fixture.sql<{ from_time: Date; to_time: Date; readings: number; points: number; settled: boolean }>(
    'select from_time, to_time, readings, points, settled from reading_chunk where device_key = $1 order by from_time',
    [deviceKey],
  );
const batchesOf = async ({ deviceKey }: KnownDevice): Promise<number> =>
  (await fixture.sql('select from reading_batch where $1 = any(device_keys)', [deviceKey])).length;

const rolledUpDaysOf = async ({ deviceKey }: KnownDevice): Promise<number> =>
  (await fixture.sql('select from reading_rollup where device_key = $1 group by from_time', [deviceKey]))
    .length;

/** Evaluates and packs everything pending. */
async function packAll(packer = fixture.packer()): Promise<void> {
  await evaluateReadings();
  while ((await packer.pack(fixture.maker.makerId)) > 0);
}

async function finalizeAll(): Promise<void> {
  while ((await fixture.packer(() => LATER).packFinally()) > 0);
}

/** Returns eleven days with a reading every ten minutes and values of every kind, some of them at the same instant. */
function messages(): object[] {
  return Array.from({ length: 11 * 144 }, (_, i) => {
    const ts = T0 + i * 10 * MINUTE;
    if (i % 97 === 0) return { ts, c: { run_hours_total: 1000 + i / 6 }, e: { note: `n${i % 3}` } };
    return {
      ts: i % 50 === 1 ? ts - 10 * MINUTE : ts,
      seq: i,
      c: { run_hours_total: 1000 + i / 6 },
      g: { pressure_bar: i % 11 === 0 ? null : 6 + (i % 20) / 10, odd: i % 7 },
      state: i % 40 < 30 ? 'load' : 'idle',
      ...(i % 13 === 0 && { q: { pressure_bar: (i % 3) + 1 } }),
    };
  });
}

async function sendInParts(device: KnownDevice, all: readonly object[], size = 100): Promise<void> {
  for (let from = 0; from < all.length; from += size)
    await fixture.send(device, all.slice(from, from + size));
}

/** Returns the data of a device as read by every kind of query. */
async function sightsOf(device: KnownDevice, machineId: string) {
  const [from, to] = [new Date(T0 - DAY), new Date(T0 + 12 * DAY)];
  const history = async (scope: Scope, span: { from: Date; to: Date }) => {
    const { series, gaps, duty } = await fixture
      .get(HistoryQueries)
      .find(
        scope,
        { machineId },
        { signals: ['pressure_bar', 'run_hours_total', 'odd'], points: 200, ...span },
      );
    // Sums in another order differ in the last digits.
    const points = series.map((one) => one.points.map((point) => point.map((value) => value.toFixed(6))));
    return { points, gaps, duty };
  };
  const usage = (tx: Transaction) => {
    const source = { deviceKey: device.deviceKey, signalKey: 'run_hours_total' };
    const window = { since: T0 - DAY, from: T0 + 3 * DAY, to: T0 + 8 * DAY };
    return Promise.all([
      loadReadings(tx, source, [window], Infinity),
      loadReadingPage(tx, source, T0 + DAY, T0 + 9 * DAY, Infinity, 77),
      loadValuesAt(tx, source, [T0 - 1, T0, T0 + 5 * DAY + 1, T0 + 40 * DAY], T0 - DAY),
    ]);
  };
  const sightOf = (scope: Scope) =>
    as(scope, async (tx) => ({
      readings: await listReadings(tx, device.deviceKey, { from, to, limit: 5000 }),
      page: await listReadings(tx, device.deviceKey, { from: new Date(T0 + 5 * DAY), to, limit: 33 }),
      metered: await listMeterReadings(tx, device.deviceId, 'run_hours_total', { from, to, limit: 5000 }),
      usage: await usage(tx),
      short: await history(scope, { from: new Date(T0 + 2 * DAY), to: new Date(T0 + 4 * DAY) }),
      // Ends before the current time, which advances during the test.
      long: await history(scope, { from, to: new Date(T0 + 11.5 * DAY) }),
    }));
  return {
    stored: await listStoredReadings(fixture.owner, device.deviceKey),
    engineer: await sightOf(fixture.engineer),
    former: await sightOf(fixture.asCustomer(fixture.a)),
    present: await sightOf(fixture.asCustomer(fixture.b)),
  };
}

async function move(machineId: string, at: Date): Promise<void> {
  await fixture.sql(`update placement set during = tstzrange('2026-01-05', $2) where machine_id = $1`, [
    machineId,
    at,
  ]);
  await fixture.sql(
    `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
    [fixture.maker.makerId, machineId, fixture.b.ids.site, fixture.b.customerId, at],
  );
}

/** Asserts that chunks don't overlap, are each within one day (UTC), and have correct metadata. */
async function expectInOrder(device: KnownDevice): Promise<void> {
  const chunks = await chunksOf(device);
  chunks.forEach(({ from_time, to_time }, i) => {
    expect(from_time.toISOString().slice(0, 10)).toBe(to_time.toISOString().slice(0, 10));
    if (i > 0) expect(from_time.getTime()).toBeGreaterThan(chunks[i - 1]!.to_time.getTime());
  });
  const stored = await listStoredReadings(fixture.owner, device.deviceKey);
  for (const { from_time, to_time, readings, points } of chunks) {
    const held = stored.filter(({ at }) => at >= from_time && at <= to_time);
    expect([readings, points]).toEqual([
      held.length,
      held.reduce((sum, { values }) => sum + Object.keys(values).length, 0),
    ]);
  }
}

describe('stored data', () => {
  let device: KnownDevice;
  let machineId: string;
  let sights: Awaited<ReturnType<typeof sightsOf>>;

  beforeAll(async () => {
    // First packs the readings that `createMaker` stored.
    await packAll();
    ({ device, machineId } = await fixture.addDevice());
    await sendInParts(device, messages());
    // A time in the middle of a day, a chunk and a bucket.
    await move(machineId, new Date(T0 + 5 * DAY + 7 * HOUR + 5 * MINUTE));
    sights = await sightsOf(device, machineId);
    expect(sights.engineer.readings).toHaveLength(11 * 144);
    expect(sights.former.readings.length + sights.present.readings.length).toBe(11 * 144);
    expect(sights.former.readings.length).toBeGreaterThan(700);
    expect(sights.present.readings.length).toBeGreaterThan(700);
    expect(sights.engineer.long.points[0]!.length).toBeGreaterThan(100);
  });

  it('is not packed before it is evaluated', async () => {
    expect(await fixture.packer(() => LATER).findMakersToPack()).toEqual([]);
    expect(await fixture.packer().pack(fixture.maker.makerId)).toBe(0);
    expect(await chunksOf(device)).toEqual([]);
  });

  it('is packed after some time', async () => {
    await evaluateReadings();
    expect(await fixture.packer(() => new Date(NOW.getTime() + 14 * MINUTE)).findMakersToPack()).toEqual([]);
    expect(await fixture.packer(() => new Date(NOW.getTime() + 16 * MINUTE)).findMakersToPack()).toEqual([
      fixture.maker.makerId,
    ]);
  });

  it('is returned unchanged when it is packed', async () => {
    await packAll();
    expect(await batchesOf(device)).toBe(0);
    await expectInOrder(device);
    expect(await sightsOf(device, machineId)).toEqual(sights);
  });

  it('is returned unchanged when each of its days is packed permanently into one chunk', async () => {
    expect((await chunksOf(device)).some(({ settled }) => !settled)).toBe(true);
    // Fresh data is unpacked for each query. A past day has rollups, regardless of how few parts it was packed in.
    expect(await rolledUpDaysOf(device)).toBe(0);
    await finalizeAll();
    expect(await rolledUpDaysOf(device)).toBe((await chunksOf(device)).length);
    const chunks = await chunksOf(device);
    expect(chunks.every(({ settled }) => settled)).toBe(true);
    expect(chunks).toHaveLength(12);
    await expectInOrder(device);
    expect(await sightsOf(device, machineId)).toEqual(sights);
  });

  it('is recognised: an equal reading is a duplicate, and different content is a conflict', async () => {
    const all = messages() as { ts: number; seq?: number }[];
    for (const isForgotten of [false, true]) {
      if (isForgotten) fixture.restartIntake();
      const some = all.filter((_, i) => i % 41 === 0 || i % 97 === 0);
      expect(await fixture.send(device, some)).toEqual({ stored: 0, duplicates: some.length, faults: [] });
      const other = { ...all[500]!, g: { pressure_bar: -1 } };
      expect(await fixture.send(device, other)).toMatchObject({
        stored: 0,
        duplicates: 0,
        faults: [{ code: 'conflicting_duplicate', params: { seq: 500 } }],
      });
    }
    expect(await batchesOf(device)).toBe(0);
    expect(await sightsOf(device, machineId)).toEqual(sights);
  });

  it('includes late readings, in batches and packed into their days', async () => {
    // Before and between existing readings, also at the same instants, and on a day without readings.
    const late = [
      ...Array.from({ length: 100 }, (_, i) => ({
        ts: T0 + i * 160 * MINUTE + (i % 2) * 1000,
        seq: 100_000 + i,
        c: { run_hours_total: 1 },
        g: { pressure_bar: 1 },
      })),
      { ts: T0 - 12 * HOUR, seq: 7, g: { pressure_bar: 2 } },
    ];
    await sendInParts(device, late, 7);
    const withLate = await sightsOf(device, machineId);
    expect(withLate.engineer.readings).toHaveLength(11 * 144 + late.length);
    const older = withLate.stored.filter(({ seq }) => seq < 100_000 && seq !== 7);
    expect(older).toEqual(sights.stored.filter(({ seq }) => seq !== 7));
    await packAll();
    expect(await batchesOf(device)).toBe(0);
    await expectInOrder(device);
    expect(await sightsOf(device, machineId)).toEqual(withLate);
    await finalizeAll();
    expect(await chunksOf(device)).toHaveLength(12);
    await expectInOrder(device);
    expect(await sightsOf(device, machineId)).toEqual(withLate);
    expect(await fixture.send(device, late)).toMatchObject({ stored: 0, duplicates: late.length });
  });
});

describe('a batch of several customers’ devices', () => {
  it('shows each customer only its own readings', async () => {
    const [{ device: ofA }, { device: ofB }] = [
      await fixture.addDevice(fixture.a),
      await fixture.addDevice(fixture.b),
    ];
    const of = (value: number) => ({ ts: NOW.getTime() - HOUR, seq: 1, g: { pressure_bar: value } });
    await Promise.all([fixture.send(ofA, of(1)), fixture.send(ofB, of(2))]);
    const [batch] = await fixture.sql<{ device_keys: number[] }>(
      'select device_keys from reading_batch where $1 = any(device_keys)',
      [ofA.deviceKey],
    );
    expect(batch!.device_keys.sort()).toEqual([ofA.deviceKey, ofB.deviceKey].sort());
    const span = { fromMs: -Infinity, toMs: Infinity };
    const wanted = new Map([ofA, ofB].map(({ deviceKey }) => [deviceKey, span]));
    const seen = async (scope: Scope) =>
      [...(await as(scope, (tx) => readBlocks(tx, wanted))).values()].flatMap((block) =>
        Array.from({ length: block.count }, (_, k) => valueIn(block, k, 'pressure_bar')),
      );
    const expectOwn = async () => {
      expect(await seen(fixture.engineer)).toEqual([1, 2]);
      expect(await seen(fixture.asCustomer(fixture.a))).toEqual([1]);
      expect(await seen(fixture.asCustomer(fixture.b))).toEqual([2]);
    };
    await expectOwn();
    await packAll();
    await expectOwn();
  });
});

describe('a packer', () => {
  it('that is killed loses nothing, and concurrent queries return everything', async () => {
    const { device } = await fixture.addDevice();
    await sendInParts(device, messages().slice(0, 300), 50);
    await evaluateReadings();
    const stored = await listStoredReadings(fixture.owner, device.deviceKey);
    const batches = await batchesOf(device);
    const pool = new pg.Pool({
      connectionString: databaseUrlFor('dutycycle_ingest', fixture.database.url, fixture.database.secret),
      pipeline: true,
      application_name: 'packer-to-be-killed',
    });
    pool.on('error', () => undefined);
    const read = () =>
      as(fixture.engineer, (tx) =>
        listReadings(tx, device.deviceKey, { from: new Date(0), to: LATER, limit: 1000 }),
      );
    const before = await read();
    // A connection other than the one with the lock, which would see the same activity until its transaction ends.
    const watch = new pg.Client({ connectionString: fixture.database.url });
    await watch.connect();
    try {
      // Chunks can't be written: the packer has taken the batches and waits.
      await fixture.sql('begin');
      await fixture.sql('lock table reading_chunk in exclusive mode');
      const packing = new ReadingPacker(pool, () => NOW).pack(fixture.maker.makerId);
      const outcome = expect(packing).rejects.toThrow();
      const waits = async (): Promise<boolean> =>
        (
          await watch.query(
            `select from pg_stat_activity where application_name = 'packer-to-be-killed' and wait_event_type = 'Lock'`,
          )
        ).rowCount === 1;
      await until(waits);
      expect(await read()).toEqual(before);
      await watch.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'packer-to-be-killed'`,
      );
      await outcome;
    } finally {
      await fixture.sql('rollback');
      await pool.end();
      await watch.end();
    }
    expect(await batchesOf(device)).toBe(batches);
    expect(await chunksOf(device)).toEqual([]);
    expect(await listStoredReadings(fixture.owner, device.deviceKey)).toEqual(stored);
    await packAll();
    expect(await listStoredReadings(fixture.owner, device.deviceKey)).toEqual(stored);
  });

  it('loses and repeats nothing while other packers run and devices keep sending', async () => {
    const { device } = await fixture.addDevice();
    const all = messages().slice(0, 600);
    let isSending = true;
    const sending = sendInParts(device, all, 10).finally(() => (isSending = false));
    const packing = [fixture.packer(), fixture.packer()].map(async (packer) => {
      while (isSending) {
        await evaluateReadings();
        await packer.pack(fixture.maker.makerId);
      }
    });
    const polling = (async () => {
      let most = 0;
      while (isSending) {
        const readings = await as(fixture.engineer, (tx) =>
          listReadings(tx, device.deviceKey, { from: new Date(0), to: LATER, limit: 1000 }),
        );
        expect(readings.length).toBeGreaterThanOrEqual(most);
        most = readings.length;
      }
    })();
    await Promise.all([sending, polling, ...packing]);
    await packAll();
    expect(await batchesOf(device)).toBe(0);
    await expectInOrder(device);
    const stored = await listStoredReadings(fixture.owner, device.deviceKey);
    expect(new Set(stored.map(({ at, seq }) => `${at.getTime()} ${seq}`)).size).toBe(stored.length);
    const { device: alone } = await fixture.addDevice();
    await sendInParts(alone, all);
    const bare = async (of: KnownDevice) => fixture.stored(of);
    expect(await bare(device)).toEqual(await bare(alone));
  });
});

describe('past days', () => {
  it('of many devices are packed permanently together, and returned unchanged', async () => {
    await packAll();
    await finalizeAll();
    const devices: KnownDevice[] = [];
    while (devices.length < 70) devices.push((await fixture.addDevice()).device);
    for (const device of devices) {
      await fixture.send(device, messages().slice(0, 30));
      await packAll();
      await fixture.send(device, messages().slice(30, 60));
    }
    await packAll();
    const before: Awaited<ReturnType<typeof fixture.stored>>[] = [];
    for (const device of devices) before.push(await fixture.stored(device));
    // The readings are from 20:00 to midnight and on the next day, so each device has two days.
    const steps: number[] = [];
    do steps.push(await fixture.packer(() => LATER).packFinally());
    while (steps.at(-1)! > 0);
    expect(steps.reduce((sum, days) => sum + days)).toBe(140);
    // A step ends with a batch. On a slow machine, there are three steps, and a fourth one that finds nothing.
    expect(steps.length).toBeLessThanOrEqual(4);
    for (const [d, device] of devices.entries()) {
      expect((await chunksOf(device)).map(({ settled }) => settled)).toEqual([true, true]);
      expect(await fixture.stored(device)).toEqual(before[d]);
    }
  });
});

/** Adds two devices with their high-water marks in one row. */
async function addNeighbours(): Promise<[KnownDevice, KnownDevice]> {
  const { device: one } = await fixture.addDevice();
  const { device: next } = await fixture.addDevice();
  return firstKeyOf(one.deviceKey) === firstKeyOf(next.deviceKey) ? [one, next] : addNeighbours();
}

describe('two processes of ingest', () => {
  const T = NOW.getTime() - 6 * HOUR;

  it('that store readings of the same devices at the same time lose and repeat nothing', async () => {
    const devices = [(await fixture.addDevice()).device, (await fixture.addDevice()).device];
    const intakes = [fixture.openIntake(() => undefined), fixture.openIntake(() => undefined)];
    const of = (i: number) => ({ ts: T + i * 1000, seq: i, g: { pressure_bar: i } });
    const sent = Array.from({ length: 120 }, (_, i) => i);
    let [stored, duplicates] = [0, 0];
    await Promise.all(
      intakes.flatMap((intake, which) =>
        devices.map(async (device) => {
          // Each process gets all readings, one in forward and the other in reverse order.
          const order = which === 0 ? sent : [...sent].reverse();
          for (let from = 0; from < order.length; from += 5) {
            const payload = order.slice(from, from + 5).map(of);
            const receipt = await fixture.send(device, payload, intake);
            expect(receipt.faults).toEqual([]);
            stored += receipt.stored;
            duplicates += receipt.duplicates;
          }
        }),
      ),
    );
    expect([stored, duplicates]).toEqual([240, 240]);
    for (const { deviceKey } of devices) {
      const rows = await listStoredReadings(fixture.owner, deviceKey);
      expect(rows.map(({ seq, values }) => [seq, values['pressure_bar']])).toEqual(sent.map((i) => [i, i]));
    }
  });

  it('repeat nothing if one of them has a second intake: each batch is written with the high-water mark of its decision', async () => {
    const [one, neighbour] = await addNeighbours();
    const { device: late } = await fixture.addDevice();
    const shared = fixture.openStore();
    const [live, retries] = [0, 1].map(() => fixture.openIntake(undefined, undefined, shared));
    const other = fixture.openIntake();
    const of = (seq: number) => ({ ts: T + seq * 1000, seq, g: { pressure_bar: 1 } });
    for (const device of [one, neighbour, late]) await fixture.send(device, of(5), live);
    await fixture.owner.query('begin; lock table reading_chunk in access exclusive mode');
    // Late readings are looked up in the chunks, so the batch waits after it has determined that the other reading is
    // new.
    const waiting = Promise.all([fixture.send(one, of(6), live), fixture.send(late, of(4), live)]);
    await until(async () => (await fixture.sql('select from pg_locks where not granted')).length === 1);
    expect((await fixture.send(one, of(6), other)).stored).toBe(1);
    // This process finds a version other than its cached one, and caches the new version.
    expect((await fixture.send(neighbour, of(6), retries)).stored).toBe(1);
    await fixture.owner.query('commit');
    expect((await waiting).map(({ stored, duplicates }) => [stored, duplicates])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect((await listStoredReadings(fixture.owner, one.deviceKey)).map(({ seq }) => seq)).toEqual([5, 6]);
  });

  it('that receive conflicting readings with the same key keep one of them and quarantine the other', async () => {
    const { device } = await fixture.addDevice();
    const intakes = [fixture.openIntake(() => undefined), fixture.openIntake(() => undefined)];
    for (let i = 0; i < 20; i++) {
      const receipts = await Promise.all(
        intakes.map((intake, which) =>
          fixture.send(device, { ts: T + i, seq: i, g: { pressure_bar: which } }, intake),
        ),
      );
      expect(receipts.map(({ stored }) => stored).sort()).toEqual([0, 1]);
      expect(receipts.flatMap(({ faults }) => faults.map(({ code }) => code))).toEqual([
        'conflicting_duplicate',
      ]);
      const kept = receipts.findIndex(({ stored }) => stored === 1);
      const rows = await listStoredReadings(fixture.owner, device.deviceKey);
      expect(rows.filter(({ seq }) => seq === i).map(({ values }) => values)).toEqual([
        { pressure_bar: kept },
      ]);
    }
  });
});
