import type { IConnectPacket } from 'mqtt-packet';
import type { OwnChannel } from '../../edge.js';
import { ownChannel, type Principal } from '../../principal.js';

/** What a device has said for the case that its connection is lost. */
export interface Will {
  readonly topic: string;
  readonly channel: OwnChannel;
  readonly payload: Buffer;
  /** It is not said if the client is back within this time. */
  readonly delayMs: number;
}

const MAX_DELAY_S = 3600;

/** The will of a CONNECT: null if there is none, undefined if its topic is not the client's to speak on. */
export function readWill(
  { will, properties }: IConnectPacket,
  principal: Principal,
): Will | null | undefined {
  if (!will) return null;
  const channel = principal.kind === 'device' ? ownChannel(principal.device, will.topic) : undefined;
  if (channel === undefined) return undefined;
  // A delay ends with the session's expiry that was asked for (MQTT 5, 3.1.3.2.2), although no session is kept meanwhile.
  const delayS = Math.min(
    will.properties?.willDelayInterval ?? 0,
    properties?.sessionExpiryInterval ?? 0,
    MAX_DELAY_S,
  );
  return { topic: will.topic, channel, payload: Buffer.from(will.payload), delayMs: delayS * 1000 };
}
