import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { AuditTrail } from '#organization';
import {
  claimEvent,
  DomainError,
  markUtf8,
  newId,
  type Page,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
  UploadedFiles,
  parseTimeCursor,
  timeCursorOf,
} from '#platform';
import { formatRejectedHeader, formatRejectedLine } from '../domain/history-import/rejected-file.js';
import { HistoryImport, type HistoryImportState } from '../entities/exports/history-import.entity.js';
import { openImportFile, readFileHead } from './history-file.js';
import { type HistoryPreview, previewHistory, type ChosenSettings, toPlan } from './history-preview.js';
import {
  findImport,
  type HistoryImportDetail,
  type HistoryImportView,
  listImports,
  listRejectedRows,
} from './history-imports.queries.js';

const MAX_IMPORT_BYTES = 64 * 1024 ** 3;
export const MAX_PART_BYTES = 64 * 1024 ** 2;
const OPEN_STATES: readonly HistoryImportState[] = ['uploading', 'uploaded', 'waiting', 'running'];
const ROWS_PER_PAGE = 1000;
const ANNOUNCED_FOR_MS = 24 * 3_600_000;

export interface NewHistoryImport {
  /** Name of the file. */
  readonly name: string;
  readonly bytes: number;
}

/** Manages imports of historical readings. A file is uploaded in parts and previewed, and the worker imports it. */
@Injectable()
export class HistoryImports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: UploadedFiles,
  ) {}

  /** Starts an upload. @throws DomainError telemetry.import_too_large */
  create(scope: Scope, { name, bytes }: NewHistoryImport): Promise<HistoryImportDetail> {
    if (bytes > MAX_IMPORT_BYTES)
      throw new DomainError('telemetry.import_too_large', { maxBytes: MAX_IMPORT_BYTES });
    return this.unitOfWork.run(scope, async (tx) => {
      const id = newId();
      await tx.manager.insert(HistoryImport, {
        makerId: scope.makerId,
        id,
        name,
        bytes: String(bytes),
        state: 'uploading',
        createdBy: scope.userId,
        createdAt: tx.now,
        updatedAt: tx.now,
      });
      await AuditTrail.write(tx, {
        action: 'telemetry.history_import_created',
        entity: 'history_import',
        entityId: id,
        after: { name, bytes },
      });
      return findImport(tx, id);
    });
  }

  /**
   * Emits an event for each import that has ended in the last day, once. The importer runs as the role of ingest, which
   * can't emit events.
   */
  announceFinished(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const ended = await tx.manager.find(HistoryImport, {
        select: { id: true },
        where: {
          makerId: scope.makerId,
          state: In(['done', 'failed']),
          finishedAt: MoreThan(new Date(tx.now.getTime() - ANNOUNCED_FOR_MS)),
        },
      });
      for (const { id } of ended)
        if (await claimEvent(tx, id, 'announce-import'))
          await tx.record({ name: 'telemetry.import_finished', version: 1, payload: { importId: id } });
    });
  }

  /** Returns imports, newest first. @throws DomainError platform.cursor_invalid */
  list(
    scope: Scope,
    { cursor, limit }: { cursor?: string; limit: number },
  ): Promise<Page<HistoryImportView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) =>
      toPage(await listImports(tx, after, limit + 1), limit, timeCursorOf),
    );
  }

  /** @throws DomainError telemetry.import_not_found */
  get(scope: Scope, id: string): Promise<HistoryImportDetail> {
    return this.unitOfWork.run(scope, (tx) => findImport(tx, id));
  }

  /**
   * Appends the next part of a file. Bytes that arrive before a connection breaks are kept.
   * @param offset number of bytes before the part
   * @throws DomainError telemetry.import_not_found, telemetry.import_offset_wrong (with the number of stored bytes),
   *   telemetry.import_part_too_large
   */
  async append(scope: Scope, id: string, offset: number, source: Readable): Promise<HistoryImportDetail> {
    const { bytes } = await this.unitOfWork.run(scope, (tx) => lockUploading(tx, id, offset));
    const limit = Math.min(MAX_PART_BYTES, Number(bytes) - offset);
    const part = await this.files.storePart(scope.makerId, source, limit);
    if (!part) throw new DomainError('telemetry.import_part_too_large', { maxBytes: limit });
    try {
      return await this.unitOfWork.run(scope, async (tx) => {
        const known = await lockUploading(tx, id, offset);
        // The same bytes are written at the same offset, so a repetition has no further effect.
        await this.files.writePart(scope.makerId, id, offset, part);
        const uploaded = offset + part.bytes;
        await tx.manager.update(
          HistoryImport,
          { makerId: scope.makerId, id },
          {
            uploaded: String(uploaded),
            state: uploaded === Number(known.bytes) ? 'uploaded' : 'uploading',
            updatedAt: tx.now,
          },
        );
        return findImport(tx, id);
      });
    } finally {
      await this.files.discardPart(part);
    }
  }

  /**
   * Returns how a file would be read, with the faults in its first rows.
   * @throws DomainError telemetry.import_not_found, telemetry.import_state_wrong, telemetry.import_file_missing,
   *   telemetry.import_not_utf8, telemetry.import_empty, telemetry.import_plan_invalid
   */
  preview(scope: Scope, id: string, chosen: ChosenSettings): Promise<HistoryPreview> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { bytes } = await lockInState(tx, id, ['uploaded']);
      const file = await openImportFile(this.files, scope.makerId, id);
      try {
        return await previewHistory(tx, file, Number(bytes), chosen);
      } finally {
        await file.close();
      }
    });
  }

  /** Starts an import, which the worker performs. @throws as `preview` */
  start(scope: Scope, id: string, chosen: ChosenSettings): Promise<HistoryImportDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { bytes, name } = await lockInState(tx, id, ['uploaded']);
      const file = await openImportFile(this.files, scope.makerId, id);
      try {
        const preview = await previewHistory(tx, file, Number(bytes), chosen);
        const head = await readFileHead(file, Number(bytes), preview.dialect);
        // Explicit settings apply unchanged, so that no column is left out without notice.
        const plan = toPlan(head, { ...preview, ...toChosenColumns(chosen) });
        await tx.manager.update(
          HistoryImport,
          { makerId: scope.makerId, id },
          {
            state: 'waiting',
            plan: { ...plan },
            columns: [...head.columns],
            header: head.header,
            position: String(head.bytes),
            startedAt: tx.now,
            updatedAt: tx.now,
          },
        );
        await AuditTrail.write(tx, {
          action: 'telemetry.history_import_started',
          entity: 'history_import',
          entityId: id,
          after: { name, source: plan.source, signals: plan.signals.map(({ signal }) => signal) },
        });
        return await findImport(tx, id);
      } finally {
        await file.close();
      }
    });
  }

  /**
   * Cancels an import. Stored readings stay.
   * @throws DomainError telemetry.import_not_found, telemetry.import_state_wrong
   */
  cancel(scope: Scope, id: string): Promise<HistoryImportDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { name } = await lockInState(tx, id, OPEN_STATES);
      await tx.manager.update(
        HistoryImport,
        { makerId: scope.makerId, id },
        { state: 'cancelled', finishedAt: tx.now, updatedAt: tx.now },
      );
      await AuditTrail.write(tx, {
        action: 'telemetry.history_import_cancelled',
        entity: 'history_import',
        entityId: id,
        after: { name },
      });
      return findImport(tx, id);
    });
  }

  /** Returns the rejected rows as a file. @throws DomainError telemetry.import_not_found */
  async readRejectedRows(scope: Scope, id: string): Promise<{ name: string; lines: AsyncGenerator<string> }> {
    const { name, plan, header } = await this.unitOfWork.run(scope, (tx) => findOrThrow(tx, id));
    const { format, delimiter } = plan ?? { format: 'csv' as const, delimiter: ',' };
    const { unitOfWork } = this;
    async function* streamRejectedLines(): AsyncGenerator<string> {
      yield markUtf8(formatRejectedHeader(format, delimiter, header ?? ''));
      for (let after = 0; ;) {
        const rows = await unitOfWork.run(scope, (tx) => listRejectedRows(tx, id, after, ROWS_PER_PAGE));
        if (rows.length === 0) return;
        after = rows.at(-1)!.row;
        yield rows.map((row) => formatRejectedLine(format, delimiter, row)).join('');
      }
    }
    return { name, lines: streamRejectedLines() };
  }
}

