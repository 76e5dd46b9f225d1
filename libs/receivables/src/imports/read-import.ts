import { DomainError } from '#platform';
import type { ImportOptions } from '../domain/imports/import-options.js';
import { collectStatements, type Statement, type StatementPart } from '../domain/statements/statement.js';
import { readStatementFile } from '../statements/read-file.js';
import type { OwnAccount } from './import-context.queries.js';

/** A statement with the maker's account to which it belongs. */
export interface OwnStatement {
  readonly statement: Statement;
  readonly account: OwnAccount;
  readonly currency: string;
}

/**
 * Reads a file with statements.
 * @throws DomainError receivables.statement_…, which names the line of the file; receivables.statement_empty
 */
export async function readImport(
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<Statement[]> {
  const parts: StatementPart[] = [];
  for await (const part of readStatementFile(chunks, options)) parts.push(part);
  const statements = collectStatements(parts);
  if (statements.length === 0) throw new DomainError('receivables.statement_empty');
  return statements;
}

/**
 * Finds the maker's account of each statement.
 * @throws DomainError receivables.statement_account_unknown
 */
export function assignAccounts(
  statements: readonly Statement[],
  accounts: readonly OwnAccount[],
): OwnStatement[] {
  return statements.map((statement) => {
    const { number, currency } = statement.account;
    const candidates = accounts.filter(({ account }) => account === number);
    const inCurrency = candidates.find((one) => one.currency === currency && currency !== null);
    const account = inCurrency ?? candidates.find((one) => one.currency === null) ?? candidates[0];
    if (!account) throw new DomainError('receivables.statement_account_unknown', { account: number });
    return {
      statement,
      account,
      currency: currency ?? statement.lines[0]?.currency ?? account.currency ?? '',
    };
  });
}
