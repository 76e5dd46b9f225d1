import {
  type DeviceReport,
  type EdgeNode,
  type EdgeNodeEffect,
  type EdgeNodeEvent,
  type FormatTopic,
  type KnownDevice,
  readSparkplugPayload,
  SPARKPLUG_HOST_ID,
  sparkplugCommandTopic,
  stepEdgeNode,
  UNKNOWN_NODE,
  writeBooleanCommand,
} from '#telemetry';
import { type FormatMessage, type FormatTools, isFault, takeIn } from './format-message.js';
import { JointOrigin } from './joint-origin.js';
import { NOTHING } from './thingsboard-devices.js';

type SparkplugTopic = Extract<FormatTopic, { family: 'sparkplug' }>;
type Message = FormatMessage<SparkplugTopic>;

const STATE_TOPIC = 'spBv1.0/STATE/';

interface Followed {
  readonly device: KnownDevice;
  readonly groupId: string;
  node: EdgeNode;
}

/** Sparkplug host: follows the edge nodes that are connected here, and requests a rebirth if data is missing. */
export class SparkplugNodes {
  /** Followed nodes by their device. */
  private readonly followed = new Map<number, Followed>();
  private readonly startedMs: number;

  constructor(private readonly tools: FormatTools) {
    this.startedMs = tools.now();
  }

  handle(message: Message): void {
    const { parsed, device, origin, id, receivedMs } = message;
    if (parsed.channel === 'STATE' || parsed.channel === 'NCMD' || parsed.channel === 'DCMD')
      return origin.settle(id, [], NOTHING);
    const payload = readSparkplugPayload(message.payload);
    if (isFault(payload)) return this.tools.intake.setAside(message, payload);
    const followed = this.follow(device, parsed.groupId);
    const effects = this.step(
      followed,
      { kind: parsed.channel, deviceId: parsed.deviceId, payload },
      receivedMs,
    );
    this.takeIn(message, effects, new JointOrigin(countReports(effects), origin, id));
  }

  /** Publishes the host's state to a node that waits for its host before its birth. */
  onSubscribed(device: KnownDevice, filter: string): void {
    if (!filter.startsWith(STATE_TOPIC)) return;
    const hostId = filter.slice(STATE_TOPIC.length);
    const topic = STATE_TOPIC + (/[+#]/.test(hostId) ? SPARKPLUG_HOST_ID : hostId);
    this.tools.lines.tell(
      device.deviceKey,
      topic,
      JSON.stringify({ online: true, timestamp: this.startedMs }),
    );
  }

  /** The node's connection has ended, with or without its death message. */
  onLost(deviceKey: number): void {
    const followed = this.followed.get(deviceKey);
    if (!followed) return;
    const receivedMs = this.tools.now();
    const effects = this.step(followed, { kind: 'lost' }, receivedMs);
    const { device, groupId } = followed;
    const topic = `spBv1.0/${groupId}/NDEATH/${device.code}`;
    this.takeIn({ device, topic, receivedMs }, effects, { settle: () => undefined });
  }

  /** Called about once a second. */
  tick(): void {
    const nowMs = this.tools.now();
    for (const followed of this.followed.values()) this.step(followed, { kind: 'tick' }, nowMs);
  }

  private follow(device: KnownDevice, groupId: string): Followed {
    const known = this.followed.get(device.deviceKey);
    if (known?.groupId === groupId) return known;
    const followed = { device, groupId, node: known?.node ?? UNKNOWN_NODE };
    this.followed.set(device.deviceKey, followed);
    return followed;
  }

  private step(followed: Followed, event: EdgeNodeEvent, nowMs: number): readonly EdgeNodeEffect[] {
    const { node, effects } = stepEdgeNode(followed.node, event, nowMs);
    followed.node = node;
    const { device, groupId } = followed;
    if (effects.some(({ kind }) => kind === 'rebirth')) {
      const topic = sparkplugCommandTopic(groupId, device.code, null);
      this.tools.lines.tell(device.deviceKey, topic, writeBooleanCommand('Node Control/Rebirth', nowMs));
    }
    return effects;
  }

  private takeIn(
    sender: Pick<Message, 'device' | 'topic' | 'receivedMs'>,
    effects: readonly EdgeNodeEffect[],
    origin: ConstructorParameters<typeof JointOrigin>[1],
  ): void {
    const devices = effects.flatMap((effect): DeviceReport[] =>
      effect.kind === 'readings' && isSomething(effect)
        ? [{ device: effect.deviceId, ...effect.readings }]
        : [],
    );
    const work = async (): Promise<void> => {
      await takeIn(this.tools, sender, { devices }, origin);
      for (const effect of effects) {
        if (effect.kind !== 'online') continue;
        const { deviceId, online } = effect;
        // If the node's own connection ends here, it is observed directly.
        if (deviceId === null && this.tools.seesConnections) continue;
        const device =
          deviceId === null ? sender.device : await this.tools.names.find(sender.device, deviceId);
        if (device) this.tools.noteOnline(device, online);
      }
    };
    work().catch((error: unknown) => this.tools.onTrouble(error));
  }
}

function isSomething({ readings }: Extract<EdgeNodeEffect, { kind: 'readings' }>): boolean {
  return readings.messages.length > 0 || readings.faulty.length > 0;
}

function countReports(effects: readonly EdgeNodeEffect[]): number {
  return effects.filter((effect) => effect.kind === 'readings' && isSomething(effect)).length;
}
