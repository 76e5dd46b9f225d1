import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Clock, FileStore, type Scope } from '#platform';
import {
  type ExportRunView,
  ExportRuns,
  ExportSchedules,
  type ExportTerms,
  ExportWriter,
  type KnownDevice,
  type NewExportSchedule,
} from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const HOUR = 3_600_000;
const at = (iso: string): Date => new Date(iso);

let fixture: TelemetryFixture;
let now = NOW;
let names = 0;

beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  vi.spyOn(fixture.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  now = NOW;
  fixture.arrival = NOW;
  // Each test has its own schedules; those of the previous test are paused.
  await fixture.sql('update export_schedule set paused = true where maker_id = $1', [fixture.maker.makerId]);
});

const schedules = () => fixture.get(ExportSchedules);
const runs = () => fixture.get(ExportRuns);
const writer = () => fixture.get(ExportWriter);

const terms = (some: Partial<NewExportSchedule> = {}): NewExportSchedule => ({
  name: `Export ${(names += 1)}`,
  machinesOf: 'all',
  ids: [],
  signals: [],
  format: 'csv',
  formulas: 'escape',
  every: 'day',
  hour: 6,
  zone: 'Europe/Warsaw',
  keep: 30,
  paused: false,
  ...some,
});

/** Returns the worker's jobs from the outbox since the last call. */
async function takeJobs(): Promise<string[]> {
  const rows = await fixture.sql<{ payload: { jobId: string } }>(
    `update outbox_event set relayed_at = now() where maker_id = $1 and name = 'telemetry.export_requested' and relayed_at is null
     returning payload`,
    [fixture.maker.makerId],
  );
  return rows.map(({ payload }) => payload.jobId);
}

/** Advances the time to an instant, and performs the jobs of the worker that are due by then. */
async function advanceTo(instant: Date): Promise<void> {
  now = instant;
  await runs().requestDue(fixture.system);
  for (const jobId of await takeJobs()) await writer().perform(fixture.system, jobId);
}

const runsOf = async (id: string, scope: Scope = fixture.engineer): Promise<ExportRunView[]> =>
  (await runs().list(scope, id, { limit: 200 })).items;

async function textOf(run: ExportRunView, scope: Scope = fixture.engineer): Promise<string> {
  const { file } = await runs().open(scope, run.id);
  try {
    return (await file.readFile()).toString('utf8');
  } finally {
    await file.close();
  }
}

const rowsOf = async (run: ExportRunView, scope?: Scope): Promise<Record<string, string>[]> =>
  parse(await textOf(run, scope), { delimiter: ';', columns: true });

/** Sends one reading with one value at each of these times. The value identifies the time. */
async function send(device: KnownDevice, ...times: string[]): Promise<void> {
  await fixture.send(
    device,
    times.map((time, i) => ({
      ts: Date.parse(time),
      seq: Date.parse(time) / 1000,
      g: { pressure_bar: i + 1 },
    })),
  );
}

const serialOf = async (id: string): Promise<string> =>
  (await fixture.sql<{ serial: string }>('select serial from machine where id = $1', [id]))[0]!.serial;

