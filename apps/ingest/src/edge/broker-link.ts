import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Packet } from 'mqtt-packet';
import type { Fault, MessageOrigin } from '#telemetry';
import type { ExternalBroker } from '../config.js';
import { Acknowledgements } from './mqtt/acknowledgements.js';
import { FrameScanner, type FrameSink } from './mqtt/frame-scanner.js';
import { encodePacket, encodePublish, PACKET, parsePacket } from './mqtt/packets.js';
import { PublishFields } from './mqtt/publish-fields.js';
import type { Turn, Writer } from './mqtt/turn.js';
import type { Reading } from './share.js';

const KEEP_ALIVE_S = 30;
const SUBSCRIBE_ID = 1;
const UNSUBSCRIBE_ID = 2;
const REFUSED = 128;
const IDS = 65_535;
const RECEIVE_BYTES = 256 * 1024;
/** The largest packet there is: what the broker took is taken. */
const ANY_SIZE = 268_435_455;
const CONNACK = 2;
const SUBACK = 9;
const UNSUBACK = 11;

/** What a link tells of itself. */
export interface LinkListener {
  readonly reading: Reading;
  onReady(): void;
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
  private lastId = 0;

  constructor(
    private readonly config: ExternalBroker,
    private readonly turn: Turn,
    private readonly listener: LinkListener,
    /** Ends the session that the broker keeps, and does nothing more. */
    private readonly forget = false,
  ) {
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

  publish(topic: string, payload: Buffer, qos: 0 | 1): void {
    if (!this.isReady || !this.socket.writable) return;
    this.lastId = (this.lastId % IDS) + 1;
    this.socket.write(encodePublish(4, topic, payload, qos === 0 ? 0 : this.lastId));
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
      case CONNACK:
      case SUBACK:
      case UNSUBACK:
        this.obey(parsePacket(4, bytes.subarray(head, end)));
    }
    return !this.socket.destroyed;
  }

  private read(bytes: Buffer, end: number): void {
    this.lastHeardMs = performance.now();
    const fault = this.scanner.push(bytes, end);
    if (fault) this.socket.destroy(new Error(`The broker's stream can't be read: ${fault}`));
  }

  private receive(bytes: Buffer, head: number, start: number, end: number): void {
    if (!fields.read(4, bytes, head, start, end))
      return void this.socket.destroy(new Error('The broker sent a malformed PUBLISH'));
    const { topicStart, topicEnd, payloadStart, id } = fields;
    const topic = bytes.toString('utf8', topicStart, topicEnd);
    this.listener.onPublish(topic, bytes.subarray(payloadStart, end), id, this);
  }

  private obey(packet: Packet | null): void {
    if (packet?.cmd === 'connack') {
      if (packet.returnCode !== 0)
        return void this.socket.destroy(new Error(`The broker refused: return code ${packet.returnCode}`));
      if (this.forget) return void this.close();
      const { subscribe } = this.listener.reading;
      if (subscribe.length === 0) return this.unsubscribe();
      return this.send({ cmd: 'subscribe', messageId: SUBSCRIBE_ID, subscriptions: [...subscribe] });
    }
    if (packet?.cmd === 'suback' && !(packet.granted as number[]).includes(REFUSED))
      // Only now, so that between the two nothing passes by; what came twice is stored once.
      return this.unsubscribe();
    if (packet?.cmd !== 'unsuback')
      return void this.socket.destroy(new Error('The broker refused a subscription'));
    this.isReady = true;
    this.listener.onReady();
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
      protocolVersion: 4,
      clientId: this.listener.reading.clientId,
      clean: this.forget,
      keepalive: KEEP_ALIVE_S,
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
    if (this.socket.writable) this.socket.write(encodePacket(4, packet));
  }
}
