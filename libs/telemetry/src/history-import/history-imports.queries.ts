import { DomainError, type TimeCursor, type Transaction } from '#platform';
import type { HistoryPlan } from '../domain/history-import/plan.js';
import type { RejectedFileRow } from '../domain/history-import/rejected-file.js';
import type { HistoryImport, HistoryImportState } from '../entities/exports/history-import.entity.js';

/** Progress of an import. */
export interface HistoryImportView {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly uploaded: number;
  readonly state: HistoryImportState;
  /** Number of bytes of the file that have been imported. */
  readonly position: number;
  readonly rows: number;
  /** Number of stored readings. */
  readonly stored: number;
  /** Number of values in the stored readings. */
  readonly points: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly refused: number;
  /** Processing time of the worker in milliseconds. */
  readonly busyMs: number;
  readonly fault: HistoryImport['fault'];
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** A device's imported readings. */
export interface ImportedDevice {
  readonly deviceId: string;
  readonly code: string;
  readonly machine: { readonly id: string; readonly serial: string } | null;
  readonly readings: number;
  readonly from: Date;
  readonly to: Date;
}

export interface RejectionCount {
  readonly code: string;
  readonly rows: number;
}

export interface HistoryImportDetail extends HistoryImportView {
  readonly plan: HistoryPlan | null;
  readonly devices: readonly ImportedDevice[];
  /** Number of listed rows by reason. */
  readonly reasons: readonly RejectionCount[];
}

const MAX_DEVICES = 200;
const VIEW = `
  select i.id, i.name, i.bytes::float8 as bytes, i.uploaded::float8 as uploaded, i.state, i.position::float8 as position,
         i.rows::float8 as rows, i.stored::float8 as stored, i.points::float8 as points, i.duplicates::float8 as duplicates,
         i.conflicts::float8 as conflicts, i.refused::float8 as refused, i.busy_ms::float8 as "busyMs", i.fault,
         i.created_by_name as "createdBy", i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt"`;
const FROM = `from history_import i where i.maker_id = $1`;

/** Returns the imports that follow a position, newest first. */
export function listImports(
  tx: Transaction,
  after: TimeCursor | null,
  limit: number,
): Promise<HistoryImportView[]> {
  return tx.manager.query<HistoryImportView[]>(
    `${VIEW} ${FROM} and ($2::timestamptz is null or (i.created_at, i.id) < ($2, $3::uuid))
      order by i.created_at desc, i.id desc limit $4`,
    [tx.scope.makerId, after?.at ?? null, after?.id ?? null, limit],
  );
}

/** @throws DomainError telemetry.import_not_found */
export async function findImport(tx: Transaction, id: string): Promise<HistoryImportDetail> {
  const [found] = await tx.manager.query<(HistoryImportView & { plan: HistoryPlan | null })[]>(
    `${VIEW}, i.plan ${FROM} and i.id = $2`,
    [tx.scope.makerId, id],
  );
  if (!found) throw new DomainError('telemetry.import_not_found', { id });
  const devices = await tx.manager.query<ImportedDevice[]>(
    `select d.id as "deviceId", d.code, case when m.id is not null then json_build_object('id', m.id, 'serial', m.serial) end as machine,
            h.readings::float8 as readings, h.from_time as "from", h.to_time as "to"
       from history_import_device h
       join device d on d.maker_id = h.maker_id and d.device_key = h.device_key
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
      where h.maker_id = $1 and h.import_id = $2 order by h.readings desc, d.code limit ${MAX_DEVICES}`,
    [tx.scope.makerId, id],
  );
  const reasons = await tx.manager.query<RejectionCount[]>(
    `select code, count(*)::float8 as rows from history_import_row where maker_id = $1 and import_id = $2
      group by code order by 2 desc, 1`,
    [tx.scope.makerId, id],
  );
  return { ...found, devices, reasons };
}

/** Returns the rejected rows that follow a row number, in the order of the file. */
export function listRejectedRows(
  tx: Transaction,
  importId: string,
  after: number,
  limit: number,
): Promise<RejectedFileRow[]> {
  return tx.manager.query<RejectedFileRow[]>(
    `select row::float8 as row, code as reason, column_name as "column", value, raw from history_import_row
      where maker_id = $1 and import_id = $2 and row > $3 order by row limit $4`,
    [tx.scope.makerId, importId, after, limit],
  );
}
