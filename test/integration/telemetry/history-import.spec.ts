import { Readable } from 'node:stream';
import fc from 'fast-check';
import pg from 'pg';
import { databaseUrlFor, DomainError, UploadedFiles } from '#platform';
import {
  HistoryImporter,
  HistoryImports,
  HistoryQueries,
  type KnownDevice,
  LiveQueries,
  type ChosenSettings,
  takeFreshReadings,
} from '#telemetry';
import { listStoredReadings } from '../../support/readings.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.parse('2026-09-01T00:00:00Z');
const COLUMNS = 'time;seq;pressure_bar;run_hours_total;state';

let fixture: TelemetryFixture;
let pool: pg.Pool;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  pool = poolOf('importer');
  await fixture.sql(
    `insert into signal (maker_id, id, model_id, key, unit, kind) values ($1, gen_random_uuid(), $2, 'state', '', 'state')
     on conflict do nothing`,
    [fixture.maker.makerId, fixture.maker.ids.equipment_model],
  );
});
afterAll(async () => {
  await pool?.end();
  await fixture?.close();
});

/** @param port port of a proxy to the database; by default that of the database */
function poolOf(name: string, port?: number): pg.Pool {
  const url = new URL(databaseUrlFor('dutycycle_ingest', fixture.database.url, fixture.database.secret));
  if (port !== undefined) url.port = String(port);
  const opened = new pg.Pool({
    connectionString: url.href,
    pipeline: true,
    application_name: name,
    max: 4,
  });
  opened.on('error', () => undefined);
  return opened;
}

const imports = () => fixture.get(HistoryImports);
const importer = (from = pool, valuesAtOnce?: number) =>
  new HistoryImporter(from, fixture.get(UploadedFiles), () => NOW, valuesAtOnce);

/** Rows of a machine that ran every minute, with the same content as messages in the native format. */
interface Row {
  readonly at: number;
  readonly seq: number | null;
  readonly pressure: number;
  readonly hours: number;
  readonly state: string;
}

const rowOf = (i: number): Row => ({
  at: T0 + i * MINUTE,
  seq: i,
  pressure: 6 + (i % 40) / 10,
  hours: 1000 + i / 64,
  state: i % 90 < 60 ? 'load' : 'idle',
});
const lineOf = ({ at, seq, pressure, hours, state }: Row) =>
  [new Date(at).toISOString(), seq ?? '', pressure, hours, state].join(';');
const messageOf = ({ at, seq, pressure, hours, state }: Row) => ({
  ts: at,
  ...(seq !== null && { seq }),
  g: { pressure_bar: pressure },
  c: { run_hours_total: hours },
  state,
});
const csvOf = (rows: readonly Row[]) => `${COLUMNS}\n${rows.map(lineOf).join('\n')}\n`;

async function upload(text: string, pieceBytes = 1e9, name = 'past.csv'): Promise<string> {
  const bytes = Buffer.from(text);
  const { id } = await imports().create(fixture.engineer, { name, bytes: bytes.length });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    await imports().append(fixture.engineer, id, at, Readable.from([piece]));
  }
  return id;
}

async function runAll(by = importer()): Promise<void> {
  while (await by.step());
}

async function importFile(text: string, fileInput: ChosenSettings, by = importer()) {
  const id = await upload(text);
  await imports().start(fixture.engineer, id, fileInput);
  await runAll(by);
  return imports().get(fixture.engineer, id);
}

const of = (device: KnownDevice): ChosenSettings => ({ source: { deviceId: device.deviceId } });
const wrong = (code: string) => expect.objectContaining({ code }) as DomainError;

async function expectChunksInOrder({ deviceKey }: KnownDevice): Promise<void> {
  const chunks = await fixture.sql<{ from_time: Date; to_time: Date }>(
    'select from_time, to_time from reading_chunk where device_key = $1 order by from_time',
    [deviceKey],
  );
  chunks.forEach(({ from_time }, i) => {
    if (i > 0) expect(from_time.getTime()).toBeGreaterThan(chunks[i - 1]!.to_time.getTime());
  });
}

