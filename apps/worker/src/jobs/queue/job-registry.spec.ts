import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { type Scope, systemScope } from '#platform';
import { JOBS } from '../../worker.module.js';
import { Job, type JobData, JobMark } from './job.decorator.js';
import { JobRegistry } from './job-registry.js';

const FOLDER = join(import.meta.dirname, '..');

/** Returns the classes that `*.job.ts` files export, by file. */
async function classesOfFiles(): Promise<Map<string, unknown[]>> {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.job.ts'),
  );
  const classes = new Map<string, unknown[]>();
  for (const file of files) {
    const module = (await import(join(FOLDER, file))) as object;
    classes.set(
      file,
      Object.values(module).filter((value) => typeof value === 'function'),
    );
  }
  return classes;
}

@Job({ name: 'count-hours', schedule: { cron: '7 * * * *', atStart: true } })
class CountHoursJob {
  run({ makerId }: Scope): Promise<string> {
    return Promise.resolve(makerId);
  }
}

@Job({
  name: 'write-report',
  requestedBy: { event: 'test.report_requested', fields: ['jobId'], key: 'jobId' },
})
class WriteReportJob {
  run({ jobId }: JobData<'jobId'>): Promise<string> {
    return Promise.resolve(jobId);
  }
}

@Job({ name: 'count-hours', schedule: { cron: '* * * * *', atStart: false } })
class CountAgainJob {
  run(): Promise<void> {
    return Promise.resolve();
  }
}

// @ts-expect-error -- the event hands on jobId, and run takes noticeId
@Job({ name: 'lacks-data', requestedBy: { event: 'test.asked', fields: ['jobId'], key: 'jobId' } })
class LacksDataJob {
  run({ noticeId }: JobData<'noticeId'>): Promise<string> {
    return Promise.resolve(noticeId);
  }
}

async function registryOf(...jobs: Type[]): Promise<JobRegistry> {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [JobRegistry, ...jobs],
  }).compile();
  await module.init();
  return module.get(JobRegistry);
}

describe('JobRegistry', () => {
  it('finds jobs by their decorator, with their schedule or event', async () => {
    const registry = await registryOf(CountHoursJob, WriteReportJob);
    expect(registry.names).toEqual(['count-hours', 'write-report']);
    const [scheduled] = registry.scheduled;
    expect(scheduled).toMatchObject({ schedule: { cron: '7 * * * *', atStart: true } });
    expect(await scheduled!.run(systemScope('maker'))).toBe('maker');
    const [requested] = registry.requested;
    expect(requested).toMatchObject({ requestedBy: { event: 'test.report_requested' } });
    expect(await requested!.run({ makerId: 'maker', jobId: 'job' })).toBe('job');
  });

  it('finds a job by its decorator alone, while the compiler checks its data', async () => {
    expect((await registryOf(LacksDataJob)).names).toEqual(['lacks-data']);
  });

  it('rejects two jobs of the same name on startup', async () => {
    await expect(registryOf(CountHoursJob, CountAgainJob)).rejects.toThrow('Two jobs are named count-hours');
  });

  it('contains the class of every job file: one decorated class per file, provided by the worker', async () => {
    const classes = await classesOfFiles();
    expect(classes.size).toBeGreaterThan(15);
    for (const [file, exported] of classes) {
      expect(exported, file).toHaveLength(1);
      expect(Reflect.getMetadata(JobMark.KEY, exported[0] as Type), file).toBeDefined();
      expect(JOBS, file).toContain(exported[0]);
    }
    expect(JOBS).toHaveLength(classes.size);
  });

  it('keeps the names of queues that can contain jobs of an earlier version', () => {
    const names = JOBS.map((job) => (Reflect.getMetadata(JobMark.KEY, job) as { name: string }).name);
    expect(names.sort()).toEqual([
      'announce-expiry',
      'announce-imports',
      'ask-again-for-billing-runs',
      'ask-again-for-removal',
      'ask-for-exports',
      'ask-for-removal',
      'billing-run',
      'bulk-decision',
      'charge-due-payments',
      'complete-evidence',
      'escalate-notifications',
      'forecast-kits',
      'forget-intake-minutes',
      'forget-told-events',
      'import-statement',
      'look-after-exports',
      'look-after-packs',
      'mail-index-letter',
      'mail-usage-alert',
      'make-proof-pack',
      'poll-stripe-events',
      'process-stripe-events',
      'purge-notifications',
      'refresh-drafts',
      'remove-outdated',
      'reserve-waiting-parts',
      'resolve-payments',
      'retry-bulk-decisions',
      'retry-statement-imports',
      'set-off-credit-note',
      'watch-usage',
      'write-export',
      'write-one-off-export',
    ]);
  });
});
