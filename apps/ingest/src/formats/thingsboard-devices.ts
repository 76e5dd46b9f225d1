import {
  decodeAttributeRequest,
  decodeAttributes,
  decodeRpcCall,
  decodeThingsboardTelemetry,
  deviceApiTopic,
  type Fault,
  type FormatTopic,
  type Json,
  type KnownDevice,
  packageErrorTopic,
  pickAttributes,
  type Receipt,
} from '#telemetry';
import { type FormatMessage, type FormatTools, isFault } from './format-message.js';
import { SharedOrigin } from './shared-origin.js';
import { receiveReadings } from './format-message.js';

type DeviceApiTopic = Extract<FormatTopic, { family: 'thingsboard' }>;
type Message = FormatMessage<DeviceApiTopic>;

/** Maximum number of unacknowledged messages, as reported to devices. */
const MAX_IN_FLIGHT = 100;

export const EMPTY_RECEIPT: Receipt = { stored: 0, duplicates: 0, faults: [] };

/** Texts of ThingsBoard's responses if a device has no package, and if provisioning is not possible. */
const NO_PACKAGE = 'No package is assigned to this device';
const NO_PROVISIONING = JSON.stringify({
  status: 'FAILURE',
  errorMsg: 'Devices are registered in the portal. Sign in with the credential that was issued there.',
});

/** ThingsBoard's device API: readings, attributes, and RPC calls in both directions. */
export class ThingsboardDevices {
  constructor(private readonly tools: FormatTools) {}

  handle(message: Message): void {
    const { channel } = message.parsed;
    switch (channel) {
      case 'telemetry':
        return this.telemetry(message);
      case 'attributes':
        return this.attributes(message);
      case 'attributes-request':
        return this.attributeRequest(message);
      case 'rpc-request':
        return this.call(message);
      case 'rpc-response':
        return this.answer(message);
      // A device belongs to the maker that registered it, so a claim has no effect, but is not an error.
      case 'claim':
      case 'attributes-response':
      case 'package-response':
      case 'package-error':
      case 'provision-response':
        return message.origin.acknowledge(message.id, [], EMPTY_RECEIPT);
      case 'package-request':
        return this.respondUnsupported(message, packageErrorTopic(message.topic), NO_PACKAGE);
      case 'provision-request':
        return this.respondUnsupported(
          message,
          deviceApiTopic('provision-response', null, false),
          NO_PROVISIONING,
        );
    }
  }

  /** Responds to requests for unsupported features, so that firmware that uses them continues. */
  private respondUnsupported(message: Message, topic: string, answer: string): void {
    this.tools.lines.publish(message.device.deviceKey, topic, answer);
    message.origin.acknowledge(message.id, [], EMPTY_RECEIPT);
  }

  private telemetry(message: Message): void {
    const decoded = decodeThingsboardTelemetry(message.payload);
    if (isFault(decoded)) return this.quarantine(message, decoded);
    const { origin, id } = message;
    this.catchErrors(receiveReadings(this.tools, message, decoded, new SharedOrigin(1, origin, id)));
  }

  private attributes(message: Message): void {
    const decoded = decodeAttributes(message.payload);
    if (isFault(decoded)) return this.quarantine(message, decoded);
    const { device, origin, id } = message;
    // Copies the payload, which is valid only during the call and is needed again if not everything can be stored.
    const payload = Buffer.from(message.payload);
    const storeAttributes = async (): Promise<void> => {
      const fault = await this.tools.attributes.write(device, decoded.attributes);
      if (fault) this.quarantine({ ...message, payload }, fault);
      else origin.acknowledge(id, [], EMPTY_RECEIPT);
    };
    this.catchErrors(storeAttributes());
  }

  private attributeRequest(message: Message): void {
    const query = decodeAttributeRequest(message.payload);
    if (isFault(query)) return this.quarantine(message, query);
    const answer = async (): Promise<void> => {
      const known = await this.tools.store.findAttributes(message.device);
      this.reply(message, 'attributes-response', pickAttributes(query, known));
    };
    this.acknowledgeAfter(message, answer());
  }

  private call(message: Message): void {
    const call = decodeRpcCall(message.payload);
    if (isFault(call)) return this.quarantine(message, call);
    const { device } = message;
    this.reply(message, 'rpc-response', answerCall(call.method, device, this.tools.now()));
    message.origin.acknowledge(message.id, [], EMPTY_RECEIPT);
  }

  private answer(message: Message): void {
    const number = Number(message.parsed.requestId);
    this.acknowledgeAfter(
      message,
      this.tools.store.recordAnswer(message.device, number, toAnswer(message.payload)),
    );
  }

  private reply(message: Message, channel: 'attributes-response' | 'rpc-response', answer: Json): void {
    const { requestId, short } = message.parsed;
    const topic = deviceApiTopic(channel, requestId, short);
    this.tools.lines.publish(message.device.deviceKey, topic, JSON.stringify(answer));
  }

  private quarantine(message: Message, fault: Fault): void {
    this.tools.intake.quarantine(message, fault);
  }

  private acknowledgeAfter(message: Message, work: Promise<unknown>): void {
    this.catchErrors(work.then(() => message.origin.acknowledge(message.id, [], EMPTY_RECEIPT)));
  }

  private catchErrors(work: Promise<void>): void {
    work.catch((error: unknown) => this.tools.onError(error));
  }
}

/** Returns the result of a device's RPC call. */
function answerCall(method: string, device: KnownDevice, nowMs: number): Json {
  switch (method) {
    case 'getSessionLimits':
      return {
        maxPayloadSize: device.limits.payloadBytes,
        maxInflightMessages: MAX_IN_FLIGHT,
        rateLimits: toRates(device),
        gatewayRateLimits: toRates(device),
      };
    case 'getCurrentTime':
    case 'getTime':
      return nowMs;
    case 'getDevice':
      return { code: device.code };
    default:
      return { error: 'method not supported' };
  }
}

/** Returns the rate limits in ThingsBoard's notation, such as `10:1` for ten messages per second. */
function toRates({ limits: { messagesPerSecond, pointsPerSecond } }: KnownDevice): Json {
  return {
    ...(messagesPerSecond === null
      ? {}
      : { messages: `${messagesPerSecond}:1`, telemetryMessages: `${messagesPerSecond}:1` }),
    ...(pointsPerSecond === null ? {} : { telemetryDataPoints: `${pointsPerSecond}:1` }),
  };
}

/** Parses a response as JSON, or returns it as text. */
function toAnswer(payload: Uint8Array): Json {
  const text = Buffer.from(payload).toString('utf8').slice(0, 8192);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
