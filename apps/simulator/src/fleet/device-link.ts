import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';

/** MQTT login of a device. */
export interface DeviceLogin {
  readonly makerSlug: string;
  readonly deviceCode: string;
  readonly username: string;
  readonly password: string;
}

const RECONNECT_MS = 2000;
const CLOSE_TIMEOUT_MS = 2000;
/** Number of messages that a gateway buffers while it is disconnected. A full buffer discards its oldest messages. */
const MAX_BUFFERED_MESSAGES = 50_000;
/** Limits of the native format: messages per batch, and bytes per payload with a margin. */
const BATCH_MESSAGES = 1000;
const BATCH_BYTES = 240 * 1024;

/**
 * Connection of one device to the broker. Like a gateway, it buffers messages while it is disconnected, and delivers
 * them later.
 */
export class DeviceLink {
  private client: MqttClient | undefined;
  private kept: string[] = [];

  constructor(
    private readonly url: string,
    private readonly login: DeviceLogin,
  ) {}

  /** Connects, with retries. Resolves when the broker has accepted the device. */
  async connect(): Promise<void> {
    if (this.client) return;
    const { makerSlug, deviceCode, username, password } = this.login;
    const state = `eaas/${makerSlug}/${deviceCode}/state`;
    const client = mqtt.connect(this.url, {
      clientId: deviceCode,
      username,
      password,
      keepalive: 60,
      reconnectPeriod: RECONNECT_MS,
      will: { topic: state, payload: Buffer.from('offline'), qos: 1, retain: false },
    });
    this.client = client;
    // Without a listener, an error would end the process. The client retries automatically.
    client.on('error', () => undefined);
    client.on('connect', () => {
      client.publish(state, 'online', { qos: 1 });
      this.deliverBuffered();
    });
    if (!client.connected) await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  }

  /** Disconnects as if the network were lost. Messages are buffered afterwards. */
  async disconnect(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.endAsync(true);
  }

  /** Disconnects after pending messages are acknowledged. Drops the connection if the broker does not respond. */
  async close(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client) return;
    const isClosedCleanly =
      client.connected &&
      (await Promise.race([
        client.endAsync(false).then(() => true),
        sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false }),
      ]));
    if (isClosedCleanly !== true) await client.endAsync(true);
  }

  /** Publishes messages in order, in as few batches as the format allows. Resolves when all are acknowledged. */
  async deliver(messages: readonly string[]): Promise<void> {
    for (const payload of toBatches(messages)) await this.publish(payload);
  }

  /** Publishes a message now, or buffers it. */
  send(message: string): void {
    if (!this.client?.connected) this.buffer(message);
    // If the client is closed in the meantime, it rejects the message, and the next run delivers the reading.
    else this.publish(message).catch(() => undefined);
  }

  buffer(message: string): void {
    this.kept.push(message);
    if (this.kept.length > MAX_BUFFERED_MESSAGES) this.kept.shift();
  }

  private deliverBuffered(): void {
    const messages = this.kept;
    this.kept = [];
    this.deliver(messages).catch(() => undefined);
  }

  private async publish(payload: string): Promise<void> {
    const { makerSlug, deviceCode } = this.login;
    if (!this.client) throw new Error(`${deviceCode} is not connected`);
    await this.client.publishAsync(`eaas/${makerSlug}/${deviceCode}/telemetry`, payload, { qos: 1 });
  }
}

/** Combines messages into payloads within the format's limits. */
function toBatches(messages: readonly string[]): string[] {
  const batches: string[] = [];
  let batch: string[] = [];
  let bytes = 2;
  const close = () => {
    if (batch.length > 0) batches.push(batch.length === 1 ? batch[0]! : `[${batch.join(',')}]`);
    batch = [];
    bytes = 2;
  };
  for (const message of messages) {
    // Messages are ASCII, so their length is their size in bytes.
    if (batch.length === BATCH_MESSAGES || bytes + message.length + 1 > BATCH_BYTES) close();
    batch.push(message);
    bytes += message.length + 1;
  }
  close();
  return batches;
}
