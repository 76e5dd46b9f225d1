import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  decodeCursor,
  DomainError,
  FileStore,
  newId,
  type Page,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
  parseTimeCursor,
  timeCursorOf,
} from '#platform';
import type { ImportOptions } from '../domain/imports/import-options.js';
import { assertColumnMap } from '../domain/statements/csv/column-map.js';
import { StatementImport, type StatementImportState } from '../entities/statement-import.entity.js';
import { limitStatement } from '../statements/limit-statement.js';
import {
  findStatementImport,
  type KnownColumnMap,
  listColumnMaps,
  listStatementImports,
  listStatementLines,
  type StatementImportView,
  type StatementLineView,
} from './statement-imports.queries.js';

/** Manages imports of bank statements. A file is uploaded and read, and imported after a person has seen the result. */
@Injectable()
export class StatementImportsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
  ) {}

  /**
   * Stores a file, and queues the job that reads it.
   * @param name name of the file
   * @throws DomainError receivables.statement_too_large, receivables.statement_empty
   */
  async upload(scope: Scope, name: string, chunks: AsyncIterable<Uint8Array>): Promise<StatementImportView> {
    const id = newId();
    const { bytes } = await this.files.write(scope.makerId, id, limitStatement(chunks));
    if (bytes === 0) {
      await this.files.remove(scope.makerId, id);
      throw new DomainError('receivables.statement_empty');
    }
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.insert(StatementImport, {
        makerId: scope.makerId,
        id,
        name,
        bytes: String(bytes),
        state: 'reading',
        options: {},
        createdAt: tx.now,
        createdBy: scope.userId,
        updatedAt: tx.now,
      });
      await this.record(tx, 'uploaded', id, { name, bytes });
      return getImport(tx, id);
    });
  }

  /** Lists imports, newest first. @throws DomainError platform.cursor_invalid */
  list(
    scope: Scope,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<StatementImportView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) =>
      toPage(await listStatementImports(tx, after, limit + 1), limit, timeCursorOf),
    );
  }

  /** @throws DomainError receivables.statement_import_not_found */
  get(scope: Scope, id: string): Promise<StatementImportView> {
    return this.unitOfWork.run(scope, (tx) => getImport(tx, id));
  }

  /** Lists the column maps of imported files by name. */
  listColumnMaps(scope: Scope): Promise<KnownColumnMap[]> {
    return this.unitOfWork.run(scope, listColumnMaps);
  }

  /**
   * Lists the stored lines of an import in the order of the file.
   * @throws DomainError receivables.statement_import_not_found, platform.cursor_invalid
   */
  listLines(
    scope: Scope,
    id: string,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<StatementLineView>> {
    const after = cursor === undefined ? null : readLineCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      await getImport(tx, id);
      const page = toPage(await listStatementLines(tx, id, after, limit + 1), limit, (line) => [
        line.fileLine,
        line.identity,
      ]);
      return { items: page.items.map(({ identity: _key, ...line }) => line), next: page.next };
    });
  }

  /**
   * Queues the job that reads a file again with other options.
   * @throws DomainError receivables.statement_import_not_found, receivables.statement_import_state,
   * receivables.column_map_invalid
   */
  read(scope: Scope, id: string, options: ImportOptions): Promise<StatementImportView> {
    if (options.columnMap) assertColumnMap(options.columnMap);
    return this.unitOfWork.run(scope, async (tx) => {
      await lockInState(tx, id, ['ready', 'refused']);
      await tx.manager.update(
        StatementImport,
        { makerId: scope.makerId, id },
        { state: 'reading', options, summary: null, problem: null, updatedAt: tx.now, finishedAt: null },
      );
      await this.record(tx, 'read_again', id, { ...options });
      return getImport(tx, id);
    });
  }

  /**
   * Queues the job that imports a file that was read.
   * @throws DomainError receivables.statement_import_not_found, receivables.statement_import_state
   */
  start(scope: Scope, id: string): Promise<StatementImportView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockInState(tx, id, ['ready']);
      await tx.manager.update(
        StatementImport,
        { makerId: scope.makerId, id },
        { state: 'importing', updatedAt: tx.now },
      );
      await this.record(tx, 'started', id, {});
      return getImport(tx, id);
    });
  }

  /** Requeues jobs of workers that died. @returns the number of requeued jobs */
  retryAbandoned(scope: Scope): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      const abandoned: { id: string }[] = await tx.manager.query(
        `select id from statement_import
          where maker_id = $1 and state in ('reading', 'importing') and updated_at < $2::timestamptz - interval '5 minutes'
          order by id`,
        [scope.makerId, tx.now],
      );
      for (const { id } of abandoned) await requestWork(tx, id);
      return abandoned.length;
    });
  }

  private async record(
    tx: Transaction,
    what: 'uploaded' | 'read_again' | 'started',
    id: string,
    after: object,
  ): Promise<void> {
    await requestWork(tx, id);
    await AuditTrail.write(tx, {
      action: `receivables.statement_import_${what}`,
      entity: 'statement_import',
      entityId: id,
      after,
    });
  }
}

function requestWork(tx: Transaction, importId: string): Promise<void> {
  return tx.record({
    name: 'receivables.statement_import_requested',
    version: 1,
    payload: { importId },
  });
}

async function getImport(tx: Transaction, id: string): Promise<StatementImportView> {
  const found = await findStatementImport(tx, id);
  if (!found) throw new DomainError('receivables.statement_import_not_found');
  return found;
}

async function lockInState(
  tx: Transaction,
  id: string,
  states: readonly StatementImportState[],
): Promise<StatementImport> {
  const found = await tx.manager.findOne(StatementImport, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) throw new DomainError('receivables.statement_import_not_found');
  if (!states.includes(found.state))
    throw new DomainError('receivables.statement_import_state', { state: found.state });
  return found;
}

/** @throws DomainError platform.cursor_invalid */
function readLineCursor(cursor: string): [fileLine: number, identity: string] {
  const [fileLine, identity] = decodeCursor(cursor, 2);
  if (!Number.isInteger(fileLine) || typeof identity !== 'string')
    throw new DomainError('platform.cursor_invalid');
  return [fileLine as number, identity];
}
