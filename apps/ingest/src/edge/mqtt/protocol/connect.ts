import type { IConnackPacket, IConnectPacket } from 'mqtt-packet';
import { encodePacket, PACKET, parsePacket, type ProtocolVersion } from './packets.js';
import { REASON } from './reason-codes.js';

/**
 * Maximum number of unacknowledged messages per connection. MQTT 3.1.1 has no way to announce it, so reading is paused
 * instead.
 */
export const RECEIVE_MAXIMUM = 16_384;
export const TOPIC_ALIAS_MAXIMUM = 16;
const MAX_KEEP_ALIVE_S = 3600;
/** Minimum packet size for reason strings. A client that accepts only smaller packets gets none. */
const MIN_SIZE_FOR_REASONS = 512;

/** Reason for rejecting a CONNECT. */
export type ConnectRejection =
  | 'login_wrong'
  | 'locked_out'
  | 'not_authorized'
  | 'unavailable'
  | 'client_id_missing'
  | 'will_topic_forbidden'
  | 'authentication_method_unknown'
  | 'version_unsupported';

/** Return code of MQTT 3.1.1 (table 3.1), reason code of MQTT 5 (table 3-1), and reason string. */
const REJECTIONS: Readonly<Record<ConnectRejection, readonly [number, number, string]>> = {
  login_wrong: [4, REASON.badLogin, 'wrong username or password, or unknown certificate'],
  locked_out: [5, REASON.notAuthorized, 'locked out for a minute after too many wrong logins'],
  not_authorized: [5, REASON.notAuthorized, 'not authorized'],
  unavailable: [3, REASON.serverUnavailable, 'the database is unavailable: try again later'],
  client_id_missing: [2, REASON.clientIdNotValid, 'a persistent session requires a client id'],
  will_topic_forbidden: [5, REASON.notAuthorized, "the will's topic does not belong to the device"],
  authentication_method_unknown: [
    5,
    REASON.badAuthenticationMethod,
    'only username and password, or a certificate, are supported',
  ],
  version_unsupported: [1, REASON.unsupportedVersion, 'only MQTT 3.1.1 and MQTT 5 are supported'],
};

/**
 * Parsed first packet: a CONNECT to decide on, or the reason for its rejection. If both are null, the connection ends
 * without a response.
 */
export interface ConnectRequest {
  readonly version: ProtocolVersion;
  readonly connect: IConnectPacket | null;
  readonly refusal: ConnectRejection | null;
}

/** Reads a connection's first frame. Its fixed header begins at `head`, its body at `start`. */
export function readConnect(bytes: Buffer, head: number, start: number, end: number): ConnectRequest {
  const connect = parsePacket(4, bytes.subarray(head, end));
  if (connect?.cmd !== 'connect') {
    const unsupportedVersion = findUnsupportedVersion(bytes, head, start, end);
    if (unsupportedVersion === null) return { version: 4, connect: null, refusal: null };
    return { version: unsupportedVersion > 5 ? 5 : 4, connect: null, refusal: 'version_unsupported' };
  }
  const version = connect.protocolVersion === 5 ? 5 : 4;
  if (connect.properties?.authenticationMethod !== undefined)
    return { version, connect, refusal: 'authentication_method_unknown' };
  const isPersistent = version === 4 && !connect.clean;
  return { version, connect, refusal: isPersistent && connect.clientId === '' ? 'client_id_missing' : null };
}

/** Returns the unsupported protocol version of an unreadable CONNECT; null if it is unreadable for another reason. */
function findUnsupportedVersion(bytes: Buffer, head: number, start: number, end: number): number | null {
  const isMqtt =
    bytes[head]! >> 4 === PACKET.connect &&
    end - start > 6 &&
    bytes.toString('latin1', start + 2, start + 6) === 'MQTT';
  // The highest bit marks a bridge.
  const version = bytes[start + 6]! & 127;
  return isMqtt && (version < 3 || version > 5) ? version : null;
}

/** Encodes the CONNACK of a rejection. */
export function encodeRejection(version: ProtocolVersion, refusal: ConnectRejection): Buffer {
  const [returnCode, reasonCode, reasonString] = REJECTIONS[refusal];
  const answer: IConnackPacket = { cmd: 'connack', sessionPresent: false, returnCode, reasonCode };
  return encodePacket(version, version === 5 ? { ...answer, properties: { reasonString } } : answer);
}

/** Settings agreed with a client. */
export interface ConnectSettings {
  readonly clientId: string;
  readonly keepAliveS: number;
  /** Whether the client accepts reason strings. */
  readonly wantsReasons: boolean;
  readonly connack: Buffer;
}

/**
 * Accepts a CONNECT. The CONNACK reports deviations from the request as far as the protocol permits. No session
 * outlives its connection, so the session expiry is 0 and no session is ever present.
 * @param newClientId creates the id for a client that lets the server assign it
 */
export function agreeSettings(
  packet: IConnectPacket,
  version: ProtocolVersion,
  maximumPacketSize: number,
  newClientId: () => string,
): ConnectSettings {
  const requestedKeepAliveS = packet.keepalive ?? 0;
  const clientId = packet.clientId === '' ? newClientId() : packet.clientId;
  if (version === 4) {
    const connack = encodePacket(4, { cmd: 'connack', returnCode: 0, sessionPresent: false });
    return { clientId, keepAliveS: requestedKeepAliveS, wantsReasons: false, connack };
  }
  const keepAliveS = Math.min(requestedKeepAliveS, MAX_KEEP_ALIVE_S);
  const connack = encodePacket(5, {
    cmd: 'connack',
    reasonCode: REASON.success,
    sessionPresent: false,
    properties: {
      receiveMaximum: RECEIVE_MAXIMUM,
      maximumPacketSize,
      topicAliasMaximum: TOPIC_ALIAS_MAXIMUM,
      subscriptionIdentifiersAvailable: false,
      sharedSubscriptionAvailable: false,
      ...(packet.properties?.sessionExpiryInterval ? { sessionExpiryInterval: 0 } : {}),
      ...(packet.clientId === '' ? { assignedClientIdentifier: clientId } : {}),
      ...(keepAliveS === requestedKeepAliveS ? {} : { serverKeepAlive: keepAliveS }),
    },
  });
  const { requestProblemInformation, maximumPacketSize: maxPacketSize = MIN_SIZE_FOR_REASONS } =
    packet.properties ?? {};
  const wantsReasons = requestProblemInformation !== false && maxPacketSize >= MIN_SIZE_FOR_REASONS;
  return { clientId, keepAliveS, wantsReasons, connack };
}
