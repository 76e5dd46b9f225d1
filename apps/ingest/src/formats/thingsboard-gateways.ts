import {
  type AttributeQuery,
  type AttributeValues,
  decodeGatewayAttributeRequest,
  decodeGatewayAttributes,
  decodeGatewayDevice,
  decodeGatewayRpcResponse,
  decodeThingsboardGatewayTelemetry,
  type Fault,
  type FormatTopic,
  gatewayApiTopic,
  type JsonObject,
  type KnownDevice,
  pickAttributes,
} from '#telemetry';
import { type FormatMessage, type FormatTools, isFault, receiveReadings } from './format-message.js';
import { SharedOrigin } from './shared-origin.js';
import { EMPTY_RECEIPT } from './thingsboard-devices.js';

type GatewayApiTopic = Extract<FormatTopic, { family: 'thingsboard-gateway' }>;
type Message = FormatMessage<GatewayApiTopic>;

/** ThingsBoard's gateway API: the device API for devices behind a gateway, each identified by name. */
export class ThingsboardGateways {
  /** Devices that each gateway has connected. */
  private readonly connected = new Map<number, Map<number, KnownDevice>>();

  constructor(private readonly tools: FormatTools) {}

  handle(message: Message): void {
    switch (message.parsed.channel) {
      case 'connect':
        return this.connection(message, true);
      case 'disconnect':
        return this.connection(message, false);
      case 'telemetry':
        return this.telemetry(message);
      case 'attributes':
        return this.attributes(message);
      case 'attributes-request':
        return this.attributeRequest(message);
      case 'rpc':
        return this.answer(message);
      case 'claim':
      case 'attributes-response':
        message.origin.acknowledge(message.id, [], EMPTY_RECEIPT);
    }
  }

  /** Handles the end of a gateway's own connection, which is also the end of its devices' connections. */
  onDisconnected(gatewayKey: number): void {
    for (const device of this.connected.get(gatewayKey)?.values() ?? [])
      this.tools.recordOnline(device, false);
    this.connected.delete(gatewayKey);
  }

  private connection(message: Message, online: boolean): void {
    const decodedDevice = decodeGatewayDevice(message.payload);
    if (isFault(decodedDevice)) return this.quarantine(message, decodedDevice);
    const gateway = message.device;
    this.acknowledgeAfter(message, async () => {
      const device = await this.tools.names.find(gateway, decodedDevice.device);
      if (!device) return;
      let connected = this.connected.get(gateway.deviceKey);
      if (!connected) this.connected.set(gateway.deviceKey, (connected = new Map<number, KnownDevice>()));
      if (online) connected.set(device.deviceKey, device);
      else connected.delete(device.deviceKey);
      this.tools.recordOnline(device, online);
    });
  }

  private telemetry(message: Message): void {
    const decoded = decodeThingsboardGatewayTelemetry(message.payload);
    if (isFault(decoded)) return this.quarantine(message, decoded);
    const origin = new SharedOrigin(decoded.devices.length, message.origin, message.id);
    receiveReadings(this.tools, message, decoded, origin).catch((error: unknown) =>
      this.tools.onError(error),
    );
  }

  private attributes(message: Message): void {
    const decoded = decodeGatewayAttributes(message.payload);
    if (isFault(decoded)) return this.quarantine(message, decoded);
    const { tools } = this;
    const origin = new SharedOrigin(decoded.devices.size, message.origin, message.id);
    const storeAttributes = async (name: string, attributes: AttributeValues, id: number): Promise<void> => {
      const device = await tools.names.find(message.device, name);
      const fault: Fault | undefined = device
        ? await tools.attributes.write(device, attributes)
        : { code: 'device_unknown', params: { device: name.slice(0, 80) } };
      if (!fault) {
        origin.acknowledge(id, [], EMPTY_RECEIPT);
        return;
      }
      const payload = Buffer.from(JSON.stringify({ [name]: attributes }));
      tools.intake.quarantine({ ...message, device: device ?? message.device, payload, origin, id }, fault);
    };
    [...decoded.devices].forEach(([name, attributes], id) => {
      storeAttributes(name, attributes, id).catch((error: unknown) => tools.onError(error));
    });
  }

  private attributeRequest(message: Message): void {
    const request = decodeGatewayAttributeRequest(message.payload);
    if (isFault(request)) return this.quarantine(message, request);
    const { requestId, device: name, query, isSingle } = request;
    this.acknowledgeAfter(message, async () => {
      const device = await this.tools.names.find(message.device, name);
      const known = device ? await this.tools.store.findAttributes(device) : { client: {}, shared: {} };
      const found = toFound(query, pickAttributes(query, known), isSingle);
      this.tools.lines.publish(
        message.device.deviceKey,
        gatewayApiTopic('attributes-response'),
        JSON.stringify({ id: requestId, device: name, ...found }),
      );
    });
  }

  private answer(message: Message): void {
    const decodedDevice = decodeGatewayRpcResponse(message.payload);
    if (isFault(decodedDevice)) return this.quarantine(message, decodedDevice);
    this.acknowledgeAfter(message, async () => {
      const device = await this.tools.names.find(message.device, decodedDevice.device);
      if (device) await this.tools.store.recordAnswer(device, decodedDevice.requestId, decodedDevice.data);
    });
  }

  private quarantine(message: Message, fault: Fault): void {
    this.tools.intake.quarantine(message, fault);
  }

  private acknowledgeAfter(message: Message, work: () => Promise<void>): void {
    const { origin, id } = message;
    work()
      .then(() => origin.acknowledge(id, [], EMPTY_RECEIPT))
      .catch((error: unknown) => this.tools.onError(error));
  }
}

/**
 * Returns attributes in the form that the gateway expects. An older gateway requests one kind, and expects the value of
 * a single key or the values by key.
 */
function toFound(
  query: AttributeQuery,
  { client, shared }: { client?: JsonObject; shared?: JsonObject },
  isSingle: boolean | null,
): JsonObject {
  if (isSingle === null) return { ...(client && { client }), ...(shared && { shared }) };
  const values = client ?? shared ?? {};
  const [key] = query.client ?? query.shared ?? [];
  return isSingle && key !== undefined ? { value: values[key] ?? null } : { values };
}
