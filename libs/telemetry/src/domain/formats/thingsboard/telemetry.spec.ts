import fc from 'fast-check';
import type { Fault } from '../../messages/fault.js';
import { MAX_SIGNALS, type NativeMessage } from '../../messages/native-format.js';
import type { Decoded } from '../decoded.js';
import { decodeThingsboardGatewayTelemetry, decodeThingsboardTelemetry } from './telemetry.js';

const TS = 1451649600512;
const decode = (text: string) => decodeThingsboardTelemetry(Buffer.from(text));
const good = (text: string): Decoded => {
  const result = decode(text);
  if ('code' in result) throw new Error(`refused: ${result.code}`);
  return result;
};
const messagesOf = (text: string): readonly NativeMessage[] => good(text).devices[0]!.messages;
const valuesOf = (text: string): Record<string, unknown> =>
  Object.fromEntries(messagesOf(text)[0]!.values.map(({ key, value }) => [key, value]));
const faultOf = (text: string): Fault | undefined => {
  const result = decode(text);
  return 'code' in result ? result : result.devices[0]!.faulty[0]?.fault;
};

describe('decodeThingsboardTelemetry', () => {
  it.each<[string, [number | null, Record<string, unknown>][]]>([
    ['{"a":1}', [[null, { a: 1 }]]],
    [
      '[{"a":1},{"b":2}]',
      [
        [null, { a: 1 }],
        [null, { b: 2 }],
      ],
    ],
    [`{"ts":${TS},"values":{"a":1,"b":true}}`, [[TS, { a: 1, b: true }]]],
    [`{"ts":"${TS}","values":{"a":1}}`, [[TS, { a: 1 }]]],
    [
      `[{"ts":${TS},"values":{"a":1}},{"values":{"a":2},"ts":${TS + 1}},{"a":3}]`,
      [
        [TS, { a: 1 }],
        [TS + 1, { a: 2 }],
        [null, { a: 3 }],
      ],
    ],
    // Alone, `ts` and `values` are normal keys.
    ['{"ts":5,"a":1}', [[null, { ts: 5, a: 1 }]]],
    ['{"values":{"a":1}}', [[null, { values: '{"a":1}' }]]],
    [`{"ts":${TS},"values":3}`, [[null, { ts: TS, values: 3 }]]],
  ])('reads %s', (text, expected) => {
    expect(
      messagesOf(text).map(({ timeMs, values }) => [
        timeMs,
        Object.fromEntries(values.map(({ key, value }) => [key, value])),
      ]),
    ).toEqual(expected);
    expect(messagesOf(text).every(({ seq }) => seq === null)).toBe(true);
  });

  it('reads values of every type', () => {
    const text =
      '{"s":"on","b":false,"d":7.25,"l":73,"n":null,"j":{"x":[1, 2]},"a":[1,{"y":2}],"q":"12.5","z":"007","state":"load"}';
    expect(messagesOf(text)[0]!.values).toEqual(
      [
        ['s', 'e', 'on'],
        ['b', 'g', false],
        ['d', 'g', 7.25],
        ['l', 'g', 73],
        ['n', 'g', null],
        ['j', 'e', '{"x":[1, 2]}'],
        ['a', 'e', '[1,{"y":2}]'],
        ['q', 'g', 12.5],
        ['z', 'e', '007'],
        ['state', 'state', 'load'],
      ].map(([key, section, value]) => ({ key, section, value, exact: null, quality: 0 })),
    );
  });

  it('keeps the digits of an integer that a double cannot represent', () => {
    expect(messagesOf('{"a":9007199254740993}')[0]!.values[0]).toMatchObject({ exact: '9007199254740993' });
  });

  it.each([
    ['Temperature C', 'Temperature_C'],
    ['line 1/speed', 'line_1.speed'],
    ['1st', 'k1st'],
    ['温度', 'u6e29u5ea6'],
    ['a.b-c_d', 'a.b-c_d'],
  ])('converts the name %s to the key %s', (name, key) =>
    expect(Object.keys(valuesOf(JSON.stringify({ [name]: 1 })))).toEqual([key]),
  );

  it.each<[string, Fault]>([
    ['', { code: 'not_json', params: { at: 0, expected: 'value' } }],
    ['5', { code: 'not_an_object', params: {} }],
    ['[]', { code: 'batch_empty', params: {} }],
    ['{}', { code: 'no_values', params: { index: 0 } }],
    ['{"a":1} x', { code: 'not_json', params: { at: 8, expected: 'end of text' } }],
    ['[1]', { code: 'not_an_object', params: { index: 0 } }],
    [`{"ts":${TS},"values":{}}`, { code: 'no_values', params: { index: 0 } }],
    ['{"ts":1451649600,"values":{"a":1}}', { code: 'time_wrong_unit', params: { field: 'ts', index: 0 } }],
    ['{"ts":true,"values":{"a":1}}', { code: 'time_malformed', params: { field: 'ts', index: 0 } }],
    [
      `{"ts":${TS},"values":{"a":1},"values":{"b":2}}`,
      { code: 'field_repeated', params: { field: 'values', index: 0 } },
    ],
    [
      `{"ts":${TS},"ts":${TS},"values":{"a":1}}`,
      { code: 'field_repeated', params: { field: 'ts', index: 0 } },
    ],
    ['{"a":1,"a":2}', { code: 'signal_repeated', params: { field: 'a', index: 0 } }],
    ['{"a b":1,"a_b":2}', { code: 'signal_repeated', params: { field: 'a_b', index: 0 } }],
    ['{"a":1e999}', { code: 'number_out_of_range', params: { field: 'a', value: '1e999', index: 0 } }],
    ['{"a":"\\ud800"}', { code: 'text_malformed', params: { field: 'a', index: 0 } }],
    [
      `{"a":"${'x'.repeat(1025)}"}`,
      { code: 'text_too_long', params: { field: 'a', length: 1025, limit: 1024, index: 0 } },
    ],
    [
      `{"${'k'.repeat(65)}":1}`,
      { code: 'signal_key_malformed', params: { field: 'k'.repeat(65), index: 0 } },
    ],
  ])('rejects %s', (text, fault) => expect(faultOf(text)).toEqual(fault));

  it('rejects only the faulty element', () => {
    const [report] = good('[{"a":1},{"a":1e999},{"a":3}]').devices;
    expect(report!.messages.map(({ index }) => index)).toEqual([0, 2]);
    expect(report!.faulty).toMatchObject([{ index: 1, text: '{"a":1e999}' }]);
  });

  it('splits a message with too many values', () => {
    const wide = Object.fromEntries(Array.from({ length: MAX_SIGNALS + 1 }, (_, i) => [`k${i}`, i]));
    expect(messagesOf(JSON.stringify(wide)).map(({ values }) => values.length)).toEqual([MAX_SIGNALS, 1]);
  });

  it('reads what was written', () => {
    const value = fc.oneof(fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]\w{0,9}$/), value, { minKeys: 1 }), (values) => {
        if ('ts' in values && 'values' in values) return;
        const plain = Object.fromEntries(
          Object.entries(values).filter(([, v]) => typeof v !== 'number' || v === 0 || Math.abs(v) > 1e-300),
        );
        if (Object.keys(plain).length === 0) return;
        expect(valuesOf(JSON.stringify(plain))).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
    );
  });

  it('never throws, and classifies every element once', () => {
    const near = fc.tuple(fc.jsonValue(), fc.nat(), fc.string({ maxLength: 3 })).map(([json, at, noise]) => {
      const text = JSON.stringify(json);
      return text.slice(0, at % (text.length + 1)) + noise + text.slice(at % (text.length + 1));
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.string(), fc.json()), (text) => {
        for (const decoder of [decodeThingsboardTelemetry, decodeThingsboardGatewayTelemetry]) {
          const result = decoder(Buffer.from(text));
          if ('code' in result) continue;
          for (const { messages, faulty } of result.devices) {
            expect(messages.length + faulty.length).toBeGreaterThan(0);
            expect(messages.every(({ values }) => values.length > 0)).toBe(true);
          }
        }
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        decodeThingsboardTelemetry(bytes);
        decodeThingsboardGatewayTelemetry(bytes);
      }),
    );
  });
});

describe('decodeThingsboardGatewayTelemetry', () => {
  const decodeGateway = (text: string) => decodeThingsboardGatewayTelemetry(Buffer.from(text));

  it('separates devices by name', () => {
    const text = `{"Device A":[{"ts":${TS},"values":{"t":42}},{"ts":${TS + 1},"values":{"t":43}}],"Device B":{"t":1}}`;
    expect(decodeGateway(text)).toMatchObject({
      devices: [
        { device: 'Device A', messages: [{ timeMs: TS }, { timeMs: TS + 1 }], faulty: [] },
        { device: 'Device B', messages: [{ timeMs: null }], faulty: [] },
      ],
    });
  });

  it.each<[string, Fault]>([
    ['[]', { code: 'not_an_object', params: {} }],
    ['{}', { code: 'batch_empty', params: {} }],
    ['{"A":5}', { code: 'not_an_object', params: { device: 'A' } }],
    ['{"A":[]}', { code: 'batch_empty', params: { device: 'A' } }],
    ['{"A":{"t":1},"A":{"t":2}}', { code: 'field_repeated', params: { field: 'A' } }],
  ])('rejects %s', (text, fault) => expect(decodeGateway(text)).toEqual(fault));
});
