import { DomainError, Exact } from '#platform/domain';
import { LineIdentities } from './line-identity.js';
import type { StatementHeader, StatementPart, UnidentifiedLine } from './statement.js';
import { amountIn, rejectIncomplete } from './values.js';

interface OpenStatement {
  readonly header: StatementHeader;
  sum: Exact;
  lineCount: number;
}

/**
 * Converts the data from a reader into parts of a statement, and checks them: lines are in the currency of the account,
 * and the opening balance and the lines add up to the closing balance.
 */
export class StatementWriter {
  readonly #identities = new LineIdentities();
  #parts: StatementPart[] = [];
  #statement: OpenStatement | null = null;

  open(header: StatementHeader): void {
    this.#identities.open(header.account, header.statementId);
    this.#statement = { header, sum: new Exact(0), lineCount: 0 };
    this.#parts.push({ kind: 'opened', header });
  }

  /** @throws DomainError receivables.statement_currency_differs */
  add(line: UnidentifiedLine): void {
    const statement = this.#statement ?? rejectIncomplete(line.fileLine);
    const { account } = statement.header;
    if (account.currency !== null && line.currency !== account.currency)
      throw new DomainError('receivables.statement_currency_differs', {
        line: line.fileLine,
        currency: line.currency,
        expected: account.currency,
      });
    statement.sum = statement.sum.plus(line.amount);
    statement.lineCount++;
    this.#parts.push({ kind: 'line', line: this.#identities.identify(account, line) });
  }

  /** @throws DomainError receivables.statement_balance_differs if opening balance, lines and closing balance don't agree */
  close(closingBalance: string | null, fileLine: number): void {
    const { header, sum, lineCount } = this.#statement ?? rejectIncomplete(fileLine);
    const currency = header.account.currency ?? '';
    if (header.openingBalance !== null && closingBalance !== null) {
      const expected = sum.plus(header.openingBalance);
      if (!expected.eq(closingBalance))
        throw new DomainError('receivables.statement_balance_differs', {
          line: fileLine,
          account: header.account.number ?? '',
          statement: header.statementId ?? '',
          expected: amountIn(expected.toFixed(), currency, fileLine, 'balance'),
          stated: closingBalance,
        });
    }
    this.#statement = null;
    const total = amountIn(sum.toFixed(), currency, fileLine, 'amount');
    this.#parts.push({ kind: 'closed', totals: { closingBalance, lineCount, sum: total } });
  }

  get isOpen(): boolean {
    return this.#statement !== null;
  }

  /** Returns the parts since the last call. */
  take(): StatementPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }
}
