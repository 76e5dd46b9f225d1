import { randomUUID } from 'node:crypto';
import type { Server, Socket } from 'node:net';
import type { Logger } from 'pino';
import type { DeviceAccess } from '../access/device-access.js';
import type { EmbeddedBroker } from '../config.js';
import type { DeviceConnections } from '../formats/device-connections.js';
import { RateGovernor } from '../limits/rate-governor.js';
import { type ConnectionReason, type Edge, type EdgeListener, newCounters } from './edge.js';
import { AppGate, DeviceGate, type Gate } from './gates.js';
import { isForIngest } from './internal-topics.js';
import { openListener } from './listeners.js';
import { DelayedWills } from './mqtt/sessions/delayed-wills.js';
import { REASON } from './mqtt/protocol/reason-codes.js';
import { Session, type SessionHost, TICK_MS } from './mqtt/sessions/session.js';
import { SharedReadBuffer } from './mqtt/shared-read-buffer.js';
import type { Subscriber } from './mqtt/sessions/subscriber.js';
import { TopicTree } from './mqtt/protocol/topic-tree.js';
import { TurnWriter } from './mqtt/protocol/turn-writer.js';

const LOOPBACK = '127.0.0.1';
const NO_SESSIONS: ReadonlySet<Session> = new Set();

/**
 * Embedded broker. Passes on every PUBLISH of a device without copying it, and sends the PUBACK only after the message
 * is durable. Also carries the internal channel, and commands and errors to devices.
 */
