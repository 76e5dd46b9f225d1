import fc from 'fast-check';
import { type KnownDevice, LiveQueries, takeFreshReadings } from '#telemetry';
import { listStoredReadings } from '../../support/readings.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => (fixture = await TelemetryFixture.open()));
afterAll(() => fixture?.close());

const T0 = NOW.getTime() - 3_600_000;

async function statusOf(device: KnownDevice) {
  await fixture.writeStatus();
  const [row] = await fixture.sql<{
    last_values: Record<string, { v: unknown; t: number; q?: number }>;
    last_seen_at: Date;
    last_reading_at: Date;
    clock_skew_ms: string;
  }>('select * from device_status where device_key = $1', [device.deviceKey]);
  return row!;
}

describe('a stored message', () => {
  it('keeps numbers, texts, qualities and long integers', async () => {
    const { device } = await fixture.addDevice();
    const receipt = await fixture.send(
      device,
      `{"ts":${T0},"seq":5,"c":{"run_hours_total":9123.4,"n":9007199254740993},"g":{"pressure_bar":null},"state":"load","q":{"run_hours_total":1}}`,
    );
    expect(receipt).toEqual({ stored: 1, duplicates: 0, faults: [] });
    expect(await listStoredReadings(fixture.owner, device.deviceKey)).toEqual([
      {
        makerId: fixture.maker.makerId,
        deviceKey: device.deviceKey,
        at: new Date(T0),
        seq: 5,
        receivedAt: NOW,
        timeSource: 0,
        values: { n: '9007199254740993', pressure_bar: null, run_hours_total: 9123.4, state: 'load' },
        qualities: { run_hours_total: 1 },
      },
    ]);
  });

  it('is recorded in the row of its batch, even if its readings are on several days', async () => {
    const { device } = await fixture.addDevice();
    const days = ['2026-02-01T10:00:00Z', '2026-02-01T23:59:59.999Z', '2026-02-02T00:00:00Z'];
    await fixture.send(
      device,
      days.map((ts) => ({ ts, g: { pressure_bar: 1 }, state: 'load' })),
    );
    expect(
      await fixture.sql(
        `select from_time, to_time, device_keys, device_from_ms, readings, points, judged, received_at
           from reading_batch where $1 = any(device_keys)`,
        [device.deviceKey],
      ),
    ).toEqual([
      {
        from_time: new Date(days[0]!),
        to_time: new Date(days[2]!),
        device_keys: [device.deviceKey],
        device_from_ms: [String(Date.parse(days[0]!))],
        readings: 3,
        points: 6,
        judged: false,
        received_at: NOW,
      },
    ]);
  });

  it('is recognised by a second process, which shares only the database with the first', async () => {
    const { device } = await fixture.addDevice();
    const message = { ts: T0, seq: 1, g: { pressure_bar: 7 } };
    await fixture.send(device, message);
    fixture.restartIntake();
    expect(await fixture.send(device, message)).toEqual({ stored: 0, duplicates: 1, faults: [] });
  });

  it('is passed to evaluation once, with the time from which evaluation must resume', async () => {
    const { device } = await fixture.addDevice();
    await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 7 } });
    await fixture.send(device, [
      { ts: T0 + 2000, seq: 3, g: { pressure_bar: 7 } },
      { ts: T0 - 86_400_000, seq: 2, g: { pressure_bar: 7 } },
    ]);
    const take = async () =>
      (await fixture.unitOfWork.run(fixture.system, takeFreshReadings))
        .filter(({ deviceKey }) => deviceKey === device.deviceKey)
        .map(({ from, readings }) => [from.getTime() - T0, readings?.map(({ at, seq }) => [at - T0, seq])]);
    const DAY = 86_400_000;
    expect(await take()).toEqual([
      [
        -DAY,
        [
          [-DAY, '2'],
          [0, '1'],
          [2000, '3'],
        ],
      ],
    ]);
    expect(await take()).toEqual([]);
    await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 7 } });
    expect(await take()).toEqual([]);
    await fixture.send(device, { ts: T0 + 1, seq: 1, g: { pressure_bar: 7 } });
    expect(await take()).toEqual([[1, [[1, '1']]]]);
  });

  it('is passed to evaluation in batches, oldest first', async () => {
    const { device } = await fixture.addDevice();
    await fixture.unitOfWork.run(fixture.system, (tx) => takeFreshReadings(tx));
    for (const i of [0, 1, 2]) await fixture.send(device, { ts: T0 + i, seq: i, g: { pressure_bar: 7 } });
    const take = () => fixture.unitOfWork.run(fixture.system, (tx) => takeFreshReadings(tx, 1));
    const portions = [await take(), await take(), await take(), await take()];
    expect(portions.map((told) => told.map(({ from }) => from.getTime()))).toEqual([
      [T0],
      [T0 + 1],
      [T0 + 2],
      [],
    ]);
  });

  it('is shown in the status immediately, and then at most once per second', async () => {
    const { device } = await fixture.addDevice();
    const value = async () => {
      const [row] = await fixture.sql<{ last_values: Record<string, { v: number }>; last_reading_at: Date }>(
        'select last_values, last_reading_at from device_status where device_key = $1',
        [device.deviceKey],
      );
      return [row!.last_values['pressure_bar']!.v, row!.last_reading_at.getTime()];
    };
    for (const [i, pressure] of [5, 6, 7].entries()) {
      await fixture.send(device, { ts: T0 + i, seq: i, g: { pressure_bar: pressure } });
      expect(await value()).toEqual([5, T0]);
    }
    await fixture.writeStatus();
    expect(await value()).toEqual([7, T0 + 2]);
  });

  it('ahead of the server’s clock is current until the next one arrives, and is returned in chronological order', async () => {
    const { device, machineId } = await fixture.addDevice();
    const minutes = (count: number): number => NOW.getTime() + count * 60_000;
    const { arrival } = fixture;
    try {
      await fixture.send(device, { ts: minutes(0), seq: 1, g: { pressure_bar: 7, b: 1 } });
      fixture.arrival = new Date(minutes(1));
      await fixture.send(device, { ts: minutes(6), seq: 2, g: { pressure_bar: 99 } });
      await statusOf(device);
      const live = async () =>
        (await fixture.get(LiveQueries).find(fixture.engineer, { machineId })).values['pressure_bar'];
      expect(await live()).toMatchObject({ value: 99, at: new Date(minutes(1)) });
      fixture.arrival = new Date(minutes(2));
      await fixture.send(device, { ts: minutes(2), seq: 3, g: { pressure_bar: 8 } });
      expect((await statusOf(device)).last_reading_at).toEqual(new Date(minutes(2)));
      expect(await live()).toMatchObject({ value: 8, at: new Date(minutes(2)) });
    } finally {
      fixture.arrival = arrival;
    }
    const stored = await listStoredReadings(fixture.owner, device.deviceKey);
    expect(stored.map(({ at }) => at.getTime())).toEqual([minutes(0), minutes(2), minutes(6)]);
  });

  it('without values and with stale quality marks the last values as stale until newer ones arrive', async () => {
    const { device } = await fixture.addDevice();
    const last = async () => (await statusOf(device)).last_values;
    await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 7 } });
    expect(await last()).toEqual({ pressure_bar: { v: 7, t: T0 } });
    await fixture.send(device, { ts: T0 + 5000, seq: 2, g: { pressure_bar: null }, q: { pressure_bar: 3 } });
    expect(await last()).toEqual({ pressure_bar: { v: 7, t: T0, q: 3, o: T0 + 5000 } });
    // Values from before the value became stale change nothing.
    await fixture.send(device, { ts: T0 + 1000, seq: 3, g: { pressure_bar: 1 } });
    expect(await last()).toMatchObject({ pressure_bar: { v: 7, q: 3 } });
    await fixture.send(device, { ts: T0 + 6000, seq: 4, g: { pressure_bar: 9 } });
    expect(await last()).toEqual({ pressure_bar: { v: 9, t: T0 + 6000 } });
  });

  it('of the past does not affect the clock estimate, regardless of how fast it arrives', async () => {
    const { device } = await fixture.addDevice();
    const { arrival } = fixture;
    try {
      for (let i = 0; i < 6; i++) {
        fixture.arrival = new Date(NOW.getTime() + i * 2000);
        await fixture.send(device, { ts: T0 - 90 * 86_400_000 + i * 2000, seq: i, g: { pressure_bar: 7 } });
      }
      expect((await statusOf(device)).clock_skew_ms).toBeNull();
    } finally {
      fixture.arrival = arrival;
    }
  });

  it('is current only if it is newer', async () => {
    const { device } = await fixture.addDevice();
    await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 7, a: 1 }, q: { a: 2 } });
    await fixture.send(device, { ts: T0 - 1000, seq: 2, g: { pressure_bar: 5, b: 2 } });
    await fixture.send(device, { ts: T0 + 1000, seq: 3, g: { pressure_bar: 8 } });
    const status = await statusOf(device);
    expect(status.last_values).toEqual({
      pressure_bar: { v: 8, t: T0 + 1000 },
      a: { v: 1, t: T0, q: 2 },
      b: { v: 2, t: T0 - 1000 },
    });
    expect(status.last_reading_at).toEqual(new Date(T0 + 1000));
  });

  it('updates the estimated clock offset of the device, unless it was buffered', async () => {
    const { device } = await fixture.addDevice();
    const AHEAD = 90_000;
    for (const [i, delay] of [400, 20, 300].entries()) {
      fixture.arrival = new Date(NOW.getTime() + i * 5000 + delay);
      await fixture.send(device, { ts: NOW.getTime() + i * 5000 + AHEAD, seq: i, g: { pressure_bar: 7 } });
    }
    await fixture.send(device, { ts: T0 - 5000, seq: 9, g: { pressure_bar: 7 } });
    fixture.arrival = NOW;
    expect((await statusOf(device)).clock_skew_ms).toBe(String(AHEAD - 20));
  });
});

