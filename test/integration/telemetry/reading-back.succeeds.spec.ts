import {
  DeviceReadingsQueries,
  findMeterReadingBefore,
  findMeterReadingFrom,
  HistoryQueries,
  type KnownDevice,
  listMeterReadings,
  LiveQueries,
  ReadingExport,
} from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => (fixture = await TelemetryFixture.open()));
afterAll(() => fixture?.close());

const HOUR = 3_600_000;
const T0 = Date.parse('2026-10-20T06:00:00Z');
const at = (ms: number) => new Date(ms);

async function collect(lines: AsyncGenerator<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

describe('a meter', () => {
  it('gets the exact decimals that were sent, in order, starting at any position', async () => {
    const { device } = await fixture.addDevice();
    const values = ['0.1', '9123.4', '123456789.012345', '1e15', '0.000001', '100000000000000000000'];
    for (const [i, value] of values.entries()) {
      await fixture.send(
        device,
        `{"ts":${T0 + i * 1000},"seq":${i},"c":{"run_hours_total":${value}},"q":{"run_hours_total":${i % 2}}}`,
      );
    }
    await fixture.send(device, { ts: T0 + 500, seq: 9, g: { pressure_bar: 1 } });
    const span = { from: at(T0), to: at(T0 + HOUR) };
    const list = (range: object) =>
      fixture.unitOfWork.run(fixture.system, (tx) =>
        listMeterReadings(tx, device.deviceId, 'run_hours_total', { ...span, limit: 100, ...range }),
      );
    const all = await list({});
    expect(all.map(({ value }) => value)).toEqual([
      '0.1',
      '9123.4',
      '123456789.012345',
      '1000000000000000',
      '0.000001',
      '100000000000000000000',
    ]);
    expect(all.map(({ quality }) => quality)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(all[1]).toMatchObject({ deviceTime: at(T0 + 1000), seq: '1', receivedAt: NOW, timeSource: 0 });
    expect((await list({ limit: 2 })).map(({ seq }) => seq)).toEqual(['0', '1']);
    expect((await list({ after: all[1], limit: 2 })).map(({ seq }) => seq)).toEqual(['2', '3']);
    expect(await list({ from: at(T0 + 5001) })).toEqual([]);
  });

  it('finds the readings before and after an instant, even across days without readings', async () => {
    const { device } = await fixture.addDevice();
    await fixture.send(device, { ts: '2026-03-01T00:00:00Z', seq: 1, c: { run_hours_total: 1 } });
    await fixture.send(device, { ts: '2026-05-01T00:00:00Z', seq: 2, c: { run_hours_total: 2 } });
    const find = (look: typeof findMeterReadingBefore, instant: string) =>
      fixture.unitOfWork.run(fixture.system, (tx) =>
        look(tx, device.deviceId, 'run_hours_total', new Date(instant)),
      );
    expect((await find(findMeterReadingBefore, '2026-05-01T00:00:00Z'))?.seq).toBe('1');
    expect((await find(findMeterReadingFrom, '2026-05-01T00:00:00Z'))?.seq).toBe('2');
    expect(await find(findMeterReadingBefore, '2026-03-01T00:00:00Z')).toBeUndefined();
    expect(await find(findMeterReadingFrom, '2026-05-01T00:00:00.001Z')).toBeUndefined();
  });
});

describe('a device that sends only changed values', () => {
  it('is returned completely, although nearly every message has a different set of signals', async () => {
    const { device, machineId } = await fixture.addDevice();
    const names = ['pressure_bar', 'a', 'b', 'c', 'd', 'e'];
    const sent = Array.from({ length: 64 }, (_, i) => ({
      ts: T0 + i * 60_000,
      seq: i,
      c: { run_hours_total: 1000 + i },
      g: Object.fromEntries(names.filter((_name, bit) => i & (1 << bit)).map((name) => [name, i])),
    }));
    await fixture.send(device, sent);
    const [pressure] = (
      await fixture
        .get(HistoryQueries)
        .find(
          fixture.engineer,
          { machineId },
          { signals: ['pressure_bar'], from: at(T0), to: at(T0 + 64 * 60_000), points: 64 },
        )
    ).series;
    expect(pressure!.points.map(([time, , , , last]) => [time, last])).toEqual(
      sent.flatMap(({ ts, g }) => ('pressure_bar' in g ? [[ts, g['pressure_bar']]] : [])),
    );
    const metered = await fixture.unitOfWork.run(fixture.system, (tx) =>
      listMeterReadings(tx, device.deviceId, 'run_hours_total', {
        from: at(T0),
        to: at(T0 + HOUR * 2),
        limit: 100,
      }),
    );
    expect(metered.map(({ value }) => Number(value))).toEqual(sent.map(({ c }) => c.run_hours_total));
  });
});

describe('history', () => {
  let device: KnownDevice;
  let machineId: string;
  const find = (request: object = {}, scope = fixture.engineer) =>
    fixture.get(HistoryQueries).find(
      scope,
      { machineId },
      {
        signals: ['pressure_bar', 'run_hours_total'],
        from: at(T0),
        to: at(T0 + 4 * HOUR),
        points: 4,
        ...request,
      },
    );

  // One reading per minute for four hours, with none in the second half of the third hour, and idle in the second
  // hour.
  beforeAll(async () => {
    ({ device, machineId } = await fixture.addDevice());
    const minutes = Array.from({ length: 240 }, (_, i) => i).filter((i) => i < 150 || i > 180);
    await fixture.send(
      device,
      minutes.map((i) => ({
        ts: T0 + i * 60_000,
        seq: i,
        c: { run_hours_total: 1000 + i / 100 },
        g: { pressure_bar: i % 2 === 0 ? 6 : 8 },
        state: i >= 60 && i < 120 ? 'idle' : 'load',
      })),
    );
    await fixture.send(device, { ts: T0 + 30_000, seq: 0, g: { pressure_bar: 99 }, q: { pressure_bar: 2 } });
  });

  it('returns minimum, mean, maximum and last value per bucket, without bad values', async () => {
    const history = await find();
    expect(history.bucketSeconds).toBe(3600);
    const [pressure, hours] = history.series;
    expect(pressure).toMatchObject({
      key: 'pressure_bar',
      unit: 'bar',
      kind: 'gauge',
      limits: { warnHigh: '8', warnLow: null },
    });
    expect(pressure!.points).toEqual(
      // Each value is valid for one minute. The last one before the gap is valid for three minutes, the longest hold.
      [7, 7, (15 * 6 + 17 * 8) / 32, (29 * 6 + 30 * 8) / 59].map((mean, i) => [
        T0 + i * HOUR,
        6,
        expect.closeTo(mean, 6),
        8,
        8,
      ]),
    );
    expect(hours!.points.map(([, , , , last]) => last)).toEqual([1000.59, 1001.19, 1001.49, 1002.39]);
  });

  it('returns the readings of a line, and states the source of the line', async () => {
    const { basis, series } = await find();
    expect(basis).toBe('readings');
    // The first, minimum, maximum and last reading of each hour: 6, 8, and the last one if it is a different reading.
    expect(series[0]!.line!.map(([time, value]) => [(time - T0) / 60_000, value])).toEqual([
      ...[0, 60].flatMap((minute) => [
        [minute, 6],
        [minute + 1, 8],
        [minute + 59, 8],
      ]),
      ...[
        [120, 6],
        [121, 8],
        [149, 8],
      ],
      ...[
        [181, 8],
        [182, 6],
        [239, 8],
      ],
    ]);
    const all = await find({ points: 600 });
    expect(all.series[0]!.line).toHaveLength(240 - 31);
  });

  it('shows gaps, and the increase of counters during them', async () => {
    expect((await find()).gaps).toEqual([
      { from: at(T0 + 149 * 60_000), to: at(T0 + 181 * 60_000), counterAdvance: { run_hours_total: 0.32 } },
    ]);
  });

  it('shows an open gap, and one that began before the period', async () => {
    const { gaps } = await find({ from: at(T0 + 160 * 60_000), to: at(T0 + 8 * HOUR) });
    expect(gaps).toEqual([
      { from: at(T0 + 160 * 60_000), to: at(T0 + 181 * 60_000), counterAdvance: { run_hours_total: 0.32 } },
      { from: at(T0 + 239 * 60_000), to: expect.any(Date) },
    ]);
    expect(Math.abs(gaps[1]!.to.getTime() - NOW.getTime())).toBeLessThan(1_800_000);
  });

  it('does not treat another rate as a gap', async () => {
    const { device: changing, machineId: ofChanging } = await fixture.addDevice();
    const slow = Array.from({ length: 60 }, (_, i) => ({
      ts: T0 + i * 300_000,
      seq: i,
      g: { pressure_bar: 7 },
    }));
    const fast = Array.from({ length: 900 }, (_, i) => ({
      ts: T0 + 59 * 300_000 + i * 1000,
      seq: 100 + i,
      g: { pressure_bar: 7 },
    }));
    await fixture.send(
      changing,
      slow.filter((_, i) => i < 20 || i > 30),
    );
    await fixture.send(
      changing,
      fast.filter((_, i) => i < 300 || i > 360),
    );
    const { gaps } = await fixture
      .get(HistoryQueries)
      .find(
        fixture.engineer,
        { machineId: ofChanging },
        { signals: [], from: at(T0), to: at(T0 + 59 * 300_000 + 900_000), points: 100 },
      );
    expect(gaps.map(({ from, to }) => [(from.getTime() - T0) / 1000, (to.getTime() - T0) / 1000])).toEqual([
      [19 * 300, 31 * 300],
      [59 * 300 + 299, 59 * 300 + 361],
    ]);
  });

  it("shows the machine's states", async () => {
    expect(
      (await find()).duty.map(({ from, to, state }) => [
        (from.getTime() - T0) / 60_000,
        (to.getTime() - T0) / 60_000,
        state,
      ]),
    ).toEqual([
      [0, 60, 'load'],
      [60, 120, 'idle'],
      [120, 149, 'load'],
      [149, 181, 'silent'],
      [181, 240, 'load'],
    ]);
  });

  it('returns the described gauges and counters by default', async () => {
    expect((await find({ signals: [] })).series.map(({ key }) => key)).toEqual([
      'pressure_bar',
      'run_hours_total',
    ]);
  });

  it('shows an undescribed signal without a unit', async () => {
    await fixture.send(device, { ts: T0, seq: 5000, g: { mystery: 5 } });
    expect((await find({ signals: ['mystery'] })).series).toMatchObject([
      { key: 'mystery', unit: '', points: [[T0, 5, 5, 5, 5]] },
    ]);
  });

  it('is empty for a machine that never sent anything', async () => {
    const { machineId: silent } = await fixture.addDevice();
    const history = await fixture
      .get(HistoryQueries)
      .find(
        fixture.engineer,
        { machineId: silent },
        { signals: [], from: at(T0), to: at(T0 + HOUR), points: 10 },
      );
    expect(history).toMatchObject({ gaps: [], duty: [] });
    expect(history.series.every(({ points }) => points.length === 0)).toBe(true);
  });

  it('overlays machines: with the same buckets, separate gaps, and no series for missing signals', async () => {
    const { device: other, machineId: otherId } = await fixture.addDevice();
    await fixture.send(other, { ts: T0 + HOUR, seq: 1, g: { pressure_bar: 5 } });
    const request = { signals: ['pressure_bar', 'state'], from: at(T0), to: at(T0 + 4 * HOUR), points: 4 };
    const both = await fixture
      .get(HistoryQueries)
      .findSeveral(fixture.engineer, [otherId, machineId], request);
    expect(both.map((one) => one.machineId)).toEqual([otherId, machineId]);
    const [second, first] = both.map(({ history }) => history);
    expect(first).toEqual(await find({ signals: ['pressure_bar', 'state'] }));
    expect(second).toMatchObject({
      bucketSeconds: first!.bucketSeconds,
      series: [{ key: 'pressure_bar', points: [[T0 + HOUR, 5, 5, 5, 5]] }],
    });
    await expect(
      fixture.get(HistoryQueries).findSeveral(fixture.asCustomer(fixture.b), [otherId], request),
    ).rejects.toMatchObject({ code: 'equipment.machine_not_found' });
  });

  it('shows each customer its own time of a machine', async () => {
    const change = at(T0 + 2 * HOUR);
    await fixture.sql(`update placement set during = tstzrange('2026-01-05', $2) where machine_id = $1`, [
      machineId,
      change,
    ]);
    await fixture.sql(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
      [fixture.maker.makerId, machineId, fixture.b.ids.site, fixture.b.customerId, change],
    );
    const bucketsOf = async (customer: typeof fixture.a) =>
      (await find({}, fixture.asCustomer(customer))).series[0]!.points.map(([start]) => (start - T0) / HOUR);
    expect(await bucketsOf(fixture.a)).toEqual([0, 1]);
    expect(await bucketsOf(fixture.b)).toEqual([2, 3]);
    const page = (customer: typeof fixture.a) =>
      fixture.get(DeviceReadingsQueries).list(fixture.asCustomer(customer), device.deviceId, {
        from: at(T0),
        to: at(T0 + 4 * HOUR),
        limit: 200,
      });
    expect((await page(fixture.a)).items).toHaveLength(122);
    expect((await page(fixture.b)).items).toHaveLength(89);
    const live = (customer: typeof fixture.a) =>
      fixture.get(LiveQueries).find(fixture.asCustomer(customer), { machineId });
    expect((await live(fixture.a)).values).toEqual({});
    expect((await live(fixture.b)).values).toMatchObject({ pressure_bar: { value: 8 } });
    const lines = await collect(
      fixture.get(ReadingExport).lines(fixture.asCustomer(fixture.a), machineId, {
        signals: [],
        from: at(T0),
        to: at(T0 + 4 * HOUR),
      }),
    );
    expect(lines).toHaveLength(123);
  });
});

describe('raw readings', () => {
  it('are returned page by page, without repetition or omission', async () => {
    const { device } = await fixture.addDevice();
    // Several readings have the same device time, so the sequence number orders them.
    await fixture.send(
      device,
      Array.from({ length: 25 }, (_, i) => ({
        ts: T0 + Math.floor(i / 5),
        seq: i,
        g: { pressure_bar: i },
        e: { note: `n${i}` },
      })),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fixture
        .get(DeviceReadingsQueries)
        .list(fixture.engineer, device.deviceId, { from: at(T0), to: at(T0 + HOUR), limit: 7, cursor });
      seen.push(
        ...page.items.map(
          ({ seq, values, others }) => `${seq} ${values.get('pressure_bar')} ${others.get('note')}`,
        ),
      );
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `${i} ${i} n${i}`));
  });
});

describe('the export', () => {
  it('returns every value of all devices as sent, in chronological order', async () => {
    const { device, machineId } = await fixture.addDevice();
    const [{ device_key }] = (await fixture.sql<{ device_key: number }>(
      `insert into device (maker_id, id, code, kind, machine_id) values ($1, gen_random_uuid(), 'GW', 'gateway', $2) returning device_key`,
      [fixture.maker.makerId, machineId],
    )) as [{ device_key: number }];
    const gateway = (await fixture.directory.find(device_key))!;
    await fixture.send(
      device,
      `{"ts":${T0},"seq":1,"g":{"pressure_bar":0.1,"tiny":1e-7},"c":{"n":9007199254740993},"e":{"note":"a;b"}}`,
    );
    await fixture.send(gateway, { ts: T0 + 1, seq: 1, g: { pressure_bar: null, temperature_c: 1 / 3 } });
    await fixture.send(device, { ts: T0 + 2, seq: 2, g: { pressure_bar: 123456.789 } });
    const received = NOW.toISOString();
    const span = { from: at(T0), to: at(T0 + HOUR) };
    const lines = await collect(
      fixture.get(ReadingExport).lines(fixture.engineer, machineId, { signals: [], ...span }),
    );
    expect(lines).toEqual([
      'device_time;seq;received_at;pressure_bar;n;note;temperature_c;tiny\r\n',
      `2026-10-20T06:00:00.000Z;1;${received};0.1;9007199254740993;"a;b";;1e-7\r\n`,
      `2026-10-20T06:00:00.001Z;1;${received};;;;0.3333333333333333;\r\n`,
      `2026-10-20T06:00:00.002Z;2;${received};123456.789;;;;\r\n`,
    ]);
    const chosen = await collect(
      fixture.get(ReadingExport).lines(fixture.engineer, machineId, { signals: ['temperature_c'], ...span }),
    );
    expect(chosen[0]).toBe('device_time;seq;received_at;temperature_c\r\n');
  });

  it('escapes text that a spreadsheet would run as a formula, unless disabled', async () => {
    const { device, machineId } = await fixture.addDevice();
    await fixture.send(device, `{"ts":${T0},"seq":1,"g":{"pressure_bar":-12.5},"e":{"note":"@SUM(1)"}}`);
    const cells = async (formulas?: 'keep') => {
      const span = { from: at(T0), to: at(T0 + HOUR) };
      const request = { signals: ['pressure_bar', 'note'], formulas, ...span };
      const [, line = ''] = await collect(
        fixture.get(ReadingExport).lines(fixture.engineer, machineId, request),
      );
      return line.trimEnd().split(';').slice(3);
    };
    expect(await cells()).toEqual(['-12.5', "'@SUM(1)"]);
    expect(await cells('keep')).toEqual(['-12.5', '@SUM(1)']);
  });

  it('continues over its pages', async () => {
    const { device, machineId } = await fixture.addDevice();
    for (let batch = 0; batch < 5; batch++) {
      await fixture.send(
        device,
        Array.from({ length: 900 }, (_, i) => ({
          ts: T0 + batch * 900 + i,
          seq: batch * 900 + i,
          g: { pressure_bar: i },
        })),
      );
    }
    const lines = await collect(
      fixture
        .get(ReadingExport)
        .lines(fixture.engineer, machineId, { signals: [], from: at(T0), to: at(T0 + HOUR) }),
    );
    expect(lines.slice(1).map((line) => Number(line.split(';')[1]))).toEqual(
      Array.from({ length: 4500 }, (_, i) => i),
    );
  });
});

describe('live values', () => {
  it('are the newest of all devices of a machine', async () => {
    const { device, machineId } = await fixture.addDevice();
    await fixture.send(device, {
      ts: NOW.getTime() - 5000,
      seq: 1,
      g: { pressure_bar: 7.4 },
      c: { run_hours_total: 5 },
      q: { pressure_bar: 1 },
    });
    expect(await fixture.get(LiveQueries).find(fixture.engineer, { machineId })).toEqual({
      values: {
        pressure_bar: {
          value: 7.4,
          at: at(NOW.getTime() - 5000),
          unit: 'bar',
          kind: 'gauge',
          decimals: 1,
          quality: 1,
          device: { id: device.deviceId, code: device.code },
        },
        run_hours_total: {
          value: 5,
          at: at(NOW.getTime() - 5000),
          unit: 'h',
          kind: 'counter',
          decimals: 1,
          quality: 0,
          device: { id: device.deviceId, code: device.code },
        },
      },
      connected: false,
      lastSeenAt: NOW,
      silentSince: null,
    });
  });

  it('of a site are those of its instruments', async () => {
    const live = await fixture
      .get(LiveQueries)
      .find(fixture.asCustomer(fixture.a), { siteId: fixture.a.ids.site! });
    expect(live.values).toMatchObject({ air_m3_total: { value: 1025, unit: 'm3', kind: 'counter' } });
    expect(live.connected).toBe(true);
  });
});
