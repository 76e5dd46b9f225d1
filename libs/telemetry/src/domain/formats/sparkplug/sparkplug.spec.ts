import fc from 'fast-check';
import Long from 'long';
import {
  encodePayload,
  decodePayload,
  type UMetric,
  type UPayload,
} from 'sparkplug-payload/lib/sparkplugbpayload.js';
import { readValue, toShortestFloat } from './datatypes.js';
import { findBdSeq, readSparkplugPayload, type SparkplugPayload } from './payload.js';
import { toQuality, toReadings } from './readings.js';
import { writeBooleanCommand } from './wire.js';

const TS = 1_764_000_000_000;
const NO_BOOK = { byAlias: new Map(), byName: new Map() };
const encode = (metrics: object[], rest: Partial<UPayload> = {}): Uint8Array =>
  encodePayload({ timestamp: TS, metrics: metrics as UMetric[], ...rest });
const read = (bytes: Uint8Array): SparkplugPayload => {
  const result = readSparkplugPayload(bytes);
  if ('code' in result) throw new Error(`refused: ${result.code}`);
  return result;
};
const readingsOf = (metrics: object[]) => {
  const payload = read(encode(metrics));
  return toReadings(payload.metrics, payload.timestampMs, NO_BOOK);
};
const valueOf = (metric: object) => {
  const { messages, faulty } = readingsOf([{ name: 'm', ...metric }]);
  return messages[0]?.values[0] ?? faulty[0]!.fault;
};

