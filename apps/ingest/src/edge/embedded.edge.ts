import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import { INTERNAL_CHANNEL, INTERNAL_CHANNEL_USER } from '#platform';
import { MAX_PAYLOAD_BYTES } from '#telemetry';
import type { DeviceAccess } from '../access/device-access.js';
import type { EmbeddedBroker } from '../config.js';
import type { ConnectionReason, Edge, EdgeListener } from './edge.js';
import { limitPacketSize } from './packet-size.js';
import { isInternalTopic, mayRead, ownChannel, type Principal } from './principal.js';
import { ReadingGate } from './reading-gate.js';

/** What aedes' clients tell beyond their published types. */
interface PartingClient extends Client {
  /** Whether the client said good-bye. */
  readonly _disconnected: boolean;
}

/** A payload somewhat over the limit is still read, so that its sender can be told instead of cut off again and again. */
const MAX_PACKET_BYTES = 4 * MAX_PAYLOAD_BYTES;
const CONNECT_TIMEOUT_MS = 10_000;
const TCP_KEEP_ALIVE_MS = 60_000;
const FLUSH_PATIENCE_MS = 1000;
/** For aedes to write the acknowledgements of what was committed last. */
const ACKNOWLEDGE_MS = 50;
/** MQTT 3.1.1, table 3.1. */
const SERVER_UNAVAILABLE = 3;
const BAD_USERNAME_OR_PASSWORD = 4;
const NOT_AUTHORIZED = 5;

/**
 * The broker inside ingest. Its work is to hold every PUBLISH of a device until the message is durable and only then to let
 * the PUBACK go: aedes acknowledges right after `authorizePublish` calls back, so that is where a message waits. aedes reads
 * a socket no further while messages of it wait, which is what makes a slow database slow the devices down.
 */
export class EmbeddedEdge implements Edge {
  private readonly broker: Aedes;
  private readonly deviceServer: Server;
  private readonly internalServer: Server | null;
  private readonly internalSockets = new WeakSet<object>();
  private readonly principals = new WeakMap<Client, Principal>();
  private readonly endReasons = new WeakMap<Client, ConnectionReason>();
  private readonly clients = new Set<PartingClient>();
  private readonly gates = new WeakMap<Client, ReadingGate>();
  /** Live connections by device key: a device is online while it has one. */
  private readonly connections = new Map<number, number>();
  private listener: EdgeListener | null = null;
  private isAccepting = false;
  private isWaiting = false;

  constructor(
    private readonly config: EmbeddedBroker,
    private readonly access: DeviceAccess,
    private readonly internalPassword: string,
    private readonly log: Logger,
  ) {
    this.broker = new Aedes({
      connectTimeout: CONNECT_TIMEOUT_MS,
      // Client ids get a prefix that the standard's 23 letters have no room for.
      maxClientsIdLength: 65_535,
      preConnect: (client, packet, done) => {
        // Ids are free, so they are told apart by who uses them: nobody may throw another out, or inherit a session, by its id.
        if (packet.clientId !== '') packet.clientId = `${packet.username ?? ''}|${packet.clientId}`;
        done(null, true);
      },
      authenticate: (client, username, password, done) => {
        void this.authenticate(client, username ?? '', password ?? Buffer.alloc(0)).then((returnCode) => {
          if (returnCode === 0) done(null, true);
          else done(Object.assign(new Error('refused'), { returnCode }) as AuthenticateError, false);
        });
      },
      authorizePublish: (client, packet, done) => this.receive(client, packet, done),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, mayRead(this.principals.get(client), subscription.topic) ? subscription : null),
      // Asked again at delivery: a session restored from before may hold what its owner may no longer read.
      authorizeForward: (client, packet) =>
        mayRead(this.principals.get(client), packet.topic) ? packet : null,
    });
    this.broker.on('client', (client) => this.noteConnected(client as PartingClient));
    this.broker.on('clientReady', (client) => {
      if (this.isWaiting) this.gates.get(client)?.shut();
    });
    this.broker.on('clientDisconnect', (client) => this.noteDisconnected(client as PartingClient));
    this.broker.on('keepaliveTimeout', (client) => this.endReasons.set(client, 'keep_alive_expired'));
    this.broker.on('clientError', (client, error) =>
      this.log.debug({ client: client.id, error: error.message }, 'connection failed'),
    );
    this.broker.on('connectionError', (_client, error) =>
      this.log.debug({ error: error.message }, 'connection failed'),
    );

