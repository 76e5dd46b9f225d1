import { parse } from 'csv-parse/sync';
import { Clock, FileStore, type Scope } from '#platform';
import {
  DirectExports,
  EXPORT_RETENTION_DAYS,
  ExportJobs,
  type ExportJobView,
  ExportJobWriter,
  ExportRuns,
  type KnownDevice,
  MAX_EXPORT_JOBS,
  type SignalExportRequest,
} from '#telemetry';
import { createMaker } from '../../support/world.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const DAY = 86_400_000;
const SPAN = { from: new Date('1996-10-20T00:00:00Z'), to: new Date('2026-10-20T12:00:00Z') };

let fixture: TelemetryFixture;
let now = NOW;
let device: KnownDevice;
let machineId: string;

beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  vi.spyOn(fixture.get(Clock), 'now').mockImplementation(() => now);
  ({ device, machineId } = await fixture.addDevice(fixture.a));
  await fixture.send(device, {
    ts: NOW.getTime() - 60_000,
    seq: 1,
    g: { pressure_bar: 7 },
    e: { note: '=1' },
  });
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  now = NOW;
  await fixture.sql('delete from export_job where maker_id = $1', [fixture.maker.makerId]);
  await takeJobs();
});

const jobs = () => fixture.get(ExportJobs);
const writer = () => fixture.get(ExportJobWriter);

const create = (
  scope: Scope = fixture.engineer,
  request: Partial<SignalExportRequest> = {},
): Promise<ExportJobView> =>
  jobs().create(scope, {
    machineIds: [machineId],
    signals: [],
    ...SPAN,
    format: 'csv',
    formulas: 'escape',
    ...request,
  });

/** Returns the jobs that the outbox has passed to the worker since the last call. */
async function takeJobs(): Promise<string[]> {
  const rows = await fixture.sql<{ payload: { jobId: string } }>(
    `update outbox_event set relayed_at = now() where maker_id = $1 and name = 'telemetry.export_job_requested' and relayed_at is null
     returning payload`,
    [fixture.maker.makerId],
  );
  return rows.map(({ payload }) => payload.jobId);
}

async function work(): Promise<void> {
  for (const jobId of await takeJobs()) await writer().perform(fixture.system, jobId);
}

async function textOf(scope: Scope, id: string): Promise<string> {
  const { file } = await jobs().open(scope, id);
  try {
    return (await file.readFile()).toString('utf8');
  } finally {
    await file.close();
  }
}

const rowsOf = async (scope: Scope, id: string): Promise<Record<string, string>[]> =>
  parse(await textOf(scope, id), { delimiter: ';', columns: true });

const actionsOf = async (id: string): Promise<string[]> =>
  (
    await fixture.sql<{ action: string }>(
      'select action from audit_entry where entity_id = $1 order by at, id',
      [id],
    )
  ).map(({ action }) => action);

const NOT_FOUND = { code: 'telemetry.export_job_not_found' };

