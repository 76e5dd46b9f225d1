import { Signal } from '#equipment';
import {
  Connectivity,
  DeviceReadingsQueries,
  HistoryQueries,
  LiveQueries,
  Quarantine,
  QuarantineReplays,
  ReadingExport,
  UnknownSignals,
} from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  await fixture.sql('delete from unknown_signal');
  await fixture.sql('delete from quarantine_entry');
  await fixture.sql('delete from quarantine_let_go');
});
afterAll(() => fixture?.close());

const T0 = NOW.getTime() - 3_600_000;

describe('quarantine', () => {
  it('keeps the newest messages of each device, and counts unresolved messages that it discards', async () => {
    const [{ device }, { device: other }] = [await fixture.addDevice(), await fixture.addDevice()];
    const open = () => fixture.openIntake(undefined, undefined, fixture.openStore(20));
    const intake = open();
    await fixture.send(other, 'nonsense', intake);
    for (let i = 0; i < 30; i++) await fixture.send(device, `nonsense ${i}`, i === 29 ? open() : intake);
    const { items } = await fixture
      .get(Quarantine)
      .list(fixture.engineer, { limit: 100, deviceId: device.deviceId });
    expect(items.map(({ payload }) => payload)).toEqual(
      Array.from({ length: 20 }, (_, i) => `nonsense ${29 - i}`),
    );
    const [reason] = await fixture.get(QuarantineReplays).reasons(fixture.engineer);
    expect(reason).toMatchObject({ reason: 'not_json', messages: 21, letGo: 10 });
    await fixture.sql('delete from quarantine_entry');
  });

  it('is listed newest first by pages, by reason, and without resolved ones', async () => {
    const { device } = await fixture.addDevice();
    const quarantine = fixture.get(Quarantine);
    for (let i = 0; i < 5; i++) {
      fixture.arrival = new Date(NOW.getTime() + i * 1000);
      await fixture.send(device, i === 2 ? 'nonsense' : { ts: T0, [`x${i}`]: 1 });
    }
    fixture.arrival = NOW;
    const first = await quarantine.list(fixture.engineer, { limit: 3 });
    const second = await quarantine.list(fixture.engineer, { limit: 3, cursor: first.next! });
    const fields = [...first.items, ...second.items].map(({ params, reason }) => params.field ?? reason);
    expect(fields).toEqual(['x4', 'x3', 'not_json', 'x1', 'x0']);
    expect(first.items[0]).toMatchObject({
      device: { id: device.deviceId, code: device.code },
      payload: `{"ts":${T0},"x4":1}`,
      resolvedAt: null,
    });

    await quarantine.resolve(fixture.engineer, first.items[0]!.id);
    await quarantine.resolve(fixture.engineer, first.items[0]!.id);
    expect((await quarantine.list(fixture.engineer, { limit: 10 })).items).toHaveLength(4);
    expect((await quarantine.list(fixture.engineer, { limit: 10, resolved: true })).items).toHaveLength(5);
    expect((await quarantine.list(fixture.engineer, { limit: 10, reason: 'not_json' })).items).toHaveLength(
      1,
    );
    const audited = await fixture.sql<{ n: string }>(
      `select count(*) as n from audit_entry where action = 'telemetry.quarantine_resolved'`,
    );
    expect(audited[0]!.n).toBe('1');
  });

  it('is not visible to customers, and an unknown entry is not found', async () => {
    const quarantine = fixture.get(Quarantine);
    expect(
      (await quarantine.list(fixture.asCustomer(fixture.a), { limit: 10, resolved: true })).items,
    ).toEqual([]);
    await expect(quarantine.resolve(fixture.engineer, fixture.a.ids.machine!)).rejects.toMatchObject({
      code: 'telemetry.quarantine_entry_not_found',
    });
  });
});

