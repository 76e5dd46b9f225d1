import { connectAsync, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { INTERNAL_CHANNEL_USER } from '#platform';
import { EmbeddedEdge } from '../../apps/ingest/src/edge/embedded.edge.js';
import { until } from './eventually.js';
import { findFreePort } from './free-port.js';

const PASSWORD = 'test-broker';

/** The edge without devices, for messages between apps, with one client. */
export class TestBroker {
  private constructor(
    readonly url: string,
    private readonly edge: EmbeddedEdge,
    readonly client: MqttClient,
  ) {}

  static async open(): Promise<TestBroker> {
    const internalPort = await findFreePort();
    const config = { kind: 'embedded', host: '127.0.0.1', port: 0, internalPort, tls: null } as const;
    const noDevices = {
      decide: () => Promise.resolve({ kind: 'refused' as const }),
      decideByCertificate: () => Promise.resolve({ kind: 'refused' as const }),
    };
    const edge = new EmbeddedEdge(config, noDevices, PASSWORD, pino({ level: 'silent' }));
    await edge.start({ onMessage: () => {}, onConnection: () => {}, onInternal: () => {} });
    const url = `mqtt://${INTERNAL_CHANNEL_USER}:${PASSWORD}@127.0.0.1:${internalPort}`;
    return new TestBroker(url, edge, await connectAsync(url));
  }

  async publish(topic: string, message: object): Promise<void> {
    await this.client.publishAsync(topic, JSON.stringify(message));
  }

  /** Waits until an app has subscribed to a topic. Messages that are published earlier are lost. */
  async untilSubscribed(topic: string): Promise<void> {
    await until(() => this.edge.subscriptions.match(topic).size > 0);
  }

  /** Starts collecting the messages that match a filter. */
  async collect<Message>(filter: string): Promise<Message[]> {
    const messages: Message[] = [];
    this.client.on('message', (_topic, payload) => messages.push(JSON.parse(payload.toString()) as Message));
    await this.client.subscribeAsync(filter);
    return messages;
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
    this.edge.stopAccepting();
    await this.edge.close();
  }
}
