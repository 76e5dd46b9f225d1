import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { IConnackPacket, IPublishPacket, ISubackPacket, Packet } from 'mqtt-packet';
import { type Fault, type MessageOrigin, SPARKPLUG_STATE_TOPIC } from '#telemetry';
import type { ExternalBroker } from '../config.js';
import { Acknowledgements } from './mqtt/sessions/acknowledgements.js';
import { FrameScanner, type FrameSink } from './mqtt/protocol/frame-scanner.js';
import { encodePacket, encodePublish, PACKET, parsePacket } from './mqtt/protocol/packets.js';
import { PublishFields } from './mqtt/protocol/publish-fields.js';
import type { Turn, Writer } from './mqtt/protocol/turn.js';
import { Outgoing } from './outgoing.js';
import type { ReadFilter, Reading } from './share.js';

const KEEP_ALIVE_S = 30;
const SUBSCRIBE_ID = 1;
const UNSUBSCRIBE_ID = 2;
/** One that `Outgoing` gives to no message. */
const STATE_ID = 65_535;
/** Return codes from here on are refusals. */
const REFUSED = 128;
/** As many messages underway to us as there are numbers for. */
const RECEIVE_MAXIMUM = 65_535;
/** The session is kept for good. */
const NEVER_S = 0xffffffff;
const RECEIVE_BYTES = 256 * 1024;
/** The largest packet there is: what the broker took is taken. */
const ANY_SIZE = 268_435_455;
const CONNACK = 2;
const SUBACK = 9;
const UNSUBACK = 11;

/** What a link tells of itself. */
export interface LinkListener {
  readonly reading: Reading;
  /** Whether it is the host of Sparkplug's edge nodes, and says so. */
  readonly isHost: boolean;
  /** Epoch milliseconds. */
  now(): number;
  /** @param refused filters that the broker does not let it read, and that it goes on without */
  onReady(refused: readonly string[]): void;
  /** `payload` is valid only during the call. */
  onPublish(topic: string, payload: Buffer, id: number, link: BrokerLink): void;
  onClosed(): void;
  onError(error: Error): void;
}

const fields = new PublishFields();

/**
 * One connection to a broker: a persistent session, and a PUBACK for each message once it is durable. Written on frames and not on
 * a client library, because those read the next message only after the last one's acknowledgement, so that every commit would
 * hold one message.
 */
export class BrokerLink implements FrameSink, Writer, MessageOrigin {
  private readonly socket: Socket;
  private readonly scanner = new FrameScanner(ANY_SIZE, this);
  private readonly acknowledgements = new Acknowledgements();
  private readonly ping: NodeJS.Timeout;
  private isReady = false;
  private isInTurn = false;
  private isPaused = false;
  /** By a clock that nobody sets. */
  private lastHeardMs = performance.now();
  private outgoing = new Outgoing(() => undefined, 0);
  private refused: readonly string[] = [];
  /** The moment that its good-bye, which the broker says for it, and its hello agree in. */
  private readonly startedMs: number;

  constructor(
    private readonly config: ExternalBroker,
    private readonly turn: Turn,
    private readonly listener: LinkListener,
    /** Ends the session that the broker keeps, and does nothing more. */
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
    this.socket.on(isTls ? 'secureConnect' : 'connect', () => this.greet());
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

  /** @param onTaken with QoS 1 told of the broker's acknowledgement; what can't be said now is not said later */
  publish(topic: string, payload: Buffer, qos: 0 | 1, onTaken?: () => void): void {
    if (!this.isReady || !this.socket.writable) return;
    if (qos === 1) this.outgoing.add(topic, payload, onTaken);
    else this.socket.write(encodePublish(5, topic, payload, 0));
  }

  /** Says to Sparkplug's edge nodes that their host is there; the broker keeps it for whoever asks later. */
  sayPresent(): void {
    this.send(hostState(true, this.startedMs));
  }

  /** A new connection's numbers mean other messages, so the answer goes out on this one or not at all. */
  settle(id: number, faults: readonly Fault[]): void {
    void faults;
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

  /** Breaks off: what is not acknowledged comes again with the next connection. */
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
        if (end - start >= 2) this.outgoing.acknowledged(bytes.readUInt16BE(start));
        break;
      case CONNACK:
      case SUBACK:
      case UNSUBACK:
      case PACKET.disconnect:
        this.obey(parsePacket(5, bytes.subarray(head, end)));
    }
    return !this.socket.destroyed;
  }

