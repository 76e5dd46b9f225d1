import { insertRows, newId, toMinor, type Transaction } from '#platform';
import { summarizeLines } from '../domain/imports/import-summary.js';
import { toAllocations } from '../domain/imports/suggestion.js';
import { BankStatement } from '../entities/bank-statement.entity.js';
import { BankStatementLine } from '../entities/statement-line.entity.js';
import { allocatePayments, type PaymentUse } from '../payments/allocate.store.js';
import { recordPayments } from '../payments/record-payments.store.js';
import type { MatchedImport, NewLine } from './match-import.js';
import type { OwnStatement } from './read-import.js';

/** Maximum number of rows per SQL statement, so that a large file takes little memory. */
const BATCH = 5_000;

/**
 * Stores the new lines of a file, records the payments among them, and allocates payments with a conclusive match.
 * @returns the number of allocated payments
 */
export async function storeImport(
  tx: Transaction,
  importId: string,
  statements: readonly OwnStatement[],
  { lines, currencyOf }: MatchedImport,
): Promise<number> {
  const ids = await storeStatements(tx, importId, statements);
  let matched = 0;
  for (let from = 0; from < lines.length; from += BATCH) {
    const batch = lines.slice(from, from + BATCH);
    const payments = batch.filter(({ isPayment }) => isPayment);
    const paymentIds = await recordPayments(tx, payments.map(toPayment));
    const paymentIdOf = new Map(payments.map((line, index) => [line, paymentIds[index]!]));
    await storeLines(tx, batch, ids, paymentIdOf);
    const uses: PaymentUse[] = payments.flatMap((line) =>
      line.certain === null
        ? []
        : [
            {
              paymentId: paymentIdOf.get(line)!,
              allocations: toAllocations(line.certain, line.line.currency, currencyOf),
              origin: 'automatic',
              reasons: line.certain.reasons,
            },
          ],
    );
    const faults = await allocatePayments(tx, uses);
    matched += faults.filter((found) => found.length === 0).length;
  }
  return matched;
}

async function storeStatements(
  tx: Transaction,
  importId: string,
  statements: readonly OwnStatement[],
): Promise<ReadonlyMap<OwnStatement, string>> {
  const ids = new Map(statements.map((statement) => [statement, newId()]));
  await insertRows(
    tx,
    BankStatement,
    [...ids].map(([{ statement, account, currency }, id]) => {
      const { firstDay, lastDay } = summarizeLines(statement.lines);
      return {
        makerId: tx.scope.makerId,
        id,
        importId,
        bankAccountId: account.id,
        statementNumber: statement.statementId,
        currency,
        openingBalance: statement.openingBalance,
        closingBalance: statement.closingBalance,
        firstDay,
        lastDay,
      };
    }),
  );
  return ids;
}

async function storeLines(
  tx: Transaction,
  lines: readonly NewLine[],
  ids: ReadonlyMap<OwnStatement, string>,
  paymentIdOf: ReadonlyMap<NewLine, string>,
): Promise<void> {
  await insertRows(
    tx,
    BankStatementLine,
    lines.map((one) => {
      const { line, statement } = one;
      return {
        makerId: tx.scope.makerId,
        bankAccountId: statement.account.id,
        identity: line.identity,
        statementId: ids.get(statement)!,
        fileLine: line.fileLine,
        bookingDate: line.bookingDate,
        amount: line.amount,
        currency: line.currency,
        counterpartyName: line.counterparty.name,
        counterpartyAccount: line.counterparty.account,
        text: textOf(one),
        paymentId: paymentIdOf.get(one) ?? null,
      };
    }),
  );
}

function toPayment(one: NewLine) {
  const { statement, line, suggestions } = one;
  return {
    legalEntityId: statement.account.legalEntityId,
    customerId: null,
    method: 'transfer' as const,
    currency: line.currency,
    amountMinor: toMinor(line.amount, line.currency),
    receivedOn: line.bookingDate,
    bankAccountId: statement.account.id,
    payerName: line.counterparty.name,
    payerAccount: line.counterparty.account,
    reference: textOf(one),
    suggestions,
  };
}

/** Joins the references and the text of a payer. */
function textOf({ line: { remittance } }: NewLine): string {
  return [...new Set([...remittance.references, remittance.text])].filter((text) => text !== '').join(' ');
}