describe('an upload', () => {
  it('can be continued only where it ended', async () => {
    const { id } = await imports().create(fixture.engineer, { name: 'a.csv', bytes: 10 });
    const put = (offset: number, text: string) =>
      imports().append(fixture.engineer, id, offset, Readable.from([Buffer.from(text)]));
    expect(await put(0, '1234')).toMatchObject({ uploaded: 4, state: 'uploading' });
    await expect(put(0, '1234')).rejects.toEqual(wrong('telemetry.import_offset_wrong'));
    await expect(put(5, 'x')).rejects.toMatchObject({ params: { uploaded: 4 } });
    await expect(put(4, '5678901')).rejects.toEqual(wrong('telemetry.import_part_too_large'));
    await expect(imports().preview(fixture.engineer, id, {})).rejects.toEqual(
      wrong('telemetry.import_state_wrong'),
    );
    expect(await imports().get(fixture.engineer, id)).toMatchObject({ uploaded: 4 });
    expect(await put(4, '567890')).toMatchObject({ uploaded: 10, state: 'uploaded' });
    const file = await fixture.get(UploadedFiles).open(fixture.maker.makerId, id);
    expect((await file.readFile()).toString()).toBe('1234567890');
    await file.close();
  });

  it('keeps data that arrived before the connection broke', async () => {
    const { id } = await imports().create(fixture.engineer, { name: 'a.csv', bytes: 10 });
    async function* cutOff(): AsyncGenerator<Buffer> {
      yield Buffer.from('123');
      await Promise.resolve();
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    }
    expect(await imports().append(fixture.engineer, id, 0, Readable.from(cutOff()))).toMatchObject({
      uploaded: 3,
    });
  });

  it('accepts one of two concurrent parts', async () => {
    const { id } = await imports().create(fixture.engineer, { name: 'a.csv', bytes: 4 });
    const put = (text: string) =>
      imports().append(fixture.engineer, id, 0, Readable.from([Buffer.from(text)]));
    const results = await Promise.allSettled([put('aa'), put('bb'), put('cc')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await imports().get(fixture.engineer, id)).toMatchObject({ uploaded: 2 });
  });

  it('without progress is abandoned, and its file is deleted', async () => {
    const id = await upload(csvOf([rowOf(1)]));
    const later = new HistoryImporter(
      pool,
      fixture.get(UploadedFiles),
      () => new Date(NOW.getTime() + 8 * DAY),
    );
    await later.removeLeftovers();
    expect(await imports().get(fixture.engineer, id)).toMatchObject({ state: 'cancelled' });
    await expect(fixture.get(UploadedFiles).open(fixture.maker.makerId, id)).rejects.toThrow('ENOENT');
  });
});

describe('a preview', () => {
  it("detects the file's format and reports errors in its rows", async () => {
    const { device } = await fixture.addDevice();
    const rows = [rowOf(0), rowOf(1)].map(lineOf);
    const id = await upload(
      `${COLUMNS};other\n${rows[0]};1\n${rows[1]!.replace('6.1', 'x')};\nyesterday;;1;;;\n`,
    );
    const preview = await imports().preview(fixture.engineer, id, of(device));
    expect(preview).toMatchObject({
      dialect: { format: 'csv', delimiter: ';', decimal: '.', zone: 'Europe/Warsaw' },
      time: 'time',
      seq: 'seq',
      mapping: ['pressure_bar', 'run_hours_total', 'state'].map((key) => ({ column: key, signal: key })),
      checked: 3,
      faulty: 2,
      faults: [
        { row: 3, column: 'pressure_bar', value: 'x', code: 'value_not_number' },
        { row: 4, column: 'time', value: 'yesterday', code: 'time_malformed' },
      ],
      span: { fromMs: T0, toMs: T0 },
    });
    expect(preview.columns.at(-1)).toEqual({ name: 'other', samples: ['1'] });
    expect(await imports().preview(fixture.engineer, id, { delimiter: ',' })).toMatchObject({
      checked: 0,
      time: null,
    });
  });

  it('rejects a plan that does not fit the file or the machines', async () => {
    const { device } = await fixture.addDevice();
    const id = await upload(csvOf([rowOf(0)]));
    const start = (fileInput: ChosenSettings) =>
      imports().start(fixture.engineer, id, { ...of(device), ...fileInput });
    const pointed = (pointer: string) => ({ code: 'telemetry.import_plan_invalid', fields: [{ pointer }] });
    await expect(start({ time: 'when' })).rejects.toMatchObject(pointed('/time'));
    await expect(start({ seq: 'no' })).rejects.toMatchObject(pointed('/seq'));
    await expect(start({ signals: [] })).rejects.toMatchObject(pointed('/signals'));
    await expect(start({ source: { column: 'no' } })).rejects.toMatchObject(pointed('/source'));
    await expect(start({ signals: [{ column: 'seq', signal: 'nothing' }] })).rejects.toMatchObject(
      pointed('/signals/0'),
    );
    await expect(
      start({ signals: ['state', 'seq'].map((column) => ({ column, signal: 'state' })) }),
    ).rejects.toMatchObject(pointed('/signals/1'));
    expect(await imports().get(fixture.engineer, id)).toMatchObject({ state: 'uploaded' });
  });

  it('rejects a binary file and an empty file', async () => {
    const preview = async (text: string | Buffer) => {
      const id = await upload(text as string);
      return imports().preview(fixture.engineer, id, {});
    };
    await expect(preview('a;b\n')).rejects.toEqual(wrong('telemetry.import_empty'));
    await expect(preview('a\0;b\n1;2\n')).rejects.toEqual(wrong('telemetry.import_not_utf8'));
  });
});

describe('an import', () => {
  it('stores the same data and charts as live messages, packed by day', async () => {
    const rows = Array.from({ length: 3 * 1440 + 77 }, (_, i) => rowOf(i));
    const [{ device, machineId }, { device: live, machineId: liveMachine }] = [
      await fixture.addDevice(),
      await fixture.addDevice(),
    ];
    const done = await importFile(csvOf(rows), of(device));
    expect(done).toMatchObject({
      state: 'done',
      rows: rows.length,
      stored: rows.length,
      points: rows.length * 3,
      duplicates: 0,
      conflicts: 0,
      refused: 0,
      devices: [
        { code: device.code, readings: rows.length, from: new Date(T0), to: new Date(rows.at(-1)!.at) },
      ],
    });
    for (let from = 0; from < rows.length; from += 500)
      await fixture.send(live, rows.slice(from, from + 500).map(messageOf));
    expect(await fixture.stored(device)).toEqual(await fixture.stored(live));
    expect(
      (await fixture.sql('select from reading_batch where $1 = any(device_keys)', [device.deviceKey])).length,
    ).toBe(0);
    const sight = async (id: string) => {
      const request = { signals: ['pressure_bar', 'run_hours_total'], points: 300 };
      const find = (from: number, to: number) =>
        fixture
          .get(HistoryQueries)
          .find(fixture.engineer, { machineId: id }, { ...request, from: new Date(from), to: new Date(to) });
      const [short, long] = [await find(T0, T0 + DAY), await find(T0 - 10 * DAY, T0 + 10 * DAY)];
      return [short, long].map(({ series, gaps, duty }) => ({
        points: series.map((one) => one.points.map((point) => point.map((value) => value.toFixed(6)))),
        gaps,
        duty,
      }));
    };
    expect(await sight(machineId)).toEqual(await sight(liveMachine));
    const sent = await fixture.sql('select key from sent_signal where device_key = $1 order by key', [
      device.deviceKey,
    ]);
    expect(sent.map(({ key }) => key)).toEqual(['pressure_bar', 'run_hours_total', 'state']);
    const present = await fixture.get(LiveQueries).find(fixture.engineer, { machineId });
    expect(JSON.stringify(present)).toContain(String(rows.at(-1)!.pressure));
  });

  it('counts duplicates and lists conflicts, and overwrites nothing', async () => {
    const { device } = await fixture.addDevice();
    const rows = Array.from({ length: 60 }, (_, i) => rowOf(i));
    // Half of the data was received live, and some of it is already packed.
    await fixture.send(device, rows.slice(0, 20).map(messageOf));
    await fixture.unitOfWork.run(fixture.system, takeFreshReadings);
    while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
    await fixture.send(device, rows.slice(20, 30).map(messageOf));
    const sent = rows.map((row, i) => (i === 5 || i === 25 ? { ...row, pressure: 99 } : row));
    sent.push(rowOf(40), { ...rowOf(41), hours: 1 });
    expect(await importFile(csvOf(sent), of(device))).toMatchObject({
      stored: 30,
      duplicates: 29,
      conflicts: 3,
      refused: 0,
      reasons: [{ code: 'conflicting_duplicate', rows: 3 }],
    });
    expect(await importFile(csvOf(rows), of(device))).toMatchObject({
      stored: 0,
      duplicates: 60,
      conflicts: 0,
    });
    const { device: alone } = await fixture.addDevice();
    await fixture.send(alone, rows.map(messageOf));
    expect(await fixture.stored(device)).toEqual(await fixture.stored(alone));
    await expectChunksInOrder(device);
    // The reverse order: imported readings are recognized when they are sent again.
    fixture.restartIntake();
    expect(await fixture.send(device, rows.map(messageOf))).toEqual({
      stored: 0,
      duplicates: 60,
      faults: [],
    });
    expect(await fixture.send(device, messageOf({ ...rowOf(50), pressure: 1 }))).toMatchObject({
      faults: [{ code: 'conflicting_duplicate' }],
    });
  });

  it('accepts rows of several machines in any order, and assigns each row correctly', async () => {
    const devices = [(await fixture.addDevice()).device, (await fixture.addDevice(fixture.b)).device];
    const picks = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 4000 })), {
      minLength: 1,
      maxLength: 400,
    });
    const stored = [new Set<number>(), new Set<number>()];
    await fc.assert(
      fc.asyncProperty(picks, async (list) => {
        const lines = list.map(([d, i]) => `${devices[d]!.code};${lineOf(rowOf(i))}`);
        const { stored: count, duplicates } = await importFile(`serial;${COLUMNS}\n${lines.join('\n')}`, {});
        const before = stored[0]!.size + stored[1]!.size;
        for (const [d, i] of list) stored[d]!.add(i);
        const fresh = stored[0]!.size + stored[1]!.size - before;
        expect([count, duplicates]).toEqual([fresh, list.length - fresh]);
      }),
      { numRuns: 8 },
    );
    for (const [d, device] of devices.entries()) {
      const rows = await listStoredReadings(fixture.owner, device.deviceKey);
      expect(rows.map(({ seq }) => seq)).toEqual([...stored[d]!].sort((a, b) => a - b));
      await expectChunksInOrder(device);
    }
  });

  it("imports NDJSON in the devices' format", async () => {
    const { device } = await fixture.addDevice();
    const rows = Array.from({ length: 30 }, (_, i) => ({ ...rowOf(i), seq: null }));
    const text = rows.map((row) => JSON.stringify(messageOf(row))).join('\n');
    expect(await importFile(`${text}\n{"ts":\n`, of(device))).toMatchObject({
      stored: 30,
      refused: 1,
      reasons: [{ code: 'not_json', rows: 1 }],
    });
    const { device: live } = await fixture.addDevice();
    await fixture.send(live, rows.map(messageOf));
    expect(await fixture.stored(device)).toEqual(await fixture.stored(live));
  });

  it('returns the rejected rows for correction and import', async () => {
    const { device } = await fixture.addDevice();
    const lines = [rowOf(0), rowOf(1), rowOf(2)].map(lineOf);
    const text = `serial;${COLUMNS}\nno-such;${lines[0]}\n${device.code};${lines[1]!.replace('6.1', 'six')}\n${device.code};${lines[2]}\n`;
    const done = await importFile(text, {});
    expect(done).toMatchObject({ stored: 1, refused: 2 });
    let file = '';
    for await (const piece of (await imports().readRejectedRows(fixture.engineer, done.id)).lines)
      file += piece;
    expect(file).toBe(
      `\ufeffrow;reason;column;value;serial;${COLUMNS}\r\n` +
        `2;device_unknown;serial;no-such;no-such;${lines[0]}\r\n` +
        `3;value_not_number;pressure_bar;six;${device.code};${lines[1]!.replace('6.1', 'six')}\r\n`,
    );
    const corrected = file
      .replace(/;six;2/, ';six;2')
      .replaceAll('no-such', device.code)
      .replace(/;six(?=;\d+\.)/g, ';6.1');
    expect(await importFile(corrected, {})).toMatchObject({ stored: 2, refused: 0 });
    const { device: live } = await fixture.addDevice();
    await fixture.send(
      live,
      [0, 1, 2].map((i) => messageOf(rowOf(i))),
    );
    expect(await fixture.stored(device)).toEqual(await fixture.stored(live));
  });

  it('notifies evaluation of its earliest reading after its end', async () => {
    const { device } = await fixture.addDevice();
    const id = await upload(csvOf([rowOf(9), rowOf(3)]));
    await imports().start(fixture.engineer, id, of(device));
    const by = importer();
    const fresh = async () =>
      (await fixture.unitOfWork.run(fixture.system, takeFreshReadings)).filter(
        ({ deviceKey }) => deviceKey === device.deviceKey,
      );
    await by.step();
    await fixture.sql(`update history_import set finished_at = null where id = $1`, [id]);
    expect(await fresh()).toEqual([]);
    await fixture.sql(`update history_import set finished_at = now() where id = $1`, [id]);
    expect(await fresh()).toEqual([
      { deviceKey: device.deviceKey, from: new Date(rowOf(3).at), readings: null },
    ]);
    expect(await fresh()).toEqual([]);
  });

  it('ends when it is cancelled, and keeps the stored rows', async () => {
    const { device } = await fixture.addDevice();
    const id = await upload(csvOf([rowOf(0)]));
    await imports().start(fixture.engineer, id, of(device));
    expect(await imports().cancel(fixture.engineer, id)).toMatchObject({ state: 'cancelled' });
    await runAll();
    expect(await fixture.stored(device)).toEqual([]);
    await expect(imports().cancel(fixture.engineer, id)).rejects.toEqual(
      wrong('telemetry.import_state_wrong'),
    );
    await importer().removeLeftovers();
    await expect(fixture.get(UploadedFiles).open(fixture.maker.makerId, id)).rejects.toThrow('ENOENT');
  });

  it('fails if its file is missing, and reports it', async () => {
    const { device } = await fixture.addDevice();
    const id = await upload(csvOf([rowOf(0)]));
    await imports().start(fixture.engineer, id, of(device));
    await fixture.get(UploadedFiles).remove(fixture.maker.makerId, id);
    await runAll();
    expect(await imports().get(fixture.engineer, id)).toMatchObject({
      state: 'failed',
      fault: { code: 'telemetry.import_file_missing' },
    });
  });
});

