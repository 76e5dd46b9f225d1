import type { IConnectPacket } from 'mqtt-packet';
import type { OwnChannel } from '../../edge.js';
import { findChannel, type Principal } from '../../principal.js';

/** Will message of a device, which is published when the device loses its connection. */
export interface Will {
  readonly topic: string;
  readonly channel: OwnChannel;
  readonly payload: Buffer;
  /** Delay within which the client may return, so that the will is not published. */
  readonly delayMs: number;
}

const MAX_DELAY_S = 3600;

/** Returns the will of a CONNECT; null if there is none, undefined if the client may not publish on its topic. */
export function readWill(
  { will, properties }: IConnectPacket,
  principal: Principal,
): Will | null | undefined {
  if (!will) return null;
  const channel = principal.kind === 'device' ? findChannel(principal.device, will.topic) : undefined;
  if (channel === undefined) return undefined;
  // The requested session expiry limits the delay (MQTT 5, 3.1.3.2.2), although no session is kept until then.
  const delayS = Math.min(
    will.properties?.willDelayInterval ?? 0,
    properties?.sessionExpiryInterval ?? 0,
    MAX_DELAY_S,
  );
  return { topic: will.topic, channel, payload: Buffer.from(will.payload), delayMs: delayS * 1000 };
}
