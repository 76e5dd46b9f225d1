import { isKeptText } from './expected.js';
import { readJson } from './read-json.js';

const NAMES = 256;
const NAME_LENGTH = 255;
const BYTES = 8192;

/** Attributes of devices by name; null: the sender itself. */
export type ExpectedAttributes = readonly {
  readonly device: string | null;
  readonly attributes: ReadonlyMap<string, unknown>;
}[];

/** What a payload of client attributes states; undefined where it is set aside. */
export function expectAttributes(bytes: Uint8Array): ExpectedAttributes | undefined {
  const json = readJson(bytes);
  const attributes = json && json.root.type === 'object' ? toAttributes(JSON.parse(json.text)) : undefined;
  return attributes && [{ device: null, attributes }];
}

/** The same of a gateway, by device. */
export function expectGatewayAttributes(bytes: Uint8Array): ExpectedAttributes | undefined {
  const json = readJson(bytes);
  if (json?.root.type !== 'object') return undefined;
  const devices = Object.entries(JSON.parse(json.text) as object).map(([device, said]) => ({
    device,
    attributes: toAttributes(said),
  }));
  if (devices.length === 0) return undefined;
  return devices.every(
    (each): each is typeof each & { attributes: Map<string, unknown> } => each.attributes !== undefined,
  )
    ? devices
    : undefined;
}

function toAttributes(said: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return undefined;
  const entries = Object.entries(said);
  if (entries.length === 0 || entries.length > NAMES) return undefined;
  return entries.every(([name, value]) => isName(name) && isKept(value)) ? new Map(entries) : undefined;
}

function isName(name: string): boolean {
  return name !== '' && name.length <= NAME_LENGTH && isKeptText(name);
}

function isKept(value: unknown): boolean {
  return isFinite(value) && JSON.stringify(value).length <= BYTES && textsOf(value).every(isKeptText);
}

/** Whether all numbers in it are some that a double holds. */
function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => [name, ...textsOf(child)]);
}