describe('an export of 30 years', () => {
  it('is a job that is created, written by the worker, downloaded and deleted', async () => {
    const created = await create();
    expect(created).toMatchObject({ state: 'waiting', done: 0, total: 0, file: null, expiresAt: null });
    await expect(jobs().open(fixture.engineer, created.id)).rejects.toMatchObject({
      code: 'telemetry.export_file_missing',
    });
    await work();
    const done = await jobs().get(fixture.engineer, created.id);
    expect(done).toMatchObject({
      state: 'done',
      done: 1,
      total: 1,
      points: 2,
      fault: null,
      file: { name: 'readings-1996-10-20-2026-10-20.csv' },
      expiresAt: new Date(NOW.getTime() + EXPORT_RETENTION_DAYS * DAY),
    });
    expect((await rowsOf(fixture.engineer, created.id)).map(({ signal, value }) => [signal, value])).toEqual([
      ['note', "'=1"],
      ['pressure_bar', '7'],
    ]);
    expect((await jobs().list(fixture.engineer, { limit: 10 })).items).toEqual([done]);
    await jobs().remove(fixture.engineer, created.id);
    await expect(jobs().get(fixture.engineer, created.id)).rejects.toMatchObject(NOT_FOUND);
    expect(await actionsOf(created.id)).toEqual([
      'telemetry.export_job_created',
      'telemetry.export_job_deleted',
    ]);
  });

  it('keeps text that looks like a formula on request', async () => {
    const { id } = await create(fixture.engineer, { formulas: 'keep', signals: ['note'] });
    await work();
    expect((await rowsOf(fixture.engineer, id)).map(({ value }) => value)).toEqual(['=1']);
  });

  it('is visible only to the person who requested it', async () => {
    const { id } = await create();
    await work();
    const stranger = await createMaker(fixture.owner, 'jobs-stranger');
    const others: Scope[] = [
      { ...fixture.engineer, userId: fixture.maker.staff.admin.userId },
      fixture.asCustomer(fixture.a),
      fixture.asCustomer(fixture.b),
      { ...fixture.engineer, makerId: stranger.makerId, userId: stranger.staff.admin.userId },
    ];
    for (const other of others) {
      await expect(jobs().get(other, id)).rejects.toMatchObject(NOT_FOUND);
      await expect(jobs().open(other, id)).rejects.toMatchObject(NOT_FOUND);
      await expect(jobs().remove(other, id)).rejects.toMatchObject(NOT_FOUND);
      expect((await jobs().list(other, { limit: 10 })).items.map((job) => job.id)).not.toContain(id);
    }
  });

  it('contains only data that the requesting customer can see', async () => {
    const foreign = await fixture.addDevice(fixture.b);
    await fixture.send(foreign.device, { ts: NOW.getTime() - 60_000, seq: 1, g: { pressure_bar: 8 } });
    await expect(
      create(fixture.asCustomer(fixture.a), { machineIds: [foreign.machineId] }),
    ).rejects.toMatchObject({ code: 'equipment.machine_not_found' });
    const { id } = await create(fixture.asCustomer(fixture.a), {
      machineIds: null,
      signals: ['pressure_bar'],
    });
    await work();
    const devices = (await rowsOf(fixture.asCustomer(fixture.a), id)).map((row) => row.device);
    expect(devices).toContain(device.code);
    expect(devices).not.toContain(foreign.device.code);
  });

  it('that can’t be written reports the reason', async () => {
    const { id } = await create();
    const files = fixture.get(FileStore);
    const write = vi.spyOn(files, 'write').mockRejectedValue(Object.assign(new Error(), { code: 'ENOSPC' }));
    await expect(work()).rejects.toThrow();
    write.mockRestore();
    expect(await jobs().get(fixture.engineer, id)).toMatchObject({
      state: 'failed',
      file: null,
      fault: { code: 'telemetry.export_disk_full' },
    });
  });

  it('starts again after a restart, and creates one complete file', async () => {
    const { id } = await create();
    const [jobId] = await takeJobs();
    // Creates the state left by a killed worker: the job is running but reports no more progress.
    await fixture.sql(`update job_progress set state = 'running', updated_at = $2 where id = $1`, [
      jobId,
      now,
    ]);
    expect(await jobs().requestAbandoned(fixture.system)).toBe(0);
    now = new Date(NOW.getTime() + 3 * 60_000);
    expect(await jobs().requestAbandoned(fixture.system)).toBe(1);
    await work();
    expect(await jobs().get(fixture.engineer, id)).toMatchObject({ state: 'done', points: 2 });
  });

  it('is aborted when it is cancelled, and leaves no file', async () => {
    const { id } = await create();
    const [jobId] = await takeJobs();
    const files = fixture.get(FileStore);
    const { write } = files;
    files.write = async (makerId, fileId, pieces) => {
      async function* slow(): AsyncGenerator<Uint8Array> {
        for await (const piece of pieces) {
          yield piece;
          await jobs().remove(fixture.engineer, id);
          // Progress is stored once per second.
          await new Promise((resolve) => setTimeout(resolve, 1100));
        }
      }
      return write.call(files, makerId, fileId, slow());
    };
    await writer().perform(fixture.system, jobId!);
    files.write = write;
    await fixture.get(ExportRuns).removeUnusedFiles(fixture.system);
    expect(await fixture.sql('select id from stored_file where id = $1', [jobId])).toEqual([]);
    await expect(files.open(fixture.maker.makerId, jobId!)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await actionsOf(id)).toEqual(['telemetry.export_job_created', 'telemetry.export_job_cancelled']);
  });

  it('is deleted with its file after its expiry', async () => {
    const { id } = await create();
    await work();
    now = new Date(NOW.getTime() + EXPORT_RETENTION_DAYS * DAY - 1);
    await jobs().removeExpired(fixture.system);
    await fixture.get(ExportRuns).removeUnusedFiles(fixture.system);
    expect(await textOf(fixture.engineer, id)).toContain('pressure_bar');
    now = new Date(NOW.getTime() + EXPORT_RETENTION_DAYS * DAY);
    await expect(jobs().open(fixture.engineer, id)).rejects.toMatchObject(NOT_FOUND);
    await jobs().removeExpired(fixture.system);
    await fixture.get(ExportRuns).removeUnusedFiles(fixture.system);
    expect((await jobs().list(fixture.engineer, { limit: 10 })).items).toEqual([]);
    expect(
      await fixture.sql(
        `select id from stored_file where purpose = 'readings_export' and name like 'readings-1996%'`,
      ),
    ).toEqual([]);
  });

  it('is rejected if the user has too many', async () => {
    for (let made = 0; made < MAX_EXPORT_JOBS; made++) await create();
    await expect(create()).rejects.toMatchObject({
      code: 'telemetry.export_jobs_full',
      params: { most: MAX_EXPORT_JOBS },
    });
    await create({ ...fixture.engineer, userId: fixture.maker.staff.admin.userId });
  });
});