async function findOrThrow(tx: Transaction, id: string, lock = false): Promise<HistoryImport> {
  const found = await tx.manager.findOne(HistoryImport, {
    where: { makerId: tx.scope.makerId, id },
    ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!found) throw new DomainError('telemetry.import_not_found', { id });
  return found;
}

async function lockInState(
  tx: Transaction,
  id: string,
  states: readonly HistoryImportState[],
): Promise<HistoryImport> {
  const found = await findOrThrow(tx, id, true);
  if (!states.includes(found.state))
    throw new DomainError('telemetry.import_state_wrong', { state: found.state });
  return found;
}

async function lockUploading(tx: Transaction, id: string, offset: number): Promise<HistoryImport> {
  const found = await findOrThrow(tx, id, true);
  const uploaded = Number(found.uploaded);
  if (found.state !== 'uploading' || uploaded !== offset)
    throw new DomainError('telemetry.import_offset_wrong', { uploaded, state: found.state });
  return found;
}

function toChosenColumns({
  time,
  seq,
  signals,
}: ChosenSettings): Partial<Pick<HistoryPreview, 'time' | 'seq' | 'mapping'>> {
  return {
    ...(time !== undefined && { time }),
    ...(seq !== undefined && { seq }),
    ...(signals !== undefined && { mapping: signals }),
  };
}
