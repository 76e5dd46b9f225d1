import type { ColumnMap } from '../../../api/types.js';
import { columnsOf, guessRoles, type Roles, rolesOf } from './columns.js';
import { guessDateFormat, guessDecimal, guessLayout, isAmountText, isDateText } from './guess-format.js';
import { type Delimiter, guessDelimiter, splitRows } from './sample.js';

/** A column map while a person edits it. */
export interface DraftMap {
  readonly delimiter: Delimiter;
  readonly decimal: ',' | '.';
  readonly dateFormat: string;
  readonly skippedRows: number;
  readonly hasHeaders: boolean;
  readonly roles: Roles;
  /** Values that mark debits, separated by commas. */
  readonly debitMarks: string;
  readonly account: string | null;
  readonly currency: string | null;
}

/** An account of the maker that a statement can belong to. */
export interface OwnAccount {
  readonly account: string;
  readonly currency: string | null;
}

/** The first rows of a file: the headers, which are empty if the file has none, and the rows below them. */
export interface SampleTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Divides the beginning of a file into headers and rows. Empty rows are omitted. */
export function tableOf(
  text: string,
  draft: Pick<DraftMap, 'delimiter' | 'skippedRows' | 'hasHeaders'>,
): SampleTable {
  const all = splitRows(text.replace(/^\uFEFF/, ''), draft.delimiter).slice(draft.skippedRows);
  const rows = (draft.hasHeaders ? all.slice(1) : all).filter((row) =>
    row.some((cell) => cell.trim() !== ''),
  );
  const width = Math.max(1, ...all.map(({ length }) => length));
  const named = draft.hasHeaders ? (all[0] ?? []) : [];
  return { headers: Array.from({ length: width }, (_, at) => named[at]?.trim() ?? ''), rows };
}

/** Guesses the column map of a file from its beginning. */
export function guessMap(text: string, ownAccounts: readonly OwnAccount[]): DraftMap {
  const plain = text.replace(/^\uFEFF/, '');
  const delimiter = guessDelimiter(plain);
  return guessColumns(text, { delimiter, ...guessLayout(splitRows(plain, delimiter)) }, ownAccounts);
}

/** Guesses the column map of a file for a given delimiter, number of skipped rows and choice of headers. */
export function guessColumns(
  text: string,
  layout: Pick<DraftMap, 'delimiter' | 'skippedRows' | 'hasHeaders'>,
  ownAccounts: readonly OwnAccount[],
): DraftMap {
  const { headers, rows } = tableOf(text, layout);
  const cells = rows.flat();
  const [first] = ownAccounts;
  const only =
    first !== undefined && ownAccounts.every(({ account }) => account === first.account) ? first : null;
  return {
    delimiter: layout.delimiter,
    skippedRows: layout.skippedRows,
    hasHeaders: layout.hasHeaders,
    decimal: guessDecimal(cells.filter((cell) => isAmountText(cell) && !isDateText(cell))),
    dateFormat: guessDateFormat(cells),
    roles: guessRoles(headers, rows, new Set(ownAccounts.map(({ account }) => account))),
    debitMarks: '',
    account: only?.account ?? null,
    currency: only?.currency ?? null,
  };
}

/** Returns the draft of a column map that was saved or used before. */
export function draftOf(map: ColumnMap, text: string | null): DraftMap {
  const { delimiter, decimal, dateFormat, skippedRows, hasHeaders, account, currency } = map;
  const headers = text === null ? [] : tableOf(text, map).headers;
  return {
    ...{ delimiter, decimal, dateFormat, skippedRows, hasHeaders, account, currency },
    roles: rolesOf(map, headers),
    debitMarks: (map.debitMarks ?? []).join(', '),
  };
}

/** Returns the column map of a draft for the headers of a file. */
export function mapOf(draft: DraftMap, headers: readonly string[]): ColumnMap {
  const { delimiter, decimal, dateFormat, skippedRows, hasHeaders, roles, debitMarks } = draft;
  const marks = debitMarks
    .split(',')
    .map((mark) => mark.trim())
    .filter((mark) => mark !== '');
  return {
    columns: columnsOf(roles, headers, hasHeaders),
    ...{ delimiter, decimal, dateFormat: dateFormat.trim(), skippedRows, hasHeaders },
    ...(roles.includes('mark') && { debitMarks: marks }),
    account: roles.includes('account') ? null : draft.account,
    currency: roles.includes('currency') ? null : draft.currency,
  };
}

/** Missing or contradictory parts of a draft; the text of each is `maker:statements.lacks.<key>`. */
export type Lack = 'bookingDate' | 'amount' | 'marks' | 'account' | 'currency';

/**
 * Returns the parts that the user must complete before the file can be read. The file needs either an amount column or
 * both a debit and a credit column.
 */
export function lacksOf({ roles, debitMarks, account, currency }: DraftMap): Lack[] {
  const has = (role: NonNullable<Roles[number]>): boolean => roles.includes(role);
  const lacks: [Lack, boolean][] = [
    ['bookingDate', !has('bookingDate')],
    ['amount', has('amount') === (has('debit') && has('credit'))],
    ['marks', has('mark') && debitMarks.trim() === ''],
    ['account', !has('account') && account === null],
    ['currency', !has('currency') && currency === null],
  ];
  return lacks.filter(([, isLacking]) => isLacking).map(([lack]) => lack);
}
