import fc from 'fast-check';
import { MessageTemplate, type ReadMessage } from './message-template.js';
import { MAX_SIGNALS, parseNativePayload } from './native-format.js';
import { type ComposedReading, composeReading } from '../readings/compose-reading.js';

/** Returns the reader's result for a payload; undefined if the payload isn't one valid message. */
function readingOf(payload: Uint8Array): (ComposedReading & { text: string }) | undefined {
  const content = parseNativePayload(payload);
  if ('code' in content || content.faulty.length > 0 || content.messages.length !== 1) return undefined;
  const [message] = content.messages;
  if (message!.timeMs === null || message!.seq === null) return undefined;
  return { ...composeReading(message!, 0), text: message!.text };
}

function templateOf(text: string): MessageTemplate | undefined {
  const reading = readingOf(Buffer.from(text));
  return reading && MessageTemplate.of(reading.text, reading.shape);
}

/** Returns a template's result for a payload, in the reader's form. */
function readBy(template: MessageTemplate, payload: Uint8Array): Omit<ComposedReading, 'shape'> | undefined {
  const into: ReadMessage = { timeMs: 0, seq: 0, numbers: new Float64Array(MAX_SIGNALS) };
  if (!template.read(payload, into)) return undefined;
  const numbers = [...into.numbers.subarray(0, template.shape.numeric.length)];
  return { timeMs: into.timeMs, seq: into.seq, numbers };
}

/** Asserts that a template either leaves the payload to the reader or returns the reader's result. */
function expectTheSame(template: MessageTemplate, payload: Uint8Array): void {
  const found = readBy(template, payload);
  if (!found) return;
  const wanted = readingOf(payload);
  expect(wanted?.shape).toBe(template.shape);
  const { timeMs, seq, numbers } = wanted!;
  expect(found).toEqual({ timeMs, seq, numbers });
}

/** Numbers that a template parses without the reader: up to 15 digits, no exponent. */
const plain = fc.oneof(
  fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }).map(String),
  fc
    .tuple(fc.boolean(), fc.nat(99_999_999), fc.stringMatching(/^[0-9]{1,7}$/))
    .map(([isNegative, whole, places]) => `${isNegative ? '-' : ''}${whole}.${places}`),
  fc.constantFrom('0', '-0', '-0.0', '0.1', '0.000', '100000000000000'),
);
const strange = fc.oneof(
  fc.constantFrom(
    '1e5',
    '1E-3',
    '9007199254740993',
    '-9007199254740993',
    '123456789012345678',
    '0.1234567890123456789',
  ),
  fc.constantFrom('1e400', '1e-320', '00', '-', '1.', '.5', '+1', '1e', '0x1', 'NaN', 'null', '"1"', ''),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const number = fc.oneof({ weight: 8, arbitrary: plain }, { weight: 1, arbitrary: strange });
const epoch = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1e11, max: 1e14 - 1 }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '1764000000',
      '1764000000000000',
      '1e12',
      '-1',
      '99999999999',
      '1764000000000.5',
    ),
  },
);
const iso = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2050-01-01'), noInvalidDate: true })
      .chain((date) =>
        fc.constantFrom(
          date.toISOString(),
          date.toISOString().replace('Z', '456Z'),
          `${date.toISOString().slice(0, 19)}+05:30`,
          `${date.toISOString().slice(0, 19)}Z`,
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2026-02-30T00:00:00Z', '2026-01-01T00:00:00', '', 'now', '2026-01-01'),
  },
);
const seq = fc.oneof(
  { weight: 6, arbitrary: fc.nat().map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '01', '-1', '1.0', '1e3', '9007199254740991', '9007199254740993'),
  },
);