    const accept = (socket: Socket): void => this.accept(socket, false);
    this.deviceServer = config.tls ? createTlsServer(config.tls, accept) : createPlainServer(accept);
    this.internalServer =
      config.internalPort === null ? null : createPlainServer((socket) => this.accept(socket, true));
  }

  async start(listener: EdgeListener): Promise<void> {
    this.listener = listener;
    await this.broker.listen();
    await new Promise<void>((resolve) => {
      const forward = (
        { topic, payload }: { topic: string; payload: Buffer | string },
        done: () => void,
      ): void => {
        listener.onInternal(topic, toBuffer(payload));
        done();
      };
      this.broker.subscribe(INTERNAL_CHANNEL.revokedOfAll, forward, resolve);
    });
    this.isAccepting = true;
    if (this.internalServer) await listen(this.internalServer, this.config.internalPort!, '127.0.0.1');
    await listen(this.deviceServer, this.config.port, this.config.host);
  }

  isUp(): boolean {
    return this.isAccepting && this.deviceServer.listening;
  }

  setWaiting(mustWait: boolean): void {
    this.isWaiting = mustWait;
    for (const client of this.clients) {
      if (mustWait) this.gates.get(client)?.shut();
      else this.gates.get(client)?.open();
    }
  }

  publish(topic: string, payload: string): void {
    this.broker.publish(
      { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false },
      () => undefined,
    );
  }

  disconnect(username: string): void {
    for (const client of this.clients) {
      const principal = this.principals.get(client);
      if (principal?.kind === 'device' && principal.username === username)
        this.end(client, 'credential_ended');
    }
  }

  connectedUsernames(): string[] {
    const usernames = new Set<string>();
    for (const client of this.clients) {
      const principal = this.principals.get(client);
      if (principal?.kind === 'device') usernames.add(principal.username);
    }
    return [...usernames];
  }

  stopAccepting(): void {
    this.isAccepting = false;
    this.deviceServer.close();
    this.internalServer?.close();
    for (const client of this.clients) this.gates.get(client)?.shut();
  }

  async close(): Promise<void> {
    await wait(ACKNOWLEDGE_MS);
    await Promise.all([...this.clients].map((client) => flush(client.conn as Socket)));
    await new Promise<void>((resolve) => this.broker.close(resolve));
  }

  private accept(socket: Socket, isInternal: boolean): void {
    if (!this.isAccepting) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    // Devices may ask for no keep-alive; a peer that is gone without a word is found all the same.
    socket.setKeepAlive(true, TCP_KEEP_ALIVE_MS);
    if (isInternal) this.internalSockets.add(socket);
    const client = this.broker.handle(socket);
    this.gates.set(client, new ReadingGate(socket));
    limitPacketSize(socket, MAX_PACKET_BYTES, () => this.end(client, 'packet_too_large'));
  }

  /** The CONNACK's return code. */
  private async authenticate(client: Client, username: string, password: Buffer): Promise<number> {
    if (this.internalSockets.has(client.conn)) {
      if (username !== INTERNAL_CHANNEL_USER || !isSame(password, this.internalPassword))
        return NOT_AUTHORIZED;
      this.principals.set(client, { kind: 'app' });
      return 0;
    }
    const address = (client.conn as Socket).remoteAddress ?? '';
    const decision = await this.access.decide(username, password, address);
    switch (decision.kind) {
      case 'granted':
        this.principals.set(client, { kind: 'device', device: decision.device, username });
        return 0;
      case 'refused':
        this.log.info({ username, address }, 'wrong device credential');
        return BAD_USERNAME_OR_PASSWORD;
      case 'locked':
        this.log.warn({ username, address }, 'locked out after too many wrong credentials');
        return NOT_AUTHORIZED;
      case 'unavailable':
        return SERVER_UNAVAILABLE;
    }
  }

  private receive(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const principal = client && this.principals.get(client);
    if (!client || !principal) return done(new Error('Not authenticated'));
    // The last words of the connections that end with this process.
    if (client.closed && !this.isAccepting) return done(new Error('Stopping'));
    // Nothing is retained: what an app missed it finds in the database, and a device's past is not its present.
    packet.retain = false;
    if (principal.kind === 'app') {
      return done(isInternalTopic(packet.topic) ? null : new Error('Not a topic of the internal channel'));
    }
    const { device } = principal;
    const channel = ownChannel(device, packet.topic);
    if (!channel) {
      this.log.warn(
        { device: device.deviceId, topic: packet.topic },
        'published to a topic that is not its own',
      );
      this.end(client, 'topic_forbidden');
      return done(new Error('Not its own topic'));
    }
    this.listener!.onMessage({
      device,
      channel,
      topic: packet.topic,
      payload: toBuffer(packet.payload),
    }).then(
      () => done(null),
      (error: unknown) => done(error instanceof Error ? error : new Error('Not stored')),
    );
  }

  private noteConnected(client: PartingClient): void {
    this.clients.add(client);
    const principal = this.principals.get(client);
    if (principal?.kind !== 'device') return;
    const count = (this.connections.get(principal.device.deviceKey) ?? 0) + 1;
    this.connections.set(principal.device.deviceKey, count);
    if (count === 1) this.listener?.onConnection(principal.device, true, 'connected');
  }

  private noteDisconnected(client: PartingClient): void {
    this.clients.delete(client);
    const principal = this.principals.get(client);
    if (principal?.kind !== 'device') return;
    const count = (this.connections.get(principal.device.deviceKey) ?? 1) - 1;
    if (count > 0) {
      this.connections.set(principal.device.deviceKey, count);
      return;
    }
    this.connections.delete(principal.device.deviceKey);
    // When ingest stops, devices lose their connection and come back to the next start: nothing about them has changed.
    if (!this.isAccepting) return;
    const reason = this.endReasons.get(client) ?? (client._disconnected ? 'disconnected' : 'connection_lost');
    this.listener?.onConnection(principal.device, false, reason);
  }

  private end(client: Client, reason: ConnectionReason): void {
    if (!this.endReasons.has(client)) this.endReasons.set(client, reason);
    // Not within the packet's own turn: aedes still writes to the connection it came from.
    setImmediate(() => client.close());
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}

/** In a time that doesn't tell how much of it was right. */
function isSame(shown: Buffer, expected: string): boolean {
  const digest = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
  return timingSafeEqual(digest(shown), digest(expected));
}

function toBuffer(payload: Buffer | string): Buffer {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

/** Resolves when what was written to a socket is with the operating system. */
function flush(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, FLUSH_PATIENCE_MS);
    socket.end(() => {
      clearTimeout(patience);
      resolve();
    });
  });
}