describe('a schedule', () => {
  it('exports each local day once, at its hour', async () => {
    const { device, machineId } = await fixture.addDevice();
    // 20 October in Warsaw, which begins at 22:00 UTC on the previous day.
    await send(
      device,
      '2026-10-19T21:59:59Z',
      '2026-10-19T22:00:00Z',
      '2026-10-20T10:00:00Z',
      '2026-10-20T22:00:00Z',
    );
    const { id, nextAt } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId] }),
    );
    expect(nextAt).toEqual(at('2026-10-21T04:00:00Z'));

    await advanceTo(at('2026-10-21T03:59:59Z'));
    expect(await runsOf(id)).toEqual([]);
    await advanceTo(at('2026-10-21T04:00:00Z'));
    await advanceTo(at('2026-10-21T04:01:00Z'));
    const [run, ...others] = await runsOf(id);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      state: 'done',
      done: 1,
      total: 1,
      firstDay: '2026-10-20',
      lastDay: '2026-10-20',
      from: at('2026-10-19T22:00:00Z'),
      to: at('2026-10-20T22:00:00Z'),
      machines: 1,
      leftOut: 0,
      points: 2,
      latePoints: 0,
      fault: null,
      askedBy: null,
      knownUntil: at('2026-10-21T04:00:00Z'),
    });
    const serial = await serialOf(machineId);
    expect(
      (await rowsOf(run!)).map(({ machine, device_time, unit }) => [machine, device_time, unit]),
    ).toEqual([
      [serial, '2026-10-19T22:00:00.000Z', 'bar'],
      [serial, '2026-10-20T10:00:00.000Z', 'bar'],
    ]);
    expect(run!.file).toMatchObject({
      name: expect.stringMatching(/^Export \d+-2026-10-20\.csv$/) as string,
    });
    expect(run!.file!.bytes).toBe(Buffer.byteLength(await textOf(run!)));
  });

  it('exports a day of 25 hours completely', async () => {
    const { device, machineId } = await fixture.addDevice();
    fixture.arrival = at('2026-10-26T00:00:00Z');
    const hours = Array.from({ length: 27 }, (_, hour) =>
      new Date(Date.parse('2026-10-24T21:00:00Z') + hour * HOUR).toISOString(),
    );
    await send(device, ...hours);
    now = at('2026-10-25T12:00:00Z');
    const { id } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId], hour: 2, format: 'ndjson' }),
    );
    await advanceTo(at('2026-10-26T01:00:00Z'));
    const [run] = await runsOf(id);
    expect(run).toMatchObject({
      from: at('2026-10-24T22:00:00Z'),
      to: at('2026-10-25T23:00:00Z'),
      firstDay: '2026-10-25',
      points: 25,
    });
    expect((await textOf(run!)).trimEnd().split('\n')).toHaveLength(25);
  });

  it('catches up after an outage, but not on periods that were due during a pause', async () => {
    const { id, version } = await schedules().create(fixture.engineer, terms({ keep: 2 }));
    await advanceTo(at('2026-10-25T12:00:00Z'));
    const days = async () => (await runsOf(id)).map(({ firstDay }) => firstDay);
    expect(await days()).toEqual(['2026-10-24', '2026-10-23']);
    const paused = await schedules().change(fixture.engineer, id, version, { paused: true });
    expect(paused.nextAt).toBeNull();
    await advanceTo(at('2026-10-28T12:00:00Z'));
    await schedules().change(fixture.engineer, id, paused.version, { paused: false });
    await advanceTo(at('2026-10-28T12:01:00Z'));
    expect(await days()).toEqual(['2026-10-24', '2026-10-23']);
    await advanceTo(at('2026-10-29T12:00:00Z'));
    expect((await days())[0]).toBe('2026-10-28');
  });

  it('keeps the last files and deletes the others', async () => {
    const { id } = await schedules().create(fixture.engineer, terms({ keep: 2 }));
    for (const day of [21, 22, 23, 24]) await advanceTo(at(`2026-10-${day}T12:00:00Z`));
    expect((await runsOf(id)).map(({ firstDay }) => firstDay)).toEqual(['2026-10-23', '2026-10-22']);
    await runs().removeUnusedFiles(fixture.system);
    const files = await fixture.sql<{ id: string }>(
      `select f.id from stored_file f join export_run r on r.file_id = f.id where r.schedule_id = $1`,
      [id],
    );
    expect(files).toHaveLength(2);
    expect(await exportedIds()).toEqual(expect.arrayContaining(files.map((file) => file.id)));
    await schedules().remove(fixture.engineer, id);
    await runs().removeUnusedFiles(fixture.system);
    const left = await exportedIds();
    expect(files.filter((file) => left.includes(file.id))).toEqual([]);
    await expect(schedules().get(fixture.engineer, id)).rejects.toMatchObject({
      code: 'telemetry.export_schedule_not_found',
    });
  });
});

/** Returns the ids of the exported files in the file store. */
async function exportedIds(): Promise<string[]> {
  const folder = (fixture.get(FileStore) as unknown as { folder: string }).folder;
  const names = readdirSync(join(folder, fixture.maker.makerId), { recursive: true, encoding: 'utf8' });
  const known = await fixture.sql<{ id: string }>(
    `select id from stored_file where maker_id = $1 and purpose = 'readings_export'`,
    [fixture.maker.makerId],
  );
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  return known.map(({ id }) => id).filter((id) => names.some((name) => name.endsWith(id)));
}

