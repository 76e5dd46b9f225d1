import fc from 'fast-check';
import { findExceededLimit, hasHalfCharacter, type JsonShapeLimits } from './json-shape.js';

const WIDE: JsonShapeLimits = { depth: 100, keys: 1000, items: 1000 };
const find = (text: string, limits: Partial<JsonShapeLimits> = {}) =>
  findExceededLimit(Buffer.from(text), { ...WIDE, ...limits });

/** Measures the shape of a parsed value, for comparison with the limits that are found in its text. */
function measure(value: unknown): JsonShapeLimits {
  if (typeof value !== 'object' || value === null) return { depth: 0, keys: 0, items: 0 };
  const children = Object.values(value).map(measure);
  const max = (key: keyof JsonShapeLimits) => Math.max(0, ...children.map((child) => child[key]));
  const size = Object.keys(value).length;
  return {
    depth: 1 + max('depth'),
    keys: Math.max(Array.isArray(value) ? 0 : size, max('keys')),
    items: Math.max(Array.isArray(value) ? size : 0, max('items')),
  };
}

describe('findExceededLimit', () => {
  it.each<[string, Partial<JsonShapeLimits>, string | undefined]>([
    ['[[[]]]', { depth: 3 }, undefined],
    ['[[[]]]', { depth: 2 }, 'depth'],
    ['{"a":{"b":[]}}', { depth: 2 }, 'depth'],
    ['[[],[],[]]', { depth: 2, items: 3 }, undefined],
    ['[1,2,3]', { items: 3 }, undefined],
    ['[1,2,3,4]', { items: 3 }, 'items'],
    ['{"a":1,"b":2}', { keys: 2, items: 1 }, undefined],
    ['{"a":1,"b":2,"c":3}', { keys: 2 }, 'keys'],
    ['{"a":"[[[[,,,,"}', { depth: 1, items: 1, keys: 1 }, undefined],
    [String.raw`["\"[[[\\",1]`, { depth: 1, items: 2 }, undefined],
    ['"unfinished', {}, undefined],
    ['"unfinished\\', {}, undefined],
    [']]]}}}', {}, undefined],
    ['', {}, undefined],
  ])('%s within %j: %s', (text, limits, expected) => expect(find(text, limits)).toBe(expected));

  it('finds the limit of a text with a nesting depth of five thousand', () => {
    expect(find('['.repeat(5000), { depth: 32 })).toBe('depth');
    expect(find('{"a":'.repeat(5000), { depth: 32 })).toBe('depth');
  });

  it('measures the same as the parsed value, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat({ max: 2 }), (value, spaces) => {
        const text = JSON.stringify(value, null, spaces);
        const { depth, keys, items } = measure(JSON.parse(text));
        const exact = { depth, keys: Math.max(1, keys), items: Math.max(1, items) };
        expect(find(text, exact)).toBeUndefined();
        if (depth > 0) expect(find(text, { ...exact, depth: depth - 1 })).toBe('depth');
        if (keys > 1) expect(find(text, { ...exact, keys: keys - 1 })).toBe('keys');
        if (items > 1) expect(find(text, { ...exact, items: items - 1 })).toBe('items');
      }),
    );
  });

  it('accepts any bytes without an error', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void findExceededLimit(bytes, WIDE)));
  });
});

describe('hasHalfCharacter', () => {
  it.each<[string, boolean]>([
    [String.raw`{"a":"\ud800"}`, true],
    [String.raw`{"a":"\uDC00\uD800"}`, true],
    [String.raw`{"a":"\ud83d\ude00"}`, false],
    [String.raw`{"a":"\ud83d\ude00\ud83d"}`, true],
    [String.raw`{"a":"\\ud800"}`, false],
    [String.raw`{"a":"\\\ud800"}`, true],
    [String.raw`{"a":"\ud83d\\\ude00"}`, true],
    ['{"a":"😀"}', false],
  ])('%s: %s', (text, expected) => expect(hasHalfCharacter(Buffer.from(text))).toBe(expected));

  it('is true for exactly those texts that contain strings of invalid Unicode', () => {
    const string = fc.array(fc.nat(0xffff), { maxLength: 6 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(fc.oneof(string, fc.stringMatching(/^[\\ud8c0]{0,12}$/)), (value) => {
        const text = JSON.stringify({ value });
        expect(hasHalfCharacter(Buffer.from(text))).toBe(!isWellFormed(value));
      }),
    );
  });
});

function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
