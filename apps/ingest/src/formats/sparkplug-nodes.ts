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
import { type FormatMessage, type FormatTools, isFault, receiveReadings } from './format-message.js';
import { SharedOrigin } from './shared-origin.js';
import { EMPTY_RECEIPT } from './thingsboard-devices.js';

type SparkplugTopic = Extract<FormatTopic, { family: 'sparkplug' }>;
type Message = FormatMessage<SparkplugTopic>;

const STATE_TOPIC = 'spBv1.0/STATE/';

interface FollowedNode {
  readonly device: KnownDevice;
  readonly groupId: string;
  node: EdgeNode;
}

/** Sparkplug host: follows edge nodes, and requests a rebirth if data is missing. */
export class SparkplugNodes {
  /** Followed nodes by device key. */
  private readonly followed = new Map<number, FollowedNode>();
  private readonly startedMs: number;

  constructor(private readonly tools: FormatTools) {
    this.startedMs = tools.now();
  }

  handle(message: Message): void {
    const { parsed, device, origin, id, receivedMs } = message;
    if (parsed.channel === 'STATE' || parsed.channel === 'NCMD' || parsed.channel === 'DCMD')
      return origin.acknowledge(id, [], EMPTY_RECEIPT);
    const payload = readSparkplugPayload(message.payload);
    if (isFault(payload)) return this.tools.intake.quarantine(message, payload);
    const followed = this.getFollowed(device, parsed.groupId);
    const effects = this.step(
      followed,
      { kind: parsed.channel, deviceId: parsed.deviceId, payload },
      receivedMs,
    );
    this.applyEffects(message, effects, new SharedOrigin(countReports(effects), origin, id));
  }

  /** Publishes the host's state to a node that waits for its host before it sends its birth. */
  onSubscribed(device: KnownDevice, filter: string): void {
    if (!filter.startsWith(STATE_TOPIC)) return;
    const hostId = filter.slice(STATE_TOPIC.length);
    const topic = STATE_TOPIC + (/[+#]/.test(hostId) ? SPARKPLUG_HOST_ID : hostId);
    this.tools.lines.publish(
      device.deviceKey,
      topic,
      JSON.stringify({ online: true, timestamp: this.startedMs }),
    );
  }

  /** Handles the end of a node's connection, with or without its death message. */
  onDisconnected(deviceKey: number): void {
    const followed = this.followed.get(deviceKey);
    if (!followed) return;
    const receivedMs = this.tools.now();
    const effects = this.step(followed, { kind: 'lost' }, receivedMs);
    const { device, groupId } = followed;
    const topic = `spBv1.0/${groupId}/NDEATH/${device.code}`;
    this.applyEffects({ device, topic, receivedMs }, effects, { acknowledge: () => undefined });
  }

  /** Called about once a second. */
  tick(): void {
    const nowMs = this.tools.now();
    for (const followed of this.followed.values()) this.step(followed, { kind: 'tick' }, nowMs);
  }

  private getFollowed(device: KnownDevice, groupId: string): FollowedNode {
    const known = this.followed.get(device.deviceKey);
    if (known?.groupId === groupId) return known;
    const followed = { device, groupId, node: known?.node ?? UNKNOWN_NODE };
    this.followed.set(device.deviceKey, followed);
    return followed;
  }

  private step(followed: FollowedNode, event: EdgeNodeEvent, nowMs: number): readonly EdgeNodeEffect[] {
    const { node, effects } = stepEdgeNode(followed.node, event, nowMs);
    followed.node = node;
    const { device, groupId } = followed;
    if (effects.some(({ kind }) => kind === 'rebirth')) {
      const topic = sparkplugCommandTopic(groupId, device.code, null);
      this.tools.lines.publish(device.deviceKey, topic, writeBooleanCommand('Node Control/Rebirth', nowMs));
    }
    return effects;
  }

  private applyEffects(
    sender: Pick<Message, 'device' | 'topic' | 'receivedMs'>,
    effects: readonly EdgeNodeEffect[],
    origin: ConstructorParameters<typeof SharedOrigin>[1],
  ): void {
    const devices = effects.flatMap((effect): DeviceReport[] =>
      effect.kind === 'readings' && hasReadings(effect)
        ? [{ device: effect.deviceId, ...effect.readings }]
        : [],
    );
    const receiveAll = async (): Promise<void> => {
      await receiveReadings(this.tools, sender, { devices }, origin);
      for (const effect of effects) {
        if (effect.kind !== 'online') continue;
        const { deviceId, online } = effect;
        // If the node is connected to this process, its connection is observed directly.
        if (deviceId === null && this.tools.seesConnections) continue;
        const device =
          deviceId === null ? sender.device : await this.tools.names.find(sender.device, deviceId);
        if (device) this.tools.recordOnline(device, online);
      }
    };
    receiveAll().catch((error: unknown) => this.tools.onError(error));
  }
}

function hasReadings({ readings }: Extract<EdgeNodeEffect, { kind: 'readings' }>): boolean {
  return readings.messages.length > 0 || readings.faulty.length > 0;
}

function countReports(effects: readonly EdgeNodeEffect[]): number {
  return effects.filter((effect) => effect.kind === 'readings' && hasReadings(effect)).length;
}