describe('machines', () => {
  it('of a model, a site or a customer are those present when it runs', async () => {
    const first = await fixture.addDevice(fixture.b);
    const made = await Promise.all(
      (
        [
          ['model', fixture.maker.ids.equipment_model!],
          ['site', fixture.b.ids.site!],
          ['customer', fixture.b.customerId],
        ] as const
      ).map(([machinesOf, id]) => schedules().create(fixture.engineer, terms({ machinesOf, ids: [id] }))),
    );
    const second = await fixture.addDevice(fixture.b);
    for (const { device } of [first, second]) await send(device, '2026-10-20T10:00:00Z');
    await advanceTo(at('2026-10-21T12:00:00Z'));
    const serials = [await serialOf(first.machineId), await serialOf(second.machineId)];
    const others = await serialOf((await fixture.addDevice(fixture.a)).machineId);
    for (const { id, machinesOf } of made) {
      const [run] = await runsOf(id);
      const machines = new Set((await rowsOf(run!)).map(({ machine }) => machine));
      expect([machinesOf, [...machines]]).toEqual([machinesOf, expect.arrayContaining(serials)]);
      expect(machines.has(others)).toBe(false);
    }
  });

  it('that leave a customer are exported until then, and not afterwards', async () => {
    const { device, machineId } = await fixture.addDevice(fixture.a);
    const kept = await fixture.addDevice(fixture.a);
    const scope = fixture.asCustomer(fixture.a);
    const list = await schedules().create(
      scope,
      terms({ machinesOf: 'list', ids: [machineId, kept.machineId] }),
    );
    const ofMaker = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'customer', ids: [fixture.a.customerId] }),
    );
    await send(device, '2026-10-20T08:00:00Z', '2026-10-20T16:00:00Z', '2026-10-21T08:00:00Z');
    const change = at('2026-10-20T12:00:00Z');
    await fixture.sql(`update placement set during = tstzrange(lower(during), $2) where machine_id = $1`, [
      machineId,
      change,
    ]);
    await fixture.sql(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
      [fixture.maker.makerId, machineId, fixture.b.ids.site, fixture.b.customerId, change],
    );
    await advanceTo(at('2026-10-21T12:00:00Z'));
    await advanceTo(at('2026-10-22T12:00:00Z'));
    const serial = await serialOf(machineId);
    for (const { id } of [list, ofMaker]) {
      const [after, until] = await runsOf(id);
      const times = async (run: ExportRunView) =>
        (await rowsOf(run)).filter(({ machine }) => machine === serial).map((row) => row.device_time);
      expect(await times(until!)).toEqual(['2026-10-20T08:00:00.000Z']);
      expect(await times(after!)).toEqual([]);
    }
    const [after, until] = await runsOf(list.id, scope);
    expect([until!.machines, until!.leftOut, after!.machines, after!.leftOut]).toEqual([2, 0, 1, 1]);
  });

  it('may be missing: then the file contains only the header', async () => {
    const { id } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'customer', ids: [fixture.b.customerId], signals: ['pressure_bar'] }),
    );
    await fixture.sql(`create temporary table if not exists kept_placement as select * from placement`);
    await fixture.sql(`delete from placement where customer_id = $1`, [fixture.b.customerId]);
    try {
      await advanceTo(at('2026-10-21T12:00:00Z'));
    } finally {
      await fixture.sql(`insert into placement select * from kept_placement on conflict do nothing`);
    }
    const [run] = await runsOf(id);
    expect(run).toMatchObject({ state: 'done', machines: 0, points: 0 });
    expect(await rowsOf(run!)).toEqual([]);
  });
});

describe('signals', () => {
  it('are exported only if selected, from fresh and packed readings', async () => {
    const { device, machineId } = await fixture.addDevice();
    await fixture.send(device, {
      ts: Date.parse('2026-10-20T10:00:00Z'),
      seq: 1,
      g: { oil_temp_c: 80, pressure_bar: 7 },
      c: { run_hours_total: 5 },
    });
    const { id } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId], signals: ['pressure_bar'] }),
    );
    await advanceTo(at('2026-10-21T12:00:00Z'));
    const [run] = await runsOf(id);
    expect((await rowsOf(run!)).map(({ signal, value }) => [signal, value])).toEqual([['pressure_bar', '7']]);
    expect(run!.points).toBe(1);
  });
});

