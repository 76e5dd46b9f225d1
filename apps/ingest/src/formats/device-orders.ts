import {
  deviceApiTopic,
  gatewayApiTopic,
  type GivenAttribute,
  type Json,
  type KnownDevice,
  type WaitingCommand,
} from '#telemetry';
import type { FormatTools } from './format-message.js';

/** Time after which a change can still become visible, because its transaction commits later than its timestamp. */
const LATE_COMMIT_MS = 30_000;

/** How a device receives commands and attributes. */
interface Ear {
  readonly key: number;
  readonly command: (command: WaitingCommand) => { readonly topic: string; readonly payload: Json };
  /** Undefined if it does not subscribe to attributes. */
  readonly attributes:
    ((values: Record<string, Json>) => { readonly topic: string; readonly payload: Json }) | undefined;
  readonly hearsCommands: boolean;
}

/** Sends commands and shared attributes to the devices that are connected here and have subscribed. */
export class DeviceOrders {
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
      await this.tools.store.endOverdue();
      await this.tellAttributes();
      for (const deviceKey of await this.tools.store.findWaiting()) await this.tellCommands(deviceKey);
    } catch (error) {
      this.tools.onTrouble(error);
    } finally {
      this.isBusy = false;
    }
  }

  private async tellCommands(deviceKey: number): Promise<void> {
    const { lines, store } = this.tools;
    if (!this.findEar(deviceKey)?.hearsCommands) return;
    const device = await this.directory.find(deviceKey);
    if (!device) return;
    for (const command of await store.takeWaiting(device)) {
      const ear = this.findEar(deviceKey);
      if (!ear) continue;
      const { topic, payload } = ear.command(command);
      lines.tell(ear.key, topic, JSON.stringify(payload), () => {
        store.noteTaken(device, command.number).catch((error: unknown) => this.tools.onTrouble(error));
      });
    }
  }

  private async tellAttributes(): Promise<void> {
    const given = await this.tools.store.findGivenSince(new Date(this.sinceMs - LATE_COMMIT_MS));
    const fresh = given.filter((each) => this.isNew(each));
    const nowMs = this.tools.now();
    this.sinceMs = nowMs;
    for (const [key, ms] of this.told) if (ms < nowMs - 2 * LATE_COMMIT_MS) this.told.delete(key);
    const byDevice = new Map<number, Record<string, Json>>();
    for (const { deviceKey, name, value } of fresh)
      byDevice.set(deviceKey, { ...byDevice.get(deviceKey), [name]: value });
    for (const [deviceKey, values] of byDevice) {
      const ear = this.findEar(deviceKey);
      const said = ear?.attributes?.(values);
      if (ear && said) this.tools.lines.tell(ear.key, said.topic, JSON.stringify(said.payload));
    }
  }

  private isNew({ deviceKey, name, changedAt }: GivenAttribute): boolean {
    const key = `${deviceKey} ${name}`;
    const ms = changedAt.getTime();
    if ((this.told.get(key) ?? -Infinity) >= ms) return false;
    this.told.set(key, ms);
    return true;
  }

  private findEar(deviceKey: number): Ear | undefined {
    return this.findOwnEar(deviceKey) ?? this.findGatewayEar(deviceKey);
  }

  private findOwnEar(deviceKey: number): Ear | undefined {
    const { lines } = this.tools;
    for (const short of [false, true]) {
      const hearsCommands = lines.listens(deviceKey, deviceApiTopic('rpc-request', '1', short));
      const topic = deviceApiTopic('attributes', null, short);
      const hearsAttributes = lines.listens(deviceKey, topic);
      if (!hearsCommands && !hearsAttributes) continue;
      return {
        key: deviceKey,
        hearsCommands,
        command: ({ number, method, params }) => ({
          topic: deviceApiTopic('rpc-request', String(number), short),
          payload: { method, params },
        }),
        attributes: hearsAttributes ? (payload) => ({ topic, payload }) : undefined,
      };
    }
    return undefined;
  }

  private findGatewayEar(deviceKey: number): Ear | undefined {
    const { lines, names } = this.tools;
    const behind = names.gatewayOf(deviceKey);
    if (!behind) return undefined;
    const { gatewayKey, name: device } = behind;
    const topic = gatewayApiTopic('attributes');
    return {
      key: gatewayKey,
      hearsCommands: lines.listens(gatewayKey, gatewayApiTopic('rpc')),
      command: ({ number: id, method, params }) => ({
        topic: gatewayApiTopic('rpc'),
        payload: { device, data: { id, method, params } },
      }),
      attributes: lines.listens(gatewayKey, topic)
        ? (data) => ({ topic, payload: { device, data } })
        : undefined,
    };
  }
}
