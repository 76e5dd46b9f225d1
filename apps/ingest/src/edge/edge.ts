import type { Channel, KnownDevice, MessageOrigin } from '#telemetry';
import type { DeviceConnections } from '../formats/device-connections.js';

/** Purpose of a topic: a channel of the native format, or any topic of another format. */
export type OwnChannel = Channel | 'format';

/** Reason why a device's connection was opened or closed. */
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

/** Message of a device that may publish on its topic. */
export interface DeviceMessage {
  readonly device: KnownDevice;
  readonly channel: OwnChannel;
  readonly topic: string;
  /** View into the receive buffer, valid only during the call. */
  readonly payload: Buffer;
  readonly origin: MessageOrigin;
  /** MQTT packet id; 0 for QoS 0. */
  readonly id: number;
}

/** Receives the events of an edge about devices and the installation's own apps. */
export interface EdgeListener {
  /** Called for a message. If it cannot be made durable, it is never acknowledged, and is therefore sent again. */
  onMessage(message: DeviceMessage): void;
  /** Called for a message above the rate limit if it cannot be queued and its sender cannot be made to wait. */
  onOverRate?(message: DeviceMessage): void;
  /**
   * Called when a device has published to a topic of another owner. The connection is still open, so that the device
   * can be notified.
   */
  onForbiddenTopic?(device: KnownDevice, topic: string): void;
  /** Returns the current data of a device, because its limits can have changed since it connected. */
  getCurrent?(device: KnownDevice): KnownDevice;
  onConnection(device: KnownDevice, connected: boolean, reason: ConnectionReason): void;
  /** Called when a device has subscribed to a filter. */
  onSubscribed?(device: KnownDevice, filter: string): void;
  /** Called for a message on the internal channel, on topics that ingest subscribes to. */
  onInternal(topic: string, payload: Buffer): void;
}

/** Counters since the start of the edge; `connections` is the current number. */
export interface EdgeCounters {
  connections: number;
  /** Messages of devices. `bytes` counts their payloads. */
  messages: number;
  bytes: number;
  /**
   * Rejected CONNECTs. `refusedMessages` counts messages on topics that do not belong to their sender or, with an
   * external broker, to a known device.
   */
  refusedConnects: number;
  refusedMessages: number;
  /** Messages that were dropped because a subscriber was too slow. */
  dropped: number;
}

/** Connects devices and ingest: the embedded broker, or the connection to an external one. */
export interface Edge {
  readonly counters: Readonly<EdgeCounters>;
  readonly lines: DeviceConnections;
  start(listener: EdgeListener): Promise<void>;
  /** Returns whether the edge is listening or connected. */
  isUp(): boolean;
  /**
   * Makes senders wait, or lets them continue. Messages that cannot be stored must accumulate at the devices, not here.
   */
  setWaiting(mustWait: boolean): void;
  /** Publishes without waiting: errors and, with QoS 1, commands to devices; hints to apps. */
  publish(topic: string, payload: string, qos?: 0 | 1): void;
  /**
   * Publishes to a single device, on topics that do not contain it, so that each device can receive different messages.
   * Not supported with an external broker.
   */
  publishTo(deviceKey: number, topic: string, payload: string, qos?: 0 | 1): void;
  /** Closes the connections of a credential. */
  disconnect(username: string): void;
  /** Returns the user names of the connected devices; empty with an external broker. */
  connectedUsernames(): string[];
  /** Stops accepting messages. Messages that were already accepted can still be acknowledged. */
  stopAccepting(): void;
  /**
   * Writes the last acknowledgements and closes.
   * @param isDrained whether everything that the broker stored for this process is durable, so that its session can end
   */
  close(isDrained: boolean): Promise<void>;
}

export function newCounters(): EdgeCounters {
  return { connections: 0, messages: 0, bytes: 0, refusedConnects: 0, refusedMessages: 0, dropped: 0 };
}
