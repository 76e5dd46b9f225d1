import type { ExportJob, ExportRun, ExportSchedule } from '../src/api/types.js';

const RUN: ExportRun = {
  id: 'run-1',
  state: 'done',
  askedAt: '2026-11-25T05:00:00Z',
  askedBy: null,
  finishedAt: '2026-11-25T05:01:00Z',
  firstDay: '2026-11-24',
  lastDay: '2026-11-24',
  from: '2026-11-23T23:00:00Z',
  to: '2026-11-24T23:00:00Z',
  knownUntil: '2026-11-25T05:00:00Z',
  done: 3,
  total: 3,
  machines: 3,
  points: 1200,
  latePoints: 0,
  leftOut: 0,
  fault: null,
  file: { name: 'readings.csv', bytes: 2_500_000, sha256: 'aa' },
};

/** A finished export run for one day. Tests override only the fields that they check. */
export function buildExportRun(change: Partial<ExportRun> = {}): ExportRun {
  return { ...RUN, ...change };
}

const SCHEDULE: ExportSchedule = {
  id: 'x-1',
  version: 3,
  name: 'Readings',
  customer: null,
  machines: { of: 'all', chosen: [] },
  signals: [],
  format: 'csv',
  formulas: 'escape',
  every: 'day',
  hour: 6,
  zone: 'Europe/Warsaw',
  keep: 30,
  paused: false,
  nextAt: '2026-11-26T05:00:00Z',
  lastRun: null,
  createdAt: '2026-11-01T00:00:00Z',
  createdBy: null,
};

/** A daily export of everything. Tests override only the fields that they check. */
export function buildExportSchedule(change: Partial<ExportSchedule> = {}): ExportSchedule {
  return { ...SCHEDULE, ...change };
}

const JOB: ExportJob = {
  id: 'job-1',
  state: 'done',
  machines: null,
  signals: [],
  format: 'csv',
  formulas: 'escape',
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-08T00:00:00Z',
  knownUntil: null,
  createdAt: '2026-11-25T05:00:00Z',
  finishedAt: null,
  expiresAt: null,
  done: 1,
  total: 1,
  points: 1200,
  fault: null,
  file: { name: 'readings.csv', bytes: 2_500_000, sha256: 'aa' },
};

/** A finished one-off export. Tests override only the fields that they check. */
export function buildExportJob(change: Partial<ExportJob> = {}): ExportJob {
  return { ...JOB, ...change };
}