describe('an unknown signal', () => {
  it('is listed, adopted for the whole model, and then described', async () => {
    const { device, machineId } = await fixture.addDevice();
    const unknown = fixture.get(UnknownSignals);
    await fixture.send(device, { ts: T0, seq: 1, c: { litres_total: 12.5 }, e: { note: 'x' } });
    const listed = await unknown.list(fixture.engineer, { limit: 10 });
    expect(listed.items).toMatchObject([
      {
        device: { id: device.deviceId },
        machine: { id: machineId },
        key: 'litres_total',
        kind: 'counter',
        sample: 12.5,
      },
      { key: 'note', kind: 'event', sample: 'x' },
    ]);
    const adopted = await unknown.adopt(fixture.engineer, device.deviceId, {
      key: 'litres_total',
      unit: 'L',
      kind: 'counter',
      decimals: 1,
    });
    expect(adopted).toMatchObject({
      modelId: fixture.maker.ids.equipment_model,
      deviceId: null,
      key: 'litres_total',
    });
    await fixture.directory.refresh();
    expect((await fixture.directory.find(device.deviceKey))!.signals.has('litres_total')).toBe(true);
    expect(
      (await fixture.get(LiveQueries).find(fixture.engineer, { machineId })).values.litres_total,
    ).toMatchObject({ value: 12.5, unit: 'L' });
    // The other device of this model was already in the list.
    const { device: sibling } = await fixture.addDevice();
    await fixture.sql(
      `insert into unknown_signal select maker_id, $1, 'litres_total', '{"c":1}', now(), now() from device where device_key = $1`,
      [sibling.deviceKey],
    );
    expect((await unknown.list(fixture.engineer, { limit: 10 })).items.map(({ key }) => key)).toEqual([
      'note',
    ]);

    await unknown.ignore(fixture.engineer, device.deviceId, 'note');
    expect((await unknown.list(fixture.engineer, { limit: 10 })).items).toEqual([]);
    expect((await unknown.list(fixture.engineer, { limit: 10, ignored: true })).items).toMatchObject([
      { key: 'note', ignoredAt: expect.any(Date) },
    ]);
  });

  it('of a site’s instrument is adopted for that device only', async () => {
    const [{ device_key }] = (await fixture.sql<{ device_key: number }>(
      'select device_key from device where id = $1',
      [fixture.a.ids.site_device],
    )) as [{ device_key: number }];
    const instrument = (await fixture.directory.find(device_key))!;
    await fixture.send(instrument, { ts: T0, seq: 1, g: { flow_m3_h: 5 } });
    const adopted = await fixture
      .get(UnknownSignals)
      .adopt(fixture.engineer, instrument.deviceId, { key: 'flow_m3_h', unit: 'm3/h', kind: 'gauge' });
    expect(adopted).toMatchObject({ modelId: null, deviceId: instrument.deviceId });
    expect(adopted).toBeInstanceOf(Signal);
  });

  it('that was never sent, or that belongs to an unknown device, is not found', async () => {
    const { device } = await fixture.addDevice();
    const unknown = fixture.get(UnknownSignals);
    await expect(unknown.ignore(fixture.engineer, device.deviceId, 'ghost')).rejects.toMatchObject({
      code: 'telemetry.unknown_signal_not_found',
    });
    await expect(
      unknown.adopt(fixture.engineer, fixture.a.ids.machine!, { key: 'x', unit: '1', kind: 'gauge' }),
    ).rejects.toMatchObject({ code: 'equipment.device_not_found' });
  });
});

