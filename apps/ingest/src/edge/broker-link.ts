import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { IConnackPacket, IPublishPacket, ISubackPacket, Packet } from 'mqtt-packet';
import { type MessageOrigin, SPARKPLUG_STATE_TOPIC } from '#telemetry';
import type { ExternalBroker } from '../config.js';
import { Acknowledgements } from './mqtt/sessions/acknowledgements.js';
import { FrameScanner, type FrameSink } from './mqtt/protocol/frame-scanner.js';
import { encodePacket, encodePublish, PACKET, parsePacket } from './mqtt/protocol/packets.js';
import { PublishFields } from './mqtt/protocol/publish-fields.js';
import type { TurnWriter, Writer } from './mqtt/protocol/turn-writer.js';
import { Outgoing } from './outgoing.js';
import type { SubscriptionFilter, ShareSubscriptions } from './share.js';

const KEEP_ALIVE_S = 30;
const SUBSCRIBE_PACKET_ID = 1;
const UNSUBSCRIBE_PACKET_ID = 2;
/** Packet id that `Outgoing` never uses. */
const STATE_PACKET_ID = 65_535;
/** Lowest return code of a rejection. */
const MIN_REJECTION_CODE = 128;
/** Maximum number of unacknowledged messages: as many as there are packet ids. */
const RECEIVE_MAXIMUM = 65_535;
/** Session expiry in seconds for a session that never expires. */
const NEVER_EXPIRES_S = 0xffffffff;
const RECEIVE_BYTES = 256 * 1024;
/** Largest packet size that MQTT allows, so that any message that the broker accepted can be received. */
const ANY_SIZE = 268_435_455;
const CONNACK = 2;
const SUBACK = 9;
const UNSUBACK = 11;

/** Receives the events of a link. */
export interface LinkListener {
  readonly reading: ShareSubscriptions;
  /** Whether this process is the host of Sparkplug's edge nodes and publishes its state. */
  readonly isHost: boolean;
  /** Returns the time in epoch milliseconds. */
  now(): number;
  /** @param refused filters that the broker rejects; the link continues without them */
  onReady(refused: readonly string[]): void;
  /** `payload` is valid only during the call. */
  onPublish(topic: string, payload: Buffer, id: number, link: BrokerLink): void;
  onClosed(): void;
  onError(error: Error): void;
}

const fields = new PublishFields();

/**
 * Connection to a broker: a persistent session, with a PUBACK for each message after it is durable. It processes frames
 * without a client library, because client libraries read the next message only after acknowledging the previous one,
 * so every commit would contain a single message.
 */
export class BrokerLink implements FrameSink, Writer, MessageOrigin {
  private readonly socket: Socket;
  private readonly scanner = new FrameScanner(ANY_SIZE, this);
  private readonly acknowledgements = new Acknowledgements();
  private readonly ping: NodeJS.Timeout;
  private isReady = false;
  private isInTurn = false;
  private isPaused = false;
  /** Monotonic time at which data was last received. */
  private lastReceivedMs = performance.now();
  private outgoing = new Outgoing(() => undefined, 0);
  private refused: readonly string[] = [];
  /** Timestamp of this connection's birth message. The will message must have the same one (Sparkplug 3.0, 5.14). */
  private readonly startedMs: number;

