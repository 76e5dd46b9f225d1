import type { Socket } from 'node:net';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import type { IConnectPacket, Packet } from 'mqtt-packet';
import type { Logger } from 'pino';
import type { ConnectionReason, EdgeCounters, EdgeListener } from '../../edge.js';
import type { RateGovernor } from '../../../limits/rate-governor.js';
import type { Gate } from '../../gates.js';
import { canRead, type Principal } from '../../principal.js';
import { AppReceiver } from '../app-receiver.js';
import { Acknowledgements } from './acknowledgements.js';
import { agreeSettings, type ConnectRejection, encodeRejection, readConnect } from '../protocol/connect.js';
import type { DeliveryConnection } from './deliveries.js';
import { FrameScanner, type FrameSink, type StreamFault } from '../protocol/frame-scanner.js';
import { encodePacket, PACKET, parsePacket, PINGRESP, type ProtocolVersion } from '../protocol/packets.js';
import { REASON } from '../protocol/reason-codes.js';
import { Receiver, type ReceiverConnection } from '../receiver.js';
import type { SharedReadBuffer } from '../shared-read-buffer.js';
import { KeepAliveTimer } from './keep-alive-timer.js';
import { Subscriber } from './subscriber.js';
import type { TopicTree } from '../protocol/topic-tree.js';
import type { TurnWriter, Writer } from '../protocol/turn-writer.js';
import { readWill, type Will } from './will.js';

/** Dependencies that all sessions share. */
export interface SessionHost {
  readonly turn: TurnWriter;
  readonly reading: SharedReadBuffer;
  readonly counters: EdgeCounters;
  readonly listener: EdgeListener;
  readonly subscriptions: TopicTree<Subscriber>;
  readonly log: Logger;
  readonly governor: Pick<RateGovernor, 'request'>;
  /** Whether devices have to wait. `isAccepting`: whether anything is accepted at all. */
  readonly isWaiting: boolean;
  readonly isAccepting: boolean;
  newClientId(): string;
  /** Routes a message published by an app; `payload` is valid only during the call. */
  route(topic: string, payload: Buffer, qos: 0 | 1): void;
  /** Called before the CONNACK. `onClosed` is called once when the session is over. */
  onOpened(session: Session): void;
  onClosed(session: Session, reason: ConnectionReason): void;
}

/**
 * Maximum size of a packet. It exceeds the limit of payloads, so that a sender above that limit can be notified instead
 * of being disconnected repeatedly.
 */
const MAX_PACKET_BYTES = 1024 * 1024;
/** Maximum packet size of unauthenticated clients. A will alone can have 64 KiB. */
const MAX_CONNECT_BYTES = 128 * 1024;
/** Interval at which `tick` is called. */
export const TICK_MS = 1000;
const CONNECT_TICKS = 10;
const LINGER_MS = 1000;
/** Number of unwritten bytes above which QoS 0 messages to a slow subscriber are dropped. */
const MAX_UNWRITTEN_BYTES = 1024 * 1024;
/**
 * Number of unwritten bytes above which no more data is read from a client that does not read its acknowledgements. The
 * number exceeds a socket's own high-water mark, so that the socket reports when they are written.
 */
const UNREAD_BYTES = 64 * 1024;

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Reasons for pausing a socket, as bits. */
const ADMITTING = 1;
const DATABASE = 2;
const UNACKNOWLEDGED = 4;
const UNWRITTEN = 8;
const OVER_RATE = 16;

/** One connection, from its first byte to its last. */
export class Session implements FrameSink, Writer, ReceiverConnection, DeliveryConnection {
  version: ProtocolVersion = 4;
  wantsReasons = false;
  principal: Principal | null = null;
  /** Key of the client. A new connection with the same key replaces the previous one. */
  clientKey = '';
  will: Will | null = null;
  readonly acknowledgements = new Acknowledgements();
  private readonly socket: Socket;
  private readonly scanner = new FrameScanner(MAX_CONNECT_BYTES, this);
  private receiver: Receiver | AppReceiver;
  private subscriber: Subscriber | null = null;
  private limits: { receiveMaximum?: number; maximumPacketSize?: number } = {};
  private state = CONNECTING;
  private pauses = 0;
  /** Number of messages that are accepted before the governor is asked again. */
  private allowed = 0;
  private isInTurn = false;
  private isCorked = false;
  private readonly keepAlive = new KeepAliveTimer(CONNECT_TICKS);

