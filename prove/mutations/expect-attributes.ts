import { isStorableText } from './expected.js';
import { readJson } from './read-json.js';

const NAMES = 256;
const NAME_LENGTH = 255;
const BYTES = 8192;

/** Attributes by device name; null for the sender itself. */
export type ExpectedAttributes = readonly {
  readonly device: string | null;
  readonly attributes: ReadonlyMap<string, unknown>;
}[];

/** Returns the client attributes in a payload; undefined if the payload is quarantined. */
export function expectAttributes(bytes: Uint8Array): ExpectedAttributes | undefined {
  const json = readJson(bytes);
  const attributes = json && json.root.type === 'object' ? toAttributes(JSON.parse(json.text)) : undefined;
  return attributes && [{ device: null, attributes }];
}

/** Returns the attributes in a gateway's payload, by device. */
export function expectGatewayAttributes(bytes: Uint8Array): ExpectedAttributes | undefined {
  const json = readJson(bytes);
  if (json?.root.type !== 'object') return undefined;
  const devices = Object.entries(JSON.parse(json.text) as object).map(([device, document]) => ({
    device,
    attributes: toAttributes(document),
  }));
  if (devices.length === 0) return undefined;
  return devices.every(
    (each): each is typeof each & { attributes: Map<string, unknown> } => each.attributes !== undefined,
  )
    ? devices
    : undefined;
}

function toAttributes(document: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  const entries = Object.entries(document);
  if (entries.length === 0 || entries.length > NAMES) return undefined;
  return entries.every(([name, value]) => isName(name) && isStorable(value)) ? new Map(entries) : undefined;
}

function isName(name: string): boolean {
  return name !== '' && name.length <= NAME_LENGTH && isStorableText(name);
}

function isStorable(value: unknown): boolean {
  return isFinite(value) && JSON.stringify(value).length <= BYTES && textsOf(value).every(isStorableText);
}

/** Returns true when every number fits into a double. */
function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => [name, ...textsOf(child)]);
}
