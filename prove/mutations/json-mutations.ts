import type { Chance } from './chance.js';
import { pathsOf, type RawJson, raw, rawText, replaceAt, valueAt, writeJson } from './raw-json.js';

/** A mutation of the content of a valid payload. */
export interface JsonMutation {
  readonly kind: string;
  /** True for mutations that create payloads of a hundred kilobytes. They are chosen rarely. */
  readonly isHeavy?: boolean;
  change(json: RawJson, chance: Chance, times: Times): RawJson;
}

/** Reference times for payloads, epoch milliseconds. */
export interface Times {
  readonly nowMs: number;
}

const KINDS = ['"text"', '12', '-3.5', 'true', 'false', 'null', '{}', '[]', '[1,2]', '{"a":1}', '""'].map(
  raw,
);
const NUMBERS = [
  ...['1e999', '-1e999', '1e308', '1.7976931348623157e308', '1.7976931348623159e308', '1e400', '1e-400'],
  ...[
    '5e-324',
    '2.2250738585072014e-308',
    '2.225073858507201e-308',
    '-1e-310',
    '1e-307',
    '0e999',
    '0.0e-999',
  ],
  ...['-0', '-0.0', '-0e5', '0', '0.1', '-0.1', '1E5', '1e+05', '1e0', '7.0', '100e-2'],
  ...[
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '-9007199254740993',
    '18446744073709551615',
  ],
  ...[
    '123456789012345678901234567890',
    '0.1234567890123456789',
    '123456789012345',
    '1234567890123456',
    '0.30000000000000004',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    'nan',
    'inf',
    'undefined',
    '01',
    '+1',
    '.5',
    '5.',
    '0x10',
    '1_000',
    '1e',
    '1e+',
    '--1',
    '1,5',
    '- 1',
  ],
].map(raw);
const TEXTS = [
  ...[
    String.raw`"\ud800"`,
    String.raw`"a\udc00b"`,
    String.raw`"\ud83d\ude00"`,
    String.raw`"\u0000"`,
    String.raw`"\u0007"`,
  ],
  ...[
    String.raw`"\x41"`,
    String.raw`"\u12g4"`,
    String.raw`"\u12"`,
    String.raw`"\/"`,
    '"\u0001"',
    '"a\tb"',
    '"a\nb"',
    '"open',
    "'single'",
  ],
  ...[
    '"Prüfstand ß"',
    '"压缩机"',
    '"مضخة"',
    '"\u202Eabc"',
    '"🙂"',
    '"e\u0301"',
    '"\ufeffx"',
    '"\u2028"',
    '" "',
    '"12"',
    '"-0"',
    '"1e5"',
    '"NaN"',
    '"true"',
    '"null"',
    '"1e999"',
    '"007"',
  ],
].map(raw);
const NAMES = [
  ...[
    'ts',
    'seq',
    'c',
    'g',
    'q',
    'e',
    'state',
    'values',
    'x',
    '',
    ' ',
    'pressure_bar',
    'flow_l_min',
    'TS',
    'ts ',
    'constructor',
  ],
  ...[
    '__proto__',
    'toString',
    'a b',
    'a/b',
    '1st',
    '_x',
    'ä',
    'Druck über Ventil',
    '压力',
    '🙂',
    'k.1-2',
    'a\u0000b',
    'k'.repeat(64),
    'k'.repeat(65),
  ],
];

/** Returns the paths of all objects with at least one member. */
function objectsOf(json: RawJson): readonly (readonly number[])[] {
  return pathsOf(json).filter((path) => {
    const value = valueAt(json, path);
    return 'members' in value && value.members.length > 0;
  });
}

function changeMembers(
  json: RawJson,
  chance: Chance,
  change: (members: (readonly [string, RawJson])[], at: number) => void,
): RawJson {
  const objects = objectsOf(json);
  if (objects.length === 0) return json;
  return replaceAt(json, chance.pick(objects), (value) => {
    const members = 'members' in value ? [...value.members] : [];
    change(members, chance.below(members.length));
    return { members };
  });
}

function changeScalar(json: RawJson, chance: Chance, into: RawJson): RawJson {
  const scalars = pathsOf(json).filter((path) => 'raw' in valueAt(json, path));
  return scalars.length === 0 ? into : replaceAt(json, chance.pick(scalars), () => into);
}

function wrap(json: RawJson, levels: number, asObject: boolean): RawJson {
  // Built as one string, because a value with ten thousand levels can't be traversed.
  const [open, close] = asObject ? ['{"a":', '}'] : ['[', ']'];
  return raw(open.repeat(levels) + writeJson(json) + close.repeat(levels));
}

/**
 * Returns strings that are valid, almost valid or impossible times. None of them is within a few minutes of a limit.
 */