  private read(bytes: Buffer, end: number): void {
    this.lastHeardMs = performance.now();
    const fault = this.scanner.push(bytes, end);
    if (fault) this.socket.destroy(new Error(`The broker's stream can't be read: ${fault}`));
  }

  private receive(bytes: Buffer, head: number, start: number, end: number): void {
    if (!fields.read(5, bytes, head, start, end))
      return void this.socket.destroy(new Error('The broker sent a malformed PUBLISH'));
    const { topicStart, topicEnd, payloadStart, id } = fields;
    const topic = bytes.toString('utf8', topicStart, topicEnd);
    this.listener.onPublish(topic, bytes.subarray(payloadStart, end), id, this);
  }

  private obey(packet: Packet | null): void {
    switch (packet?.cmd) {
      case 'connack':
        return this.begin(packet);
      case 'suback':
        return this.noteGranted(packet);
      case 'unsuback':
        this.isReady = true;
        if (this.listener.isHost) this.sayPresent();
        return this.listener.onReady(this.refused);
      case 'disconnect':
        return this.giveUp(`The broker ended the connection: reason code ${packet.reasonCode}`);
      default:
        this.giveUp('The broker sent a malformed packet');
    }
  }

  private begin({ reasonCode = 0, returnCode = 0, properties }: IConnackPacket): void {
    if (reasonCode !== 0 || returnCode !== 0)
      return this.giveUp(`The broker refused: ${refusalOf(reasonCode || returnCode)}`);
    if (this.forget) return void this.close();
    this.outgoing = new Outgoing(
      (topic, payload, id) => this.socket.write(encodePublish(5, topic, payload, id)),
      properties?.receiveMaximum ?? RECEIVE_MAXIMUM,
    );
    const { subscribe } = this.listener.reading;
    if (subscribe.length === 0) return this.unsubscribe();
    const subscriptions = subscribe.map(({ topic, qos, nl = false }) => ({ topic, qos, nl }));
    this.send({ cmd: 'subscribe', messageId: SUBSCRIBE_ID, subscriptions });
  }

  private noteGranted({ granted }: ISubackPacket): void {
    const isRefused = (_: ReadFilter, i: number): boolean => ((granted as number[])[i] ?? REFUSED) >= REFUSED;
    const refused = this.listener.reading.subscribe.filter(isRefused);
    const needed = refused.find(({ isOptional = false }) => !isOptional);
    if (needed) return this.giveUp(`The broker refused a subscription: ${needed.topic}`);
    this.refused = refused.map(({ topic }) => topic);
    // Only now, so that between the two nothing passes by; what came twice is stored once.
    this.unsubscribe();
  }

  private giveUp(why: string): void {
    this.socket.destroy(new Error(why));
  }

  private unsubscribe(): void {
    this.send({
      cmd: 'unsubscribe',
      messageId: UNSUBSCRIBE_ID,
      unsubscriptions: [...this.listener.reading.unsubscribe],
    });
  }

  private greet(): void {
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
        sessionExpiryInterval: this.forget ? 0 : NEVER_S,
      },
      ...(this.listener.isHost ? { will: hostState(false, this.startedMs) } : {}),
      ...(username === null ? {} : { username }),
      ...(password === null ? {} : { password: Buffer.from(password) }),
    });
  }

  private keepAlive(): void {
    // While senders wait nothing is read, an answer to a ping included.
    if (!this.isPaused && performance.now() - this.lastHeardMs > 2 * KEEP_ALIVE_S * 1000)
      this.socket.destroy(new Error('The broker fell silent'));
    else this.send({ cmd: 'pingreq' });
  }

  private send(packet: Packet): void {
    if (this.socket.writable) this.socket.write(encodePacket(5, packet));
  }
}

/**
 * What edge nodes are told of their host, kept by the broker (Eclipse Sparkplug 3.0, 5.14: QoS 1, retained, the will with the
 * birth's time).
 */
function hostState(online: boolean, timestamp: number): IPublishPacket {
  return {
    cmd: 'publish',
    topic: SPARKPLUG_STATE_TOPIC,
    payload: Buffer.from(JSON.stringify({ online, timestamp })),
    qos: 1,
    retain: true,
    dup: false,
    messageId: STATE_ID,
  };
}

/** What a refusal means that one can do something about (MQTT 5, 3.2.2.2). */
function refusalOf(code: number): string {
  switch (code) {
    case 1:
    case 132:
      return 'it does not speak MQTT 5';
    case 134:
    case 135:
      return 'MQTT_USERNAME and MQTT_PASSWORD are not right there';
    default:
      return `reason code ${code}`;
  }
}