describe('stored data', () => {
  const message = fc.record(
    {
      ts: fc.integer({ min: T0, max: T0 + 5 }),
      seq: fc.integer({ min: 0, max: 4 }),
      c: fc.record({ run_hours_total: fc.constantFrom(1, 1.5, 100_000.25) }),
      g: fc.dictionary(
        fc.constantFrom('pressure_bar', 'temperature_c'),
        fc.option(fc.constantFrom(0, 0.1, 7.25)),
        { minKeys: 1 },
      ),
      state: fc.constantFrom('load', 'idle'),
    },
    { requiredKeys: ['ts', 'g'] },
  );
  const sent = fc.uniqueArray(message, {
    // Two different contents with the same time and sequence number conflict. The first one that arrives is kept.
    selector: ({ ts, seq, ...rest }) =>
      seq === undefined ? `${ts} ${JSON.stringify(rest)}` : `${ts} ${seq}`,
    minLength: 1,
    maxLength: 15,
  });
  const delivery = sent.chain((messages) =>
    fc.record({
      messages: fc.constant(messages),
      order: fc.shuffledSubarray([...messages, ...messages, ...messages], { minLength: messages.length * 3 }),
      cut: fc.integer({ min: 1, max: 10 }),
    }),
  );

  it('is the same set for any order, repetition and batching of messages', async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async ({ messages, order, cut }) => {
        const [once, often] = [(await fixture.addDevice()).device, (await fixture.addDevice()).device];
        for (const one of messages) await fixture.send(once, one);
        const payloads = Array.from({ length: Math.ceil(order.length / cut) }, (_, i) =>
          order.slice(i * cut, (i + 1) * cut),
        );
        const receipts = await Promise.all(payloads.map((payload) => fixture.send(often, payload)));
        expect(await fixture.stored(often)).toEqual(await fixture.stored(once));
        expect(receipts.reduce((sum, { stored }) => sum + stored, 0)).toBe(
          (await fixture.stored(once)).length,
        );
        expect(receipts.flatMap(({ faults }) => faults)).toEqual([]);
        const [ofOnce, ofOften] = [await statusOf(once), await statusOf(often)];
        expect(ofOften.last_reading_at).toEqual(ofOnce.last_reading_at);
        expect(await fixture.freshFrom(often)).toEqual(await fixture.freshFrom(once));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a message without a time', () => {
  it('is recognised by its number for some minutes, and never without a number', async () => {
    const { device } = await fixture.addDevice();
    const numbered = { seq: 1, c: { run_hours_total: 1 } };
    const sendAt = async (minute: number, payload: object) => {
      fixture.arrival = new Date(NOW.getTime() + minute * 60_000);
      return fixture.send(device, payload);
    };
    try {
      expect(await sendAt(0, numbered)).toMatchObject({ stored: 1 });
      expect(await sendAt(3, numbered)).toMatchObject({ stored: 0, duplicates: 1 });
      expect(await sendAt(4, [{ ...numbered, c: { run_hours_total: 2 } }, numbered])).toMatchObject({
        stored: 1,
        duplicates: 1,
      });
      expect(await sendAt(11, numbered)).toMatchObject({ stored: 1 });
      expect(await sendAt(12, { c: { run_hours_total: 3 } })).toMatchObject({ stored: 1 });
      expect(await sendAt(13, { c: { run_hours_total: 3 } })).toMatchObject({ stored: 1 });
    } finally {
      fixture.arrival = NOW;
    }
    const sources = (await listStoredReadings(fixture.owner, device.deviceKey)).map(
      ({ timeSource }) => timeSource,
    );
    expect([...new Set(sources)]).toEqual([1]);
  });
});
