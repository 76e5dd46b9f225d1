/** Thrown for invalid JSON, with the position and the expected token. */
export class JsonFault extends Error {
  constructor(
    readonly at: number,
    readonly expected: string,
  ) {
    super(`${expected} expected at ${at}`);
  }
}

/** Maximum depth of nesting. Telemetry doesn't need more, and deeper nesting could exhaust the stack. */
export const MAX_DEPTH = 16;

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal';

/**
 * Reads JSON (RFC 8259) token by token. JSON.parse would lose three things that telemetry must keep or reject: a
 * number's source text, the position of a fault, and repeated keys.
 */
export class JsonReader {
  at = 0;

  constructor(readonly text: string) {}

  /** Returns the kind of the value that starts here. */
  kind(): JsonKind {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    if (code === OPEN_BRACE) return 'object';
    if (code === OPEN_BRACKET) return 'array';
    if (code === QUOTE) return 'string';
    if (code === MINUS || isDigit(code)) return 'number';
    return 'literal';
  }

  /** Calls `member` for every value of an object; `member` must read the whole value. */
  object(member: (key: string) => void): void {
    this.expect(OPEN_BRACE, '{');
    if (this.take(CLOSE_BRACE)) return;
    do {
      this.skipSpace();
      const key = this.string();
      this.expect(COLON, ':');
      member(key);
    } while (this.take(COMMA));
    this.expect(CLOSE_BRACE, ', or }');
  }

  /** Calls `element` for every value of an array; `element` must read the whole value. */
  array(element: (index: number) => void): void {
    this.expect(OPEN_BRACKET, '[');
    if (this.take(CLOSE_BRACKET)) return;
    let index = 0;
    do {
      element(index++);
    } while (this.take(COMMA));
    this.expect(CLOSE_BRACKET, ', or ]');
  }

  /** Returns a string's value. */
  string(): string {
    if (this.text.charCodeAt(this.at) !== QUOTE) throw new JsonFault(this.at, 'string');
    const start = this.at + 1;
    for (let at = start; ; at++) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return this.text.slice(start, at);
      }
      if (code === BACKSLASH) return this.escapedString(start, at);
      if (!(code >= 32)) throw new JsonFault(at, 'end of string');
    }
  }

  /** Returns a number's source text. */
  number(): string {
    const start = this.at;
    const text = this.text;
    let at = start;
    if (text.charCodeAt(at) === MINUS) at++;
    if (text.charCodeAt(at) === ZERO) at++;
    else at = this.digits(at);
    if (text.charCodeAt(at) === DOT) at = this.digits(at + 1);
    const exponent = text.charCodeAt(at) | 32;
    if (exponent === 101) {
      at++;
      const sign = text.charCodeAt(at);
      if (sign === PLUS || sign === MINUS) at++;
      at = this.digits(at);
    }
    this.at = at;
    return text.slice(start, at);
  }

  /** Returns `true`, `false` or `null`. */
  literal(): boolean | null {
    if (this.text.startsWith('null', this.at)) {
      this.at += 4;
      return null;
    }
    if (this.text.startsWith('true', this.at)) {
      this.at += 4;
      return true;
    }
    if (this.text.startsWith('false', this.at)) {
      this.at += 5;
      return false;
    }
    throw new JsonFault(this.at, 'value');
  }

  /** Skips a value of any kind. */
  skip(depth = 0): void {
    if (depth > MAX_DEPTH) throw new JsonFault(this.at, `at most ${MAX_DEPTH} levels`);
    switch (this.kind()) {
      case 'object':
        return this.object(() => this.skip(depth + 1));
      case 'array':
        return this.array(() => this.skip(depth + 1));
      case 'string':
        this.string();
        return;
      case 'number':
        this.number();
        return;
      case 'literal':
        this.literal();
    }
  }

  /** Asserts that only whitespace follows. */
  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) throw new JsonFault(this.at, 'end of text');
  }

  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private expect(code: number, name: string): void {
    if (!this.take(code)) throw new JsonFault(this.at, name);
  }

  private take(code: number): boolean {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private digits(at: number): number {
    const start = at;
    while (isDigit(this.text.charCodeAt(at))) at++;
    if (at === start) throw new JsonFault(at, 'digit');
    return at;
  }

  private escapedString(start: number, firstEscape: number): string {
    let value = '';
    let from = start;
    let at = firstEscape;
    for (;;) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return value + this.text.slice(from, at);
      }
      if (code === BACKSLASH) {
        value += this.text.slice(from, at);
        const letter = this.text.charAt(at + 1);
        const plain = ESCAPES[letter];
        if (plain !== undefined) {
          value += plain;
          at += 2;
        } else {
          value += this.unicodeEscape(at);
          at += 6;
        }
        from = at;
      } else if (code >= 32) {
        at++;
      } else {
        throw new JsonFault(at, 'end of string');
      }
    }
  }

  private unicodeEscape(at: number): string {
    const hex = this.text.slice(at + 2, at + 6);
    if (this.text.charAt(at + 1) !== 'u' || !/^[0-9A-Fa-f]{4}$/.test(hex)) throw new JsonFault(at, 'escape');
    return String.fromCharCode(parseInt(hex, 16));
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
