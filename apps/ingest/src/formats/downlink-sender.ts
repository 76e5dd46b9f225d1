import {
  deviceApiTopic,
  gatewayApiTopic,
  type ChangedAttribute,
  type Json,
  type KnownDevice,
  type QueuedCommand,
} from '#telemetry';
import type { FormatTools } from './format-message.js';

/**
 * Maximum time from the timestamp of a change until its transaction commits and the change becomes visible.
 */
const LATE_COMMIT_MS = 30_000;

/** Device or gateway that receives the commands and attributes of a device, and functions that build the messages. */
interface DownlinkTarget {
  readonly key: number;
  readonly command: (command: QueuedCommand) => { readonly topic: string; readonly payload: Json };
  /** Builds the message with attributes; undefined if the device does not subscribe to attributes. */
  readonly attributes:
    ((values: Record<string, Json>) => { readonly topic: string; readonly payload: Json }) | undefined;
  readonly acceptsCommands: boolean;
}

/** Sends commands and shared attributes to the devices that have subscribed to them. */
export class DownlinkSender {
  private readonly told = new Map<string, number>();
  private sinceMs: number;
  private isBusy = false;

  constructor(
    private readonly tools: FormatTools,
    private readonly directory: { find(deviceKey: number): Promise<KnownDevice | undefined> },
  ) {
    this.sinceMs = tools.now();
  }

  /** Called about once a second. */
  async tick(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await this.tools.store.expireCommands();
      await this.sendAttributes();
      for (const deviceKey of await this.tools.store.findDevicesWithCommands())
        await this.sendCommands(deviceKey);
    } catch (error) {
      this.tools.onError(error);
    } finally {
      this.isBusy = false;
    }
  }

  private async sendCommands(deviceKey: number): Promise<void> {
    const { lines, store } = this.tools;
    if (!this.findTarget(deviceKey)?.acceptsCommands) return;
    const device = await this.directory.find(deviceKey);
    if (!device) return;
    for (const command of await store.takeQueued(device)) {
      const target = this.findTarget(deviceKey);
      if (!target) continue;
      const { topic, payload } = target.command(command);
      lines.publish(target.key, topic, JSON.stringify(payload), () => {
        store.markDelivered(device, command.number).catch((error: unknown) => this.tools.onError(error));
      });
    }
  }

  private async sendAttributes(): Promise<void> {
    const changed = await this.tools.store.findAttributesChangedSince(
      new Date(this.sinceMs - LATE_COMMIT_MS),
    );
    const fresh = changed.filter((each) => this.isNew(each));
    const nowMs = this.tools.now();
    this.sinceMs = nowMs;
    for (const [key, ms] of this.told) if (ms < nowMs - 2 * LATE_COMMIT_MS) this.told.delete(key);
    const byDevice = new Map<number, Record<string, Json>>();
    for (const { deviceKey, name, value } of fresh)
      byDevice.set(deviceKey, { ...byDevice.get(deviceKey), [name]: value });
    for (const [deviceKey, values] of byDevice) {
      const target = this.findTarget(deviceKey);
      const message = target?.attributes?.(values);
      if (target && message)
        this.tools.lines.publish(target.key, message.topic, JSON.stringify(message.payload));
    }
  }

  private isNew({ deviceKey, name, changedAt }: ChangedAttribute): boolean {
    const key = `${deviceKey} ${name}`;
    const ms = changedAt.getTime();
    if ((this.told.get(key) ?? -Infinity) >= ms) return false;
    this.told.set(key, ms);
    return true;
  }

  private findTarget(deviceKey: number): DownlinkTarget | undefined {
    return this.findOwnTarget(deviceKey) ?? this.findGatewayTarget(deviceKey);
  }

  private findOwnTarget(deviceKey: number): DownlinkTarget | undefined {
    const { lines } = this.tools;
    for (const short of [false, true]) {
      const acceptsCommands = lines.isSubscribed(deviceKey, deviceApiTopic('rpc-request', '1', short));
      const topic = deviceApiTopic('attributes', null, short);
      const acceptsAttributes = lines.isSubscribed(deviceKey, topic);
      if (!acceptsCommands && !acceptsAttributes) continue;
      return {
        key: deviceKey,
        acceptsCommands,
        command: ({ number, method, params }) => ({
          topic: deviceApiTopic('rpc-request', String(number), short),
          payload: { method, params },
        }),
        attributes: acceptsAttributes ? (payload) => ({ topic, payload }) : undefined,
      };
    }
    return undefined;
  }

  private findGatewayTarget(deviceKey: number): DownlinkTarget | undefined {
    const { lines, names } = this.tools;
    const behind = names.findGateway(deviceKey);
    if (!behind) return undefined;
    const { gatewayKey, name: device } = behind;
    const topic = gatewayApiTopic('attributes');
    return {
      key: gatewayKey,
      acceptsCommands: lines.isSubscribed(gatewayKey, gatewayApiTopic('rpc')),
      command: ({ number: id, method, params }) => ({
        topic: gatewayApiTopic('rpc'),
        payload: { device, data: { id, method, params } },
      }),
      attributes: lines.isSubscribed(gatewayKey, topic)
        ? (data) => ({ topic, payload: { device, data } })
        : undefined,
    };
  }
}
