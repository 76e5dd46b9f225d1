import { Injectable, Logger } from '@nestjs/common';
import { DomainError, FileStore, type Scope, systemScope, type Transaction, UnitOfWork } from '#platform';
import { countMatches, type ImportSummary, summarizeLines } from '../domain/imports/import-summary.js';
import type { Statement } from '../domain/statements/statement.js';
import { type ImportProblem, StatementImport } from '../entities/statement-import.entity.js';
import { listOwnAccounts, lockOwnAccounts } from './import-context.queries.js';
import { type MatchedImport, matchImport } from './match-import.js';
import { assignAccounts, type OwnStatement, readImport } from './read-import.js';
import { storeImport } from './store-import.store.js';

/** Reads files with bank statements, and imports them after a person has reviewed their contents. */
@Injectable()
export class StatementImportRunner {
  private readonly logger = new Logger(StatementImportRunner.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
  ) {}

  /**
   * Reads a file and stores a summary of its contents, or imports it, depending on the state of the import. An import
   * is one transaction, so a worker that dies leaves no partial import, and a second call after the import has no
   * effect.
   */
  async perform({ makerId }: Scope, id: string): Promise<void> {
    const scope = systemScope(makerId);
    const found = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.findOneBy(StatementImport, { makerId, id }),
    );
    if (found?.state !== 'reading' && found?.state !== 'importing') return;
    try {
      const statements = await this.read(found);
      await this.complete(scope, found, statements);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({ importId: id, code: error.code }, 'A bank statement was refused');
      await this.refuse(scope, found, { code: error.code, params: error.params });
    }
  }

  private async read({ makerId, id, options }: StatementImport): Promise<Statement[]> {
    const file = await this.files.open(makerId, id);
    try {
      return await readImport(file.createReadStream({ autoClose: false }), options);
    } finally {
      await file.close();
    }
  }

  private complete(scope: Scope, found: StatementImport, statements: readonly Statement[]): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId, id } = found;
      if (!(await lockUnchanged(tx, found))) return;
      const own = assignAccounts(statements, await listOwnAccounts(tx));
      if (found.state === 'importing')
        await lockOwnAccounts(tx, [...new Set(own.map(({ account }) => account.id))]);
      const matched = await matchImport(tx, own);
      const summary = summarize(own, matched);
      if (found.state === 'reading') {
        await tx.manager.update(
          StatementImport,
          { makerId, id },
          { state: 'ready', summary, updatedAt: tx.now },
        );
        return;
      }
      const used = await storeImport(tx, id, own, matched);
      await tx.manager.update(
        StatementImport,
        { makerId, id },
        { state: 'done', summary: { ...summary, matched: used }, updatedAt: tx.now, finishedAt: tx.now },
      );
      await tx.record({ name: 'receivables.statement_imported', version: 1, payload: { importId: id } });
    });
  }

  private refuse(scope: Scope, found: StatementImport, problem: ImportProblem): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      if (!(await lockUnchanged(tx, found))) return;
      await tx.manager.update(
        StatementImport,
        { makerId: scope.makerId, id: found.id },
        { state: 'refused', problem, updatedAt: tx.now, finishedAt: tx.now },
      );
    });
  }
}

/**
 * Locks an import. Returns false if another worker was faster, or a person has chosen other options since it was read.
 */
async function lockUnchanged(tx: Transaction, found: StatementImport): Promise<boolean> {
  const { state, updatedAt } = await tx.manager.findOneOrFail(StatementImport, {
    where: { makerId: found.makerId, id: found.id },
    lock: { mode: 'pessimistic_write' },
  });
  return state === found.state && updatedAt.getTime() === found.updatedAt.getTime();
}

function summarize(own: readonly OwnStatement[], { lines, repeated }: MatchedImport): ImportSummary {
  const payments = lines.filter(({ isPayment }) => isPayment);
  return {
    format: own[0]!.statement.format,
    statements: own.map(({ statement, account, currency }) => ({
      bankAccountId: account.id,
      account: account.account,
      currency,
      statementNumber: statement.statementId,
      openingBalance: statement.openingBalance,
      closingBalance: statement.closingBalance,
      ...summarizeLines(statement.lines),
    })),
    lines: lines.length + repeated,
    repeated,
    payments: payments.length,
    ...countMatches(payments),
    others: lines.length - payments.length,
  };
}