describe('a direct download', () => {
  const assertDirect = (signals: string[], span = SPAN) =>
    fixture
      .get(DirectExports)
      .assertDirect(fixture.engineer, { machineIds: [large.machineId], signals, ...span });
  let large: { device: KnownDevice; machineId: string };

  beforeAll(async () => {
    large = await fixture.addDevice();
    await fixture.sql(
      `insert into reading_chunk (maker_id, device_key, from_time, to_time, received_from, received_to, readings, points, settled, bytes)
       select $1, $2, day, day + interval '1 day' - interval '1 ms', day, day, 100000, 1000000, true, ''
         from generate_series('2026-10-01'::timestamptz, '2026-10-10', '1 day') day`,
      [fixture.maker.makerId, large.device.deviceKey],
    );
  });

  it('of more values than the maximum is rejected', async () => {
    await expect(assertDirect([])).rejects.toMatchObject({
      code: 'telemetry.export_needs_job',
      params: { most: 5_000_000 },
    });
  });

  it('of a part of the signals or of the time is allowed', async () => {
    await assertDirect(['pressure_bar']);
    await assertDirect([], { from: new Date('2026-10-03T00:00:00Z'), to: new Date('2026-10-06T00:00:00Z') });
    await assertDirect([], { from: new Date('2026-10-03T06:00:00Z'), to: new Date('2026-10-03T07:00:00Z') });
  });

  it('includes readings that are not packed yet in the count', async () => {
    await fixture.sql(`update reading_batch set points = 6000000 where maker_id = $1`, [
      fixture.maker.makerId,
    ]);
    await expect(
      fixture
        .get(DirectExports)
        .assertDirect(fixture.engineer, { machineIds: [machineId], signals: [], ...SPAN }),
    ).rejects.toMatchObject({ code: 'telemetry.export_needs_job' });
  });
});
