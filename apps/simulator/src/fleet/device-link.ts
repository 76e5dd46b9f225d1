import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';

/** How a device signs in. */
export interface DeviceLogin {
  readonly makerSlug: string;
  readonly deviceCode: string;
  readonly username: string;
  readonly password: string;
}

const RECONNECT_MS = 2000;
const PATIENCE_MS = 2000;
/** What a gateway keeps while it is cut off; the oldest goes first when it is full. */
const KEPT_MESSAGES = 50_000;
/** Of the native format: most messages of a batch, and bytes of a payload with room to spare. */
const BATCH_MESSAGES = 1000;
const BATCH_BYTES = 240 * 1024;

/** One device's connection to the broker, as its gateway would hold it: it keeps what it cannot deliver and delivers it later. */
export class DeviceLink {
  private client: MqttClient | undefined;
  private kept: string[] = [];

  constructor(
    private readonly url: string,
    private readonly login: DeviceLogin,
  ) {}

  /** Connects, and goes on trying; resolves when the broker has taken the device in. */
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
    // Without a listener an error would end the process; the client tries again on its own.
    client.on('error', () => undefined);
    client.on('connect', () => {
      client.publish(state, 'online', { qos: 1 });
      this.deliverKept();
    });
    if (!client.connected) await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  }

  /** Hangs up as a lost network does: what comes meanwhile is kept. */
  async hangUp(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.endAsync(true);
  }

  /** Says goodbye, after what is on its way was acknowledged; hangs up on a broker that does not answer. */
  async close(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client) return;
    const isSaid =
      client.connected &&
      (await Promise.race([
        client.endAsync(false).then(() => true),
        sleep(PATIENCE_MS, undefined, { ref: false }),
      ]));
    if (isSaid !== true) await client.endAsync(true);
  }

  /** Publishes messages in order, in as few batches as the format allows; resolves when all are acknowledged. */
  async deliver(messages: readonly string[]): Promise<void> {
    for (const payload of toBatches(messages)) await this.publish(payload);
  }

  /** Publishes one message now, or keeps it. */
  send(message: string): void {
    if (!this.client?.connected) this.keep(message);
    // A client that is closed meanwhile refuses; the reading is stored by the next run's catching up.
    else this.publish(message).catch(() => undefined);
  }

  keep(message: string): void {
    this.kept.push(message);
    if (this.kept.length > KEPT_MESSAGES) this.kept.shift();
  }

  private deliverKept(): void {
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

/** Joins messages to payloads that the format allows. */
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
    // Messages are ASCII: their length is their bytes.
    if (batch.length === BATCH_MESSAGES || bytes + message.length + 1 > BATCH_BYTES) close();
    batch.push(message);
    bytes += message.length + 1;
  }
  close();
  return batches;
}