export class EmbeddedEdge implements Edge, SessionHost {
  readonly counters = newCounters();
  readonly turn = new TurnWriter();
  readonly reading = new SharedReadBuffer();
  readonly subscriptions = new TopicTree<Subscriber>();
  readonly lines: DeviceConnections = {
    isSubscribed: (deviceKey, topic) =>
      [...this.connectionsOf(deviceKey)].some((session) => session.isSubscribedTo(topic)),
    publish: (deviceKey, topic, payload, onAcknowledged) => {
      const bytes = Buffer.from(payload);
      for (const session of this.connectionsOf(deviceKey)) session.publish(topic, bytes, onAcknowledged);
    },
  };
  listener: EdgeListener;
  isWaiting = false;
  isAccepting = false;
  private readonly gate: Gate;
  private readonly appGate: Gate;
  private readonly wills = new DelayedWills();
  private readonly sessions = new Set<Session>();
  private readonly byClient = new Map<string, Session>();
  /** Sessions by device key. A device is online while it has at least one. */
  private readonly byDevice = new Map<number, Set<Session>>();
  private servers: Server[] = [];
  private ticking: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: EmbeddedBroker,
    access: Pick<DeviceAccess, 'decide' | 'decideByCertificate'>,
    internalPassword: string,
    readonly log: Logger,
    readonly governor: Pick<RateGovernor, 'request'> = new RateGovernor(Date.now),
  ) {
    this.gate = new DeviceGate(access, log);
    this.appGate = new AppGate(internalPassword);
  }

  async start(listener: EdgeListener): Promise<void> {
    this.listener = listener;
    this.isAccepting = true;
    const { config } = this;
    if (config.internalPort !== null) {
      const listenerSettings = { tls: null, host: LOOPBACK, port: config.internalPort };
      this.servers.push(await openListener(listenerSettings, (socket) => this.open(socket, this.appGate)));
    }
    this.servers.push(await openListener(config, (socket) => this.open(socket, this.gate)));
    this.ticking = setInterval(() => this.sessions.forEach((session) => session.tick()), TICK_MS);
  }

  isUp(): boolean {
    return this.isAccepting && this.servers.length > 0 && this.servers.every((server) => server.listening);
  }

  setWaiting(mustWait: boolean): void {
    this.isWaiting = mustWait;
    for (const session of this.sessions) session.setWaiting(mustWait);
  }

  publish(topic: string, payload: string, qos: 0 | 1 = 0): void {
    const subscribers = this.subscriptions.match(topic);
    if (subscribers.size > 0) this.deliver(subscribers, topic, Buffer.from(payload), qos);
  }

  publishTo(deviceKey: number, topic: string, payload: string, qos: 0 | 1 = 0): void {
    const bytes = Buffer.from(payload);
    for (const session of this.byDevice.get(deviceKey) ?? [])
      if (!session.offerIfSubscribed(topic, bytes, qos)) this.counters.dropped++;
  }

  route(topic: string, payload: Buffer, qos: 0 | 1): void {
    this.deliver(this.subscriptions.match(topic), topic, payload, qos);
    if (isForIngest(topic)) this.listener.onInternal(topic, payload);
  }

  disconnect(username: string): void {
    for (const session of this.sessions) {
      const { principal } = session;
      if (principal?.kind === 'device' && principal.username === username)
        session.close('credential_ended', REASON.administrativeAction, 'the credential is no longer valid');
    }
  }

  connectedUsernames(): string[] {
    const usernames = new Set<string>();
    for (const { principal } of this.sessions)
      if (principal?.kind === 'device') usernames.add(principal.username);
    return [...usernames];
  }

  stopAccepting(): void {
    this.isAccepting = false;
    this.wills.dropAll();
    this.servers.forEach((server) => server.close());
    for (const session of this.sessions) session.setWaiting(true);
  }

  async close(): Promise<void> {
    clearInterval(this.ticking);
    await Promise.all([...this.sessions].map((session) => session.flushAndClose()));
  }

  newClientId(): string {
    return randomUUID();
  }

  onOpened(session: Session): void {
    this.counters.connections++;
    const { principal, clientKey } = session;
    if (principal?.kind === 'device') {
      const { device } = principal;
      const others = this.byDevice.get(device.deviceKey);
      if (others) others.add(session);
      else {
        this.byDevice.set(device.deviceKey, new Set([session]));
        this.listener.onConnection(device, true, 'connected');
      }
    }
    // Clients choose their ids freely, so ids are scoped by user: a client must not disconnect another user's client by
    // connecting with the same id.
    const before = this.byClient.get(clientKey);
    this.byClient.set(clientKey, session);
    before?.close('taken_over', REASON.sessionTakenOver, 'the same client has connected again');
    this.wills.drop(clientKey);
  }

  onClosed(session: Session, reason: ConnectionReason): void {
    this.sessions.delete(session);
    const { principal, clientKey } = session;
    if (!principal) return;
    this.counters.connections--;
    if (this.byClient.get(clientKey) === session) this.byClient.delete(clientKey);
    // When ingest stops, devices lose their connection and reconnect after the next start. Their state has not changed,
    // so their wills would be wrong.
    if (principal.kind !== 'device' || !this.isAccepting) return;
    const { device } = principal;
    const { will } = session;
    if (will) this.wills.add(clientKey, will.delayMs, () => this.publishWill(session));
    const others = this.byDevice.get(device.deviceKey);
    others?.delete(session);
    if (others?.size) return;
    this.byDevice.delete(device.deviceKey);
    this.listener.onConnection(device, false, reason);
  }

  private connectionsOf(deviceKey: number): ReadonlySet<Session> {
    return this.byDevice.get(deviceKey) ?? NO_SESSIONS;
  }

  private open(socket: Socket, gate: Gate): void {
    if (this.isAccepting) this.sessions.add(new Session(socket, gate, this));
    else socket.destroy();
  }

  private publishWill({ principal, will }: Session): void {
    if (principal?.kind !== 'device' || !will) return;
    const { topic, channel, payload } = will;
    // No client waits for the acknowledgement.
    const origin = { acknowledge: () => undefined };
    this.listener.onMessage({ device: principal.device, channel, topic, payload, origin, id: 0 });
  }

  private deliver(
    subscribers: ReadonlyMap<Subscriber, 0 | 1>,
    topic: string,
    payload: Buffer,
    qos: 0 | 1,
  ): void {
    for (const [subscriber, granted] of subscribers)
      if (!subscriber.offer(topic, payload, granted < qos ? granted : qos)) this.counters.dropped++;
  }
}
