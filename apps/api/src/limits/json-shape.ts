/** Limits on the JSON of a request, inclusive. */
export interface JsonShapeLimits {
  /** Maximum nesting depth of arrays and objects. */
  readonly depth: number;
  /** Maximum number of keys of an object. */
  readonly keys: number;
  /** Maximum number of items of an array. */
  readonly items: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Finds the limit that a JSON text exceeds, in a single pass over its bytes. Runs before parsing, so that neither the
 * parser nor later recursive code processes a text that exceeds a limit. Malformed text is left to the parser.
 * @param bytes UTF-8
 * @returns undefined if the text is within all limits
 */
export function findExceededLimit(
  bytes: Uint8Array,
  limits: JsonShapeLimits,
): keyof JsonShapeLimits | undefined {
  const open: { readonly kind: 'keys' | 'items'; commas: number }[] = [];
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        if (open.length >= limits.depth) return 'depth';
        open.push({ kind: bytes[at] === OPEN_OBJECT ? 'keys' : 'items', commas: 0 });
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        open.pop();
        break;
      case COMMA: {
        const innermost = open.at(-1);
        if (!innermost) break;
        innermost.commas += 1;
        if (innermost.commas >= limits[innermost.kind]) return innermost.kind;
      }
    }
  }
  return undefined;
}

/** Returns the index of the closing quote of the string that begins at `start`. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** Patterns of escaped backslashes, which do not start another escape, and of the escapes of surrogate pairs. */
const ESCAPED_BACKSLASHES = /\\\\/g;
const PAIRS = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/g;
const HALF = /\\u[dD][89a-fA-F][0-9a-fA-F]{2}/;

/**
 * Returns whether a JSON text contains the escape of a lone surrogate, as in `"\ud800"`. The parser accepts it, but it
 * is not valid Unicode. Code that encodes it fails, and the database cannot store it.
 */
export function hasHalfCharacter(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!text.includes('\\u')) return false;
  return HALF.test(text.toString('utf8').replace(ESCAPED_BACKSLASHES, ' ').replace(PAIRS, ''));
}