  constructor(
    private readonly config: ExternalBroker,
    private readonly turn: TurnWriter,
    private readonly listener: LinkListener,
    /** Whether the link connects only to end the session that the broker stores. */
    private readonly forget = false,
  ) {
    this.startedMs = listener.now();
    const { hostname, port, protocol } = new URL(config.url);
    const isTls = protocol === 'mqtts:';
    const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isTls ? 8883 : 1883) };
    const onread = {
      buffer: Buffer.allocUnsafeSlow(RECEIVE_BYTES),
      callback: (length: number, bytes: Uint8Array): boolean => {
        this.read(bytes as Buffer, length);
        return true;
      },
    };
    this.socket = isTls
      ? connectTls({ ...target, servername: target.host })
      : connectPlain({ ...target, onread });
    this.socket.setNoDelay(true);
    this.socket.on(isTls ? 'secureConnect' : 'connect', () => this.sendConnect());
    if (isTls) this.socket.on('data', (chunk) => this.read(chunk, chunk.length));
    this.socket.on('error', (error) => listener.onError(error));
    this.ping = setInterval(() => this.keepAlive(), (KEEP_ALIVE_S * 1000) / 2);
    this.socket.on('close', () => {
      clearInterval(this.ping);
      this.isReady = false;
      listener.onClosed();
    });
  }

  pause(): void {
    this.isPaused = true;
    this.socket.pause();
  }

  resume(): void {
    this.isPaused = false;
    this.socket.resume();
  }

  /**
   * Drops the message if the link is not ready. With QoS 1, the message waits while the broker's Receive Maximum is
   * reached.
   * @param onAcknowledged called when the broker acknowledges a message of QoS 1
   */
  publish(topic: string, payload: Buffer, qos: 0 | 1, onAcknowledged?: () => void): void {
    if (!this.isReady || !this.socket.writable) return;
    if (qos === 1) this.outgoing.add(topic, payload, onAcknowledged);
    else this.socket.write(encodePublish(5, topic, payload, 0));
  }

  /**
   * Announces to Sparkplug edge nodes that their host is online. The broker retains the message for later subscribers.
   */
  publishHostOnline(): void {
    this.send(hostState(true, this.startedMs));
  }

  /**
   * Acknowledges a message on this connection or not at all, because the packet ids of a new connection refer to other
   * messages.
   */
  acknowledge(id: number): void {
    if (id === 0 || this.socket.destroyed) return;
    this.acknowledgements.add('puback', id);
    if (this.isInTurn) return;
    this.isInTurn = true;
    this.turn.add(this);
  }

  writeTurn(): void {
    this.isInTurn = false;
    if (this.socket.writable) this.turn.write(this.socket, this.acknowledgements);
  }

  /** Closes the connection. Unacknowledged messages are sent again on the next connection. */
  destroy(error?: Error): void {
    this.socket.destroy(error);
  }

  async close(): Promise<void> {
    this.writeTurn();
    if (this.listener.isHost && this.isReady) this.send(hostState(false, this.startedMs));
    this.send({ cmd: 'disconnect' });
    await new Promise<void>((resolve) => {
      this.socket.once('close', resolve);
      this.socket.end();
      this.socket.resume();
      setTimeout(() => this.socket.destroy(), 1000).unref();
    });
  }

  onFrame(bytes: Buffer, head: number, start: number, end: number): boolean {
    switch (bytes[head]! >> 4) {
      case PACKET.publish:
        this.receive(bytes, head, start, end);
        break;
      case PACKET.puback:
        if (end - start >= 2) this.outgoing.acknowledge(bytes.readUInt16BE(start));
        break;
      case CONNACK:
      case SUBACK:
      case UNSUBACK:
      case PACKET.disconnect:
        this.handlePacket(parsePacket(5, bytes.subarray(head, end)));
    }
    return !this.socket.destroyed;
  }

  private read(bytes: Buffer, end: number): void {
    this.lastReceivedMs = performance.now();
    const fault = this.scanner.push(bytes, end);
    if (fault) this.socket.destroy(new Error(`The data from the broker cannot be read: ${fault}`));
  }

  private receive(bytes: Buffer, head: number, start: number, end: number): void {
    if (!fields.read(5, bytes, head, start, end))
      return void this.socket.destroy(new Error('The broker sent a malformed PUBLISH'));
    const { topicStart, topicEnd, payloadStart, id } = fields;
    const topic = bytes.toString('utf8', topicStart, topicEnd);
    this.listener.onPublish(topic, bytes.subarray(payloadStart, end), id, this);
  }

  private handlePacket(packet: Packet | null): void {
    switch (packet?.cmd) {
      case 'connack':
        return this.handleConnack(packet);
      case 'suback':
        return this.handleSuback(packet);
      case 'unsuback':
        this.isReady = true;
        if (this.listener.isHost) this.publishHostOnline();
        return this.listener.onReady(this.refused);
      case 'disconnect':
        return this.closeWithError(`The broker ended the connection: reason code ${packet.reasonCode}`);
      default:
        this.closeWithError('The broker sent a malformed packet');
    }
  }

  private handleConnack({ reasonCode = 0, returnCode = 0, properties }: IConnackPacket): void {
    if (reasonCode !== 0 || returnCode !== 0)
      return this.closeWithError(
        `The broker rejected the connection: ${describeRejection(reasonCode || returnCode)}`,
      );
    if (this.forget) return void this.close();
    this.outgoing = new Outgoing(
      (topic, payload, id) => this.socket.write(encodePublish(5, topic, payload, id)),
      properties?.receiveMaximum ?? RECEIVE_MAXIMUM,
    );
    const { subscribe } = this.listener.reading;
    if (subscribe.length === 0) return this.unsubscribe();
    const subscriptions = subscribe.map(({ topic, qos, nl = false }) => ({ topic, qos, nl }));
    this.send({ cmd: 'subscribe', messageId: SUBSCRIBE_PACKET_ID, subscriptions });
  }

  private handleSuback({ granted }: ISubackPacket): void {
    const isRefused = (_: SubscriptionFilter, i: number): boolean =>
      ((granted as number[])[i] ?? MIN_REJECTION_CODE) >= MIN_REJECTION_CODE;
    const refused = this.listener.reading.subscribe.filter(isRefused);
    const needed = refused.find(({ isOptional = false }) => !isOptional);
    if (needed) return this.closeWithError(`The broker rejected a subscription: ${needed.topic}`);
    this.refused = refused.map(({ topic }) => topic);
    // Unsubscribe only after the broker has granted the new subscriptions, so that no message is lost in the meantime.
    // Duplicates are stored once.
    this.unsubscribe();
  }

  private closeWithError(reason: string): void {
    this.socket.destroy(new Error(reason));
  }

  private unsubscribe(): void {
    this.send({
      cmd: 'unsubscribe',
      messageId: UNSUBSCRIBE_PACKET_ID,
      unsubscriptions: [...this.listener.reading.unsubscribe],
    });
  }

  private sendConnect(): void {
    const { username, password } = this.config;
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 5,
      clientId: this.listener.reading.clientId,
      clean: this.forget,
      keepalive: KEEP_ALIVE_S,
      properties: {
        receiveMaximum: RECEIVE_MAXIMUM,
        sessionExpiryInterval: this.forget ? 0 : NEVER_EXPIRES_S,
      },
      ...(this.listener.isHost ? { will: hostState(false, this.startedMs) } : {}),
      ...(username === null ? {} : { username }),
      ...(password === null ? {} : { password: Buffer.from(password) }),
    });
  }

  private keepAlive(): void {
    // While senders have to wait, nothing is read, including the response to a ping.
    if (!this.isPaused && performance.now() - this.lastReceivedMs > 2 * KEEP_ALIVE_S * 1000)
      this.socket.destroy(new Error('The broker stopped responding'));
    else this.send({ cmd: 'pingreq' });
  }

  private send(packet: Packet): void {
    if (this.socket.writable) this.socket.write(encodePacket(5, packet));
  }
}

/**
 * State of the host for edge nodes. It is published with QoS 1 and retained; the will message has the timestamp of the
 * birth message (Eclipse Sparkplug 3.0, 5.14).
 */
function hostState(online: boolean, timestamp: number): IPublishPacket {
  return {
    cmd: 'publish',
    topic: SPARKPLUG_STATE_TOPIC,
    payload: Buffer.from(JSON.stringify({ online, timestamp })),
    qos: 1,
    retain: true,
    dup: false,
    messageId: STATE_PACKET_ID,
  };
}

/** Describes a rejection, with its cause if an operator can remove it (MQTT 5, 3.2.2.2). */
function describeRejection(code: number): string {
  switch (code) {
    case 1:
    case 132:
      return 'it does not support MQTT 5';
    case 134:
    case 135:
      return 'it does not accept MQTT_USERNAME and MQTT_PASSWORD';
    default:
      return `reason code ${code}`;
  }
}
