import { parseFormatTopic, type KnownDevice } from '#telemetry';
import { DownlinkSender } from './downlink-sender.js';
import type { FormatMessage, FormatTools } from './format-message.js';
import { SparkplugNodes } from './sparkplug-nodes.js';
import { EMPTY_RECEIPT, ThingsboardDevices } from './thingsboard-devices.js';
import { ThingsboardGateways } from './thingsboard-gateways.js';

/** Processes messages of formats other than the native one, and sends messages to devices that use these formats. */
export class FormatTraffic {
  private readonly devices: ThingsboardDevices;
  private readonly gateways: ThingsboardGateways;
  private readonly nodes: SparkplugNodes;
  private readonly orders: DownlinkSender;

  constructor(tools: FormatTools, directory: { find(deviceKey: number): Promise<KnownDevice | undefined> }) {
    this.devices = new ThingsboardDevices(tools);
    this.gateways = new ThingsboardGateways(tools);
    this.nodes = new SparkplugNodes(tools);
    this.orders = new DownlinkSender(tools, directory);
  }

  onMessage(message: Omit<FormatMessage, 'parsed'>): void {
    const parsed = parseFormatTopic(message.topic);
    switch (parsed?.family) {
      case 'thingsboard':
        return this.devices.handle({ ...message, parsed });
      case 'thingsboard-gateway':
        return this.gateways.handle({ ...message, parsed });
      case 'sparkplug':
        return this.nodes.handle({ ...message, parsed });
      case undefined:
        message.origin.acknowledge(message.id, [], EMPTY_RECEIPT);
    }
  }

  /** Handles a new subscription of a device: messages that wait for it can now be sent. */
  onSubscribed(device: KnownDevice, filter: string): void {
    this.nodes.onSubscribed(device, filter);
    void this.orders.tick();
  }

  /** Handles the end of a device's last connection. */
  onDisconnected(device: KnownDevice): void {
    this.gateways.onDisconnected(device.deviceKey);
    this.nodes.onDisconnected(device.deviceKey);
  }

  /** Called about once a second. */
  tick(): void {
    this.nodes.tick();
    void this.orders.tick();
  }
}
