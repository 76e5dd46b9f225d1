import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import mqtt, { type IPublishPacket, type Packet } from 'mqtt-packet';
import type { Logger } from 'pino';
import { INTERNAL_CHANNEL } from '#platform';
import { DEVICE_TOPIC_FILTERS, parseDeviceTopic, type DeviceDirectory } from '#telemetry';
import type { ExternalBroker } from '../config.js';
import type { Edge, EdgeListener } from './edge.js';

/** Fixed, for the broker keeps under it what arrives while ingest is away. */
const CLIENT_ID = 'dutycycle-ingest';
const KEEP_ALIVE_S = 30;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5000;
const SUBSCRIBE_ID = 1;
const REFUSED = 128;

/**
 * The connection to an external broker: a persistent session, and a PUBACK for each message once it is durable. Written on
 * the packet codec and not on a client library, because those read the next message only after the last one's
 * acknowledgement, so that every commit would hold one message.
 *
 * The broker's access list has to bind a device's login to its topics: whose message it is, is read from the topic.
 */
export class ExternalEdge implements Edge {
  private listener: EdgeListener | null = null;
  private socket: Socket | null = null;
  private isReady = false;
  private isStopped = false;
  private isWaiting = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: ExternalBroker,
    private readonly directory: DeviceDirectory,
    private readonly log: Logger,
  ) {}

  /** Starts connecting and goes on until it is closed; that the broker is down is no reason not to start. */
  start(listener: EdgeListener): Promise<void> {
    this.listener = listener;
    this.connect();
    return Promise.resolve();
  }

  isUp(): boolean {
    return this.isReady;
  }

  setWaiting(mustWait: boolean): void {
    this.isWaiting = mustWait;
    if (mustWait) this.socket?.pause();
    else this.socket?.resume();
  }

  publish(topic: string, payload: string): void {
    if (this.socket && this.isReady)
      send(this.socket, { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false });
  }

  /** The broker holds the devices' connections, and its own list of logins ends them. */
  disconnect(): void {}

  connectedUsernames(): string[] {
    return [];
  }

  stopAccepting(): void {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.socket?.pause();
  }

  async close(): Promise<void> {
    const socket = this.socket;
    if (!socket) return;
    send(socket, { cmd: 'disconnect' });
    await new Promise<void>((resolve) => {
      socket.once('close', resolve);
      socket.end();
      socket.resume();
      setTimeout(() => socket.destroy(), 1000).unref();
    });
  }

  private connect(): void {
    const { hostname, port, protocol } = new URL(this.config.url);
    const isTls = protocol === 'mqtts:';
    const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isTls ? 8883 : 1883) };
    const socket: Socket = isTls ? connectTls({ ...target, servername: target.host }) : connectPlain(target);
    this.socket = socket;
    socket.setNoDelay(true);
    const parser = mqtt.parser({ protocolVersion: 4 });
    let lastHeardMs = Date.now();
    const ping = setInterval(
      () => {
        // While senders wait nothing is read, an answer to a ping included.
        if (!this.isWaiting && Date.now() - lastHeardMs > 2 * KEEP_ALIVE_S * 1000)
          socket.destroy(new Error('The broker fell silent'));
        else send(socket, { cmd: 'pingreq' });
      },
      (KEEP_ALIVE_S * 1000) / 2,
    );
    socket.on(isTls ? 'secureConnect' : 'connect', () => this.greet(socket));
    socket.on('data', (chunk) => {
      lastHeardMs = Date.now();
      parser.parse(chunk);
    });
    parser.on('packet', (packet) => this.handle(socket, packet));
    parser.on('error', (error) => socket.destroy(error instanceof Error ? error : undefined));
    socket.on('error', (error) => this.log.warn({ error: error.message }, 'no connection to the broker'));
    socket.on('close', () => {
      clearInterval(ping);
      this.isReady = false;
      this.socket = null;
      if (this.isStopped) return;
      this.retry = setTimeout(() => this.connect(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    });
  }

  private greet(socket: Socket): void {
    const { username, password } = this.config;
    send(socket, {
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: CLIENT_ID,
      clean: false,
      keepalive: KEEP_ALIVE_S,
      ...(username === null ? {} : { username }),
      ...(password === null ? {} : { password: Buffer.from(password) }),
    });
  }

  private handle(socket: Socket, packet: Packet): void {
    switch (packet.cmd) {
      case 'connack':
        if (packet.returnCode !== 0)
          return void socket.destroy(new Error(`The broker refused: return code ${packet.returnCode}`));
        return send(socket, {
          cmd: 'subscribe',
          messageId: SUBSCRIBE_ID,
          subscriptions: [
            ...DEVICE_TOPIC_FILTERS.map((topic) => ({ topic, qos: 1 as const })),
            { topic: INTERNAL_CHANNEL.revokedOfAll, qos: 0 as const },
          ],
        });
      case 'suback':
        if (packet.granted.includes(REFUSED))
          return void socket.destroy(new Error('The broker refused a subscription'));
        this.isReady = true;
        this.retryMs = FIRST_RETRY_MS;
        this.log.info({ broker: new URL(this.config.url).host }, 'reading from the broker');
        return;
      case 'publish':
        return this.receive(socket, packet);
    }
  }

  private receive(socket: Socket, packet: IPublishPacket): void {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    // The answer goes to the connection that the message came from: on a new one its number may mean another message.
    const acknowledge = (): void => {
      if (packet.qos > 0 && !socket.destroyed) send(socket, { cmd: 'puback', messageId: packet.messageId! });
    };
    const topic = parseDeviceTopic(packet.topic);
    if (!topic) {
      this.listener!.onInternal(packet.topic, payload);
      return acknowledge();
    }
    this.directory
      .findByName(topic.makerSlug, topic.deviceCode)
      .then(async (device) => {
        if (device)
          await this.listener!.onMessage({ device, channel: topic.channel, topic: packet.topic, payload });
        else this.log.warn({ topic: packet.topic }, 'a message of a device that does not exist');
        acknowledge();
      })
      .catch((error: unknown) => {
        if (socket.destroyed) return;
        // Unacknowledged, it and all others come again with the next connection.
        this.log.warn({ topic: packet.topic, error: String(error) }, 'a message could not be taken in');
        socket.destroy();
      });
  }
}

function send(socket: Socket, packet: Packet): void {
  if (socket.writable) mqtt.writeToStream(packet, socket);
}
