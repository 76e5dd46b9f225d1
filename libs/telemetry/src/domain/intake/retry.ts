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

/** A quarantined message, or a quarantined part of one. */
export interface QuarantinedMessage {
  readonly topic: string;
  readonly payload: string;
  /** Size of the whole payload; larger than `payload` if that is truncated. */
  readonly payloadBytes: number;
  readonly reason: FaultCode;
  readonly params: Fault['params'];
}

/**
 * Decodes a quarantined payload again, as received on its topic. A part of a message is stored in the notation that
 * the format has for one message. A message that was already decoded when it was rejected is stored in the native
 * format.
 * @returns the content, or its fault; undefined if it can't be retried because it was truncated, doesn't contain
 *   readings as text, or conflicts with a stored reading
 */
export function decodeQuarantined(entry: QuarantinedMessage): Decoded | Fault | undefined {
  const bytes = Buffer.from(entry.payload);
  if (bytes.length < entry.payloadBytes || entry.reason === 'conflicting_duplicate') return undefined;
  if (entry.reason === 'not_storable') return decodeNative(bytes);
  const own = parseDeviceTopic(entry.topic);
  if (own) return own.channel === 'state' ? undefined : decodeNative(bytes);
  const format = parseFormatTopic(entry.topic);
  if (format?.channel !== 'telemetry') return undefined;
  if (format.family === 'thingsboard') return decodeThingsboardTelemetry(bytes);
  if (entry.reason === 'device_unknown') return decodeFromUnknownDevice(bytes);
  return 'index' in entry.params
    ? decodeThingsboardTelemetry(bytes)
    : decodeThingsboardGatewayTelemetry(bytes);
}

function decodeNative(bytes: Uint8Array): Decoded | Fault {
  const content = parseNativePayload(bytes);
  return 'code' in content ? content : { devices: [{ device: null, ...content }] };
}

/**
 * Decodes `{"device":name,"message":text}`, the form in which a message is quarantined if the name that a gateway uses
 * isn't mapped to a device.
 */
function decodeFromUnknownDevice(bytes: Uint8Array): Decoded | Fault | undefined {
  const wrapped = parseJsonObject(bytes);
  if ('code' in wrapped) return wrapped;
  const { device, message } = wrapped.object;
  if (typeof device !== 'string' || typeof message !== 'string') return undefined;
  const decoded = decodeThingsboardTelemetry(Buffer.from(message));
  return 'code' in decoded ? decoded : { devices: decoded.devices.map((report) => ({ ...report, device })) };
}
