import type { Fault } from '../../messages/fault.js';
import { isStorableText } from '../../messages/storable-text.js';
import {
  isFiniteJson,
  isJsonObject,
  isStorableJson,
  type Json,
  type JsonObject,
  parseJsonObject,
} from '../json-payload.js';

/** Attributes by name: a device's client attributes or shared attributes. */
export type AttributeValues = JsonObject;

/**
 * The attributes that a device requests, by kind. Null means that the kind was not requested; an empty list means all
 * attributes of the kind.
 */
export interface AttributeQuery {
  readonly client: readonly string[] | null;
  readonly shared: readonly string[] | null;
}

export interface RpcCall {
  readonly method: string;
  readonly params: Json;
}

export interface Claim {
  readonly secretKey: string;
  readonly durationMs: number | null;
}

export const MAX_ATTRIBUTES = 256;
const MAX_ATTRIBUTE_NAME = 255;
const MAX_ATTRIBUTE_BYTES = 8192;
const MAX_METHOD = 255;

/** Decodes `{"k":v}`: a device's own attributes. */
export function decodeAttributes(payload: Uint8Array): { readonly attributes: AttributeValues } | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  return findAttributeFault(parsed.object) ?? { attributes: parsed.object };
}

/** Decodes `{"Device A":{"k":v}}`: attributes of devices behind a gateway. */
export function decodeGatewayAttributes(
  payload: Uint8Array,
): { readonly devices: ReadonlyMap<string, AttributeValues> } | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const devices = new Map<string, AttributeValues>();
  for (const [name, attributes] of Object.entries(parsed.object)) {
    if (!isJsonObject(attributes)) return toMalformedFault(name);
    const fault = findAttributeFault(attributes);
    if (fault) return { code: fault.code, params: { ...fault.params, device: name.slice(0, 80) } };
    devices.set(name, attributes);
  }
  return devices.size === 0 ? { code: 'batch_empty', params: {} } : { devices };
}

/** Decodes `{"clientKeys":"a,b","sharedKeys":"c"}`; `{}` requests everything. */
export function decodeAttributeRequest(payload: Uint8Array): AttributeQuery | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const { clientKeys, sharedKeys } = parsed.object;
  if (clientKeys === undefined && sharedKeys === undefined) return { client: [], shared: [] };
  const client = toNames(clientKeys);
  const shared = toNames(sharedKeys);
  if (client === undefined) return toMalformedFault('clientKeys');
  if (shared === undefined) return toMalformedFault('sharedKeys');
  return { client, shared };
}

/**
 * Decodes `{"id":1,"device":"Device A","client":["k"],"shared":["k"]}`. Older gateways send `"client":true,"key":"k"`
 * (`isSingle`) or `"keys"`; `isSingle` is null for the current form.
 */
export function decodeGatewayAttributeRequest(payload: Uint8Array):
  | {
      readonly requestId: number;
      readonly device: string;
      readonly query: AttributeQuery;
      readonly isSingle: boolean | null;
    }
  | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const { id, device, client, shared, key, keys } = parsed.object;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return toMalformedFault('id');
  if (typeof device !== 'string' || device === '') return toMalformedFault('device');
  if (typeof client === 'boolean') {
    const names = toNames(key ?? keys);
    if (!names) return toMalformedFault('key');
    const query = client ? { client: names, shared: null } : { client: null, shared: names };
    return { requestId: id, device, query, isSingle: typeof key === 'string' };
  }
  const clientNames = toNames(client);
  const sharedNames = toNames(shared);
  if (clientNames === undefined) return toMalformedFault('client');
  if (sharedNames === undefined) return toMalformedFault('shared');
  const isEmptyQuery = clientNames === null && sharedNames === null;
  const query = isEmptyQuery ? { client: [], shared: [] } : { client: clientNames, shared: sharedNames };
  return { requestId: id, device, query, isSingle: null };
}

/** Decodes `{"method":"…","params":…}`: a device's call to the server. */
export function decodeRpcCall(payload: Uint8Array): RpcCall | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const { method, params } = parsed.object;
  if (typeof method !== 'string' || method === '' || method.length > MAX_METHOD)
    return toMalformedFault('method');
  return { method, params: params ?? null };
}

/** Decodes `{"device":"Device A","type":"Sensor A"}`: a gateway's connect and disconnect messages. */
export function decodeGatewayDevice(
  payload: Uint8Array,
): { readonly device: string; readonly type: string | null } | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const { device, type } = parsed.object;
  if (typeof device !== 'string' || device === '') return toMalformedFault('device');
  return { device, type: typeof type === 'string' ? type : null };
}