describe('text that looks like a formula', () => {
  it('is kept unchanged if the schedule says so, and escaped otherwise', async () => {
    const { device, machineId } = await fixture.addDevice();
    await fixture.send(device, { ts: Date.parse('2026-10-20T10:00:00Z'), seq: 1, e: { note: '@SUM(1)' } });
    const [escaped, kept] = await Promise.all(
      (['escape', 'keep'] as const).map((formulas) =>
        schedules().create(fixture.engineer, terms({ machinesOf: 'list', ids: [machineId], formulas })),
      ),
    );
    expect([escaped!.formulas, kept!.formulas]).toEqual(['escape', 'keep']);
    await advanceTo(at('2026-10-21T12:00:00Z'));
    const valueOf = async (id: string) => (await rowsOf((await runsOf(id))[0]!)).map(({ value }) => value);
    expect(await valueOf(escaped!.id)).toEqual(["'@SUM(1)"]);
    expect(await valueOf(kept!.id)).toEqual(['@SUM(1)']);
    await schedules().change(fixture.engineer, kept!.id, kept!.version, { formulas: 'escape' });
    await runs().request(fixture.engineer, kept!.id, (await runsOf(kept!.id))[0]!.id);
    for (const jobId of await takeJobs()) await writer().perform(fixture.system, jobId);
    expect(await valueOf(kept!.id)).toEqual(["'@SUM(1)"]);
  });
});

