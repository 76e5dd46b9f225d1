import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { Scope } from '#platform';
import {
  type ExportFormat,
  type KnownDevice,
  SignalExport,
  type SignalExportRequest,
  takeFreshReadings,
} from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-10-20T06:00:00Z');
const RECEIVED = NOW.toISOString();
const SPAN = { from: new Date(T0), to: new Date(T0 + HOUR) };

let fixture: TelemetryFixture;
let device: KnownDevice;
let other: KnownDevice;
let machineIds: string[];

/** The content of a row, common to all formats. */
interface Row {
  signal: string;
  unit: string;
  device_time: string;
  time_source: string;
  received_at: string;
  seq: number | null;
  value: unknown;
  quality: string;
  late: boolean;
}

async function bytesOf(
  format: ExportFormat,
  request: Partial<SignalExportRequest> = {},
  scope: Scope = fixture.engineer,
): Promise<Buffer> {
  const { pieces, progress } = await fixture
    .get(SignalExport)
    .open(scope, { machineIds, signals: [], format, ...SPAN, ...request });
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  const { devices, ofDevices } = progress();
  expect(devices).toBe(ofDevices);
  return Buffer.concat(parts);
}

async function csvRows(
  request: Partial<SignalExportRequest> = {},
  scope?: Scope,
): Promise<Record<string, string>[]> {
  return parse(await bytesOf('csv', request, scope), { delimiter: ';', columns: true });
}

/** Returns the serial numbers of machines, in the order of their ids. */
async function serialsOf(ids: readonly string[]): Promise<string[]> {
  const rows = await fixture.sql<{ serial: string }>(
    'select serial from machine where id = any($1::uuid[]) order by array_position($1::uuid[], id)',
    [ids],
  );
  return rows.map(({ serial }) => serial);
}

beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  const [one, two] = [await fixture.addDevice(), await fixture.addDevice()];
  [device, other] = [one.device, two.device];
  machineIds = [one.machineId, two.machineId];
  await fixture.send(
    device,
    `{"ts":${T0},"seq":1,"g":{"pressure_bar":0.1,"tiny":1e-7},"c":{"n":9007199254740993},"e":{"note":"a;\\"b\\""},"state":"load"}`,
  );
  await fixture.send(device, { ts: T0 + 1, g: { pressure_bar: null }, q: { pressure_bar: 2 } });
  await fixture.send(device, { ts: T0 + 61_002, seq: 2, g: { pressure_bar: 123456.789 } });
  await fixture.send(other, { ts: T0 + 5, seq: 1, c: { run_hours_total: 5.25 } });
  // This reading has its receipt time as device time, so it is never late. It is also outside the time range.
  await fixture.send(other, { seq: 2, c: { run_hours_total: 6 } });
});
afterAll(() => fixture?.close());

const EXPECTED: readonly Row[] = (
  [
    ['n', '', 0, 1, '9007199254740993', 'good'],
    ['note', '', 0, 1, 'a;"b"', 'good'],
    ['pressure_bar', 'bar', 0, 1, 0.1, 'good'],
    ['state', '', 0, 1, 'load', 'good'],
    ['tiny', '', 0, 1, 1e-7, 'good'],
    ['pressure_bar', 'bar', 1, null, null, 'bad'],
    ['pressure_bar', 'bar', 61_002, 2, 123456.789, 'good'],
  ] as const
).map(([signal, unit, ms, seq, value, quality]) => ({
  signal,
  unit,
  device_time: new Date(T0 + ms).toISOString(),
  time_source: 'device',
  received_at: RECEIVED,
  seq,
  value,
  quality,
  late: true,
}));

