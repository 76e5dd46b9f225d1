import { connect, type Socket } from 'node:net';
import type { PeerCertificate } from 'node:tls';
import mqtt, { type IConnectPacket, type Packet } from 'mqtt-packet';
import { pino } from 'pino';
import { INTERNAL_CHANNEL_USER } from '#platform';
import { DEFAULT_DEVICE_LIMITS, type Fault, type KnownDevice, NO_RULE } from '#telemetry';
import type { EmbeddedBroker } from '../../../apps/ingest/src/config.js';
import type { DeviceMessage, EdgeListener } from '../../../apps/ingest/src/edge/edge.js';
import { toFaultNotice } from '../../../apps/ingest/src/fault-notice.js';
import { EmbeddedEdge } from '../../../apps/ingest/src/edge/embedded.edge.js';
import { eventually } from '../../support/eventually.js';
import { findFreePort } from '../../support/free-port.js';

const INTERNAL_PASSWORD = 'internal';

export interface SeenMessage {
  readonly code: string;
  readonly channel: string;
  readonly topic: string;
  readonly text: string;
  readonly id: number;
  readonly acknowledge: (faults?: readonly Fault[]) => void;
}

/**
 * The edge with the devices `press-1`, `press-2` … of the maker `acme`, which use their codes as passwords. Records
 * the edge's events.
 */
export class EdgeFixture implements EdgeListener {
  readonly seen: SeenMessage[] = [];
  readonly connections: string[] = [];
  readonly internal: string[] = [];
  /** Returns the faults with which a message is acknowledged immediately; undefined leaves it unacknowledged. */
  faultsFor: (text: string) => readonly Fault[] | undefined = () => [];

  private constructor(
    readonly edge: EmbeddedEdge,
    readonly port: number,
    readonly internalPort: number,
  ) {}

  static async open(tls: EmbeddedBroker['tls'] = null): Promise<EdgeFixture> {
    const [port, internalPort] = [await findFreePort(), await findFreePort()];
    const access = {
      decide: (username: string, password: Buffer) => {
        const code = username.split('/')[1] ?? '';
        if (username === 'token-of-press-1' && password.length === 0)
          return Promise.resolve({ kind: 'granted' as const, device: deviceOf('press-1'), username });
        if (username === 'acme/locked/1') return Promise.resolve({ kind: 'locked' as const });
        if (username === 'acme/later/1') return Promise.resolve({ kind: 'unavailable' as const });
        if (username !== `acme/${code}/1` || password.toString() !== code)
          return Promise.resolve({ kind: 'refused' as const });
        return Promise.resolve({ kind: 'granted' as const, device: deviceOf(code), username });
      },
      decideByCertificate: ({ subject }: PeerCertificate) => {
        const code = String(subject.CN);
        if (code === 'unregistered') return Promise.resolve({ kind: 'refused' as const });
        return Promise.resolve({ kind: 'granted' as const, device: deviceOf(code), username: code });
      },
    };
    const config = { kind: 'embedded', host: '127.0.0.1', port, internalPort, tls } as const;
    const edge = new EmbeddedEdge(config, access, INTERNAL_PASSWORD, pino({ level: 'silent' }));
    const fixture = new EdgeFixture(edge, port, internalPort);
    await edge.start(fixture);
    return fixture;
  }

  async close(): Promise<void> {
    this.edge.stopAccepting();
    await this.edge.close();
  }

  clear(): void {
    this.seen.length = 0;
    this.connections.length = 0;
    this.internal.length = 0;
    this.faultsFor = () => [];
  }

  onMessage({ device, channel, topic, payload, origin, id }: DeviceMessage): void {
    const text = payload.toString();
    const acknowledge = (faults: readonly Fault[] = []): void =>
      origin.acknowledge(id, faults, { stored: faults.length === 0 ? 1 : 0, duplicates: 0, faults });
    this.seen.push({ code: device.code, channel, topic, text, id, acknowledge });
    const faults = this.faultsFor(text);
    if (faults) setImmediate(() => acknowledge(faults));
  }

  onForbiddenTopic(device: KnownDevice, topic: string): void {
    const fault: Fault = { code: 'topic_forbidden', params: { topic } };
    this.edge.publish(...toFaultNotice(device, topic, [fault], new Date()));
  }

  onConnection(device: KnownDevice, connected: boolean, reason: string): void {
    this.connections.push(`${device.code} ${connected ? 'online' : 'offline'} ${reason}`);
  }

  onInternal(topic: string, payload: Buffer): void {
    this.internal.push(`${topic} ${payload.toString()}`);
  }

  login(code = 'press-1'): { host: string; port: number; username: string; password: string } {
    return { host: '127.0.0.1', port: this.port, username: `acme/${code}/1`, password: code };
  }

  get appLogin(): { host: string; port: number; username: string; password: string } {
    return {
      host: '127.0.0.1',
      port: this.internalPort,
      username: INTERNAL_CHANNEL_USER,
      password: INTERNAL_PASSWORD,
    };
  }

  /** A connection on which the test sends every packet itself. */
  raw(version: 4 | 5 = 5): RawClient {
    return new RawClient(this.port, version);
  }
}

export function deviceOf(code: string): KnownDevice {
  const deviceKey = [...code].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e9;
  return {
    makerId: 'acme',
    makerSlug: 'acme',
    deviceId: code,
    deviceKey,
    code,
    machineId: null,
    siteId: null,
    shippedMs: 0,
    signals: new Set(),
    numeric: new Set(),
    metered: new Set(),
    limits: DEFAULT_DEVICE_LIMITS,
    makerLimits: NO_RULE,
  };
}

export const topicOf = (channel: string, code = 'press-1'): string => `eaas/acme/${code}/${channel}`;

/** An MQTT connection that the test controls packet by packet. */
export class RawClient {
  readonly packets: Packet[] = [];
  readonly closed: Promise<void>;
  readonly socket: Socket;
  private isClosed = false;

  constructor(
    port: number,
    private readonly version: 4 | 5,
  ) {
    this.socket = connect(port, '127.0.0.1');
    const parser = mqtt.parser({ protocolVersion: version });
    parser.on('packet', (packet) => this.packets.push(packet));
    parser.on('error', () => undefined);
    this.socket.on('data', (chunk) => parser.parse(chunk));
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      this.socket.on('close', () => {
        this.isClosed = true;
        resolve();
      }),
    );
  }

  async connect(packet: Partial<IConnectPacket> = {}, code = 'press-1'): Promise<Packet> {
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: this.version,
      clientId: 'raw',
      clean: true,
      keepalive: 0,
      username: `acme/${code}/1`,
      password: Buffer.from(code),
      ...packet,
    });
    return this.next('connack');
  }

  send(packet: Packet): void {
    this.socket.write(mqtt.generate(packet, { protocolVersion: this.version }));
  }

  publish(text: string, messageId: number, more: object = {}): void {
    this.send({
      cmd: 'publish',
      topic: topicOf('telemetry'),
      payload: text,
      qos: 1,
      messageId,
      retain: false,
      dup: false,
      ...more,
    });
  }

  /** Waits for the next packet of a kind. */
  async next(cmd: Packet['cmd']): Promise<Packet> {
    const find = (): number => this.packets.findIndex((packet) => packet.cmd === cmd);
    await eventually(find, (at) => at >= 0 || this.isClosed);
    const at = find();
    if (at >= 0) return this.packets.splice(at, 1)[0]!;
    throw new Error(`No ${cmd} received; received ${JSON.stringify(this.packets)}`);
  }

  end(): void {
    this.socket.destroy();
  }
}
