/** Formats of statement files. */
export const STATEMENT_FORMATS = ['camt.053', 'camt.054', 'mt940', 'mt942', 'csv'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/** Formats of notifications, which list lines but don't have to state balances. */
export const NOTIFICATION_FORMATS: readonly StatementFormat[] = ['camt.054', 'mt942'];

/** Account of a statement. */
export interface StatementAccount {
  /** IBAN or national number, in capitals and without spaces; null if a CSV file doesn't contain it. */
  readonly number: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
}

/** Facts about a statement that precede its lines. Amounts are exact decimals in major units; debits are negative. */
export interface StatementHeader {
  readonly format: StatementFormat;
  readonly account: StatementAccount;
  /** Number or identification of the statement at the bank. */
  readonly statementId: string | null;
  readonly openingBalance: string | null;
}

/** The end of a statement, with the totals of its lines. */
export interface StatementTotals {
  readonly closingBalance: string | null;
  readonly lineCount: number;
  /** Sum of all lines. */
  readonly sum: string;
}

/** The other party of a line; fields that the bank doesn't state are null. */
export interface Counterparty {
  readonly name: string | null;
  /** IBAN or national number, in capitals and without spaces. */
  readonly account: string | null;
}

/** The parts of a Polish split payment in a remittance text. */
export interface SplitPayment {
  /** VAT in PLN, as a decimal. */
  readonly vat: string;
  readonly taxId: string | null;
  readonly invoice: string | null;
  readonly text: string | null;
}

export interface Remittance {
  /** References in dedicated elements, such as creditor references. */
  readonly references: readonly string[];
  /** Free text, on one line. */
  readonly text: string;
  readonly splitPayment: SplitPayment | null;
}

/** Amount in the currency in which the payer ordered the payment. */
export interface OriginalAmount {
  readonly amount: string;
  readonly currency: string;
  /** Exchange rate as stated by the bank. */
  readonly rate: string | null;
}

/** The batch entry to which a line belongs. */
export interface BatchDetails {
  /** Signed amount of the whole entry. */
  readonly amount: string;
  /** Position of the line in the entry, from 1. */
  readonly index: number;
  readonly count: number;
  readonly id: string | null;
}

/**
 * A booked line of a statement, which is one payment. Amounts are exact decimals in major units; outgoing payments are
 * negative. Dates are local to the bank (`yyyy-MM-dd`).
 */
export interface StatementLine {
  /** Equal for the same line in two files (docs/rules/receivables.md#statement-lines-that-were-imported-before). */
  readonly identity: string;
  /** Line of the file, from 1. */
  readonly fileLine: number;
  readonly bookingDate: string;
  readonly valueDate: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly counterparty: Counterparty;
  readonly remittance: Remittance;
  readonly endToEndId: string | null;
  /** Reference of the bank, which is unique within the account. */
  readonly bankReference: string | null;
  readonly transactionCode: string | null;
  readonly isReversal: boolean;
  /** Charges that the bank deducted from the amount, in the currency of the line. */
  readonly charges: string | null;
  readonly original: OriginalAmount | null;
  readonly batch: BatchDetails | null;
}

/** A line before its identity is known. */
export type UnidentifiedLine = Omit<StatementLine, 'identity'>;

/** A part of a statement file, in the order of the file. */
export type StatementPart =
  | { readonly kind: 'opened'; readonly header: StatementHeader }
  | { readonly kind: 'line'; readonly line: StatementLine }
  | { readonly kind: 'closed'; readonly totals: StatementTotals };

/** Reads a statement file piece by piece, so that a file of any size takes little memory. */
export interface StatementReader {
  /**
   * Reads the next piece of the file.
   * @returns the parts that became complete
   * @throws DomainError receivables.statement_…, which names the line of the file
   */
  write(text: string): StatementPart[];
  /** Ends the file; throws like `write`, also for an incomplete file. */
  end(): StatementPart[];
}

/** A whole statement. */
export interface Statement extends StatementHeader, StatementTotals {
  readonly lines: readonly StatementLine[];
}

/** Collects parts into statements. */
export function collectStatements(parts: Iterable<StatementPart>): Statement[] {
  const statements: Statement[] = [];
  let header: StatementHeader | null = null;
  let lines: StatementLine[] = [];
  for (const part of parts) {
    if (part.kind === 'opened') [header, lines] = [part.header, []];
    else if (part.kind === 'line') lines.push(part.line);
    else if (header) statements.push({ ...header, ...part.totals, lines });
  }
  return statements;
}

/** Reads a file that is in memory. Throws like `StatementReader`. */
export function readStatements(reader: StatementReader, text: string): Statement[] {
  return collectStatements([...reader.write(text), ...reader.end()]);
}