describe('a run', () => {
  it('that was killed starts again and creates one file', async () => {
    const { device, machineId } = await fixture.addDevice();
    await send(device, '2026-10-20T10:00:00Z');
    const { id } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId] }),
    );
    now = at('2026-10-21T12:00:00Z');
    await runs().requestDue(fixture.system);
    const [jobId] = await takeJobs();
    // A killed writer stops after the first part and reports nothing more.
    const files = fixture.get(FileStore);
    const { write } = files;
    let failWriter = (): void => undefined;
    const dead = new Promise<never>((_, reject) => (failWriter = () => reject(new Error('killed'))));
    const stuck = new Promise<void>((reached) => {
      files.write = async (makerId, fileId, pieces) => {
        async function* cutOff(): AsyncGenerator<Uint8Array> {
          for await (const piece of pieces) {
            yield piece;
            reached();
            await dead;
          }
        }
        return write.call(files, makerId, fileId, cutOff());
      };
    });
    const killed = writer().perform(fixture.system, jobId!);
    await stuck;
    files.write = write;
    const [running] = await runsOf(id);
    expect(running).toMatchObject({ state: 'running', file: null });
    await expect(runs().open(fixture.engineer, running!.id)).rejects.toMatchObject({
      code: 'telemetry.export_file_missing',
    });

    expect(await runs().retryAbandoned(fixture.system)).toBe(0);
    now = at('2026-10-21T12:03:00Z');
    await runs().requestDue(fixture.system);
    expect(await takeJobs()).toEqual([]);
    expect(await runs().retryAbandoned(fixture.system)).toBe(1);
    for (const again of await takeJobs()) await writer().perform(fixture.system, again);
    // Delivered twice, but performed once.
    await writer().perform(fixture.system, jobId!);
    const ended = await runsOf(id);
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ state: 'done', points: 1 });
    // A writer that only seemed dead detects that another one has done its work, and changes nothing.
    failWriter();
    await expect(killed).rejects.toThrow('killed');
    expect(await runsOf(id)).toEqual(ended);
    expect(await exportedIds()).toContain(jobId);
    expect(await rowsOf(ended[0]!)).toHaveLength(1);
  });

  it('can be requested immediately, and is written again when it is due', async () => {
    const { device, machineId } = await fixture.addDevice();
    await send(device, '2026-10-19T10:00:00Z');
    const { id } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId], hour: 23 }),
    );
    const asked = await runs().request(fixture.engineer, id);
    expect(asked).toMatchObject({ state: 'waiting', firstDay: '2026-10-19' });
    expect((await runs().request(fixture.engineer, id)).id).toBe(asked.id);
    const jobs = await takeJobs();
    expect(jobs).toHaveLength(1);
    for (const jobId of jobs) await writer().perform(fixture.system, jobId);
    expect((await runsOf(id))[0]).toMatchObject({ id: asked.id, state: 'done', points: 1 });
    await send(device, '2026-10-19T11:00:00Z');
    await advanceTo(at('2026-10-20T21:00:00Z'));
    expect(await runsOf(id)).toEqual([expect.objectContaining({ id: asked.id, state: 'done', points: 2 })]);
  });

  it('reports late readings, and contains them when it is written again', async () => {
    const { device, machineId } = await fixture.addDevice();
    await send(device, '2026-10-20T10:00:00Z');
    const { id } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId], signals: ['pressure_bar'] }),
    );
    await advanceTo(at('2026-10-21T12:00:00Z'));
    await writer().countLate(fixture.system);
    expect((await runsOf(id))[0]).toMatchObject({ points: 1, latePoints: 0 });

    fixture.arrival = now = at('2026-10-21T13:00:00Z');
    await fixture.send(device, [
      { ts: Date.parse('2026-10-20T11:00:00Z'), seq: 7, g: { pressure_bar: 2, oil_temp_c: 70 } },
      { ts: Date.parse('2026-10-20T23:00:00Z'), seq: 8, g: { pressure_bar: 3 } },
    ]);
    await writer().countLate(fixture.system);
    const [run] = await runsOf(id);
    expect(run).toMatchObject({ points: 1, latePoints: 1 });
    await runs().request(fixture.engineer, id, run!.id);
    expect((await runsOf(id))[0]!.file).toEqual(run!.file);
    for (const jobId of await takeJobs()) await writer().perform(fixture.system, jobId);
    const [again] = await runsOf(id);
    expect(again).toMatchObject({
      id: run!.id,
      points: 2,
      latePoints: 0,
      askedBy: expect.any(String) as string,
    });
    expect(await rowsOf(again!)).toHaveLength(2);
    await writer().countLate(fixture.system);
    expect((await runsOf(id))[0]!.latePoints).toBe(0);
    await runs().removeUnusedFiles(fixture.system);
    await exportedIds();
  });

  it('that fails reports the reason, and can be repeated after a fix', async () => {
    const { device, machineId } = await fixture.addDevice();
    await fixture.send(device, { ts: Date.parse('2026-10-20T10:00:00Z'), g: { short_lived: 1 } });
    const { id, version } = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'list', ids: [machineId], signals: ['short_lived'] }),
    );
    await fixture.sql(`delete from sent_signal where key = 'short_lived'`);
    await advanceTo(at('2026-10-21T12:00:00Z'));
    const [failed] = await runsOf(id);
    expect(failed).toMatchObject({
      state: 'failed',
      file: null,
      fault: { code: 'telemetry.signal_not_found', params: { key: 'short_lived' } },
    });
    await schedules().change(fixture.engineer, id, version, { signals: [] });
    await runs().request(fixture.engineer, id, failed!.id);
    for (const jobId of await takeJobs()) await writer().perform(fixture.system, jobId);
    expect(await runsOf(id)).toEqual([expect.objectContaining({ state: 'done', fault: null })]);
  });

  it('with an unexpected error is recorded and throws for a retry', async () => {
    const { id } = await schedules().create(fixture.engineer, terms());
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const broken = vi.spyOn(fixture.get(FileStore), 'write').mockRejectedValueOnce(full);
    await expect(advanceTo(at('2026-10-21T12:00:00Z'))).rejects.toBe(full);
    broken.mockRestore();
    const [failed] = await runsOf(id);
    expect(failed).toMatchObject({ state: 'failed', fault: { code: 'telemetry.export_disk_full' } });
    const [{ job_id: jobId }] = (await fixture.sql<{ job_id: string }>(
      'select job_id from export_run where id = $1',
      [failed!.id],
    )) as [{ job_id: string }];
    await writer().perform(fixture.system, jobId);
    expect((await runsOf(id))[0]).toMatchObject({ state: 'done', fault: null });
  });

  it('leaves nothing if its schedule is removed at the same time', async () => {
    const { id } = await schedules().create(fixture.engineer, terms());
    now = at('2026-10-21T12:00:00Z');
    await runs().requestDue(fixture.system);
    const [jobId] = await takeJobs();
    await schedules().remove(fixture.engineer, id);
    await writer().perform(fixture.system, jobId!);
    expect(await fixture.sql('select from job_progress where id = $1', [jobId])).toEqual([]);
    expect(await fixture.sql('select from stored_file where id = $1', [jobId])).toEqual([]);
  });
});

