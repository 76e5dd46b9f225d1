import { type CsvFormulas, type ErrorParams, type JobState, type Transaction } from '#platform';
import type { ExportFormat } from '../domain/export/row-style.js';

/** A person's own one-off export. */
export interface ExportJobView {
  readonly id: string;
  /** Serial numbers; null for all machines. */
  readonly machines: readonly string[] | null;
  /** Signal keys; empty for all. */
  readonly signals: readonly string[];
  readonly from: Date;
  readonly to: Date;
  readonly format: ExportFormat;
  readonly formulas: CsvFormulas;
  readonly state: JobState;
  /** Number of finished devices, and the total number of devices; 0 until the total is known. */
  readonly done: number;
  readonly total: number;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string } | null;
  /** Number of values in the file. */
  readonly points: number | null;
  readonly knownUntil: Date | null;
  readonly fault: { readonly code: string; readonly params: ErrorParams } | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Time at which the export and its file are deleted; null until the export has ended. */
  readonly expiresAt: Date | null;
}

type Row = Omit<ExportJobView, 'points' | 'done' | 'total'> &
  Record<'done', string> &
  Record<'points' | 'total', string | null>;

/** Returns the exports of the scope's person that follow an id, or a single export, newest first. */
export async function listExportJobs(
  tx: Transaction,
  { after = null, id = null, limit }: { after?: string | null; id?: string | null; limit: number },
): Promise<ExportJobView[]> {
  const rows: Row[] = await tx.manager.query(
    `select e.id, e.signals, e.from_time as "from", e.to_time as "to", e.format, e.formulas, e.points, e.fault,
            e.known_until as "knownUntil", e.created_at as "createdAt", e.expires_at as "expiresAt",
            j.state, j.done, j.total, j.finished_at as "finishedAt",
            case when e.machine_ids is not null then coalesce((select json_agg(m.serial order by m.serial) from machine m
              where m.maker_id = e.maker_id and m.id = any(e.machine_ids)), '[]') end as machines,
            case when f.id is not null then json_build_object('name', f.name, 'bytes', f.bytes, 'sha256', f.sha256) end as file
       from export_job e
       join job_progress j on j.maker_id = e.maker_id and j.id = e.job_id
       left join stored_file f on f.maker_id = e.maker_id and f.id = e.file_id
      where e.maker_id = $1 and e.asked_by = $2 and ($3::uuid is null or e.id < $3) and ($4::uuid is null or e.id = $4)
      order by e.id desc limit $5`,
    [tx.scope.makerId, tx.scope.userId, after, id, limit],
  );
  return rows.map((row) => ({
    ...row,
    done: Number(row.done),
    total: Number(row.total ?? 0),
    points: row.points === null ? null : Number(row.points),
  }));
}