/** Decodes `{"device":"Device A","id":7,"data":…}`: the answer of a device behind a gateway to a command. */
export function decodeGatewayRpcResponse(
  payload: Uint8Array,
): { readonly device: string; readonly requestId: number; readonly data: Json } | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const { device, id, data } = parsed.object;
  if (typeof device !== 'string' || device === '') return toMalformedFault('device');
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return toMalformedFault('id');
  return { device, requestId: id, data: data ?? null };
}

/**
 * Decodes `{"secretKey":"…","durationMs":60000}`. Both members are optional; an empty payload claims without a secret.
 */
export function decodeClaim(payload: Uint8Array): Claim | Fault {
  if (payload.length === 0) return { secretKey: '', durationMs: null };
  const parsed = parseJsonObject(payload);
  return 'code' in parsed ? parsed : toClaim(parsed.object);
}

/** Decodes `{"Device A":{"secretKey":"…","durationMs":60000}}`. */
export function decodeGatewayClaims(
  payload: Uint8Array,
): { readonly claims: ReadonlyMap<string, Claim> } | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const claims = new Map<string, Claim>();
  for (const [name, claimPayload] of Object.entries(parsed.object)) {
    if (!isJsonObject(claimPayload)) return toMalformedFault(name);
    const claim = toClaim(claimPayload);
    if ('code' in claim) return claim;
    claims.set(name, claim);
  }
  return { claims };
}

/**
 * Decodes a provisioning request of a device without credentials: the device's name, and the provisioning key and
 * secret.
 */
export function decodeProvisionRequest(
  payload: Uint8Array,
): { readonly deviceName: string; readonly key: string; readonly secret: string } | Fault {
  const parsed = parseJsonObject(payload);
  if ('code' in parsed) return parsed;
  const { deviceName, provisionDeviceKey: key, provisionDeviceSecret: secret } = parsed.object;
  if (typeof key !== 'string') return toMalformedFault('provisionDeviceKey');
  if (typeof secret !== 'string') return toMalformedFault('provisionDeviceSecret');
  if (typeof deviceName !== 'string' || deviceName === '') return toMalformedFault('deviceName');
  return { deviceName, key, secret };
}

/** Returns the requested attributes in the form of the response. Kinds that weren't requested are omitted. */
export function pickAttributes(
  query: AttributeQuery,
  known: { readonly client: AttributeValues; readonly shared: AttributeValues },
): { client?: JsonObject; shared?: JsonObject } {
  return {
    ...(query.client && { client: pick(known.client, query.client) }),
    ...(query.shared && { shared: pick(known.shared, query.shared) }),
  };
}

/**
 * Returns why attributes can't be stored: none or too many, an invalid name, or a value that is too long or can't be
 * stored. Returns undefined if they can be stored.
 */
export function findAttributeFault(attributes: AttributeValues): Fault | undefined {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return { code: 'no_values', params: {} };
  if (entries.length > MAX_ATTRIBUTES)
    return { code: 'too_many_signals', params: { signals: entries.length, limit: MAX_ATTRIBUTES } };
  for (const [name, value] of entries) {
    const field = name.slice(0, 80);
    if (name === '' || name.length > MAX_ATTRIBUTE_NAME || !isStorableText(name))
      return { code: 'attribute_malformed', params: { field } };
    if (!isFiniteJson(value)) return { code: 'number_out_of_range', params: { field } };
    const text = JSON.stringify(value);
    if (text.length > MAX_ATTRIBUTE_BYTES)
      return { code: 'text_too_long', params: { field, length: text.length, limit: MAX_ATTRIBUTE_BYTES } };
    if (!isStorableJson(value)) return { code: 'text_malformed', params: { field } };
  }
  return undefined;
}

function pick(values: AttributeValues, names: readonly string[]): JsonObject {
  if (names.length === 0) return values;
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]!]),
  );
}

/** Returns the requested names; null if none were requested; undefined if the value isn't a list of names. */
function toNames(value: Json | undefined): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null;
  const names = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(names)) return undefined;
  const texts = (names as readonly Json[]).filter((name) => typeof name === 'string');
  return texts.length === names.length
    ? texts.map((name) => name.trim()).filter((name) => name !== '')
    : undefined;
}

function toClaim({ secretKey, durationMs }: JsonObject): Claim | Fault {
  if (secretKey !== undefined && typeof secretKey !== 'string') return toMalformedFault('secretKey');
  if (durationMs === undefined || durationMs === null)
    return { secretKey: secretKey ?? '', durationMs: null };
  if (typeof durationMs !== 'number' || !(durationMs > 0)) return toMalformedFault('durationMs');
  return { secretKey: secretKey ?? '', durationMs };
}

function toMalformedFault(field: string): Fault {
  return { code: 'request_malformed', params: { field: field.slice(0, 80) } };
}