/** A message without its numbers. */
interface Skeleton {
  readonly parts: readonly ('ts' | 'seq' | 'c' | 'g' | 'state' | 'e' | 'q')[];
  readonly counters: readonly string[];
  readonly gauges: readonly string[];
  readonly nothing: readonly string[];
  readonly space: string;
  readonly state: string;
  readonly quality: number;
  readonly isIso: boolean;
}
interface Said {
  readonly ts: string;
  readonly seq: string;
  readonly numbers: readonly string[];
}

function write(
  { parts, counters, gauges, nothing, space, state, quality, isIso }: Skeleton,
  said: Said,
): string {
  let next = 0;
  const section = (members: readonly (readonly [string, string])[]) =>
    `{${members.map(([key, value]) => `${space}"${key}"${space}:${space}${value}${space}`).join(',')}}`;
  const fields = {
    ts: () => (isIso ? `"${said.ts}"` : said.ts),
    seq: () => said.seq,
    c: () => section(counters.map((key) => [key, said.numbers[next++]!])),
    g: () =>
      section([
        ...gauges.map((key) => [key, said.numbers[next++]!] as const),
        ...nothing.map((key) => [key, 'null'] as const),
      ]),
    state: () => JSON.stringify(state),
    e: () => '{"note":"ts 1, seq 2"}',
    q: () => section(gauges.slice(0, 1).map((key) => [key, String(quality)])),
  };
  return `{${parts.map((part) => `${space}"${part}":${space}${fields[part]()}${space}`).join(',')}}`;
}

const skeletons = fc.record({
  parts: fc
    .shuffledSubarray(['ts', 'seq', 'c', 'g', 'state', 'e', 'q'] as const, { minLength: 7 })
    .chain((parts) =>
      fc
        .subarray(['state', 'e', 'q'] as const)
        .map((left) => parts.filter((part) => !left.some((one) => one === part))),
    ),
  counters: fc.constantFrom([], ['run_hours_total'], ['b', 'a']),
  gauges: fc.constantFrom(['pressure_bar'], ['z', 'pressure.bar', 'Y']),
  nothing: fc.constantFrom([], ['dead']),
  space: fc.constantFrom('', '', ' ', '\n\t'),
  state: fc.constantFrom('load', 'idle', '', 'two words', 'ü', 'a"b'),
  quality: fc.integer({ min: 0, max: 3 }),
  isIso: fc.boolean(),
});
const pairs = skeletons.chain((skeleton) => {
  const said = (of: fc.Arbitrary<string>, tss: fc.Arbitrary<string>, seqs: fc.Arbitrary<string>) =>
    fc.record({ ts: tss, seq: seqs, numbers: fc.array(of, { minLength: 6, maxLength: 6 }) });
  const time = skeleton.isIso ? iso : epoch;
  return fc.record({
    first: said(number, time, seq).map((one) => write(skeleton, one)),
    second: said(number, time, seq).map((one) => write(skeleton, one)),
  });
});

