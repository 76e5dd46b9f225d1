import type { Logger } from 'pino';
import { INTERNAL_CHANNEL } from '#platform';
import {
  errorTopic,
  parseStatus,
  type Arrival,
  type DeviceDirectory,
  type Fault,
  type KnownDevice,
  type Receipt,
  type TelemetryIntake,
} from '#telemetry';
import type { ConnectionLog } from './connection-log.js';
import type { ConnectionReason, DeviceMessage, Edge, EdgeListener, MessageOrigin } from './edge/edge.js';

/** So many faults are told at once; the rest stands in quarantine. */
const FAULTS_TOLD = 20;

/** What happens with what an edge brings: messages are made durable, connections written down, faults told to the device. */
export class DeviceTraffic implements EdgeListener {
  constructor(
    private readonly edge: Edge,
    private readonly intake: TelemetryIntake,
    private readonly directory: DeviceDirectory,
    private readonly connections: ConnectionLog,
    /** Whether the edge sees the devices' connections itself; otherwise their own word is what there is. */
    private readonly seesConnections: boolean,
    private readonly now: () => number,
    private readonly log: Logger,
  ) {}

  onMessage({ device: connected, channel, topic, payload, origin, id }: DeviceMessage): void {
    // As known now: signals and meters may have changed since it connected.
    const device = this.directory.known(connected.deviceKey) ?? connected;
    const arrival = { device, topic, payload: Buffer.from(payload), receivedMs: this.now() };
    if (channel === 'state') {
      const status = parseStatus(arrival.payload);
      if ('code' in status) return this.settle(this.intake.setAside(arrival, status), arrival, origin, id);
      if (!this.seesConnections) this.connections.note(device, status.online, 'will_or_announced');
      return origin.settle(id, []);
    }
    // Behind an external broker a will that came late may have said offline of a device that goes on sending. Noted before
    // the commit: after it, the device may have said a true good-bye, which this would undo.
    if (!this.seesConnections && !this.connections.isConnected(device.deviceKey)) {
      this.connections.note(device, true, 'data_received');
    }
    this.settle(this.intake.receive(arrival), arrival, origin, id);
  }

  onConnection(device: KnownDevice, connected: boolean, reason: ConnectionReason): void {
    this.connections.note(device, connected, reason);
  }

  onInternal(topic: string, payload: Buffer): void {
    if (!topic.startsWith(INTERNAL_CHANNEL.revoked(''))) return;
    try {
      const { username } = JSON.parse(payload.toString('utf8')) as { username?: unknown };
      if (typeof username === 'string') this.edge.disconnect(username);
    } catch {
      this.log.warn({ topic }, 'a hint that is no JSON');
    }
  }

  private settle(
    durable: Promise<Receipt>,
    { device, topic }: Arrival,
    origin: MessageOrigin,
    id: number,
  ): void {
    durable.then(
      ({ faults }) => {
        this.tell(device, topic, faults);
        origin.settle(id, faults);
      },
      (error: unknown) => this.log.warn({ topic, error: String(error) }, 'a message could not be taken in'),
    );
  }

  private tell(device: KnownDevice, topic: string, faults: readonly Fault[]): void {
    if (faults.length === 0) return;
    const told = faults.slice(0, FAULTS_TOLD).map(({ code, params }) => ({ reason: code, params }));
    this.edge.publish(
      errorTopic(device.makerSlug, device.code),
      JSON.stringify({ at: new Date(this.now()).toISOString(), topic, count: faults.length, faults: told }),
    );
  }
}
