import type { ColumnMap, StatementColumns } from '../../../api/types.js';
import { foldText } from '../../../format/fold-text.js';
import { isAmountText, isDateText, isNumberText } from './guess-format.js';

/** Roles of columns. Several columns can have the role `text`; each other role has at most one column. */
export const ROLES = [
  'bookingDate',
  'valueDate',
  'amount',
  'credit',
  'debit',
  'mark',
  'currency',
  'name',
  'counterpartyAccount',
  'text',
  'reference',
  'endToEndId',
  'bankReference',
  'charges',
  'account',
  'transactionCode',
] as const satisfies readonly (keyof StatementColumns)[];
export type Role = (typeof ROLES)[number];

/** The role of each column; null for columns that are not imported. */
export type Roles = readonly (Role | null)[];

/** Words in column headers by role, in the languages of banks, without accents. Earlier roles take precedence. */
const WORDS: readonly (readonly [Role, RegExp])[] = [
  ['endToEndId', /end.?to.?end|\be2e\b/],
  ['charges', /\bcharges?\b|\bfees?\b|oplat|prowizj|gebuhr|comision|\bbiaya\b|手续费/],
  ['currency', /currency|wahrung|waluta|moneda|mata uang|币种|货币/],
  ['valueDate', /value|valuta|wertstellung|data waluty|fecha valor|tanggal valuta|起息/],
  ['bookingDate', /\bdate\b|datum|\bdata\b|fecha|tanggal|buchungstag|日期/],
  ['bankReference', /bank ref|ref\.? banku|transaction id|id transakcji|流水号/],
  ['mark', /^(d\/c|c\/d|dc|cd|s\/h|dr\/cr|cr\/dr|debit\/credit)$/],
  ['debit', /debit|\bsoll\b|obciaz|\bcargos?\b|\bdebe\b|debet|借方|支出/],
  ['credit', /credit|\bkredit\b|\bhaben\b|uznan|\babonos?\b|\bhaber\b|贷方|收入/],
  ['amount', /amount|betrag|kwota|importe|monto|jumlah|nominal|金额/],
  ['counterpartyAccount', /iban|account|konto|rachunek|cuenta|rekening|账号|账户/],
  [
    'name',
    /name|nazwa|nadawc|kontrahent|payer|counterparty|partner|auftraggeber|nombre|ordenante|\bnama\b|户名|对方/,
  ],
  [
    'text',
    /\btext\b|description|details|remittance|purpose|verwendungszweck|tytul|opis|concepto|descripcion|keterangan|berita|摘要|用途|附言/,
  ],
  ['reference', /referen|\bref\b/],
];

/**
 * Guesses the roles of columns from their headers and first rows.
 * @param ownAccounts account numbers of the maker, without spaces
 */
export function guessRoles(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  ownAccounts: ReadonlySet<string>,
): Roles {
  const roles: (Role | null)[] = headers.map(() => null);
  const take = (at: number, role: Role): void => {
    if (roles[at] === null && (role === 'text' || !roles.includes(role))) roles[at] = role;
  };
  const cellsOf = (at: number): string[] =>
    rows.map((row) => row[at]?.trim() ?? '').filter((cell) => cell !== '');
  const holds = (at: number, test: (cell: string) => boolean): boolean => {
    const cells = cellsOf(at);
    return cells.length > 0 && cells.every(test);
  };
  headers.forEach((_, at) => {
    if (holds(at, (cell) => ownAccounts.has(cell.replaceAll(/\s/g, '')))) take(at, 'account');
  });
  for (const [role, words] of WORDS)
    headers.forEach((header, at) => {
      const isOfType =
        role === 'bookingDate' || role === 'valueDate'
          ? holds(at, isDateText)
          : !['amount', 'debit', 'credit'].includes(role) || cellsOf(at).every(isNumberText);
      if (words.test(foldText(header)) && isOfType) take(at, role);
    });
  if (!roles.includes('bookingDate'))
    headers.forEach((_, at) => {
      if (holds(at, isDateText)) take(at, 'bookingDate');
    });
  const hasAmount = roles.includes('amount') || (roles.includes('debit') && roles.includes('credit'));
  if (!hasAmount)
    headers.forEach((_, at) => {
      if (holds(at, isAmountText)) take(at, 'amount');
    });
  return roles.includes('amount')
    ? roles.map((role) => (role === 'debit' || role === 'credit' ? null : role))
    : roles;
}

/** Gives a column a role, and removes the role from any other column, except `text`. */
export function withRole(roles: Roles, at: number, role: Role | null): Roles {
  return roles.map((before, other) =>
    other === at ? role : before === role && role !== 'text' ? null : before,
  );
}

/** Returns the header of a column, or its number from 1 if the header is missing or not unique. */
function refOf(headers: readonly string[], at: number, hasHeaders: boolean): string | number {
  const header = headers[at] ?? '';
  return hasHeaders && header !== '' && headers.filter((other) => other === header).length === 1
    ? header
    : at + 1;
}

/** Returns the columns of a column map by role. */
export function columnsOf(roles: Roles, headers: readonly string[], hasHeaders: boolean): StatementColumns {
  const columns: Partial<Record<Role, string | number>> = {};
  const text: (string | number)[] = [];
  roles.forEach((role, at) => {
    if (role === null) return;
    const ref = refOf(headers, at, hasHeaders);
    if (role === 'text') text.push(ref);
    else columns[role] = ref;
  });
  const { bookingDate = '', text: _text, ...others } = columns;
  return { bookingDate, ...others, ...(text.length > 0 && { text }) };
}

/** Returns the roles that a column map gives to the columns of a file. */
export function rolesOf({ columns }: ColumnMap, headers: readonly string[]): Roles {
  const roles: (Role | null)[] = headers.map(() => null);
  for (const role of ROLES)
    for (const ref of [columns[role] ?? []].flat()) {
      const at = typeof ref === 'number' ? ref - 1 : headers.indexOf(ref);
      if (at in roles) roles[at] = role;
    }
  return roles;
}
