import mqtt, { type MqttClient } from 'mqtt';

/** Devices that send numbered messages and resend unacknowledged ones, like any QoS 1 client. */
export class ResendingFleet {
  readonly acknowledged: Set<number>[] = [];
  private readonly clients: MqttClient[] = [];
  private timer: NodeJS.Timeout | undefined;
  private next = 0;

  constructor(
    private readonly url: string,
    private readonly topics: readonly string[],
  ) {}

  async connect(): Promise<void> {
    for (const topic of this.topics) {
      this.acknowledged.push(new Set());
      const client = await mqtt.connectAsync(this.url, {
        clientId: topic,
        clean: false,
        reconnectPeriod: 200,
      });
      client.on('error', () => undefined);
      this.clients.push(client);
    }
  }

  /** Sends the given number of messages per second in total over all devices. */
  start(perSecond: number): void {
    const every = 20;
    this.timer = setInterval(() => {
      for (let i = 0; i < (perSecond * every) / 1000; i++) this.send(this.next++);
    }, every);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get acknowledgedCount(): number {
    return this.acknowledged.reduce((sum, { size }) => sum + size, 0);
  }

  /** Closes the connections, even if messages are unacknowledged. */
  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.endAsync(true)));
  }

  private send(number: number): void {
    const device = number % this.topics.length;
    const seq = Math.floor(number / this.topics.length);
    this.clients[device]!.publish(
      `${this.topics[device]}/telemetry`,
      JSON.stringify({ ts: Date.now(), seq, g: { pressure_bar: 7 } }),
      { qos: 1 },
      (error) => {
        if (!error) this.acknowledged[device]!.add(seq);
      },
    );
  }
}
