import type { Node } from 'jsonc-parser';
import {
  type Expectation,
  type ExpectedReading,
  type ExpectedValue,
  isRepresentable,
  isTextValue,
  keyOf,
  numberOf,
  plainValue,
  MESSAGE_QUARANTINED,
} from './expected.js';
import { hasRepeated, type JsonText, membersOf, readJson, sourceOf } from './read-json.js';
import { epochOf, instantOf } from './times.js';

const ELEMENTS = 1000;
const DEVICES = 1000;
const VALUES = 256;

/** Returns the expected result of a device's ThingsBoard telemetry. */
export function expectThingsboard(bytes: Uint8Array): Expectation {
  const json = readJson(bytes);
  return (json && readReport(json, json.root, null)) ?? MESSAGE_QUARANTINED;
}

/** Returns the expected result of a gateway's ThingsBoard telemetry. */
export function expectThingsboardGateway(bytes: Uint8Array): Expectation {
  const json = readJson(bytes);
  if (json?.root.type !== 'object') return MESSAGE_QUARANTINED;
  const devices = membersOf(json.root);
  if (devices.length === 0 || devices.length > DEVICES || hasRepeated(devices.map(([name]) => name)))
    return MESSAGE_QUARANTINED;
  const reports = devices.map(([name, report]) => readReport(json, report, name));
  if (reports.some((report) => report === undefined)) return MESSAGE_QUARANTINED;
  return {
    readings: reports.flatMap((report) => report!.readings),
    aside: reports.flatMap((report) => report!.aside),
  };
}

/** Reads a report; undefined if it is neither an object nor an array of objects. */
function readReport(json: JsonText, node: Node, device: string | null): Expectation | undefined {
  if (node.type !== 'object' && node.type !== 'array') return undefined;
  const elements = node.type === 'array' ? (node.children ?? []) : [node];
  if (elements.length === 0 || elements.length > ELEMENTS) return undefined;
  const read = elements.map((element) => readElement(json, element, device));
  return {
    readings: read.flatMap((readings) => readings ?? []),
    aside: [{ device, count: read.filter((readings) => readings === undefined).length }],
  };
}

function readElement(json: JsonText, node: Node, device: string | null): ExpectedReading[] | undefined {
  if (node.type !== 'object') return undefined;
  const members = membersOf(node);
  const named = (name: string): Node[] => members.flatMap(([each, value]) => (each === name ? [value] : []));
  const [times, groups] = [named('ts'), named('values')];
  const isTimed = times.length > 0 && groups.some(({ type }) => type === 'object');
  if (isTimed && (times.length > 1 || groups.length > 1)) return undefined;
  const timeMs = isTimed ? timeOf(json, times[0]!) : null;
  if (timeMs === undefined) return undefined;
  const values = readValues(json, isTimed ? membersOf(groups[0]!) : members);
  if (!values) return undefined;
  const all = [...values];
  return Array.from({ length: Math.ceil(all.length / VALUES) }, (_, i) => ({
    device,
    timeMs,
    seq: null,
    values: new Map(all.slice(i * VALUES, (i + 1) * VALUES)),
  }));
}

function timeOf(json: JsonText, node: Node): number | undefined {
  if (node.type === 'number') return epochOf(sourceOf(json, node));
  if (node.type !== 'string') return undefined;
  const text = node.value as string;
  return epochOf(text) ?? instantOf(text);
}

function readValues(
  json: JsonText,
  members: readonly (readonly [string, Node])[],
): ReadonlyMap<string, ExpectedValue> | undefined {
  const values = new Map<string, ExpectedValue>();
  for (const [name, node] of members) {
    const key = keyOf(name);
    const value = toValue(json, node);
    if (key === undefined || values.has(key) || !value) return undefined;
    values.set(key, value);
  }
  return values.size === 0 ? undefined : values;
}

function toValue(json: JsonText, node: Node): ExpectedValue | undefined {
  const source = sourceOf(json, node);
  switch (node.type) {
    case 'number':
      return isRepresentable(source) ? numberOf(source) : undefined;
    case 'boolean':
    case 'null':
      return plainValue(node.value as boolean | null);
    case 'string': {
      const text = node.value as string;
      if (isNumberText(text)) return isRepresentable(text) ? numberOf(text) : undefined;
      return isTextValue(text) ? plainValue(text) : undefined;
    }
    default:
      return isTextValue(source) ? plainValue(source) : undefined;
  }
}

/** Returns true when the whole text is one JSON number. */
function isNumberText(text: string): boolean {
  if (text.trim() !== text) return false;
  try {
    return typeof JSON.parse(text) === 'number';
  } catch {
    return false;
  }
}