describe('an importer', () => {
  it('that is killed repeatedly continues where it stopped, and loses and repeats nothing', async () => {
    const { device } = await fixture.addDevice();
    const rows = Array.from({ length: 40_000 }, (_, i) => ({ ...rowOf(i), at: T0 + i * 10_000 }));
    // Repeated and rejected rows must also be counted once.
    const text = rows.map((row, i) => (i % 1000 === 7 ? 'no time;;;;' : lineOf(row))).join('\n');
    const id = await upload(`${COLUMNS}\n${text}\n`, 1e6);
    await imports().start(fixture.engineer, id, of(device));
    let kills = 0;
    for (let isDone = false; !isDone;) {
      const cable = await TcpProxy.open(Number(new URL(fixture.database.url).port));
      // Each round transfers slightly more data than the previous one, so that every part of a step is interrupted.
      cable.cutAfter = 2_000 * (kills + 1);
      const own = poolOf(`importer-${kills}`, cable.port);
      isDone = await runAll(importer(own, 25_000)).then(
        () => true,
        () => false,
      );
      cable.close();
      await own.end();
      // The transaction must end before the next one starts.
      await fixture.sql(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1`,
        [`importer-${kills}`],
      );
      if (!isDone) kills += 1;
    }
    expect(kills).toBeGreaterThan(10);
    const refused = rows.filter((_, i) => i % 1000 === 7).length;
    expect(await imports().get(fixture.engineer, id)).toMatchObject({
      state: 'done',
      rows: rows.length,
      stored: rows.length - refused,
      points: (rows.length - refused) * 3,
      duplicates: 0,
      conflicts: 0,
      refused,
      reasons: [{ code: 'time_malformed', rows: refused }],
    });
    const stored = await listStoredReadings(fixture.owner, device.deviceKey);
    expect(stored.map(({ seq }) => seq)).toEqual(rows.flatMap((_, i) => (i % 1000 === 7 ? [] : [i])));
    await expectChunksInOrder(device);
  }, 600_000);

  it('loses and repeats nothing while a device keeps sending, including historical readings', async () => {
    const { device } = await fixture.addDevice();
    const past = Array.from({ length: 20_000 }, (_, i) => rowOf(i));
    const id = await upload(csvOf(past));
    await imports().start(fixture.engineer, id, of(device));
    let isRunning = true;
    let receipts = { stored: 0, duplicates: 0 };
    const running = runAll().finally(() => (isRunning = false));
    const sending = (async () => {
      for (let i = 0; isRunning; i++) {
        const ofPast = messageOf(rowOf((i * 37) % past.length));
        const now = { ts: NOW.getTime() - DAY + i, seq: 1_000_000 + i, g: { pressure_bar: 1 } };
        const { stored, duplicates } = await fixture.send(device, [ofPast, now]);
        receipts = { stored: receipts.stored + stored, duplicates: receipts.duplicates + duplicates };
      }
    })();
    const packing = (async () => {
      while (isRunning) {
        await fixture.unitOfWork.run(fixture.system, takeFreshReadings);
        await fixture.packer().pack(fixture.maker.makerId);
      }
    })();
    await Promise.all([running, sending, packing]);
    const done = await imports().get(fixture.engineer, id);
    const stored = await listStoredReadings(fixture.owner, device.deviceKey);
    expect(done).toMatchObject({ state: 'done', conflicts: 0, refused: 0 });
    expect(done.stored + done.duplicates).toBe(past.length);
    expect(stored).toHaveLength(done.stored + receipts.stored);
    expect(new Set(stored.map(({ at, seq }) => `${at.getTime()} ${seq}`)).size).toBe(stored.length);
    expect(stored.filter(({ seq }) => seq < 1_000_000)).toHaveLength(past.length);
    await expectChunksInOrder(device);
  }, 600_000);
});
