import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExportRuns, ExportSchedules } from '#telemetry';
import { locateApp } from '../../support/app-script.js';
import { eventually } from '../../support/eventually.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const MAIN = locateApp('worker');

describe('an export with a worker that is killed', () => {
  let fixture: TelemetryFixture;
  let home: string;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    fixture = await TelemetryFixture.open();
    home = mkdtempSync(join(tmpdir(), 'dutycycle-exports-'));
  });

  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await fixture?.close();
    if (home) rmSync(home, { recursive: true, force: true });
  });

  function startWorker(): ChildProcess {
    const worker = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        NODE_OPTIONS: undefined,
        DATABASE_URL: fixture.database.url,
        DUTYCYCLE_SECRET: fixture.database.secret,
        DUTYCYCLE_HOME: home,
        // Other jobs of the worker that read readings are blocked too. The pool is large enough that no job waits for a
        // connection.
        DATABASE_POOL_SIZE: '30',
        DUTYCYCLE_CLOCK_OFFSET_MS: String(NOW.getTime() - Date.now()),
        LOG_LEVEL: 'fatal',
      },
      stdio: 'ignore',
    });
    workers.push(worker);
    return worker;
  }

  const filesOf = (jobId: string): string[] =>
    readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(jobId));

  it('is restarted, and creates one complete file', async () => {
    const { device, machineId } = await fixture.addDevice();
    const day = Date.parse('2026-10-19T00:00:00Z');
    await fixture.send(
      device,
      Array.from({ length: 480 }, (_, i) => ({ ts: day + i * 60_000, seq: i, g: { pressure_bar: i } })),
    );
    const { id } = await fixture.get(ExportSchedules).create(fixture.engineer, {
      name: 'Every day',
      machinesOf: 'list',
      ids: [machineId],
      signals: [],
      format: 'csv',
      formulas: 'escape',
      every: 'day',
      hour: 0,
      zone: 'UTC',
      keep: 10,
      paused: false,
    });
    const runs = fixture.get(ExportRuns);
    await runs.request(fixture.engineer, id);
    const run = async () => (await runs.list(fixture.engineer, id, { limit: 10 })).items[0]!;
    const [{ job_id: jobId }] = (await fixture.sql<{ job_id: string }>(
      'select job_id from export_run where schedule_id = $1',
      [id],
    )) as [{ job_id: string }];

    // This lock blocks all queries of readings, so the export has started its file and waits.
    await fixture.owner.query('begin');
    await fixture.owner.query('lock table reading_batch, reading_chunk in access exclusive mode');
    const first = startWorker();
    await eventually(
      () => filesOf(jobId),
      (names) => names.length > 0,
    );
    first.kill('SIGKILL');
    await once(first, 'exit');
    await fixture.owner.query('rollback');
    expect(await run()).toMatchObject({ state: 'running', file: null });
    expect(filesOf(jobId)).toEqual([expect.stringMatching(/\.part$/)]);

    // Simulates the passage of three minutes.
    await fixture.sql(
      `update job_progress set updated_at = updated_at - interval '3 minutes' where id = $1`,
      [jobId],
    );
    const second = startWorker();
    const ended = await eventually(run, ({ state }) => state === 'done');
    second.kill('SIGTERM');
    await once(second, 'exit');
    expect(ended).toMatchObject({ points: 480, fault: null });
    const [name, ...others] = filesOf(jobId);
    expect([name!.endsWith(jobId), others]).toEqual([true, []]);
    const file = readFileSync(join(home, name!));
    expect(file.length).toBe(ended.file!.bytes);
    expect(file.toString('utf8').trimEnd().split('\r\n')).toHaveLength(1 + 480);
    expect((await runs.list(fixture.engineer, id, { limit: 10 })).items).toHaveLength(1);
  }, 600_000);
});
