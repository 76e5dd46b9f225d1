import { createServer, type AddressInfo, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';

/** A broker that lets everybody in, in place of the edge, and a client on it. */
export class TestBroker {
  private constructor(
    readonly url: string,
    private readonly broker: Aedes,
    private readonly server: Server,
    readonly client: MqttClient,
  ) {}

  static async open(): Promise<TestBroker> {
    const broker = await Aedes.createBroker();
    const server = createServer((socket) => broker.handle(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new TestBroker(url, broker, server, await connectAsync(url));
  }

  async publish(topic: string, message: object): Promise<void> {
    await this.client.publishAsync(topic, JSON.stringify(message));
  }

  /** Collects what is told under a filter from now on. */
  async collect<Message>(filter: string): Promise<Message[]> {
    const messages: Message[] = [];
    this.client.on('message', (_topic, payload) => messages.push(JSON.parse(payload.toString()) as Message));
    await this.client.subscribeAsync(filter);
    return messages;
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
    await new Promise<void>((resolve) => this.broker.close(() => resolve()));
    this.server.close();
  }
}
