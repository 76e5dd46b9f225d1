import { DomainError } from '#platform/domain';

/** Limits that files of banks never reach. */
const MAX_LINE = 4_096;
const MAX_FIELD_LINES = 200;

/** A field of a SWIFT message. */
export interface SwiftField {
  /** Tag of the field, such as `60F`. */
  readonly tag: string;
  /** Lines of the content, without the tag. */
  readonly lines: readonly string[];
  /** Line of the file, from 1. */
  readonly fileLine: number;
}

const TAG = /^:(\d{2}[A-Z]?):/;

/** Splits the text of SWIFT messages into fields, piece by piece. Blocks around the messages are skipped. */
export class SwiftFields {
  #rest = '';
  #fileLine = 0;
  #field: { tag: string; lines: string[]; fileLine: number } | null = null;

  get fileLine(): number {
    return this.#fileLine;
  }

  *write(text: string): Generator<SwiftField> {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) yield* this.#read(line);
    if (this.#rest.length > MAX_LINE) this.#rejectTooLong(this.#fileLine + 1);
  }

  *end(): Generator<SwiftField> {
    if (this.#rest !== '') yield* this.#read(this.#rest);
    this.#rest = '';
    yield* this.#close();
  }

  *#read(raw: string): Generator<SwiftField> {
    this.#fileLine++;
    const line = raw.replace(/\r$/, '').replace(/^\uFEFF/, '');
    if (line.length > MAX_LINE) this.#rejectTooLong(this.#fileLine);
    // The first field can follow the block header on its line: {1:…}{2:…}{4::20:…
    const content = line.startsWith('{') ? line.replace(/^\{.*?\{4:/, '').replace(/^\{.*$/, '') : line;
    const tag = TAG.exec(content)?.[1];
    if (tag !== undefined) {
      yield* this.#close();
      const rest = content.slice(tag.length + 2);
      this.#field = { tag, lines: [rest], fileLine: this.#fileLine };
    } else if (/^-\}?$|^-\}/.test(content)) yield* this.#close();
    else if (this.#field && content.trim() !== '') {
      if (this.#field.lines.length >= MAX_FIELD_LINES) this.#rejectTooLong(this.#fileLine);
      this.#field.lines.push(content);
    }
  }

  *#close(): Generator<SwiftField> {
    if (this.#field) yield this.#field;
    this.#field = null;
  }

  #rejectTooLong(line: number): never {
    throw new DomainError('receivables.statement_too_complex', { line });
  }
}