  constructor(
    accepted: Socket,
    private readonly gate: Gate,
    private readonly host: SessionHost,
  ) {
    this.socket = host.reading.begin(accepted, (bytes, end) => this.read(bytes, end));
    this.socket.on('error', (error) => host.log.debug({ error: error.message }, 'connection failed'));
    this.socket.on('close', () => this.finish('connection_lost'));
  }

  get isOpen(): boolean {
    return this.state === OPEN;
  }

  /** Advances time: closes a silent peer, and answers pings that may be unread on a paused connection. */
  tick(): void {
    switch (this.keepAlive.tick(this.pauses === 0)) {
      case 'gone':
        return this.close('keep_alive_expired', REASON.keepAliveTimeout, 'no data received for too long');
      case 'ping_may_lie_unread':
        if (this.state === OPEN && (this.pauses & UNWRITTEN) === 0) this.send(PINGRESP);
    }
  }

  setWaiting(mustWait: boolean): void {
    if (this.principal?.kind !== 'device') return;
    if (mustWait) this.pause(DATABASE);
    else this.resume(DATABASE);
  }

  onFrame(bytes: Buffer, head: number, start: number, end: number): boolean {
    if (this.state === OPEN) this.handle(bytes, head, start, end);
    else this.connect(bytes, head, start, end);
    return this.pauses === 0 && this.state !== CLOSED;
  }

  pauseUntilAcknowledged(): void {
    this.pause(UNACKNOWLEDGED);
  }

  isKeepingUp(): boolean {
    return this.socket.writableLength < MAX_UNWRITTEN_BYTES;
  }

  send(bytes: Buffer): void {
    if (this.state === CLOSED) return;
    if (!this.isCorked) {
      this.isCorked = true;
      this.socket.cork();
      this.scheduleTurn();
    }
    this.socket.write(bytes);
  }

  /**
   * Sends a message if the client has subscribed to it.
   * @returns false if it was dropped
   */
  offerIfSubscribed(topic: string, payload: Buffer, qos: 0 | 1): boolean {
    return this.subscriber?.offerIfSubscribed(topic, payload, qos) ?? true;
  }

  scheduleTurn(): void {
    if (this.isInTurn) return;
    this.isInTurn = true;
    this.host.turn.add(this);
  }

  writeTurn(): void {
    this.isInTurn = false;
    if (this.state === CLOSED) return;
    this.writeOut();
    if (this.socket.writableLength > UNREAD_BYTES && (this.pauses & UNWRITTEN) === 0) {
      this.pause(UNWRITTEN);
      this.socket.once('drain', () => this.resume(UNWRITTEN));
    }
    if ((this.pauses & UNACKNOWLEDGED) !== 0 && this.receiver.canContinue) this.resume(UNACKNOWLEDGED);
  }

  /** Closes the connection. MQTT 5 clients get the reason. */
  close(reason: ConnectionReason, reasonCode: number, text?: string): void {
    if (this.state === CLOSED) return;
    if (this.state === OPEN) this.writeOut();
    if (this.state === OPEN && this.version === 5) {
      const properties =
        text !== undefined && this.wantsReasons ? { properties: { reasonString: text } } : {};
      this.socket.write(encodePacket(5, { cmd: 'disconnect', reasonCode, ...properties }));
    }
    this.disconnect(reason);
  }

  warn(facts: object, text: string): void {
    this.host.log.warn(facts, text);
  }

