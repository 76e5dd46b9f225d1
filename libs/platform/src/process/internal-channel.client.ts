import { connect, type MqttClient } from 'mqtt';
import { INTERNAL_CHANNEL_PURPOSE, INTERNAL_CHANNEL_USER } from './internal-channel.js';
import { SecretBox } from '../secret-box.js';

/**
 * Address of the internal channel: the edge's loopback listener or an external broker. In tests without a broker, both
 * are null.
 */
export interface InternalChannelSettings {
  /** Loopback listener of the edge. */
  readonly internalMqttPort: number | null;
  readonly mqttUrl: string | null;
  readonly mqttUsername: string | null;
  readonly mqttPassword: string | null;
  /** The installation's secret in hexadecimal. */
  readonly secret: string;
}

export type ChannelState = 'connected' | 'disconnected' | 'off';

const RECONNECT_MS = 1000;

/**
 * An app's client of the internal channel. The channel transports only hints. A hint that can't be sent now is
 * dropped, and subscribers that miss it find the same fact in the database. The client reconnects while the app runs.
 */
export class InternalChannelClient {
  private readonly client: MqttClient | null;
  private readonly listeners: {
    readonly pattern: RegExp;
    readonly listen: (topic: string, message: unknown) => void;
  }[] = [];

  /** @param appName name in the broker's log */
  constructor(settings: InternalChannelSettings, appName: string) {
    this.client = openClient(settings, appName);
    // Without a listener, an unreachable broker would end the process. The client reconnects automatically.
    this.client?.on('error', () => undefined);
    this.client?.on('message', (topic, payload) => this.dispatch(topic, payload));
  }

  get state(): ChannelState {
    if (!this.client) return 'off';
    return this.client.connected ? 'connected' : 'disconnected';
  }

  /** Subscribes to a topic; `+` matches one level. Messages that aren't JSON are dropped. */
  subscribe(filter: string, listen: (topic: string, message: unknown) => void): void {
    const pattern = new RegExp(
      `^${filter
        .split('/')
        .map((level) => (level === '+' ? '[^/]+' : level))
        .join('/')}$`,
    );
    this.listeners.push({ pattern, listen });
    this.client?.subscribe(filter, { qos: 0 });
  }

  /** Calls back on each connection, including reconnections, because the subscriber may have missed messages. */
  onConnected(listen: () => void): void {
    this.client?.on('connect', listen);
  }

  publish(topic: string, message: object): void {
    if (this.client?.connected) this.client.publish(topic, JSON.stringify(message), { qos: 0 });
  }

  async close(): Promise<void> {
    await this.client?.endAsync(true);
  }

  private dispatch(topic: string, payload: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(payload.toString('utf8'));
    } catch {
      return;
    }
    for (const { pattern, listen } of this.listeners) if (pattern.test(topic)) listen(topic, message);
  }
}

function openClient(settings: InternalChannelSettings, appName: string): MqttClient | null {
  const commonOptions = {
    clientId: `dutycycle-${appName}-${process.pid}-${Math.random().toString(16).slice(2, 10)}`,
    reconnectPeriod: RECONNECT_MS,
    queueQoSZero: false,
    resubscribe: true,
  };
  if (settings.mqttUrl !== null) {
    return connect(settings.mqttUrl, {
      ...commonOptions,
      ...(settings.mqttUsername !== null && { username: settings.mqttUsername }),
      ...(settings.mqttPassword !== null && { password: settings.mqttPassword }),
    });
  }
  if (settings.internalMqttPort === null) return null;
  return connect(`mqtt://127.0.0.1:${settings.internalMqttPort}`, {
    ...commonOptions,
    username: INTERNAL_CHANNEL_USER,
    password: new SecretBox(settings.secret).derive(INTERNAL_CHANNEL_PURPOSE),
  });
}
