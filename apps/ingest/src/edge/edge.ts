import type { Channel, KnownDevice } from '#telemetry';

/** Why a device's connection came up or went down. */
export type ConnectionReason =
  | 'connected'
  | 'disconnected'
  | 'connection_lost'
  | 'keep_alive_expired'
  | 'credential_ended'
  | 'topic_forbidden'
  | 'packet_too_large'
  | 'announced'
  | 'will_or_announced'
  | 'data_received'
  | 'not_reconnected';

/** A message of a device whose right to its topic has been proven. */
export interface DeviceMessage {
  readonly device: KnownDevice;
  readonly channel: Channel;
  readonly topic: string;
  readonly payload: Buffer;
}

/** What an edge tells of devices and of the installation's own apps. */
export interface EdgeListener {
  /** Resolves when the message is durable: only then is it acknowledged. When it rejects it never is. */
  onMessage(message: DeviceMessage): Promise<void>;
  onConnection(device: KnownDevice, connected: boolean, reason: ConnectionReason): void;
  /** A message of the internal channel, of the topics that ingest listens to. */
  onInternal(topic: string, payload: Buffer): void;
}

/** Between devices and ingest: the embedded broker, or the connection to an external one. */
export interface Edge {
  start(listener: EdgeListener): Promise<void>;
  /** Whether the edge does what it is for: listens, or is connected. */
  isUp(): boolean;
  /** Makes senders wait, or lets them go on: what can't be stored must pile up at the devices, not here. */
  setWaiting(mustWait: boolean): void;
  /** Publishes without waiting for anybody: errors to devices, the internal channel to apps. */
  publish(topic: string, payload: string): void;
  /** Ends the connections that a credential opened. */
  disconnect(username: string): void;
  /** Usernames of the devices connected here; an external broker doesn't tell. */
  connectedUsernames(): string[];
  /** Takes nothing more in; what was taken in can still be acknowledged. */
  stopAccepting(): void;
  /** Writes out the last acknowledgements and closes. */
  close(): Promise<void>;
}