  /** Resolves when all output has been passed to the operating system, or after one second. */
  flushAndClose(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('close', resolve).once('finish', resolve);
      setTimeout(resolve, LINGER_MS).unref();
      this.close('disconnected', REASON.serverShuttingDown, 'shutting down');
    });
  }

  private read(bytes: Buffer, end: number): void {
    if (this.state === CLOSED) return;
    this.keepAlive.recordReceived();
    this.scan(() => this.scanner.push(bytes, end));
  }

  /** Scans packets. Errors in one connection's packets must not affect other connections. */
  private scan(go: () => StreamFault | undefined): void {
    try {
      this.handleFault(go());
    } catch (error) {
      this.host.log.error({ error }, 'a connection was closed after an unexpected error');
      this.socket.destroy();
    }
  }

  private handleFault(fault: StreamFault | undefined): void {
    if (fault === 'packet_too_large')
      this.close(
        'packet_too_large',
        REASON.packetTooLarge,
        `packets can have at most ${MAX_PACKET_BYTES} bytes`,
      );
    else if (fault) this.close('protocol_error', REASON.malformedPacket, 'malformed length');
  }

  private handle(bytes: Buffer, head: number, start: number, end: number): void {
    switch (bytes[head]! >> 4) {
      case PACKET.publish:
        this.receiver.receive(bytes, head, start, end);
        if (--this.allowed <= 0) this.requestAllowance();
        return;
      case PACKET.pubrel:
        if ((bytes[head]! & 15) !== 2 || end - start < 2) break;
        return this.receiver.handlePubrel(bytes.readUInt16BE(start));
      case PACKET.puback:
        if (end - start < 2) break;
        return this.subscriber?.acknowledge(bytes.readUInt16BE(start));
      case PACKET.pingreq:
        return this.send(PINGRESP);
      case PACKET.subscribe:
      case PACKET.unsubscribe:
      case PACKET.disconnect:
        return this.handlePacket(parsePacket(this.version, bytes.subarray(head, end)));
      default:
        return this.close('protocol_error', REASON.protocolError, 'a packet that clients must not send');
    }
    this.close('protocol_error', REASON.malformedPacket);
  }

  private handlePacket(packet: Packet | null): void {
    switch (packet?.cmd) {
      case 'subscribe':
        if (packet.properties?.subscriptionIdentifier !== undefined)
          return this.close('protocol_error', REASON.subscriptionIdsNotSupported);
        if (packet.subscriptions.length === 0 || !packet.messageId) break;
        this.send(encodePacket(this.version, this.getSubscriber().subscribe(packet)));
        return this.recordSubscriptions(packet.subscriptions.map(({ topic }) => topic));
      case 'unsubscribe':
        if (packet.unsubscriptions.length === 0 || !packet.messageId) break;
        return this.send(encodePacket(this.version, this.getSubscriber().unsubscribe(packet)));
      case 'disconnect':
        if (packet.reasonCode !== REASON.disconnectWithWill) this.will = null;
        this.writeOut();
        return this.disconnect('disconnected');
    }
    this.close('protocol_error', REASON.malformedPacket);
  }

  /** Returns whether the client has subscribed to a topic. */
  isSubscribedTo(topic: string): boolean {
    return this.subscriber?.qosOf(topic) !== undefined;
  }

  /**
   * Sends a message to this connection alone, if it has subscribed to the topic.
   * @param onAcknowledged called when the client acknowledges the message
   */
  publish(topic: string, payload: Buffer, onAcknowledged?: () => void): void {
    this.subscriber?.publish(topic, payload, onAcknowledged);
  }

  private recordSubscriptions(filters: readonly string[]): void {
    const { principal, host } = this;
    if (principal?.kind !== 'device') return;
    for (const filter of filters)
      if (canRead(principal, filter)) host.listener.onSubscribed?.(principal.device, filter);
  }

  private getSubscriber(): Subscriber {
    return (this.subscriber ??= new Subscriber(this, this.principal!, this.host.subscriptions, this.limits));
  }

  private connect(bytes: Buffer, head: number, start: number, end: number): void {
    const { version, connect, refusal } = readConnect(bytes, head, start, end);
    if (refusal !== null) return this.rejectConnect(version, refusal);
    if (connect === null) return this.disconnect('protocol_error');
    this.pause(ADMITTING);
    this.gate
      .admit({
        username: connect.username ?? '',
        password: connect.password ?? null,
        address: this.socket.remoteAddress ?? '',
        certificate: getClientCertificate(this.socket),
      })
      .then(
        (admitted) => this.respondToConnect(connect, version, admitted),
        (error: unknown) => {
          this.host.log.error({ error }, 'the credentials of a client could not be checked');
          this.rejectConnect(version, 'unavailable');
        },
      );
  }

  private respondToConnect(
    packet: IConnectPacket,
    version: ProtocolVersion,
    admitted: Principal | ConnectRejection,
  ): void {
    if (this.state === CLOSED) return;
    if (!this.host.isAccepting) return this.disconnect('disconnected');
    if (typeof admitted === 'string') return this.rejectConnect(version, admitted);
    const will = readWill(packet, admitted);
    if (will === undefined) {
      this.host.log.warn(
        { username: packet.username, topic: packet.will?.topic },
        'a will on a topic that does not belong to the device',
      );
      return this.rejectConnect(version, 'will_topic_forbidden');
    }
    const agreement = agreeSettings(packet, version, MAX_PACKET_BYTES, () => this.host.newClientId());
    this.scanner.limit = MAX_PACKET_BYTES;
    this.version = version;
    this.limits = packet.properties ?? {};
    this.wantsReasons = agreement.wantsReasons;
    this.principal = admitted;
    this.will = will;
    this.clientKey = `${admitted.kind === 'device' ? admitted.username : ''}|${agreement.clientId}`;
    this.keepAlive.setKeepAlive((1000 * agreement.keepAliveS) / TICK_MS);
    this.receiver =
      admitted.kind === 'device'
        ? new Receiver(this, admitted.device, this.host.listener, this.host.counters)
        : new AppReceiver(this, (topic, payload, qos) => this.host.route(topic, payload, qos));
    this.state = OPEN;
    this.host.onOpened(this);
    this.socket.write(agreement.connack);
    this.setWaiting(this.host.isWaiting);
    this.requestAllowance();
    this.resume(ADMITTING);
  }

  private rejectConnect(version: ProtocolVersion, refusal: ConnectRejection): void {
    if (this.state === CLOSED) return;
    this.host.counters.refusedConnects++;
    this.socket.write(encodeRejection(version, refusal));
    this.disconnect('disconnected');
  }

  private writeOut(): void {
    if (this.isCorked) {
      this.isCorked = false;
      this.socket.uncork();
    }
    this.host.turn.write(this.socket, this.acknowledgements);
  }

  /**
   * Ends output, but continues to read and discard input, so that a reset of the connection does not lose the last
   * output.
   */
  private disconnect(reason: ConnectionReason): void {
    this.finish(reason);
    this.socket.end();
    this.socket.resume();
    setTimeout(() => this.socket.destroy(), LINGER_MS).unref();
  }

  private finish(reason: ConnectionReason): void {
    if (this.state === CLOSED) return;
    this.state = CLOSED;
    this.subscriber?.end();
    this.host.onClosed(this, reason);
  }

  /**
   * Requests the next allowance of messages. A client that has used up its quota is not read until it gets a new
   * allowance. Nothing is lost, because its messages wait.
   */
  private requestAllowance(): void {
    const { principal, host } = this;
    if (principal?.kind !== 'device') {
      this.allowed = Infinity;
      return;
    }
    const { messages, waitMs } = host.governor.request(
      host.listener.getCurrent?.(principal.device) ?? principal.device,
    );
    this.allowed = messages;
    if (messages > 0) return this.resume(OVER_RATE);
    this.pause(OVER_RATE);
    setTimeout(() => this.state !== CLOSED && this.requestAllowance(), waitMs).unref();
  }

  private pause(pauseReason: number): void {
    if (this.pauses === 0) this.socket.pause();
    this.pauses |= pauseReason;
  }

  private resume(pauseReason: number): void {
    if ((this.pauses & pauseReason) === 0) return;
    this.pauses &= ~pauseReason;
    if (!this.mayRead()) return;
    this.scan(() => this.scanner.release());
    if (this.mayRead()) this.socket.resume();
  }

  /** This is a method, because the compiler would assume that a property keeps its value while messages are scanned. */
  private mayRead(): boolean {
    return this.pauses === 0 && this.state !== CLOSED;
  }
}

/** Returns the client certificate of any issuer; null if the client presented none. */
function getClientCertificate(socket: Socket): PeerCertificate | null {
  if (!(socket instanceof TLSSocket)) return null;
  // Node returns null for a destroyed socket, and an empty object if there is no certificate.
  const certificate = socket.getPeerCertificate() as Partial<PeerCertificate> | null;
  return certificate?.raw === undefined ? null : (certificate as PeerCertificate);
}