describe('values of every data type, written by another encoder', () => {
  it.each<[string, unknown, unknown, string | null]>([
    ['Int8', -128, -128, null],
    ['Int16', -32768, -32768, null],
    ['Int32', -2147483648, -2147483648, null],
    ['Int64', Long.fromString('-9007199254740993'), -9007199254740992, '-9007199254740993'],
    ['Int64', Long.fromString('-5'), -5, null],
    ['UInt8', 255, 255, null],
    ['UInt16', 65535, 65535, null],
    ['UInt32', 4294967295, 4294967295, null],
    ['UInt64', Long.fromString('18446744073709551615', true), 18446744073709552000, '18446744073709551615'],
    ['UInt64', Long.fromString('9007199254740993', true), 9007199254740992, '9007199254740993'],
    ['Float', 0.1, 0.1, null],
    ['Double', 0.1 + 0.2, 0.30000000000000004, null],
    ['Boolean', true, true, null],
    ['Boolean', false, false, null],
    ['String', 'läuft', 'läuft', null],
    ['Text', 'x', 'x', null],
    ['UUID', '5f0c2b8e-0000-4000-8000-000000000000', '5f0c2b8e-0000-4000-8000-000000000000', null],
    ['DateTime', TS, '2025-11-24T16:00:00.000Z', null],
  ])('reads %s %s', (type, value, expected, exact) => {
    expect(valueOf({ type, value })).toMatchObject({ key: 'm', value: expected, exact, quality: 0 });
  });

  it('reads NaN and infinity as bad values', () => {
    expect(valueOf({ type: 'Double', value: NaN })).toMatchObject({ value: null, quality: 2 });
    expect(valueOf({ type: 'Float', value: Infinity })).toMatchObject({ value: null, quality: 2 });
  });

  it('reads null as null', () => {
    expect(valueOf({ type: 'Double', value: null })).toMatchObject({ value: null, quality: 0 });
  });

  it('keeps a data set as text', () => {
    const value = {
      numOfColumns: 2,
      columns: ['n', 's'],
      types: ['Int32', 'String'],
      rows: [
        [1, 'a'],
        [2, 'b"'],
      ],
    };
    expect(valueOf({ type: 'DataSet', value })).toMatchObject({
      value: '{"columns":["n","s"],"rows":[[1,"a"],[2,"b\\""]]}',
    });
  });

  it('reads the members of a template by name', () => {
    const value = {
      isDefinition: false,
      templateRef: 'Motor',
      version: '1',
      metrics: [
        { name: 'Speed', type: 'Int32', value: 1450 },
        { name: 'On', type: 'Boolean', value: true },
      ],
      parameters: [],
    };
    const { messages } = readingsOf([{ name: 'Motor 1', type: 'Template', value }]);
    expect(messages[0]!.values.map(({ key, value: v }) => [key, v])).toEqual([
      ['Motor_1.Speed', 1450],
      ['Motor_1.On', true],
    ]);
    const definition = { ...value, isDefinition: true };
    expect(readingsOf([{ name: '_types_/Motor', type: 'Template', value: definition }]).messages).toEqual([]);
  });

  it('quarantines a metric with bytes, but not the others', () => {
    const { messages, faulty } = readingsOf([
      { name: 'raw', type: 'Bytes', value: new Uint8Array([1]) },
      { name: 'p', type: 'Double', value: 1 },
    ]);
    expect(messages).toMatchObject([{ values: [{ key: 'p' }] }]);
    expect(faulty).toMatchObject([
      { fault: { code: 'datatype_unsupported', params: { field: 'raw', datatype: 'Bytes', index: 0 } } },
    ]);
  });

  it('does not read a missing array as an empty one', () => {
    // A metric "a" of DoubleArray: its name, its type, and an empty bytes field.
    const readingsIn = (hex: string) => toReadings(read(Buffer.from(hex, 'hex')).metrics, null, NO_BOOK);
    expect(readingsIn('12080a0161201f820100').messages).toMatchObject([{ values: [{ value: '[]' }] }]);
    expect(readingsIn('12050a0161201f')).toMatchObject({
      messages: [],
      faulty: [{ fault: { code: 'datatype_unsupported' } }],
    });
  });

  it('agrees with the other decoder on everything it wrote', () => {
    const metric = fc.oneof(
      fc.tuple(fc.constant('Int32'), fc.integer()),
      fc.tuple(fc.constant('UInt32'), fc.nat(4294967295)),
      fc.tuple(fc.constant('Double'), fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.tuple(fc.constant('Boolean'), fc.boolean()),
      fc.tuple(fc.constant('String'), fc.string({ maxLength: 50 })),
    );
    fc.assert(
      fc.property(fc.array(metric, { minLength: 1, maxLength: 20 }), fc.nat(255), (list, seq) => {
        const bytes = encode(
          list.map(([type, value], i) => ({ name: `m${i}`, type, value })),
          { seq },
        );
        const other = decodePayload(bytes);
        const own = read(bytes);
        expect(own.seq).toBe(Number(other.seq));
        const { messages, faulty } = toReadings(own.metrics, own.timestampMs, NO_BOOK);
        const refused = new Set(faulty.map(({ fault }) => fault.params.field));
        const values = new Map(messages.flatMap((m) => m.values.map((v) => [v.key, v.value])));
        for (const { name, value } of other.metrics!) {
          if (refused.has(name!)) expect(value).toContain('\0');
          else expect(values.get(name!)).toEqual(value === 0 ? 0 : value);
        }
      }),
    );
  });
});

describe('a payload', () => {
  it.each([
    [{ seq: 255 }, 255],
    [{ seq: 256 }, null],
    [{ seq: 0 }, 0],
  ])('with %o has the sequence number %s', (rest, seq) => {
    expect(read(encode([], rest)).seq).toBe(seq);
  });

  it('is rejected if it is too large, has too many metrics, or is in another format', () => {
    expect(readSparkplugPayload(new Uint8Array(70_000_000))).toMatchObject({
      code: 'payload_too_large',
      params: { bytes: 70_000_000 },
    });
    // Each pair of bytes is an empty metric.
    const metrics = (count: number): Uint8Array =>
      Uint8Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? 0x12 : 0));
    expect(readSparkplugPayload(metrics(10_001))).toEqual({
      code: 'batch_too_large',
      params: { messages: 10_001, limit: 10_000 },
    });
    expect(read(metrics(10_000)).metrics).toHaveLength(10_000);
    expect(readSparkplugPayload(Buffer.from('{"a":1}'))).toEqual({ code: 'not_sparkplug', params: {} });
  });
});

