import type { Chance } from './chance.js';

/** A mutation of bytes that is independent of their content. */
export interface ByteMutation {
  readonly kind: string;
  change(bytes: Buffer, chance: Chance): Buffer;
}

const NOT_UTF8 = ['ff', 'c0af', 'e282', 'eda080', 'f4908080', '80', 'fe', 'c3'].map((hex) =>
  Buffer.from(hex, 'hex'),
);
const BOM = Buffer.from('efbbbf', 'hex');
const TRAILING = [
  '}',
  ']',
  ',',
  ' ',
  '\n',
  '\t \r\n',
  '\0',
  'x',
  '{}',
  '//',
  '/* */',
  '\u00a0',
  '\ufeff',
].map((text) => Buffer.from(text));

function insert(bytes: Buffer, at: number, what: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
}

function flipped(bytes: Buffer, chance: Chance, flips: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 0; i < flips && copy.length > 0; i++) {
    const at = chance.below(copy.length);
    copy[at] = copy[at]! ^ (1 << chance.below(8));
  }
  return copy;
}

/** Mutations of all formats. */
export const BYTE_MUTATIONS: readonly ByteMutation[] = [
  { kind: 'bit flipped', change: (bytes, chance) => flipped(bytes, chance, 1) },
  { kind: 'bits flipped', change: (bytes, chance) => flipped(bytes, chance, 2 + chance.below(6)) },
  {
    kind: 'byte replaced',
    change: (bytes, chance) => {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[chance.below(copy.length)] = chance.below(256);
      return copy;
    },
  },
  { kind: 'truncated', change: (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1)) },
  {
    kind: 'bytes removed',
    change: (bytes, chance) => {
      const at = chance.below(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + chance.below(8))]);
    },
  },
  {
    kind: 'bytes repeated',
    change: (bytes, chance) => {
      const at = chance.below(bytes.length + 1);
      return insert(bytes, at, bytes.subarray(at, at + 1 + chance.below(12)));
    },
  },
  { kind: 'empty', change: () => Buffer.alloc(0) },
];

/** Mutations of text formats. */
export const TEXT_MUTATIONS: readonly ByteMutation[] = [
  {
    kind: 'not UTF-8',
    change: (bytes, chance) => insert(bytes, chance.below(bytes.length + 1), chance.pick(NOT_UTF8)),
  },
  { kind: 'byte order mark', change: (bytes) => Buffer.concat([BOM, bytes]) },
  { kind: 'UTF-16', change: (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le') },
  { kind: 'bytes appended', change: (bytes, chance) => Buffer.concat([bytes, chance.pick(TRAILING)]) },
  {
    kind: 'spaces',
    change: (bytes, chance) =>
      Buffer.from(
        bytes
          .toString('utf8')
          .replace(
            /[{}[\]:,]/g,
            (sign) => `${chance.pick(['', ' ', '\n', '\t'])}${sign}${chance.pick(['', '  ', '\r\n'])}`,
          ),
      ),
  },
  {
    kind: 'names escaped',
    change: (bytes) =>
      Buffer.from(
        bytes
          .toString('utf8')
          .replace(
            /"([a-z])/g,
            (_, letter: string) => `"\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
          ),
      ),
  },
  { kind: 'payload repeated', change: (bytes) => Buffer.concat([bytes, bytes]) },
];
