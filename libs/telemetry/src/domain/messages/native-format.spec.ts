import fc from 'fast-check';
import type { Fault } from './fault.js';
import {
  MAX_BATCH,
  MAX_PAYLOAD_BYTES,
  MAX_SIGNALS,
  MAX_TEXT,
  type NativePayload,
  parseNativePayload,
} from './native-format.js';

const parse = (text: string) => parseNativePayload(Buffer.from(text));
const parseGood = (text: string): NativePayload => {
  const result = parse(text);
  if ('code' in result) throw new Error(`refused: ${result.code}`);
  return result;
};
const faultOf = (text: string): Fault | undefined => {
  const result = parse(text);
  return 'code' in result ? result : result.faulty[0]?.fault;
};

describe('parseNativePayload', () => {
  it('reads a message with all fields', () => {
    const text =
      ' {"ts":"2026-11-24T11:59:00Z","seq":184220,"c":{"run_hours_total":9123.4,"air_m3_total":18422710},' +
      '"g":{"pressure_bar":7.4,"dewpoint_c":null},"state":"load","e":{"alarm_code":"A\\u00e9"},"q":{"pressure_bar":1}} ';
    expect(parseGood(text)).toEqual({
      faulty: [],
      messages: [
        {
          index: 0,
          text: text.trim(),
          timeMs: Date.parse('2026-11-24T11:59:00Z'),
          seq: 184220,
          values: [
            { key: 'run_hours_total', section: 'c', value: 9123.4, exact: null, quality: 0 },
            { key: 'air_m3_total', section: 'c', value: 18422710, exact: null, quality: 0 },
            { key: 'pressure_bar', section: 'g', value: 7.4, exact: null, quality: 1 },
            { key: 'dewpoint_c', section: 'g', value: null, exact: null, quality: 0 },
            { key: 'state', section: 'state', value: 'load', exact: null, quality: 0 },
            { key: 'alarm_code', section: 'e', value: 'Aé', exact: null, quality: 0 },
          ],
        },
      ],
    });
  });

  it('accepts a message without time and number', () => {
    expect(parseGood('{"g":{"p":1}}').messages[0]).toMatchObject({ timeMs: null, seq: null });
  });

  it('keeps the valid messages of a batch and reports the others', () => {
    const { messages, faulty } = parseGood('[{"g":{"p":1}}, {"g":{"p":"x"}}, 5, {"g":{"p":2}}]');
    expect(messages.map(({ index, text }) => [index, text])).toEqual([
      [0, '{"g":{"p":1}}'],
      [3, '{"g":{"p":2}}'],
    ]);
    expect(faulty).toEqual([
      {
        index: 1,
        text: '{"g":{"p":"x"}}',
        fault: { code: 'value_not_number', params: { field: 'g.p', index: 1 } },
      },
      { index: 2, text: '5', fault: { code: 'not_an_object', params: { index: 2 } } },
    ]);
  });

  it.each<[string, Fault]>([
    ['', { code: 'not_json', params: { at: 0, expected: 'value' } }],
    ['{"g":{"p":1}', { code: 'not_json', params: { at: 12, expected: ', or }' } }],
    ['{"g":{"p":01}}', { code: 'not_json', params: { at: 11, expected: ', or }' } }],
    ['{"g":{"p":NaN}}', { code: 'not_json', params: { at: 10, expected: 'value' } }],
    ['5', { code: 'not_an_object', params: {} }],
    ['[]', { code: 'batch_empty', params: {} }],
    ['{}', { code: 'no_values', params: { index: 0 } }],
    ['{"ts":"2026-11-24T11:59:00Z"}', { code: 'no_values', params: { index: 0 } }],
    [
      '{"x":1,"g":{"p":1}}',
      { code: 'field_unknown', params: { field: 'x', known: 'ts, seq, c, g, state, e, q', index: 0 } },
    ],
    ['{"g":{"p":1},"g":{"p":2}}', { code: 'field_repeated', params: { field: 'g', index: 0 } }],
    [
      '{"ts":"yesterday","g":{"p":1}}',
      { code: 'time_malformed', params: { field: 'ts', value: 'yesterday', index: 0 } },
    ],
    ['{"ts":null,"g":{"p":1}}', { code: 'time_malformed', params: { field: 'ts', index: 0 } }],
    [
      '{"ts":"2026-11-24T11:59:00","g":{"p":1}}',
      { code: 'time_without_zone', params: { field: 'ts', value: '2026-11-24T11:59:00', index: 0 } },
    ],
    [
      '{"ts":1764000000,"g":{"p":1}}',
      { code: 'time_wrong_unit', params: { field: 'ts', value: '1764000000', index: 0 } },
    ],
    ['{"seq":-1,"g":{"p":1}}', { code: 'seq_not_integer', params: { field: 'seq', value: '-1', index: 0 } }],
    [
      '{"seq":1.5,"g":{"p":1}}',
      { code: 'seq_not_integer', params: { field: 'seq', value: '1.5', index: 0 } },
    ],
    [
      '{"seq":9007199254740992,"g":{"p":1}}',
      { code: 'seq_not_integer', params: { field: 'seq', value: '9007199254740992', index: 0 } },
    ],
    ['{"seq":"1","g":{"p":1}}', { code: 'seq_not_integer', params: { field: 'seq', index: 0 } }],
    ['{"g":[1]}', { code: 'section_not_object', params: { field: 'g', index: 0 } }],
    ['{"g":{"1p":1}}', { code: 'signal_key_malformed', params: { field: 'g.1p', index: 0 } }],
    ['{"g":{"__proto__":1}}', { code: 'signal_key_malformed', params: { field: 'g.__proto__', index: 0 } }],
    [
      `{"g":{"${'p'.repeat(65)}":1}}`,
      { code: 'signal_key_malformed', params: { field: `g.${'p'.repeat(65)}`, index: 0 } },
    ],
    ['{"c":{"p":1},"g":{"p":1}}', { code: 'signal_repeated', params: { field: 'g.p', index: 0 } }],
    ['{"g":{"state":1},"state":"load"}', { code: 'signal_repeated', params: { field: 'state', index: 0 } }],
    ['{"c":{"p":null}}', { code: 'value_not_number', params: { field: 'c.p', index: 0 } }],
    ['{"g":{"p":true}}', { code: 'value_not_number', params: { field: 'g.p', index: 0 } }],
    ['{"g":{"p":{"v":[1,"]"]}}}', { code: 'value_not_number', params: { field: 'g.p', index: 0 } }],
    [
      '{"g":{"p":1e999}}',
      { code: 'number_out_of_range', params: { field: 'g.p', value: '1e999', index: 0 } },
    ],
    ['{"state":1}', { code: 'value_not_text', params: { field: 'state', index: 0 } }],
    ['{"e":{"a":1}}', { code: 'value_not_text', params: { field: 'e.a', index: 0 } }],
    ['{"g":{"p":1},"q":{"p":1,"p":2}}', { code: 'signal_repeated', params: { field: 'q.p', index: 0 } }],
    ['{"e":{"a":"\\u0000"}}', { code: 'text_malformed', params: { field: 'e.a', index: 0 } }],
    ['{"e":{"a":"\\ud800"}}', { code: 'text_malformed', params: { field: 'e.a', index: 0 } }],
    [
      `{"e":{"a":"${'x'.repeat(MAX_TEXT + 1)}"}}`,
      { code: 'text_too_long', params: { field: 'e.a', length: MAX_TEXT + 1, limit: MAX_TEXT, index: 0 } },
    ],
    [
      '{"g":{"p":1},"q":{"p":4}}',
      { code: 'quality_unknown', params: { field: 'q.p', value: '4', index: 0 } },
    ],
    ['{"g":{"p":1},"q":{"x":1}}', { code: 'quality_without_value', params: { field: 'q.x', index: 0 } }],
  ])('rejects %s', (text, fault) => expect(faultOf(text)).toEqual(fault));

  it('keeps the first of several faults', () => {
    expect(faultOf('{"seq":-1,"x":2,"g":{"p":"y"}}')?.code).toBe('seq_not_integer');
  });

  it('accepts paired surrogates, which are characters', () => {
    expect(parseGood('{"e":{"a":"\\ud83d\\ude00"}}').messages[0]!.values[0]!.value).toBe('😀');
  });

  it('has limits', () => {
    const batch = (count: number) => `[${Array.from({ length: count }, () => '{"g":{"p":1}}').join(',')}]`;
    expect(parseGood(batch(MAX_BATCH)).messages).toHaveLength(MAX_BATCH);
    expect(faultOf(batch(MAX_BATCH + 1))).toEqual({
      code: 'batch_too_large',
      params: { messages: MAX_BATCH + 1, limit: MAX_BATCH },
    });
    const wide = (count: number) =>
      `{"g":{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join(',')}}}`;
    expect(parseGood(wide(MAX_SIGNALS)).messages).toHaveLength(1);
    expect(faultOf(wide(MAX_SIGNALS + 1))?.code).toBe('too_many_signals');
    expect(faultOf(' '.repeat(MAX_PAYLOAD_BYTES + 1))?.code).toBe('payload_too_large');
    expect(parseNativePayload(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual({ code: 'not_utf8', params: {} });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseNativePayload(bytes)));
  });

  it('never throws, whatever the JSON', () => {
    const key = fc.constantFrom(
      'ts',
      'seq',
      'c',
      'g',
      'e',
      'q',
      'state',
      'x',
      '__proto__',
      'constructor',
      'toString',
    );
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.double(),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(key, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (any) => {
        const result = parse(JSON.stringify(any));
        if (!('code' in result)) expect(result.messages.length + result.faulty.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('preserves every number that a message can contain', () => {
    const numbers = fc.dictionary(
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,20}$/),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x === 0 || Math.abs(x) > 1e-300),
      { minKeys: 1, maxKeys: 20 },
    );
    fc.assert(
      fc.property(numbers, (g) => {
        const [message] = parseGood(JSON.stringify({ g })).messages;
        expect(Object.fromEntries(message!.values.map(({ key, value }) => [key, value]))).toEqual(
          JSON.parse(JSON.stringify(g)),
        );
      }),
    );
  });
});
