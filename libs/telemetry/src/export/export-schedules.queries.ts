import type { CsvFormulas, ErrorParams, JobState, TimeCursor, Transaction } from '#platform';
import type { MachineChoice } from '../domain/export/machine-choice.js';
import type { ExportFormat } from '../domain/export/row-style.js';
import type { Timetable } from '../domain/export/timetable.js';

interface NamedRef {
  readonly id: string;
  readonly name: string;
}

/** A period of a schedule and its file. */
export interface ExportRunView {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
  /** Local dates, `YYYY-MM-DD`; the last one inclusive. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly state: JobState;
  /** Number of finished devices, and the total number of devices; 0 until the total is known. */
  readonly done: number;
  readonly total: number;
  /** The last complete file. It is kept while a new one is being written. */
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string } | null;
  /** Number of values and machines in the file. */
  readonly points: number | null;
  readonly machines: number | null;
  /** Number of listed machines that didn't belong to the export's owner in the period. */
  readonly leftOut: number | null;
  /** Cutoff of the file: readings received later aren't in it. */
  readonly knownUntil: Date | null;
  /** Number of values of the period that were received after the cutoff. */
  readonly latePoints: number;
  readonly fault: { readonly code: string; readonly params: ErrorParams } | null;
  /** Name of the person who requested the run; null if the schedule requested it. */
  readonly askedBy: string | null;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

export interface ExportScheduleView extends Timetable {
  readonly id: string;
  readonly name: string;
  /** The owner; null for the maker. */
  readonly customer: NamedRef | null;
  readonly machinesOf: MachineChoice['of'];
  /** Selected machines, models, sites or customers that still exist. */
  readonly chosen: readonly NamedRef[];
  readonly signals: readonly string[];
  readonly format: ExportFormat;
  readonly formulas: CsvFormulas;
  readonly keep: number;
  readonly paused: boolean;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly version: number;
  readonly lastRun: ExportRunView | null;
}

const RUN_JSON = `
  json_build_object('id', r.id, 'from', r.from_time, 'to', r.to_time, 'firstDay', r.first_day, 'lastDay', r.end_day - 1,
    'state', j.state, 'done', j.done, 'total', coalesce(j.total, 0),
    'file', case when f.id is not null then json_build_object('name', f.name, 'bytes', f.bytes, 'sha256', f.sha256) end,
    'points', r.points, 'machines', r.machines, 'leftOut', r.left_out, 'knownUntil', r.known_until,
    'latePoints', r.late_points, 'fault', r.fault, 'askedBy', r.asked_by_name, 'askedAt', j.created_at,
    'finishedAt', j.finished_at) as run`;
const FROM_RUN = `
  from export_run r
  join job_progress j on j.maker_id = r.maker_id and j.id = r.job_id
  left join stored_file f on f.maker_id = r.maker_id and f.id = r.file_id`;

/** A run in JSON, with instants as text. */
type RunJson = Omit<ExportRunView, 'from' | 'to' | 'knownUntil' | 'askedAt' | 'finishedAt'> &
  Record<'from' | 'to' | 'askedAt', string> &
  Record<'knownUntil' | 'finishedAt', string | null>;

/** Returns the schedules that follow an id, or a single schedule, newest first. */
export async function listSchedules(
  tx: Transaction,
  { after = null, id = null, limit }: { after?: string | null; id?: string | null; limit: number },
): Promise<ExportScheduleView[]> {
  const rows: (Omit<ExportScheduleView, 'lastRun'> & { run: RunJson | null })[] = await tx.manager.query(
    `select s.id, s.name, s.machines_of as "machinesOf", s.signals, s.format, s.formulas, s.every, s.hour, s.zone, s.keep, s.paused,
            s.version, s.created_at as "createdAt", s.created_by_name as "createdBy", last.run,
            case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as customer,
            coalesce((select json_agg(json_build_object('id', x.id, 'name', x.name) order by x.name)
               from (select id, serial as name from machine where maker_id = s.maker_id and s.machines_of = 'list' and id = any(s.ids)
                     union all
                     select id, name from equipment_model where maker_id = s.maker_id and s.machines_of = 'model' and id = any(s.ids)
                     union all
                     select id, name from site where maker_id = s.maker_id and s.machines_of = 'site' and id = any(s.ids)
                     union all
                     select id, name from customer where maker_id = s.maker_id and s.machines_of = 'customer' and id = any(s.ids)) x),
              '[]') as chosen
       from export_schedule s
       left join customer c on c.maker_id = s.maker_id and c.id = s.customer_id
       left join lateral (
         select ${RUN_JSON} ${FROM_RUN} where r.maker_id = s.maker_id and r.schedule_id = s.id
          order by r.to_time desc, r.from_time desc limit 1) last on true
      where s.maker_id = $1 and ($2::uuid is null or s.id < $2) and ($3::uuid is null or s.id = $3)
      order by s.id desc limit $4`,
    [tx.scope.makerId, after, id, limit],
  );
  return rows.map(({ run, ...schedule }) => ({ ...schedule, lastRun: run && toRun(run) }));
}

/** Returns the runs of a schedule that follow a position, or a single run, newest period first. */
export async function listRuns(
  tx: Transaction,
  scheduleId: string,
  { after = null, id = null, limit }: { after?: TimeCursor | null; id?: string | null; limit: number },
): Promise<ExportRunView[]> {
  const rows: { run: RunJson }[] = await tx.manager.query(
    `select ${RUN_JSON} ${FROM_RUN}
      where r.maker_id = $1 and r.schedule_id = $2 and ($3::uuid is null or r.id = $3)
        and ($4::timestamptz is null or (r.to_time, r.id) < ($4, $5::uuid))
      order by r.to_time desc, r.id desc limit $6`,
    [tx.scope.makerId, scheduleId, id, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows.map(({ run }) => toRun(run));
}

function toRun({ from, to, knownUntil, askedAt, finishedAt, ...run }: RunJson): ExportRunView {
  return {
    ...run,
    from: new Date(from),
    to: new Date(to),
    knownUntil: knownUntil === null ? null : new Date(knownUntil),
    askedAt: new Date(askedAt),
    finishedAt: finishedAt === null ? null : new Date(finishedAt),
  };
}
