import type {
  Decoded,
  DecodedArrival,
  DeviceApiStore,
  Fault,
  FormatTopic,
  KnownDevice,
  MessageOrigin,
  Arrival,
} from '#telemetry';
import type { AttributeWriter } from './attribute-writer.js';
import type { DeviceConnections } from './device-connections.js';
import type { GatewayNames } from './gateway-names.js';

/** Message on a topic of another format. */
export interface FormatMessage<Topic extends FormatTopic = FormatTopic> {
  readonly device: KnownDevice;
  readonly topic: string;
  readonly parsed: Topic;
  /** Valid only during the call. */
  readonly payload: Uint8Array;
  readonly origin: MessageOrigin;
  readonly id: number;
  readonly receivedMs: number;
}

/** Dependencies of the formats' handlers. */
export interface FormatTools {
  readonly intake: {
    receiveDecoded(arrival: DecodedArrival): void;
    quarantine(arrival: Arrival, fault: Fault): void;
  };
  readonly store: DeviceApiStore;
  readonly attributes: Pick<AttributeWriter, 'write'>;
  readonly names: GatewayNames;
  readonly lines: DeviceConnections;
  /** Whether the edge observes devices' connections. Otherwise, only the devices' own messages report them. */
  readonly seesConnections: boolean;
  /** Records that a device is online or offline, as its gateway or edge node has reported. */
  recordOnline(device: KnownDevice, online: boolean): void;
  /** Reports a database error. The message is not acknowledged and will be sent again. */
  onError(error: unknown): void;
  now(): number;
}

export function isFault(result: object): result is Fault {
  return 'code' in result;
}

/**
 * Passes readings to the intake, each for its own device. Readings of unknown devices are quarantined for their
 * gateway.
 */
export async function receiveReadings(
  { names, intake }: Pick<FormatTools, 'names' | 'intake'>,
  { device: sender, topic, receivedMs }: Pick<FormatMessage, 'device' | 'topic' | 'receivedMs'>,
  { devices }: Decoded,
  origin: MessageOrigin,
): Promise<void> {
  const owners = await Promise.all(
    devices.map(async ({ device }) => (device === null ? sender : names.find(sender, device))),
  );
  devices.forEach(({ device: name, messages, faulty }, id) => {
    const owner = owners[id];
    if (owner) {
      intake.receiveDecoded({ device: owner, topic, origin, id, receivedMs, content: { messages, faulty } });
      return;
    }
    const fault: Fault = { code: 'device_unknown', params: { device: (name ?? '').slice(0, 80) } };
    const unassigned = [...messages, ...faulty].map(({ index, text }) => ({
      index,
      text: JSON.stringify({ device: name, message: text }),
      fault,
    }));
    intake.receiveDecoded({
      device: sender,
      topic,
      origin,
      id,
      receivedMs,
      content: { messages: [], faulty: unassigned },
    });
  });
}
