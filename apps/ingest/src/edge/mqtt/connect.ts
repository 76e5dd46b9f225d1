import type { IConnackPacket, IConnectPacket } from 'mqtt-packet';
import { encodePacket, type ProtocolVersion } from './packets.js';
import { REASON } from './reason-codes.js';

/** Unacknowledged messages of one connection; MQTT 3.1.1 clients, who can't be told, are then read no further. */
export const RECEIVE_MAXIMUM = 16_384;
export const TOPIC_ALIAS_MAXIMUM = 16;
export const MAX_KEEP_ALIVE_S = 3600;

/** Why a CONNECT is refused. */
export type ConnectRefusal =
  | 'login_wrong'
  | 'locked_out'
  | 'not_authorized'
  | 'unavailable'
  | 'client_id_missing'
  | 'will_topic_forbidden'
  | 'authentication_method_unknown'
  | 'version_unsupported';

/** Return code of MQTT 3.1.1 (table 3.1), reason code of MQTT 5 (table 3-1), and reason string. */
const REFUSALS: Readonly<Record<ConnectRefusal, readonly [number, number, string]>> = {
  login_wrong: [4, REASON.badLogin, 'wrong username or password, or a certificate that is not known'],
  locked_out: [5, REASON.notAuthorized, 'locked out for a minute after too many wrong logins'],
  not_authorized: [5, REASON.notAuthorized, 'not authorized'],
  unavailable: [3, REASON.serverUnavailable, 'the database cannot be asked: try again later'],
  client_id_missing: [2, REASON.clientIdNotValid, 'a session that is kept needs a client id'],
  will_topic_forbidden: [5, REASON.notAuthorized, "the will's topic is not one of the device's own"],
  authentication_method_unknown: [
    5,
    REASON.badAuthenticationMethod,
    'only username and password, or a certificate',
  ],
  version_unsupported: [1, REASON.unsupportedVersion, 'MQTT 3.1.1 and 5 are spoken here'],
};

/** The CONNACK of a refusal. */
export function encodeRefusal(version: ProtocolVersion, refusal: ConnectRefusal): Buffer {
  const [returnCode, reasonCode, reasonString] = REFUSALS[refusal];
  const answer: IConnackPacket = { cmd: 'connack', sessionPresent: false, returnCode, reasonCode };
  return encodePacket(version, version === 5 ? { ...answer, properties: { reasonString } } : answer);
}

/** What is agreed on with a client. */
export interface Agreement {
  readonly clientId: string;
  readonly keepAliveS: number;
  readonly connack: Buffer;
}

/**
 * Accepts a CONNECT. What a client asked for and does not get is said where the protocol lets it be said: nothing of a session
 * outlives its connection, so session expiry is 0 and no session is ever present.
 * @param newClientId for a client that leaves its id to the server
 */
export function agree(
  packet: IConnectPacket,
  version: ProtocolVersion,
  maximumPacketSize: number,
  newClientId: () => string,
): Agreement {
  const asked = packet.keepalive ?? 0;
  const clientId = packet.clientId === '' ? newClientId() : packet.clientId;
  if (version === 4) {
    const connack = encodePacket(4, { cmd: 'connack', returnCode: 0, sessionPresent: false });
    return { clientId, keepAliveS: asked, connack };
  }
  const keepAliveS = Math.min(asked, MAX_KEEP_ALIVE_S);
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
      ...(keepAliveS === asked ? {} : { serverKeepAlive: keepAliveS }),
    },
  });
  return { clientId, keepAliveS, connack };
}
