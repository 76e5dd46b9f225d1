import type { Chance } from './chance.js';
import { decodeWire, encodeWire, type WireMetric, type WirePayload } from './sparkplug-wire.js';

export interface SparkplugMutation {
  readonly kind: string;
  /** True for mutations that create payloads of many kilobytes. They are chosen rarely. */
  readonly isHeavy?: boolean;
  change(payload: WirePayload, chance: Chance, nowMs: number): void;
}

const TEXTS = [
  '',
  'ü压🙂',
  'a\0b',
  'x'.repeat(1024),
  'x'.repeat(1025),
  '🙂'.repeat(600),
  '{"a":1}',
  '12',
  '\u202E',
];
const NAMES = [
  '',
  'bdSeq',
  'Node Control/Rebirth',
  'Device Control/Reboot',
  'Pump/Flow',
  'a b',
  'ä/ö',
  '压力',
  '1st',
  'pressure_bar',
  'state',
  '__proto__',
  'constructor',
  'x'.repeat(64),
  'x'.repeat(65),
  'Pump_Running',
  'Pump.Running',
];
const NUMBERS = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1e308,
  -1e-310,
  5e-324,
  0.1,
  16_777_217,
  1 / 3,
  3.4028234663852886e38,
];
const ALIASES = [0, 10, 11, 17, 18, 999, 2 ** 32, 2 ** 53, '18446744073709551615'];
/** Fields, each with values of its type. */
const FIELDS: readonly (readonly [keyof WireMetric, readonly unknown[]])[] = [
  ['intValue', [0, 1, 255, 256, 65_535, 0x7fffffff, 0x80000000, 0xffffffff]],
  [
    'longValue',
    [
      0,
      1,
      2 ** 31,
      2 ** 32,
      2 ** 53,
      '9007199254740993',
      '9223372036854775807',
      '9223372036854775808',
      '18446744073709551615',
    ],
  ],
  ['floatValue', NUMBERS.map(Math.fround)],
  ['doubleValue', NUMBERS],
  ['booleanValue', [true, false]],
  ['stringValue', TEXTS],
  [
    'bytesValue',
    [
      Buffer.alloc(0),
      Buffer.from('01020304', 'hex'),
      Buffer.from('0000000000000840', 'hex'),
      Buffer.from('03000000a0', 'hex'),
      Buffer.from('a\0b\0'),
      Buffer.alloc(4000, 7),
    ],
  ],
];
const VALUE_FIELDS = [...FIELDS.map(([field]) => field), 'datasetValue', 'templateValue'] as const;

const mutable = (payload: WirePayload): Record<string, unknown>[] =>
  payload.metrics as unknown as Record<string, unknown>[];

function some(payload: WirePayload, chance: Chance): Record<string, unknown> {
  const metrics = mutable(payload);
  if (metrics.length === 0) metrics.push({ name: 'pressure_bar' });
  return chance.pick(metrics);
}

function setValue(metric: Record<string, unknown>, field: string, value: unknown): void {
  for (const each of VALUE_FIELDS) delete metric[each];
  metric[field] = value;
}

function setAny(metric: Record<string, unknown>, chance: Chance): void {
  const [field, values] = chance.pick(FIELDS);
  setValue(metric, field, chance.pick(values));
}

function times(nowMs: number): unknown[] {
  const at = nowMs - 86_400_000;
  return [
    at,
    at / 1000,
    at * 1000,
    0,
    1,
    99_999_999_999,
    1e11,
    1e14,
    '18446744073709551615',
    nowMs + 300_000,
    nowMs + 2_400_000,
    Date.parse('2018-06-01'),
    Date.parse('2019-01-01'),
  ].map((each) => (typeof each === 'number' ? Math.round(each) : each));
}

const member = (name: string, doubleValue: number): object => ({ name, datatype: 10, doubleValue });

