import { pino } from 'pino';
import { DEFAULT_DEVICE_LIMITS, type KnownDevice, NO_RULE } from '#telemetry';
import type { DeviceMessage, EdgeListener } from '../../apps/ingest/src/edge/edge.js';
import { EmbeddedEdge } from '../../apps/ingest/src/edge/embedded.edge.js';
import { findFreePort } from '../../test/support/product.js';

/** Messages and CPU time of the edge since its start, and its current number of connections. */
export interface EdgeReport {
  readonly messages: number;
  readonly cpuSeconds: number;
  readonly connected: number;
}

/**
 * Result of every message. The edge runs in a separate process and admits all clients; its listener acknowledges the
 * messages of each event-loop turn together.
 */
const STORED = { stored: 1, duplicates: 0, faults: [] };

const listener = new (class implements EdgeListener {
  private waiting: DeviceMessage[] = [];

  onMessage(message: DeviceMessage): void {
    if (this.waiting.push(message) === 1) setImmediate(() => this.acknowledgeWaiting());
  }

  onConnection(): void {}
  onInternal(): void {}

  private acknowledgeWaiting(): void {
    const acknowledged = this.waiting;
    this.waiting = [];
    for (const { origin, id } of acknowledged) origin.acknowledge(id, [], STORED);
  }
})();

const deviceOf = (username: string): KnownDevice => ({
  makerId: 'bench',
  makerSlug: 'bench',
  deviceId: username,
  deviceKey: Number(username),
  code: `M-${username}`,
  machineId: null,
  siteId: null,
  shippedMs: 0,
  signals: new Set(),
  numeric: new Set(),
  metered: new Set(),
  limits: DEFAULT_DEVICE_LIMITS,
  makerLimits: NO_RULE,
});
const access = {
  decide: (username: string) =>
    Promise.resolve({ kind: 'granted' as const, device: deviceOf(username), username }),
  decideByCertificate: () => Promise.resolve({ kind: 'refused' as const }),
};

const port = await findFreePort();
const edge = new EmbeddedEdge(
  { kind: 'embedded', host: '127.0.0.1', port, internalPort: null, tls: null },
  access,
  '',
  pino({ level: 'warn' }),
);
await edge.start(listener);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { messages, connections } = edge.counters;
  process.send!({ messages, cpuSeconds: (user + system) / 1e6, connected: connections });
});
process.once('disconnect', () => process.exit(0));
process.send!(port);
