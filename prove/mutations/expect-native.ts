import { Ajv } from 'ajv';
import type { Node } from 'jsonc-parser';
import {
  type Expectation,
  type ExpectedReading,
  type ExpectedValue,
  isRepresentable,
  isStorableText,
  numberOf,
  plainValue,
  TEXT_CHARACTERS,
  MESSAGE_QUARANTINED,
} from './expected.js';
import { hasRepeated, type JsonText, membersOf, readJson, sourceOf, toInstance } from './read-json.js';
import { epochOf, instantOf } from './times.js';

const MESSAGES = 1000;
const VALUES = 256;

/** Source texts of the numbers in the validated instance, by JSON pointer. */
let tokens = new Map<string, string>();

const ajv = new Ajv({ allowUnionTypes: true })
  .addFormat('instant', (text) => instantOf(text) !== undefined)
  .addFormat('kept', isStorableText)
  .addKeyword({
    keyword: 'digits',
    type: 'number',
    validate: (_: unknown, __: unknown, ___: unknown, at?: { instancePath: string }) =>
      /^\d+$/.test(tokens.get(at?.instancePath ?? '') ?? ''),
  })
  .addKeyword({
    keyword: 'held',
    type: 'number',
    validate: (_: unknown, __: unknown, ___: unknown, at?: { instancePath: string }) =>
      isRepresentable(tokens.get(at?.instancePath ?? '') ?? ''),
  });

const section = (member: object): object => ({
  type: 'object',
  patternProperties: { '^[A-Za-z][A-Za-z0-9_.-]{0,63}$': member },
  additionalProperties: false,
});
const text = { type: 'string', maxLength: TEXT_CHARACTERS, format: 'kept' };

/** One message of the native format, as described in docs/devices/native-mqtt.md. */
const isMessage = ajv.compile({
  type: 'object',
  additionalProperties: false,
  properties: {
    ts: {
      oneOf: [
        { type: 'string', format: 'instant' },
        { type: 'integer', digits: true, minimum: 1e11, exclusiveMaximum: 1e14 },
      ],
    },
    seq: { type: 'integer', digits: true, minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    c: section({ type: 'number', held: true }),
    g: section({ type: ['number', 'null'], held: true }),
    state: text,
    e: section(text),
    q: section({ type: 'integer', digits: true, enum: [0, 1, 2, 3] }),
  },
});

/** Returns the expected result of a native payload. */
export function expectNative(bytes: Uint8Array): Expectation {
  const json = readJson(bytes);
  if (!json) return MESSAGE_QUARANTINED;
  const { root } = json;
  if (root.type !== 'object' && root.type !== 'array') return MESSAGE_QUARANTINED;
  const messages = root.type === 'array' ? (root.children ?? []) : [root];
  if (messages.length === 0 || messages.length > MESSAGES) return MESSAGE_QUARANTINED;
  const readings = messages.flatMap((node) => readMessage(json, node) ?? []);
  return { readings, aside: [{ device: null, count: messages.length - readings.length }] };
}

function readMessage(json: JsonText, node: Node): ExpectedReading | undefined {
  tokens = new Map();
  const instance = toInstance(json, node, tokens);
  if (!isMessage(instance)) return undefined;
  const fields = membersOf(node);
  if (hasRepeated(fields.map(([name]) => name))) return undefined;
  const of = new Map(fields);
  const sectionOf = (name: string): (readonly [string, Node])[] => {
    const found = of.get(name);
    return found ? membersOf(found) : [];
  };
  const sent = [...sectionOf('c'), ...sectionOf('g'), ...sectionOf('e')];
  const state = of.get('state');
  if (state) sent.push(['state', state]);
  const keys = sent.map(([key]) => key);
  const qualities = sectionOf('q').map(([key, { value }]) => [key, value as number] as const);
  if (
    keys.length === 0 ||
    keys.length > VALUES ||
    hasRepeated(keys) ||
    hasRepeated(qualities.map(([key]) => key))
  )
    return undefined;
  const qualityOf = new Map(qualities);
  if (qualities.some(([key]) => !keys.includes(key))) return undefined;
  const values = new Map<string, ExpectedValue>(
    sent.map(([key, value]) => [key, toValue(json, value, qualityOf.get(key) ?? 0)]),
  );
  const seq = of.get('seq')?.value as number | undefined;
  return { device: null, timeMs: timeOf(json, of.get('ts')), seq: seq ?? null, values };
}

function toValue(json: JsonText, node: Node, quality: number): ExpectedValue {
  return node.type === 'number'
    ? numberOf(sourceOf(json, node), quality)
    : plainValue(node.value as string | null, quality);
}

function timeOf(json: JsonText, node: Node | undefined): number | null {
  if (!node) return null;
  const time = node.type === 'string' ? instantOf(node.value as string) : epochOf(sourceOf(json, node));
  return time ?? null;
}