export const SPARKPLUG_MUTATIONS: readonly SparkplugMutation[] = [
  { kind: 'unchanged', change: () => undefined },
  { kind: 'datatype missing', change: (payload, chance) => void delete some(payload, chance)['datatype'] },
  {
    kind: 'other datatype',
    change: (payload, chance) =>
      (some(payload, chance)['datatype'] = chance.pick([
        0,
        99,
        4_294_967_295,
        ...Array.from({ length: 35 }, (_, i) => i),
      ])),
  },
  { kind: 'value of another type', change: (payload, chance) => setAny(some(payload, chance), chance) },
  {
    kind: 'type and value',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      metric['datatype'] = 1 + chance.below(34);
      setAny(metric, chance);
    },
  },
  {
    kind: 'value missing',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      for (const each of VALUE_FIELDS) delete metric[each];
    },
  },
  {
    kind: 'number',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      metric['datatype'] = chance.pick([9, 10]);
      const field = chance.pick(['floatValue', 'doubleValue']);
      const number = chance.pick([...NUMBERS, chance.between(-1e6, 1e6)]);
      setValue(metric, field, field === 'floatValue' ? Math.fround(number) : number);
    },
  },
  {
    kind: 'text',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      metric['datatype'] = chance.pick([12, 14, 15]);
      setValue(metric, 'stringValue', chance.pick(TEXTS));
    },
  },
  { kind: 'null', change: (payload, chance) => (some(payload, chance)['isNull'] = true) },
  {
    kind: 'quality',
    change: (payload, chance) => {
      const value = {
        type: chance.pick([3, 8, 12]),
        [chance.pick(['intValue', 'longValue', 'stringValue'])]: chance.pick([
          0, 64, 128, 192, 500, 300, 255,
        ]),
      } as Record<string, unknown>;
      if ('stringValue' in value) value['stringValue'] = 'good';
      some(payload, chance)['properties'] = {
        keys: chance.pick([['Quality'], ['x', 'Quality'], [], ['quality']]),
        values: chance.pick([[value], [{ type: 3, intValue: 1 }, value], []]),
      };
    },
  },
  { kind: 'alias missing', change: (payload, chance) => void delete some(payload, chance)['alias'] },
  {
    kind: 'other alias',
    change: (payload, chance) => (some(payload, chance)['alias'] = chance.pick(ALIASES)),
  },
  { kind: 'other name', change: (payload, chance) => (some(payload, chance)['name'] = chance.pick(NAMES)) },
  { kind: 'name missing', change: (payload, chance) => void delete some(payload, chance)['name'] },
  {
    kind: 'metric timestamp',
    change: (payload, chance, nowMs) => (some(payload, chance)['timestamp'] = chance.pick(times(nowMs))),
  },
  {
    kind: 'time',
    change: (payload, chance, nowMs) => {
      const holder = payload as unknown as Record<string, unknown>;
      if (chance.happens(0.2)) delete holder['timestamp'];
      else holder['timestamp'] = chance.pick(times(nowMs));
    },
  },
  {
    kind: 'seq',
    change: (payload, chance) => {
      const holder = payload as unknown as Record<string, unknown>;
      if (chance.happens(0.3)) delete holder['seq'];
      else holder['seq'] = chance.pick([0, 1, 100, 200, 255, 256, 2 ** 40]);
    },
  },
  {
    kind: 'metric repeated',
    change: (payload, chance) =>
      void mutable(payload).push({
        ...some(payload, chance),
        ...(chance.happens(0.5) && { doubleValue: 1, datatype: 10 }),
      }),
  },
  {
    kind: 'metric removed',
    change: (payload, chance) => void mutable(payload).splice(chance.below(payload.metrics.length), 1),
  },
  { kind: 'no metrics', change: (payload) => void mutable(payload).splice(0) },
  {
    kind: 'array',
    isHeavy: true,
    change: (payload, chance) => {
      const metric = some(payload, chance);
      metric['datatype'] = 22 + chance.below(13);
      const length = chance.pick([0, 1, 8, 24, 5000, 100_000]);
      setValue(metric, 'bytesValue', Buffer.from(Array.from({ length }, () => chance.below(256))));
    },
  },
  {
    kind: 'data set',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      metric['datatype'] = 16;
      const cell = (): object => ({ [chance.pick(['intValue', 'doubleValue'])]: chance.below(100) });
      setValue(metric, 'datasetValue', {
        numOfColumns: 2,
        columns: ['a', 'b'],
        types: chance.pick([[3, 10], [10, 10], [3], []]),
        rows: Array.from({ length: chance.pick([0, 2, 200]) }, () => ({
          elements: [cell(), cell()].slice(chance.below(2)),
        })),
      });
    },
  },
  {
    kind: 'template',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      let value: object = {
        isDefinition: chance.happens(0.2),
        metrics: [member('depth', 1.5), member('width', 2.5)],
      };
      for (let i = chance.pick([0, 1, 7, 8, 12]); i > 0; i--)
        value = { metrics: [{ name: 'in', datatype: 19, templateValue: value }] };
      metric['datatype'] = chance.pick([19, 19, 10]);
      setValue(metric, 'templateValue', value);
    },
  },
  {
    kind: 'bytes',
    change: (payload, chance) => {
      const metric = some(payload, chance);
      metric['datatype'] = chance.pick([17, 18]);
      setValue(metric, 'bytesValue', Buffer.alloc(chance.pick([0, 16, 2000])));
    },
  },
  {
    kind: 'many metrics',
    isHeavy: true,
    change: (payload, chance) => {
      for (let i = chance.pick([90, 300, 1000, 10_001]); i > 0; i--)
        mutable(payload).push({ name: `m${i}`, datatype: 3, intValue: i });
    },
  },
];

/** Returns the payload after a mutation of its content. */
export function mutateSparkplug(
  bytes: Buffer,
  mutation: SparkplugMutation,
  chance: Chance,
  nowMs: number,
): Buffer {
  const payload = decodeWire(bytes);
  if (!payload) return bytes;
  mutation.change(payload, chance, nowMs);
  return encodeWire(payload);
}

/** Changes the lowest three bits of a random byte, which are the wire type if the byte is a field's tag. */
export function mistype(bytes: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length === 0) return copy;
  const at = chance.below(copy.length);
  copy[at] = (copy[at]! & 0xf8) | chance.pick([0, 1, 2, 3, 4, 5]);
  return copy;
}
