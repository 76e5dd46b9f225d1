import type { Fault, FaultCode } from '../messages/fault.js';
import type { Decoded } from '../formats/decoded.js';
import { parseFormatTopic } from '../formats/format-topics.js';
import { parseJsonObject } from '../formats/json-payload.js';
import {
  decodeThingsboardGatewayTelemetry,
  decodeThingsboardTelemetry,
} from '../formats/thingsboard/telemetry.js';
import { parseNativePayload } from '../messages/native-format.js';
import { parseDeviceTopic } from '../messages/topics.js';

/** A message of quarantine, or the part of one that was set aside. */
export interface SetAside {
  readonly topic: string;
  readonly payload: string;
  /** Of the whole; more than the payload has where that was cut. */
  readonly payloadBytes: number;
  readonly reason: FaultCode;
  readonly params: Fault['params'];
}

/**
 * Reads again what was set aside, as what came in on its topic. A part of a message stands as its format writes one message,
 * but for what was decoded already when it was refused: that is kept in the native format.
 * @returns what it says, or what is wrong with it; undefined where it can't be tried again: it was cut or is no text, or the
 * reading that came first stays
 */
export function readAgain(entry: SetAside): Decoded | Fault | undefined {
  const bytes = Buffer.from(entry.payload);
  if (bytes.length < entry.payloadBytes || entry.reason === 'conflicting_duplicate') return undefined;
  if (entry.reason === 'not_storable') return readNative(bytes);
  const own = parseDeviceTopic(entry.topic);
  if (own) return own.channel === 'state' ? undefined : readNative(bytes);
  const format = parseFormatTopic(entry.topic);
  if (format?.channel !== 'telemetry') return undefined;
  if (format.family === 'thingsboard') return decodeThingsboardTelemetry(bytes);
  if (format.family !== 'thingsboard-gateway') return undefined;
  if (entry.reason === 'device_unknown') return readOfUnknown(bytes);
  return 'index' in entry.params
    ? decodeThingsboardTelemetry(bytes)
    : decodeThingsboardGatewayTelemetry(bytes);
}

function readNative(bytes: Uint8Array): Decoded | Fault {
  const content = parseNativePayload(bytes);
  return 'code' in content ? content : { devices: [{ device: null, ...content }] };
}

/** Set aside as `{"device":name,"message":text}`, because nobody had said which device the gateway calls so. */
function readOfUnknown(bytes: Uint8Array): Decoded | Fault | undefined {
  const wrapped = parseJsonObject(bytes);
  if ('code' in wrapped) return wrapped;
  const { device, message } = wrapped.object;
  if (typeof device !== 'string' || typeof message !== 'string') return undefined;
  const decoded = decodeThingsboardTelemetry(Buffer.from(message));
  return 'code' in decoded ? decoded : { devices: decoded.devices.map((report) => ({ ...report, device })) };
}
