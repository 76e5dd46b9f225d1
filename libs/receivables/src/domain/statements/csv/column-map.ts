import { assertNoFaults, type FieldFault } from '#platform/domain';

/** A column: its header, or its position from 1 if the file has no headers. */
export type ColumnRef = string | number;

/** Values that a CSV file of a bank can contain. */
export interface StatementColumns {
  readonly bookingDate: ColumnRef;
  readonly valueDate?: ColumnRef | undefined;
  /** Signed amount. Without this column, each row has a value in either `debit` or `credit`. */
  readonly amount?: ColumnRef | undefined;
  readonly debit?: ColumnRef | undefined;
  readonly credit?: ColumnRef | undefined;
  /** Column that marks debits, if amounts have no sign. */
  readonly mark?: ColumnRef | undefined;
  readonly currency?: ColumnRef | undefined;
  /** The maker's account, if the file has lines of several accounts. */
  readonly account?: ColumnRef | undefined;
  readonly name?: ColumnRef | undefined;
  readonly counterpartyAccount?: ColumnRef | undefined;
  /** Columns of the text, which are joined. */
  readonly text?: readonly ColumnRef[] | undefined;
  readonly reference?: ColumnRef | undefined;
  readonly endToEndId?: ColumnRef | undefined;
  readonly bankReference?: ColumnRef | undefined;
  readonly transactionCode?: ColumnRef | undefined;
  readonly charges?: ColumnRef | undefined;
}

/** Layout of a bank's CSV files: the columns, and the formats of dates and amounts. */
export interface ColumnMap {
  readonly columns: StatementColumns;
  readonly delimiter: ';' | ',' | '\t' | '|';
  readonly decimal: ',' | '.';
  /** Order and punctuation of dates, with `yyyy`, `yy`, `MM`, `M`, `dd` and `d`, such as `dd.MM.yyyy`. */
  readonly dateFormat: string;
  /** Rows before the headers, or before the first line if there are no headers. */
  readonly skippedRows: number;
  readonly hasHeaders: boolean;
  /** Values of the column `mark` that make a line a debit. */
  readonly debitMarks?: readonly string[] | undefined;
  /** Account and currency of the file, if they have no columns. */
  readonly account: string | null;
  readonly currency: string | null;
}

/** @throws DomainError receivables.column_map_invalid */
export function assertColumnMap({ columns, hasHeaders, currency, dateFormat, debitMarks }: ColumnMap): void {
  const faults: FieldFault[] = [];
  const hasAmount = columns.amount !== undefined;
  const hasSides = columns.debit !== undefined && columns.credit !== undefined;
  if (hasAmount === hasSides)
    faults.push({ pointer: '/columns/amount', code: 'receivables.column_amount_or_sides' });
  if (columns.mark !== undefined && (debitMarks ?? []).length === 0)
    faults.push({ pointer: '/debitMarks', code: 'receivables.column_marks_missing' });
  if (columns.currency === undefined && currency === null)
    faults.push({ pointer: '/currency', code: 'receivables.column_currency_missing' });
  if (!(/d/.test(dateFormat) && /M/.test(dateFormat) && /yy/.test(dateFormat)))
    faults.push({ pointer: '/dateFormat', code: 'receivables.column_date_format' });
  const named = Object.values(columns)
    .flat()
    .some((column) => typeof column === 'string');
  if (named && !hasHeaders)
    faults.push({ pointer: '/hasHeaders', code: 'receivables.column_headers_missing' });
  assertNoFaults('receivables.column_map_invalid', faults);
}