describe('an export of readings', () => {
  const check = async (): Promise<void> => {
    const [one, two] = await serialsOf(machineIds);
    const own = { machine: one!, device: device.code };
    const ofOther: Row = {
      ...EXPECTED[0]!,
      signal: 'run_hours_total',
      unit: 'h',
      device_time: new Date(T0 + 5).toISOString(),
      value: 5.25,
    };
    const expected = [
      ...EXPECTED.map((row) => ({ ...own, ...row })),
      { machine: two!, device: other.code, ...ofOther },
    ].sort((a, b) => (a.machine < b.machine ? -1 : a.machine > b.machine ? 1 : 0));
    expect(await csvRows()).toEqual(
      expected.map((row) => ({
        ...row,
        seq: row.seq === null ? '' : String(row.seq),
        value: row.value === null ? '' : String(row.value),
        late: String(row.late),
      })),
    );
    const lines = (await bytesOf('ndjson')).toString('utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expected);
    const file = await bytesOf('parquet');
    const rows = await parquetReadObjects({
      file: { byteLength: file.length, slice: (from, to) => toArrayBuffer(file.subarray(from, to)) },
    });
    expect(rows).toEqual(
      expected.map(({ value, ...row }) => ({
        ...row,
        device_time: new Date(row.device_time),
        received_at: new Date(row.received_at),
        seq: row.seq === null ? null : BigInt(row.seq),
        value: row.signal === 'n' ? Number(value) : typeof value === 'number' ? value : null,
        value_text: typeof value === 'string' ? value : null,
      })),
    );
  };

  it('has the same content in every format', check);

  it('has the same content when readings are packed', async () => {
    await fixture.unitOfWork.run(fixture.system, takeFreshReadings);
    while ((await fixture.packer().pack(fixture.maker.makerId)) > 0);
    expect(
      await fixture.sql('select from reading_batch where $1 = any(device_keys)', [device.deviceKey]),
    ).toEqual([]);
    await check();
  });

  it('contains only the selected machines and signals', async () => {
    const rows = await csvRows({ machineIds: [machineIds[0]!], signals: ['tiny', 'run_hours_total'] });
    expect(rows.map(({ signal }) => signal)).toEqual(['tiny']);
  });

  it('contains all machines of the scope by default', async () => {
    const serials = await serialsOf(machineIds);
    const machinesOf = async (scope: Scope): Promise<string[]> =>
      (await csvRows({ machineIds: null, to: NOW, signals: ['run_hours_total', 'pressure_bar'] }, scope)).map(
        ({ machine }) => machine!,
      );
    expect(await machinesOf(fixture.engineer)).toEqual(expect.arrayContaining(serials));
    expect(await machinesOf(fixture.asCustomer(fixture.a))).toEqual(expect.arrayContaining(serials));
    const ofOther = await machinesOf(fixture.asCustomer(fixture.b));
    expect(serials.filter((serial) => ofOther.includes(serial))).toEqual([]);
  });

  it('marks readings without a device time, and never marks them as late', async () => {
    const rows = await csvRows({
      machineIds: [machineIds[1]!],
      from: new Date(NOW.getTime() - 1),
      to: new Date(NOW.getTime() + 1),
    });
    expect(rows).toEqual([expect.objectContaining({ time_source: 'arrival', late: 'false', value: '6' })]);
  });

  it('omits readings that arrive after its start', async () => {
    const { pieces } = await fixture
      .get(SignalExport)
      .open(fixture.engineer, { machineIds, signals: [], format: 'csv', ...SPAN });
    fixture.arrival = new Date(NOW.getTime() + 60_000);
    await fixture.send(device, { ts: T0 + 3, seq: 9, g: { later: 1 } });
    fixture.arrival = NOW;
    let text = '';
    for await (const piece of pieces) text += Buffer.from(piece).toString('utf8');
    expect(text).toContain('pressure_bar');
    expect(text).not.toContain('later');
  });

  it('shows a customer only the time of its placement', async () => {
    const { device: moved, machineId } = await fixture.addDevice();
    const change = new Date(T0 + 30 * 60_000);
    await fixture.send(moved, [
      { ts: T0, seq: 1, g: { pressure_bar: 1 } },
      { ts: T0 + 40 * 60_000, seq: 2, g: { pressure_bar: 2 } },
    ]);
    await fixture.sql(`update placement set during = tstzrange('2026-01-05', $2) where machine_id = $1`, [
      machineId,
      change,
    ]);
    await fixture.sql(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
      [fixture.maker.makerId, machineId, fixture.b.ids.site, fixture.b.customerId, change],
    );
    const seen = async (scope: Scope): Promise<string[]> =>
      (await csvRows({ machineIds: [machineId] }, scope)).map(({ value }) => value!);
    expect(await seen(fixture.asCustomer(fixture.a))).toEqual(['1']);
    expect(await seen(fixture.asCustomer(fixture.b))).toEqual(['2']);
    expect(await seen(fixture.engineer)).toEqual(['1', '2']);
  });

  it.each([
    ['telemetry.range_invalid', { to: SPAN.from }],
    ['telemetry.signal_not_found', { signals: ['pressure_bar', 'presure'] }],
    ['equipment.machine_not_found', { machineIds: ['0190aaaa-0000-7000-8000-000000000000'] }],
  ] as const)('is rejected with %s', async (code, request) => {
    await expect(bytesOf('csv', request)).rejects.toMatchObject({ code });
  });

  it('denies a customer access to data of another', async () => {
    await expect(bytesOf('csv', {}, fixture.asCustomer(fixture.b))).rejects.toMatchObject({
      code: 'equipment.machine_not_found',
    });
  });
});

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
