import type { Channel, KnownDevice, MessageOrigin } from '#telemetry';
import type { DeviceLines } from '../formats/device-lines.js';

/** What a topic is for: a channel of the native format, or anything that another format has a topic for. */
export type OwnChannel = Channel | 'format';

/** Why a device's connection came up or went down. */
export type ConnectionReason =
  | 'connected'
  | 'disconnected'
  | 'connection_lost'
  | 'keep_alive_expired'
  | 'credential_ended'
  | 'topic_forbidden'
  | 'packet_too_large'
  | 'protocol_error'
  | 'taken_over'
  | 'announced'
  | 'will_or_announced'
  | 'data_received'
  | 'not_reconnected';

/** A message of a device whose right to its topic has been proven. */
export interface DeviceMessage {
  readonly device: KnownDevice;
  readonly channel: OwnChannel;
  readonly topic: string;
  /** A view into the receive buffer: valid only during the call. */
  readonly payload: Buffer;
  readonly origin: MessageOrigin;
  /** MQTT packet id; 0 for QoS 0. */
  readonly id: number;
}

/** What an edge tells of devices and of the installation's own apps. */
export interface EdgeListener {
  /** A message that can't be made durable is never settled, and so never acknowledged: it comes again. */
  onMessage(message: DeviceMessage): void;
  /** A message that came too fast and found no room to wait in. Only where its sender can't be made to wait. */
  onOverRate?(message: DeviceMessage): void;
  /** A device has published to a topic that is not its own. Told before the connection ends, so that the device can be told. */
  onForbiddenTopic?(device: KnownDevice, topic: string): void;
  /** A device as known at this moment; its limits may have changed since it connected. */
  asKnown?(device: KnownDevice): KnownDevice;
  onConnection(device: KnownDevice, connected: boolean, reason: ConnectionReason): void;
  /** A device reads a topic from now on, by this filter. */
  onSubscribed?(device: KnownDevice, filter: string): void;
  /** A message of the internal channel, of the topics that ingest listens to. */
  onInternal(topic: string, payload: Buffer): void;
}

/** What an edge has seen since its start; `connections` is how many there are now. */
export interface EdgeCounters {
  connections: number;
  /** Messages of devices, and their payloads' bytes. */
  messages: number;
  bytes: number;
  /** CONNECTs, and messages on topics that are not their sender's. */
  refusedConnects: number;
  refusedMessages: number;
  /** Messages that a subscriber was too slow for. */
  dropped: number;
}

/** Between devices and ingest: the embedded broker, or the connection to an external one. */
export interface Edge {
  readonly counters: Readonly<EdgeCounters>;
  readonly lines: DeviceLines;
  start(listener: EdgeListener): Promise<void>;
  /** Whether the edge does what it is for: listens, or is connected. */
  isUp(): boolean;
  /** Makes senders wait, or lets them go on: what can't be stored must pile up at the devices, not here. */
  setWaiting(mustWait: boolean): void;
  /** Publishes without waiting for anybody: errors and, with QoS 1, commands to devices, the internal channel to apps. */
  publish(topic: string, payload: string, qos?: 0 | 1): void;
  /**
   * Publishes to one device alone, for topics that do not name it: each device may have its own messages there. An external
   * broker knows no such topics.
   */
  publishTo(deviceKey: number, topic: string, payload: string, qos?: 0 | 1): void;
  /** Ends the connections that a credential opened. */
  disconnect(username: string): void;
  /** Usernames of the devices connected here; an external broker doesn't tell. */
  connectedUsernames(): string[];
  /** Takes nothing more in; what was taken in can still be acknowledged. */
  stopAccepting(): void;
  /** Writes out the last acknowledgements and closes. */
  close(): Promise<void>;
}

export function newCounters(): EdgeCounters {
  return { connections: 0, messages: 0, bytes: 0, refusedConnects: 0, refusedMessages: 0, dropped: 0 };
}
