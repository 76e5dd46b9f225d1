import { type Datatype, DATATYPES, guessDatatype, readValue } from './datatypes.js';
import type { WireMetric } from './wire.js';

const valueOf = (datatype: Datatype, metric: WireMetric) => readValue(datatype, metric)?.value;
const array = (datatype: Datatype, ...bytes: number[]) =>
  valueOf(datatype, { bytesValue: Uint8Array.from(bytes) });

describe('the type implied by a value’s field', () => {
  it.each<[WireMetric, Datatype | undefined]>([
    [{ floatValue: 1 }, 'Float'],
    [{ doubleValue: 1 }, 'Double'],
    [{ booleanValue: false }, 'Boolean'],
    [{ stringValue: '' }, 'String'],
    [{ intValue: 1 }, undefined],
    [{}, undefined],
  ])('%j: %s', (metric, datatype) => {
    expect(guessDatatype(metric)).toBe(datatype);
  });
});

describe('a value', () => {
  it.each(DATATYPES)('of type %s is undefined without a field for it', (datatype) => {
    expect(readValue(datatype, {})).toBeUndefined();
  });

  it('that is boolean can be sent as a number', () => {
    expect(valueOf('Boolean', { intValue: 1 })).toBe(true);
    expect(valueOf('Boolean', { intValue: 0 })).toBe(false);
  });

  it('of a wide type can be in the narrow field, and vice versa', () => {
    expect(valueOf('UInt64', { intValue: 5 })).toBe(5);
    expect(valueOf('Int8', { longValue: { low: 255, high: 0 } })).toBe(-1);
    expect(valueOf('Double', { intValue: 5 })).toBe(5);
    expect(valueOf('Float', { doubleValue: 0.1 })).toBe(0.1);
  });

  it('is never minus zero', () => {
    expect(Object.is(valueOf('Double', { doubleValue: -0 }), 0)).toBe(true);
  });

  it('is invalid as a time beyond the calendar', () => {
    expect(valueOf('DateTime', { longValue: { low: 0, high: 0 } })).toBe('1970-01-01T00:00:00.000Z');
    expect(valueOf('DateTime', { longValue: { low: 0, high: 0x7fffffff } })).toBeUndefined();
  });

  it('of a float that needs nine digits keeps them', () => {
    expect(valueOf('Float', { floatValue: Math.fround(16777.217) })).toBe(16777.217);
    const long = Math.fround(1.00000011920929);
    expect(Math.fround(Number(valueOf('Float', { floatValue: long })))).toBe(long);
  });
});

describe('an array', () => {
  it.each<[Datatype, readonly number[], string]>([
    ['Int8Array', [255, 1], '[-1,1]'],
    ['Int16Array', [254, 255], '[-2]'],
    ['Int32Array', [253, 255, 255, 255], '[-3]'],
    ['Int64Array', [252, 255, 255, 255, 255, 255, 255, 255], '[-4]'],
    ['UInt8Array', [255], '[255]'],
    ['UInt16Array', [255, 255], '[65535]'],
    ['UInt32Array', [255, 255, 255, 255], '[4294967295]'],
    ['UInt64Array', [255, 255, 255, 255, 255, 255, 255, 255], '[18446744073709551615]'],
    ['FloatArray', [205, 204, 204, 61], '[0.1]'],
    ['DoubleArray', [0, 0, 0, 0, 0, 0, 240, 63], '[1]'],
    ['DateTimeArray', [0, 0, 0, 0, 0, 0, 0, 0], '["1970-01-01T00:00:00.000Z"]'],
    ['DateTimeArray', [0, 0, 0, 0, 0, 0, 0, 127], '[null]'],
    ['BooleanArray', [3, 0, 0, 0, 0b10100000], '[true,false,true]'],
    ['StringArray', [97, 0, 34, 0], '["a","\\""]'],
    ['StringArray', [], '[]'],
  ])('%s of %j is %s', (datatype, bytes, text) => {
    expect(array(datatype, ...bytes)).toBe(text);
  });

  it.each<[Datatype, readonly number[]]>([
    ['Int16Array', [1]],
    ['DoubleArray', [1, 2, 3]],
    ['BooleanArray', [1, 0, 0]],
    ['BooleanArray', [9, 0, 0, 0, 0]],
    ['StringArray', [97]],
  ])('%s rejects the bytes %j', (datatype, bytes) => {
    expect(array(datatype, ...bytes)).toBeUndefined();
  });
});

it('a data set has its columns and rows, and null for values without a type', () => {
  const [INT64, STRING] = [DATATYPES.indexOf('Int64'), DATATYPES.indexOf('String')];
  expect(
    valueOf('DataSet', {
      datasetValue: {
        columns: ['a', 'b', 'c'],
        types: [INT64, STRING, 99],
        rows: [
          { elements: [{ longValue: { low: 1, high: 0x200000 } }, { stringValue: 'x' }, { intValue: 1 }] },
          { elements: [{}, {}, {}, { intValue: 1 }] },
        ],
      },
    }),
  ).toBe('{"columns":["a","b","c"],"rows":[[9007199254740993,"x",null],[null,null,null,null]]}');
});