describe('arrays', () => {
  const array = (datatype: Parameters<typeof readValue>[0], bytes: Buffer) =>
    readValue(datatype, { bytesValue: bytes })?.value;
  const floats = Buffer.alloc(8);
  floats.writeFloatLE(1.23, 0);
  floats.writeFloatLE(-5, 4);
  it.each<[Parameters<typeof readValue>[0], Buffer, string | undefined]>([
    ['Int8Array', Buffer.from([0xff, 5]), '[-1,5]'],
    ['Int16Array', Buffer.from([0xff, 0xff, 1, 0]), '[-1,1]'],
    ['UInt32Array', Buffer.from([0xff, 0xff, 0xff, 0xff]), '[4294967295]'],
    ['Int64Array', Buffer.from('ffffffffffffff7f', 'hex'), '[9223372036854775807]'],
    ['UInt64Array', Buffer.from('ffffffffffffffff', 'hex'), '[18446744073709551615]'],
    ['FloatArray', floats, '[1.23,-5]'],
    [
      'BooleanArray',
      Buffer.from('0c000000aa30', 'hex'),
      '[true,false,true,false,true,false,true,false,false,false,true,true]',
    ],
    ['StringArray', Buffer.from('ABC\0hello\0'), '["ABC","hello"]'],
    ['StringArray', Buffer.alloc(0), '[]'],
    ['Int16Array', Buffer.from([1]), undefined],
    ['BooleanArray', Buffer.from('ff000000aa', 'hex'), undefined],
    ['StringArray', Buffer.from('open'), undefined],
  ])('reads %s %o', (datatype, bytes, expected) => expect(array(datatype, bytes)).toBe(expected));
});