describe('a message template', () => {
  it('reads a message of the same skeleton like the reader, or leaves it to the reader', () => {
    fc.assert(
      fc.property(pairs, ({ first, second }) => {
        const template = templateOf(first);
        if (!template) return;
        expectTheSame(template, Buffer.from(first));
        expectTheSame(template, Buffer.from(second));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads every message of its skeleton with plain numbers', () => {
    const usual = fc
      .tuple(
        skeletons.filter(({ state }) => !/[ü"]/.test(state)),
        fc.array(plain, { minLength: 12, maxLength: 12 }),
        fc.tuple(
          fc.nat(),
          fc.nat(),
          fc.integer({ min: 1e11, max: 1e14 - 1 }),
          fc.integer({ min: 1e11, max: 1e14 - 1 }),
        ),
      )
      .map(([skeleton, numbers, [seq1, seq2, ts1, ts2]]) => {
        const ts = (ms: number) => (skeleton.isIso ? new Date(ms).toISOString() : String(ms));
        return [
          write(skeleton, { ts: ts(ts1), seq: String(seq1), numbers: numbers.slice(0, 6) }),
          write(skeleton, { ts: ts(ts2), seq: String(seq2), numbers: numbers.slice(6) }),
        ] as const;
      });
    fc.assert(
      fc.property(usual, ([first, second]) => {
        const template = templateOf(first)!;
        const wanted = readingOf(Buffer.from(second));
        const digits = second.match(/\d+(\.\d+)?/g)!.map((token) => token.replace('.', '').length);
        if (!wanted || Math.max(...digits) > 15) return;
        const { timeMs, seq: number_, numbers } = wanted;
        expect(readBy(template, Buffer.from(second))).toEqual({ timeMs, seq: number_, numbers });
        expect(templateOf(second)!.skeleton).toBe(template.skeleton);
      }),
    );
  });

  it('accepts nothing that the reader would reject or read differently, however its bytes are changed', () => {
    const byte = fc.oneof(
      fc.constantFrom(...Buffer.from('0123456789-+.eE",:{}[] \\\n\0')),
      fc.integer({ min: 0, max: 255 }),
    );
    const change = fc.record({
      at: fc.nat(400),
      kind: fc.constantFrom('put', 'insert', 'remove', 'cut', 'double'),
      byte,
    });
    fc.assert(
      fc.property(pairs, fc.array(change, { minLength: 1, maxLength: 4 }), ({ first, second }, changes) => {
        const template = templateOf(first);
        if (!template) return;
        for (const text of [first, second]) {
          let bytes = [...Buffer.from(text)];
          for (const { at: place, kind, byte: value } of changes) {
            const at = place % (bytes.length + 1);
            if (kind === 'put') bytes[Math.min(at, bytes.length - 1)] = value;
            else if (kind === 'insert') bytes.splice(at, 0, value);
            else if (kind === 'remove') bytes.splice(at, 1);
            else if (kind === 'cut') bytes = bytes.slice(0, at);
            else bytes.splice(at, 0, ...bytes.slice(at, at + 5));
            if (bytes.length === 0) bytes = [value];
          }
          expectTheSame(template, Uint8Array.from(bytes));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['without a time', '{"seq":1,"g":{"a":1}}'],
    ['without a number', '{"ts":1764000000000,"g":{"a":1}}'],
    ['with escaped names', '{"ts":1764000000000,"seq":1,"g":{"\\u0061":1}}'],
    ['with characters beyond ASCII', '{"ts":1764000000000,"seq":1,"g":{"a":1},"state":"é"}'],
  ])('cannot be built from a message %s', (_case, text) => {
    const content = parseNativePayload(Buffer.from(text));
    if ('code' in content) throw new Error('The message must be valid');
    const { shape } = composeReading(content.messages[0]!, 0);
    expect(MessageTemplate.of(text, shape)).toBeUndefined();
  });

  it('matches only its own texts, qualities and long integers', () => {
    const template = templateOf(
      '{"ts":1764000000000,"seq":1,"g":{"a":1,"n":9007199254740993,"b":null},"state":"load","q":{"a":1}}',
    )!;
    const read = (text: string) => readBy(template, Buffer.from(text));
    const of = (n: string, b: string, state: string, q: string) =>
      `{"ts":1764000000001,"seq":2,"g":{"a":2.5,"n":${n},"b":${b}},"state":"${state}","q":{"a":${q}}}`;
    expect(read(of('9007199254740993', 'null', 'load', '1'))).toEqual({
      timeMs: 1_764_000_000_001,
      seq: 2,
      numbers: [2.5],
    });
    expect(read(of('9007199254740995', 'null', 'load', '1'))).toBeUndefined();
    expect(read(of('9007199254740993', '1', 'load', '1'))).toBeUndefined();
    expect(read(of('9007199254740993', 'null', 'idle', '1'))).toBeUndefined();
    expect(read(of('9007199254740993', 'null', 'load', '2'))).toBeUndefined();
  });
});