describe('a silent device', () => {
  it('is detected and reported once, until its next message', async () => {
    const { device } = await fixture.addDevice();
    const connectivity = fixture.get(Connectivity);
    await fixture.sql('update device_status set last_seen_at = null');
    fixture.arrival = new Date(NOW.getTime() - 901_000);
    await fixture.send(device, { ts: T0, seq: 1, g: { pressure_bar: 7 } });
    expect(await connectivity.updateOverdueDevices(fixture.system)).toBe(1);
    expect(await connectivity.updateOverdueDevices(fixture.system)).toBe(0);
    const since = new Date(NOW.getTime() - 1000);
    const [status] = await fixture.sql<{ silent_since: Date }>(
      'select silent_since from device_status where device_key = $1',
      [device.deviceKey],
    );
    expect(status!.silent_since).toEqual(since);

    fixture.arrival = NOW;
    await fixture.send(device, { ts: T0 + 1, seq: 2, g: { pressure_bar: 7 } });
    expect(await connectivity.updateOverdueDevices(fixture.system)).toBe(1);
    const events = await fixture.sql<{ kind: string; at: Date }>(
      'select kind, at from connectivity_event where device_id = $1 order by id',
      [device.deviceId],
    );
    expect(events).toEqual([
      { kind: 'silent', at: since },
      { kind: 'heard', at: NOW },
    ]);
    const emitted = await fixture.sql<{ name: string; payload: object }>(
      `select name, payload from outbox_event where name like 'telemetry.%' order by id`,
    );
    expect(emitted).toEqual([
      { name: 'telemetry.device_silent', payload: { deviceId: device.deviceId, at: since.toISOString() } },
      { name: 'telemetry.device_heard', payload: { deviceId: device.deviceId, at: NOW.toISOString() } },
    ]);
  });
});

describe('unknown objects', () => {
  const span = { from: new Date(T0), to: NOW };
  it.each([
    [
      'live values of an unknown machine',
      () => fixture.get(LiveQueries).find(fixture.engineer, { machineId: fixture.a.ids.site! }),
      'equipment.machine_not_found',
    ],
    [
      'live values of another’s machine',
      () =>
        fixture.get(LiveQueries).find(fixture.asCustomer(fixture.b), { machineId: fixture.a.ids.machine! }),
      'equipment.machine_not_found',
    ],
    [
      'history of another’s site',
      () =>
        fixture
          .get(HistoryQueries)
          .find(
            fixture.asCustomer(fixture.b),
            { siteId: fixture.a.ids.site! },
            { signals: [], points: 1, ...span },
          ),
      'customers.site_not_found',
    ],
    [
      'readings of another’s device',
      () =>
        fixture
          .get(DeviceReadingsQueries)
          .list(fixture.asCustomer(fixture.b), fixture.a.ids.device!, { limit: 1, ...span }),
      'equipment.device_not_found',
    ],
    [
      'an export of another’s machine',
      () =>
        fixture
          .get(ReadingExport)
          .lines(fixture.asCustomer(fixture.b), fixture.a.ids.machine!, { signals: [], ...span })
          .next(),
      'equipment.machine_not_found',
    ],
    [
      'a signal that was never sent',
      () =>
        fixture
          .get(HistoryQueries)
          .find(
            fixture.engineer,
            { machineId: fixture.a.ids.machine! },
            { signals: ['ghost'], points: 1, ...span },
          ),
      'telemetry.signal_not_found',
    ],
    [
      'history of an empty period',
      () =>
        fixture
          .get(HistoryQueries)
          .find(
            fixture.engineer,
            { machineId: fixture.a.ids.machine! },
            { signals: [], points: 1, from: NOW, to: NOW },
          ),
      'telemetry.range_invalid',
    ],
    [
      'an export of an empty period',
      () =>
        fixture
          .get(ReadingExport)
          .lines(fixture.engineer, fixture.a.ids.machine!, { signals: [], from: NOW, to: NOW })
          .next(),
      'telemetry.range_invalid',
    ],
    [
      'a page after an invalid cursor',
      () =>
        fixture
          .get(DeviceReadingsQueries)
          .list(fixture.engineer, fixture.a.ids.device!, { limit: 1, cursor: 'x', ...span }),
      'platform.cursor_invalid',
    ],
  ])('%s', async (_what, request, code) => {
    await expect((async () => request())()).rejects.toMatchObject({ code });
  });
});