function timeTexts(nowMs: number, chance: Chance): string[] {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const at = nowMs - Math.round(chance.between(60_000, 300 * 86_400_000));
  const text = iso(at);
  const [day, clock] = [text.slice(0, 10), text.slice(11, 19)];
  return [
    ...[
      text,
      `${text.slice(0, 19)}Z`,
      `${day}T${clock}+08:00`,
      `${day}T${clock}-23:59`,
      `${day}T${clock}.1234567Z`,
      `${day}T${clock}.1Z`,
      `${day}T${clock}.123456789+05:30`,
    ],
    ...[
      `${day} ${clock}Z`,
      `${day}t${clock}z`,
      `${day}T${clock}`,
      `${day}T${clock.slice(0, 5)}Z`,
      day,
      `${day}T24:00:00Z`,
      `${day}T${clock.slice(0, 6)}60Z`,
      `${day}T${clock}+0800`,
      `${day}T${clock}+24:00`,
      `${day}T${clock}.Z`,
      `${day}T${clock},5Z`,
      `${day}T${clock}.1234567890Z`,
    ],
    ...[
      '2025-02-29T00:00:00Z',
      '2024-02-29T00:00:00Z',
      '2025-02-30T00:00:00Z',
      '2025-13-01T00:00:00Z',
      '2025-00-10T00:00:00Z',
      '2025-04-31T12:00:00Z',
      '1970-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2018-12-31T23:59:59Z',
      '2019-01-01T00:00:00Z',
      '+002025-01-01T00:00:00Z',
      'Thu, 26 Nov 2026 10:00:00 GMT',
      'now',
      '',
    ],
    ...[iso(nowMs + 5 * 60_000), iso(nowMs + 40 * 60_000), iso(nowMs + 400 * 86_400_000)],
  ].map((each) => JSON.stringify(each));
}

function timeNumbers(nowMs: number, chance: Chance): string[] {
  const at = nowMs - Math.round(chance.between(60_000, 300 * 86_400_000));
  return [
    ...[
      String(at),
      `${at}.5`,
      `${at}.0`,
      String(Math.round(at / 1000)),
      String(at * 1000),
      `${at}000000`,
      `-${at}`,
      '0',
      '-1',
      '1e12',
      '1.7e12',
      '99999999999',
      '100000000000',
      '99999999999999',
      '100000000000000',
      '1e300',
      '9007199254740993',
    ],
    ...[String(nowMs + 5 * 60_000), String(nowMs + 40 * 60_000), 'null', 'true', '[]', '{}', `"${at}"`],
  ];
}

export const JSON_MUTATIONS: readonly JsonMutation[] = [
  { kind: 'unchanged', change: (json) => json },
  {
    kind: 'type changed',
    change: (json, chance) => replaceAt(json, chance.pick(pathsOf(json)), () => chance.pick(KINDS)),
  },
  {
    kind: 'member removed',
    change: (json, chance) => changeMembers(json, chance, (members, at) => members.splice(at, 1)),
  },
  {
    kind: 'member renamed',
    change: (json, chance) =>
      changeMembers(json, chance, (members, at) => (members[at] = [chance.pick(NAMES), members[at]![1]])),
  },
  {
    kind: 'member repeated',
    change: (json, chance) =>
      changeMembers(json, chance, (members, at) => {
        const [name, value] = members[at]!;
        members.splice(chance.below(members.length + 1), 0, [
          name,
          chance.happens(0.5) ? value : chance.pick(KINDS),
        ]);
      }),
  },
  {
    kind: 'member added',
    change: (json, chance) =>
      changeMembers(json, chance, (members, at) =>
        members.splice(at, 0, [chance.pick(NAMES), chance.pick([...KINDS, ...NUMBERS])]),
      ),
  },
  { kind: 'number', change: (json, chance) => changeScalar(json, chance, chance.pick(NUMBERS)) },
  {
    kind: 'random number',
    change: (json, chance) => changeScalar(json, chance, raw(randomNumber(chance))),
  },
  { kind: 'text', change: (json, chance) => changeScalar(json, chance, chance.pick(TEXTS)) },
  {
    kind: 'long string',
    change: (json, chance) =>
      changeScalar(
        json,
        chance,
        rawText(
          chance.pick(['x', 'ü', '压', '🙂']).repeat(chance.pick([255, 256, 600, 1023, 1024, 1025, 5000])),
        ),
      ),
  },
  {
    kind: 'time',
    change: (json, chance, { nowMs }) => {
      const into = raw(chance.pick([...timeTexts(nowMs, chance), ...timeNumbers(nowMs, chance)]));
      const change = (value: RawJson): RawJson =>
        'members' in value
          ? {
              members: value.members.map(
                ([name, each]) => [name, name === 'ts' ? into : change(each)] as const,
              ),
            }
          : 'items' in value
            ? { items: value.items.map(change) }
            : value;
      return change(json);
    },
  },
  {
    kind: 'nesting',
    change: (json, chance) =>
      replaceAt(json, chance.pick(pathsOf(json)), (value) =>
        wrap(value, chance.pick([1, 2, 6, 40, 300, 10_000]), chance.happens(0.5)),
      ),
  },
  {
    kind: 'batch',
    change: (json, chance) => {
      const items: RawJson[] = Array.from({ length: chance.pick([0, 1, 2, 3, 5]) }, () =>
        chance.happens(0.7) ? json : chance.pick(KINDS),
      );
      return { items };
    },
  },
  {
    kind: 'batch too large',
    isHeavy: true,
    change: (json, chance) => ({
      items: Array.from({ length: chance.pick([1001, 1500]) }, () => chance.pick([json, raw('{}')])),
    }),
  },
  {
    kind: 'many values',
    isHeavy: true,
    change: (json, chance) =>
      changeMembers(json, chance, (members) => {
        const count = chance.pick([90, 256, 257, 300]);
        for (let i = 0; i < count; i++) members.push([`k${i}`, raw(String(i))]);
      }),
  },
];

/** Returns a number of any size with any number of digits. */
function randomNumber(chance: Chance): string {
  const digits = Array.from({ length: 1 + chance.below(20) }, () => chance.below(10)).join('');
  const point = chance.below(digits.length + 1);
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const fraction = digits.slice(point);
  const exponent = chance.happens(0.3) ? `e${chance.pick(['', '+', '-'])}${chance.below(330)}` : '';
  return `${chance.pick(['', '', '-'])}${whole}${fraction === '' ? '' : `.${fraction}`}${exponent}`;
}
