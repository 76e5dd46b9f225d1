import { DomainError, Exact } from '#platform/domain';
import type { StatementPart, StatementReader, UnidentifiedLine } from '../statement.js';
import { StatementWriter } from '../statement-writer.js';
import {
  amountIn,
  currencyIn,
  ownAccountIn,
  presentText,
  rejectIncomplete,
  rejectMissing,
  rejectValue,
} from '../values.js';
import { type EntryDetails, readDetails } from './details.js';
import { type EntryLine, readEntryLine, swiftAmount, swiftDate } from './entry-line.js';
import { type SwiftField, SwiftFields } from './fields.js';

interface Balance {
  readonly amount: string;
  readonly currency: string;
}

/** Totals of booked lines that an MT942 states. */
interface StatedTotal {
  readonly count: number;
  readonly sum: string;
}

const BALANCE = /^([CD])(\d{6})([A-Z]{3})(\d{1,15}(?:,\d*)?)$/;
const FLOOR = /^([A-Z]{3})[CD]?\d{1,15}(?:,\d*)?$/;
const TOTAL = /^(\d{1,5})([A-Z]{3})(\d{1,15}(?:,\d*)?)$/;

/** Reads MT940 statements and MT942 interim reports (SWIFT, category 9), one after the other in a file. */
export function mt940Reader(): StatementReader {
  return new Mt940Reader();
}

class Mt940Reader implements StatementReader {
  readonly #fields = new SwiftFields();
  readonly #statements = new StatementWriter();
  #account: string | null = null;
  #statementId: string | null = null;
  #currency = '';
  #isInterim = false;
  #hasMessage = false;
  #entry: { line: EntryLine; fileLine: number } | null = null;
  #credits = { count: 0, sum: new Exact(0) };
  #debits = { count: 0, sum: new Exact(0) };

