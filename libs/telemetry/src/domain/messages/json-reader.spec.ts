import fc from 'fast-check';
import { JsonFault, JsonReader, MAX_DEPTH } from './json-reader.js';

/** Reads a whole text with the reader, and returns the same result as JSON.parse. */
function read(text: string): unknown {
  const reader = new JsonReader(text);
  const value = readValue(reader);
  reader.end();
  return value;
}

function readValue(reader: JsonReader): unknown {
  switch (reader.kind()) {
    case 'object': {
      const object = Object.create(null) as Record<string, unknown>;
      reader.object((key) => (object[key] = readValue(reader)));
      return object;
    }
    case 'array': {
      const array: unknown[] = [];
      reader.array(() => array.push(readValue(reader)));
      return array;
    }
    case 'string':
      return reader.string();
    case 'number':
      return Number(reader.number());
    case 'literal':
      return reader.literal();
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isRead(text: string): boolean {
  try {
    read(text);
    return true;
  } catch (error) {
    if (error instanceof JsonFault) return false;
    throw error;
  }
}

describe('JsonReader', () => {
  it('reads every JSON text like JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(JSON.stringify(read(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('accepts JSON and nothing else', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '\\',
        '\\u00e9',
        '\\x',
        '0',
        '-',
        '1',
        '1.',
        '.5',
        'e',
        '1e5',
        '1E+',
        '01',
        'null',
        'true',
        'fals',
        ' ',
        '\n',
        '\u0007',
        'é',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
        (text) => {
          expect([text, isRead(text)]).toEqual([text, isJson(text)]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 0],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{"a":1} x', 8],
    ['"\t"', 1],
    ['"\\u12g4"', 1],
    ['-', 1],
    ['1.e5', 2],
    ['nul', 0],
  ])('reports where %j stops being JSON', (text, at) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ at }) as Error);
  });

  it('limits the depth of nesting', () => {
    const reader = new JsonReader('['.repeat(100_000));
    expect(() => reader.skip()).toThrow(JsonFault);
    new JsonReader('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH)).skip();
  });
});
