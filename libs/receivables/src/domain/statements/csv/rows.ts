import { CsvError, parse } from 'csv-parse/sync';
import { DomainError } from '#platform/domain';

/** A row of a CSV file. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Line of the file on which the row starts, from 1. */
  readonly fileLine: number;
}

const MAX_ROW = 65_536;

/** Splits a CSV text into rows, piece by piece. Cells in quotes can contain line breaks. */
export class CsvRows {
  #rest = '';
  #fileLine = 1;

  constructor(private readonly delimiter: string) {}

  get fileLine(): number {
    return this.#fileLine;
  }

  write(text: string): CsvRow[] {
    const whole = this.#rest + text;
    const end = endOfRows(whole);
    this.#rest = whole.slice(end);
    const rows = this.#parse(whole.slice(0, end));
    if (this.#rest.length > MAX_ROW)
      throw new DomainError('receivables.statement_too_complex', { line: this.#fileLine });
    return rows;
  }

  /** @throws DomainError receivables.statement_incomplete if the file ends in a quoted cell */
  end(): CsvRow[] {
    const rest = this.#rest;
    this.#rest = '';
    return this.#parse(rest);
  }

  #parse(text: string): CsvRow[] {
    const rows: CsvRow[] = [];
    if (text === '') return rows;
    try {
      const parsed = parse(text, {
        delimiter: this.delimiter,
        bom: true,
        relaxColumnCount: true,
        relaxQuotes: true,
        info: true,
      }) as unknown as { record: string[]; info: { lines: number } }[];
      // The parser reports the line on which a row ends.
      let start = this.#fileLine;
      for (const { record, info } of parsed) {
        rows.push({ cells: record, fileLine: start });
        start = this.#fileLine + info.lines;
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw new DomainError('receivables.statement_incomplete', { line: this.#fileLine });
    }
    this.#fileLine += text.split('\n').length - 1;
    return rows;
  }
}

/** Returns the end of the last complete row: the last line break outside quotes. */
function endOfRows(text: string): number {
  let end = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) isQuoted = !isQuoted;
    else if (code === 10 && !isQuoted) end = at + 1;
  }
  return end;
}
