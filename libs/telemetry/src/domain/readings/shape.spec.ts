import fc from 'fast-check';
import { type Constant, parseShape, projectShape, shapeOf, ShapeList } from './shape.js';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
const CONSTANTS: (Constant | undefined)[] = [undefined, 'on', null, true, { integer: '9007199254740993' }];
const partsOf = ({
  keys,
  constants,
  qualities,
  timeSource,
  numeric,
}: ReturnType<typeof shapeOf>): object => ({
  keys,
  constants,
  qualities,
  timeSource,
  numeric,
});

describe('a shape', () => {
  it('knows which keys have numbers', () => {
    expect(shapeOf(KEYS, CONSTANTS, null, 0).numeric).toEqual([0]);
    expect(shapeOf(KEYS, CONSTANTS.toReversed(), null, 0).numeric).toEqual([4]);
  });

  it('is one object for equal parts, and another one for any other part', () => {
    const shape = shapeOf(KEYS, CONSTANTS, null, 0);
    expect(shapeOf([...KEYS], [...CONSTANTS], null, 0)).toBe(shape);
    const others = [
      shapeOf([...KEYS.slice(0, 4), 'f'], CONSTANTS, null, 0),
      shapeOf(KEYS, [undefined, 'off', ...CONSTANTS.slice(2)], null, 0),
      shapeOf(KEYS, CONSTANTS, [0, 0, 0, 0, 2], 0),
      shapeOf(KEYS, CONSTANTS, null, 1),
    ];
    expect(new Set([shape, ...others].map(({ text }) => text)).size).toBe(5);
  });

  it('is restored from its text, also when it is no longer cached', () => {
    const texts = [shapeOf(KEYS, CONSTANTS, null, 0), shapeOf(KEYS, CONSTANTS, [0, 1, 2, 3, 0], 1)].map(
      (shape) => [shape.text, partsOf(shape)] as const,
    );
    expect(parseShape(texts[0]![0])).toBe(shapeOf(KEYS, CONSTANTS, null, 0));
    // More characters than the cache holds replace all earlier shapes.
    for (let i = 0; i < 9; i++) shapeOf(['x'], [`${i}${'x'.repeat(1_000_000)}`], null, 0);
    for (const [text, parts] of texts) {
      const found = parseShape(text);
      expect(partsOf(found)).toEqual(parts);
      expect(found.text).toBe(text);
    }
  });

  it('is restored from its text, whatever its parts', () => {
    const constant = fc.oneof(
      fc.constant(undefined),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt().map((integer) => ({ integer: String(integer) })),
    );
    const column = fc.tuple(fc.string(), constant, fc.constantFrom(0 as const, 1, 2, 3));
    fc.assert(
      fc.property(fc.array(column), fc.boolean(), (columns, isGood) => {
        const shape = shapeOf(
          columns.map(([key]) => key),
          columns.map(([, value]) => value),
          isGood ? null : columns.map(([, , quality]) => quality),
          0,
        );
        expect(partsOf(parseShape(shape.text))).toEqual(partsOf(shape));
      }),
    );
  });
});

describe('projectShape', () => {
  it('keeps the wanted keys with their values and qualities', () => {
    const shape = shapeOf(KEYS, CONSTANTS, [0, 1, 2, 3, 0], 0);
    expect(partsOf(projectShape(shape, new Set(['b', 'd', 'x'])))).toEqual({
      keys: ['b', 'd'],
      constants: ['on', true],
      qualities: [1, 3],
      timeSource: 0,
      numeric: [],
    });
    expect(projectShape(shape, new Set([...KEYS, 'x']))).toBe(shape);
    expect(projectShape(shapeOf(KEYS, CONSTANTS, null, 0), new Set(['a']))).toMatchObject({
      keys: ['a'],
      qualities: null,
      numeric: [0],
    });
  });
});

it('a list has each shape once, in the order of first occurrence', () => {
  const [one, other] = [shapeOf(['a'], [undefined], null, 0), shapeOf(['b'], [undefined], null, 0)];
  const list = new ShapeList();
  expect([one, other, one, other].map((shape) => list.indexOf(shape))).toEqual([0, 1, 0, 1]);
  expect(list.shapes).toEqual([one, other]);
});
