import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { DomainError } from '#platform/domain';

/** Limits that files of banks never reach. */
const MAX_DEPTH = 40;
const MAX_TEXT = 65_536;
/** Characters before the first element, and between two tags. */
const MAX_PROLOG = 8_192;
const MAX_GAP = 262_144;
const PIECE = 32_768;

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>, fileLine: number): void;
  close(name: string, text: string, fileLine: number): void;
}

/**
 * Parses XML piece by piece. A document type is refused before it is parsed, so there are no entities except those of
 * XML itself; depth and size of elements are limited.
 */
export class XmlElements {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  #depth = 0;
  #text = '';
  #prolog: string | null = '';
  #sinceEvent = 0;

  constructor(private readonly handler: XmlHandler) {
    this.#parser.on('error', () => {
      throw new DomainError('receivables.statement_xml_invalid', { line: this.fileLine });
    });
    this.#parser.on('doctype', () => this.#rejectDoctype());
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', (tag) => this.#close(tag));
    this.#parser.on('text', (text) => this.#append(text));
    this.#parser.on('cdata', (text) => this.#append(text));
  }

  get fileLine(): number {
    return this.#parser.line;
  }

  write(text: string): void {
    for (let from = 0; from < text.length; from += PIECE) {
      const piece = text.slice(from, from + PIECE);
      if (this.#prolog !== null) this.#checkProlog(piece);
      this.#parser.write(piece);
      this.#sinceEvent += piece.length;
      if (this.#sinceEvent > MAX_GAP) this.#rejectComplex();
    }
  }

  /** @throws DomainError receivables.statement_incomplete if an element is not closed */
  end(): void {
    if (this.#depth > 0) throw new DomainError('receivables.statement_incomplete', { line: this.fileLine });
    this.#parser.close();
  }

  #open(tag: SaxesTagPlain): void {
    [this.#prolog, this.#text, this.#sinceEvent] = [null, '', 0];
    if (++this.#depth > MAX_DEPTH) this.#rejectComplex();
    this.handler.open(localName(tag.name), tag.attributes, this.fileLine);
  }

  #close(tag: SaxesTagPlain): void {
    this.#depth--;
    this.#sinceEvent = 0;
    this.handler.close(localName(tag.name), this.#text, this.fileLine);
    this.#text = '';
  }

  #append(text: string): void {
    this.#text += text;
    if (this.#text.length > MAX_TEXT) this.#rejectComplex();
  }

  #checkProlog(piece: string): void {
    this.#prolog = (this.#prolog ?? '') + piece;
    // The document type precedes the first element, so only that part is searched.
    const root = this.#prolog.search(/<[A-Za-z_]/);
    const before = root < 0 ? this.#prolog : this.#prolog.slice(0, root);
    if (/<!DOCTYPE/i.test(before)) this.#rejectDoctype();
    if (before.length > MAX_PROLOG) this.#rejectComplex();
    this.#prolog = root < 0 ? this.#prolog : null;
  }

  #rejectDoctype(): never {
    throw new DomainError('receivables.statement_doctype', { line: this.fileLine });
  }

  #rejectComplex(): never {
    throw new DomainError('receivables.statement_too_complex', { line: this.fileLine });
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
