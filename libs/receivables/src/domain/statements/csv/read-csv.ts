import { DomainError, fromCsvText } from '#platform/domain';
import { compact } from '../../compact.js';
import { remittanceOf } from '../remittance.js';
import type { StatementAccount, StatementPart, StatementReader, UnidentifiedLine } from '../statement.js';
import { StatementWriter } from '../statement-writer.js';
import { currencyIn, ownAccountIn, presentText, rejectMissing } from '../values.js';
import { amountOfCell, dateCells } from './cells.js';
import { assertColumnMap, type ColumnMap, type ColumnRef, type StatementColumns } from './column-map.js';
import { type CsvRow, CsvRows } from './rows.js';

/**
 * Reads the CSV file of a bank with a column map. Successive lines of one account and currency form a statement,
 * without balances.
 * @throws DomainError receivables.column_map_invalid
 */
export function csvReader(map: ColumnMap): StatementReader {
  assertColumnMap(map);
  return new CsvReader(map);
}

type Positions = Readonly<Partial<Record<keyof StatementColumns, readonly number[]>>>;

class CsvReader implements StatementReader {
  readonly #rows: CsvRows;
  readonly #statements = new StatementWriter();
  readonly #dateOf: ReturnType<typeof dateCells>;
  #skipped = 0;
  #positions: Positions | null = null;
  #account: StatementAccount | null = null;

  constructor(private readonly map: ColumnMap) {
    this.#rows = new CsvRows(map.delimiter);
    this.#dateOf = dateCells(map.dateFormat);
    if (!map.hasHeaders) this.#positions = positionsOf(map.columns, []);
  }

  write(text: string): StatementPart[] {
    for (const row of this.#rows.write(text)) this.#read(row);
    return this.#statements.take();
  }

  end(): StatementPart[] {
    for (const row of this.#rows.end()) this.#read(row);
    if (!this.#positions) throw new DomainError('receivables.statement_format_unknown', {});
    this.#close(this.#rows.fileLine);
    return this.#statements.take();
  }

  #read({ cells, fileLine }: CsvRow): void {
    if (this.#skipped < this.map.skippedRows) {
      this.#skipped++;
      return;
    }
    if (!this.#positions) {
      this.#positions = positionsOf(this.map.columns, cells);
      return;
    }
    if (cells.every((cell) => cell.trim() === '')) return;
    const cellsOf = (column: keyof StatementColumns): string[] =>
      (this.#positions?.[column] ?? []).map((position) => fromCsvText(cells[position] ?? '').trim());
    this.#add(
      (column) =>
        cellsOf(column)
          .filter((cell) => cell !== '')
          .join(' '),
      fileLine,
    );
  }

  #add(cell: (column: keyof StatementColumns) => string, fileLine: number): void {
    const currency = currencyIn((cell('currency') || this.map.currency) ?? '', fileLine);
    const number = cell('account') || this.map.account;
    this.#open({ number: number === null ? null : ownAccountIn(number, fileLine), currency }, fileLine);
    const bookingDate = cell('bookingDate') || rejectMissing(fileLine, 'bookingDate');
    const valueDate = cell('valueDate');
    const charges = cell('charges');
    const reference = cell('reference');
    const line: UnidentifiedLine = {
      fileLine,
      bookingDate: this.#dateOf(bookingDate, fileLine, 'bookingDate'),
      valueDate: valueDate === '' ? null : this.#dateOf(valueDate, fileLine, 'valueDate'),
      amount: this.#amountOf(cell, currency, fileLine),
      currency,
      counterparty: {
        name: presentText(cell('name')),
        account: compact(cell('counterpartyAccount')) || null,
      },
      remittance: remittanceOf(cell('text'), reference === '' ? [] : [reference]),
      endToEndId: presentText(cell('endToEndId')),
      bankReference: presentText(cell('bankReference')),
      transactionCode: presentText(cell('transactionCode')),
      isReversal: false,
      charges: charges === '' ? null : unsigned(this.#amountIn(charges, currency, fileLine, 'charges')),
      original: null,
      batch: null,
    };
    this.#statements.add(line);
  }

  #amountOf(cell: (column: keyof StatementColumns) => string, currency: string, line: number): string {
    if (this.map.columns.amount === undefined) {
      const [debit, credit] = [cell('debit'), cell('credit')];
      if (debit === '' && credit === '') rejectMissing(line, 'amount');
      const paid = debit === '' ? '0' : unsigned(this.#amountIn(debit, currency, line, 'debit'));
      // Some banks write zero in the other of the two columns.
      if (debit !== '' && !/^0(\.0+)?$/.test(paid)) return `-${paid}`;
      return this.#amountIn(credit || debit, currency, line, 'credit');
    }
    const amount = this.#amountIn(cell('amount') || rejectMissing(line, 'amount'), currency, line, 'amount');
    if (this.map.columns.mark === undefined) return amount;
    const isDebit = this.map.debitMarks?.some((mark) => mark.toUpperCase() === cell('mark').toUpperCase());
    return isDebit && !amount.startsWith('-') ? `-${amount}` : amount;
  }

  #amountIn(cell: string, currency: string, line: number, column: string): string {
    return amountOfCell(cell, { decimal: this.map.decimal, currency, line, column });
  }

  #open(account: StatementAccount, fileLine: number): void {
    if (this.#account?.number === account.number && this.#account.currency === account.currency) return;
    this.#close(fileLine);
    this.#account = account;
    this.#statements.open({ format: 'csv', account, statementId: null, openingBalance: null });
  }

  #close(fileLine: number): void {
    if (this.#statements.isOpen) this.#statements.close(null, fileLine);
  }
}

const unsigned = (amount: string): string => amount.replace(/^-/, '');

/** @throws DomainError receivables.statement_column_missing */
function positionsOf(columns: StatementColumns, headers: readonly string[]): Positions {
  const plain = headers.map((header) => header.trim().toLowerCase());
  const positionOf = (column: ColumnRef): number => {
    if (typeof column === 'number') return column - 1;
    const position = plain.indexOf(column.trim().toLowerCase());
    if (position < 0) throw new DomainError('receivables.statement_column_missing', { column });
    return position;
  };
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([, column]) => column !== undefined)
      .map(([key, column]) => [key, [column as ColumnRef | readonly ColumnRef[]].flat().map(positionOf)]),
  );
}