describe('the owner of a schedule', () => {
  it('makes a customer’s schedules, runs and progress visible to the customer and the maker, and to no other customer', async () => {
    const { device, machineId } = await fixture.addDevice(fixture.a);
    await send(device, '2026-10-20T10:00:00Z');
    const [a, b] = [fixture.asCustomer(fixture.a), fixture.asCustomer(fixture.b)];
    const { id, customer } = await schedules().create(a, terms({ machinesOf: 'list', ids: [machineId] }));
    expect(customer?.id).toBe(fixture.a.customerId);
    await advanceTo(at('2026-10-21T12:00:00Z'));
    const ids = async (scope: Scope) =>
      (await schedules().list(scope, { limit: 200 })).items.map((s) => s.id);
    expect(await ids(a)).toContain(id);
    expect(await ids(fixture.engineer)).toContain(id);
    expect(await ids(b)).not.toContain(id);
    const [run] = await runsOf(id, a);
    expect(await rowsOf(run!, a)).toHaveLength(1);
    await expect(runs().open(b, run!.id)).rejects.toMatchObject({ code: 'telemetry.export_run_not_found' });
    await expect(runs().list(b, id, { limit: 1 })).rejects.toMatchObject({
      code: 'telemetry.export_schedule_not_found',
    });
    // The maker's schedules aren't visible to a customer, even if they include the customer's machines.
    const own = await schedules().create(
      fixture.engineer,
      terms({ machinesOf: 'customer', ids: [fixture.a.customerId] }),
    );
    expect(await ids(a)).not.toContain(own.id);
    await runs().request(a, id);
  });

  it('must be selected by a user of several customers', async () => {
    const dealer: Scope = {
      ...fixture.asCustomer(fixture.a),
      customers: [fixture.a.customerId, fixture.b.customerId],
    };
    await expect(schedules().create(dealer, terms())).rejects.toMatchObject({
      code: 'telemetry.export_customer_missing',
    });
    const { customer } = await schedules().create(dealer, terms({ customerId: fixture.b.customerId }));
    expect(customer?.id).toBe(fixture.b.customerId);
    await expect(
      schedules().create(fixture.asCustomer(fixture.a), terms({ customerId: fixture.b.customerId })),
    ).rejects.toMatchObject({ code: 'customers.customer_not_found' });
  });
});

describe('a schedule is rejected', () => {
  const NOWHERE = '0190aaaa-0000-7000-8000-000000000000';

  it.each<[string, Partial<ExportTerms>]>([
    ['equipment.machine_not_found', { machinesOf: 'list', ids: [NOWHERE] }],
    ['equipment.model_not_found', { machinesOf: 'model', ids: [NOWHERE] }],
    ['customers.site_not_found', { machinesOf: 'site', ids: [NOWHERE] }],
    ['customers.customer_not_found', { machinesOf: 'customer', ids: [NOWHERE] }],
    ['telemetry.signal_not_found', { signals: ['presure_bar'] }],
  ])('with %s', async (code, some) => {
    await expect(schedules().create(fixture.engineer, terms(some))).rejects.toMatchObject({ code });
  });

  it('with a name in use by the same owner', async () => {
    const { name } = await schedules().create(fixture.engineer, terms());
    await expect(schedules().create(fixture.engineer, terms({ name }))).rejects.toMatchObject({
      code: 'telemetry.export_name_taken',
    });
    await schedules().create(fixture.asCustomer(fixture.a), terms({ name }));
  });

  it('with another customer’s machine', async () => {
    const { machineId } = await fixture.addDevice(fixture.b);
    await expect(
      schedules().create(fixture.asCustomer(fixture.a), terms({ machinesOf: 'list', ids: [machineId] })),
    ).rejects.toMatchObject({ code: 'equipment.machine_not_found' });
  });

  it('when it is changed by two people at the same time', async () => {
    const { id, version } = await schedules().create(fixture.engineer, terms());
    await schedules().change(fixture.engineer, id, version, { hour: 7 });
    await expect(schedules().change(fixture.engineer, id, version, { hour: 8 })).rejects.toMatchObject({
      code: 'platform.version_mismatch',
    });
  });
});