  write(text: string): StatementPart[] {
    for (const field of this.#fields.write(text)) this.#read(field);
    return this.#statements.take();
  }

  end(): StatementPart[] {
    for (const field of this.#fields.end()) this.#read(field);
    // An interim report can end with a line.
    this.#addEntry(null);
    const { fileLine } = this.#fields;
    if (!this.#hasMessage) throw new DomainError('receivables.statement_format_unknown', {});
    // A message with a beginning but without a balance or line is incomplete.
    if (this.#account !== null && !this.#statements.isOpen) rejectIncomplete(fileLine);
    this.#endStatement(null, fileLine);
    return this.#statements.take();
  }

  #read(field: SwiftField): void {
    const { tag, fileLine } = field;
    const [first = ''] = field.lines;
    const text = first.trim();
    if (tag !== '86') this.#addEntry(null);
    switch (tag) {
      case '20':
        this.#endStatement(null, fileLine);
        this.#begin();
        break;
      case '25':
      case '25P':
        this.#account = ownAccount(text, fileLine);
        break;
      case '28C':
      case '28':
        // The sequence number after the slash counts pages of one statement.
        this.#statementId = presentText(text.split('/')[0]);
        break;
      case '34F':
        this.#openInterim(text, fileLine);
        break;
      case '60F':
      case '60M':
        this.#open(readBalance(text, fileLine, tag), fileLine);
        break;
      case '61':
        if (!this.#statements.isOpen) rejectMissing(fileLine, '60F');
        this.#entry = { line: readEntryLine(field, this.#currency), fileLine };
        break;
      case '86':
        // The field after the closing balance describes the whole statement.
        if (this.#entry) this.#addEntry(readDetails(field.lines));
        break;
      case '62F':
      case '62M':
        this.#endStatement(readBalance(text, fileLine, tag), fileLine);
        break;
      case '90C':
        this.#checkTotal(text, fileLine, tag, this.#credits);
        break;
      case '90D':
        this.#checkTotal(text, fileLine, tag, this.#debits);
        break;
    }
  }

  #begin(): void {
    this.#hasMessage = true;
    [this.#account, this.#statementId, this.#currency] = [null, null, ''];
    this.#isInterim = false;
    this.#credits = { count: 0, sum: new Exact(0) };
    this.#debits = { count: 0, sum: new Exact(0) };
  }

  #open({ amount, currency }: Balance, fileLine: number): void {
    if (this.#statements.isOpen) rejectIncomplete(fileLine);
    this.#currency = currency;
    this.#statements.open({
      format: 'mt940',
      account: { number: this.#account ?? rejectMissing(fileLine, '25'), currency },
      statementId: this.#statementId,
      openingBalance: amount,
    });
  }

  /**
   * Opens an interim report, which has no balances. Field 34F occurs twice if debits and credits have different floor
   * limits.
   */
  #openInterim(text: string, fileLine: number): void {
    if (this.#statements.isOpen) return;
    const currency = currencyIn(FLOOR.exec(text)?.[1] ?? rejectValue(fileLine, '34F', text), fileLine);
    [this.#currency, this.#isInterim] = [currency, true];
    this.#statements.open({
      format: 'mt942',
      account: { number: this.#account ?? rejectMissing(fileLine, '25'), currency },
      statementId: this.#statementId,
      openingBalance: null,
    });
  }

  #addEntry(details: EntryDetails | null): void {
    if (!this.#entry) return;
    const { line, fileLine } = this.#entry;
    this.#entry = null;
    if (!line.isBooked) return;
    this.#statements.add(lineOf(line, details ?? readDetails([]), this.#currency, fileLine));
    const totals = line.amount.startsWith('-') ? this.#debits : this.#credits;
    totals.count++;
    totals.sum = totals.sum.plus(line.amount);
  }

  #endStatement(closing: Balance | null, fileLine: number): void {
    if (!this.#statements.isOpen) {
      if (closing) rejectMissing(fileLine, '60F');
      return;
    }
    if (!closing && !this.#isInterim) rejectIncomplete(fileLine);
    if (closing && closing.currency !== this.#currency) rejectValue(fileLine, '62F', closing.currency);
    this.#statements.close(closing?.amount ?? null, fileLine);
    this.#account = null;
  }

  #checkTotal(text: string, fileLine: number, field: string, found: { count: number; sum: Exact }): void {
    const stated = readTotal(text, fileLine, field);
    if (stated.count === found.count && found.sum.abs().eq(stated.sum)) return;
    throw new DomainError('receivables.statement_total_differs', {
      line: fileLine,
      field,
      stated: stated.sum,
      expected: amountIn(found.sum.abs().toFixed(), this.#currency, fileLine, field),
    });
  }
}

function lineOf(
  line: EntryLine,
  details: EntryDetails,
  currency: string,
  fileLine: number,
): UnidentifiedLine {
  const { text } = details.remittance;
  return {
    fileLine,
    bookingDate: line.bookingDate,
    valueDate: line.valueDate,
    amount: line.amount,
    currency,
    counterparty: details.counterparty,
    // Plain statements of some banks have all information in field 61.
    remittance:
      text === '' && line.details !== '' ? { ...details.remittance, text: line.details } : details.remittance,
    endToEndId: details.endToEndId ?? line.customerReference,
    bankReference: line.bankReference,
    transactionCode: details.transactionCode ?? line.transactionCode,
    isReversal: line.isReversal,
    charges: details.charges,
    original: details.original,
    batch: null,
  };
}

/** Field 25 is an IBAN, a bank code and an account separated by a slash, or an account with its currency. */
function ownAccount(text: string, fileLine: number): string {
  const parts = text.split('/');
  const iban = parts.find((part) => /^[A-Z]{2}\d{2}[A-Z0-9]{8,}$/.test(part.trim()));
  return ownAccountIn(iban ?? text, fileLine) || rejectMissing(fileLine, '25');
}

function readBalance(text: string, fileLine: number, field: string): Balance {
  const [, mark = '', date = '', code = '', amount = ''] =
    BALANCE.exec(text) ?? rejectValue(fileLine, field, text);
  swiftDate(date, fileLine, field);
  const currency = currencyIn(code, fileLine);
  return { amount: swiftAmount(`${mark === 'D' ? '-' : ''}${amount}`, currency, fileLine, field), currency };
}

function readTotal(text: string, fileLine: number, field: string): StatedTotal {
  const [, count = '', currency = '', sum = ''] = TOTAL.exec(text) ?? rejectValue(fileLine, field, text);
  return { count: Number(count), sum: swiftAmount(sum, currencyIn(currency, fileLine), fileLine, field) };
}