describe('times and quality', () => {
  it('splits a payload by time', () => {
    const { messages } = readingsOf([
      { name: 'a', type: 'Int32', value: 1, timestamp: TS - 1000, isHistorical: true },
      { name: 'b', type: 'Int32', value: 2 },
      { name: 'c', type: 'Int32', value: 3, timestamp: TS - 1000 },
    ]);
    expect(messages.map(({ timeMs, values }) => [timeMs, values.map(({ key }) => key)])).toEqual([
      [TS - 1000, ['a', 'c']],
      [TS, ['b']],
    ]);
  });

  it('quarantines a time in another unit', () => {
    expect(valueOf({ type: 'Int32', value: 1, timestamp: 1_764_000_000 })).toMatchObject({
      code: 'time_wrong_unit',
    });
  });

  it.each([
    [null, 0],
    [192, 0],
    [216, 0],
    [64, 1],
    [0, 2],
    [24, 2],
    [500, 3],
  ])('reads the quality %s as %s', (code, quality) => expect(toQuality(code)).toBe(quality));

  it('reads the quality from the properties', () => {
    const properties = { Quality: { type: 'Int32', value: 500 } };
    expect(valueOf({ type: 'Int32', value: 1, properties })).toMatchObject({ quality: 3 });
  });

  it.each([
    [{ type: 'Int64', value: Long.fromNumber(192) }, 0],
    [{ type: 'Int64', value: Long.fromNumber(24) }, 2],
    [{ type: 'String', value: '192' }, 0],
  ])('reads the quality from the property %o', (Quality, quality) => {
    expect(valueOf({ type: 'Int32', value: 1, properties: { Quality } })).toMatchObject({ quality });
  });

  it('has no quality in other properties', () => {
    const properties = { Unit: { type: 'Int32', value: 500 } };
    expect(valueOf({ type: 'Int32', value: 1, properties })).toMatchObject({ quality: 0 });
  });

  it.each([
    [[{ name: 'bdSeq', type: 'Int64', value: 300 }], 300],
    [[{ name: 'bdSeq', type: 'Int32', value: 7 }], 7],
    [[{ name: 'bdSeq', type: 'String', value: '7' }], null],
    [[{ name: 'other', type: 'Int64', value: 7 }], null],
  ])('reads the birth-death sequence number of %o as %s', (metrics, expected) => {
    expect(findBdSeq(read(encode(metrics)).metrics)).toBe(expected);
  });

  it('rejects a key that can’t be stored, a text with NUL, and a metric that no birth announced', () => {
    const codeOf = (metric: object): unknown => readingsOf([metric]).faulty[0]?.fault.code;
    expect(codeOf({ name: '…'.repeat(20), type: 'Int32', value: 1 })).toBe('signal_key_malformed');
    expect(codeOf({ name: 'm', type: 'String', value: 'a\0b' })).toBe('text_malformed');
    expect(codeOf({ alias: 5, type: 'Int32', value: 1 })).toBe('metric_unknown');
  });

  it('rejects templates within templates beyond a depth, but keeps what they contain before', () => {
    const nest = (depth: number): object =>
      depth === 0
        ? { name: 'x', type: 'Int32', value: 1 }
        : {
            name: 't',
            type: 'Template',
            value: {
              isDefinition: false,
              templateRef: 'T',
              version: '',
              parameters: [],
              metrics: [nest(depth - 1)],
            },
          };
    const depths = Array.from({ length: 12 }, (_, depth) => readingsOf([nest(depth)]));
    const isRead = depths.map(({ messages }) => messages.length > 0);
    const deepest = isRead.lastIndexOf(true);
    expect(deepest).toBeGreaterThan(2);
    expect(isRead).toEqual(depths.map((_, depth) => depth <= deepest));
    expect(depths.at(-1)!.faulty).toMatchObject([{ fault: { code: 'datatype_unsupported' } }]);
  });

  it('excludes control metrics, and rejects a second name with the same key', () => {
    const { messages, faulty } = readingsOf([
      { name: 'bdSeq', type: 'Int64', value: 7 },
      { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
      { name: 'a b', type: 'Int32', value: 1 },
      { name: 'a_b', type: 'Int32', value: 2 },
    ]);
    expect(messages).toMatchObject([{ values: [{ key: 'a_b', value: 1 }] }]);
    expect(faulty).toMatchObject([{ fault: { code: 'signal_repeated' } }]);
    expect(findBdSeq(read(encode([{ name: 'bdSeq', type: 'Int64', value: 7 }])).metrics)).toBe(7);
  });
});

it('writes a command that the other decoder reads', () => {
  expect(decodePayload(writeBooleanCommand('Node Control/Rebirth', TS))).toMatchObject({
    metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }],
  });
});

it('restores the decimal of a float', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(toShortestFloat(value)) === value).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: -99999, max: 99999 }), fc.nat(3), (digits, decimals) => {
      const decimal = digits / 10 ** decimals;
      expect(toShortestFloat(Math.fround(decimal))).toBe(decimal);
    }),
  );
});

it('never throws', () => {
  const valid = encode([
    { name: 'a', alias: 1, type: 'Int64', value: Long.fromNumber(5) },
    { name: 'b', type: 'Double', value: 1.5, properties: { Quality: { type: 'Int32', value: 192 } } },
    { name: 'c', type: 'String', value: 'x' },
  ]);
  const mutated = fc
    .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 4 })
    .map((changes) => {
      const bytes = Uint8Array.from(valid);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const payload = readSparkplugPayload(bytes);
      if ('code' in payload) return;
      const { messages } = toReadings(payload.metrics, payload.timestampMs, NO_BOOK);
      for (const { values } of messages) expect(values.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
