import type { Quality, SeenValue } from '#telemetry';

/** Location of the values: a machine or, for the instruments of a site, a site. */
export interface PatchLocation {
  readonly machineId?: string;
  readonly siteId?: string;
}

/** New values of a device, as published on the internal channel. */
export interface DevicePatch extends PatchLocation {
  readonly deviceId: string;
  /** Newest device time of the values. */
  readonly at: string;
  readonly values: Readonly<Record<string, SeenValue>>;
  /** Quality by key. Good quality is omitted. */
  readonly qualities?: Readonly<Record<string, Quality>>;
}

const STALE: Quality = 3;

export interface TimedValue {
  readonly value: SeenValue;
  readonly quality: Quality;
  readonly at: string;
}

/** Device and its newest values by key. */
export interface DeviceUpdate {
  readonly place: PatchLocation;
  readonly deviceId: string;
  readonly values: ReadonlyMap<string, TimedValue>;
}

interface PendingDevice extends DeviceUpdate {
  readonly values: Map<string, TimedValue>;
}

/**
 * Values that have not been sent to a client yet. Contains only the newest value of each signal, so that a slow client
 * needs only as much memory as the signals that it watches.
 */
export class PendingPatches {
  /** Devices by room. The values of a device arrived through this room. */
  private readonly rooms = new Map<string, Map<string, PendingDevice>>();

  get isEmpty(): boolean {
    return this.rooms.size === 0;
  }

  add(room: string, { deviceId, at, values, qualities, ...location }: DevicePatch): void {
    let devices = this.rooms.get(room);
    if (!devices) this.rooms.set(room, (devices = new Map<string, PendingDevice>()));
    let device = devices.get(deviceId);
    if (!device) devices.set(deviceId, (device = { place: location, deviceId, values: new Map() }));
    for (const [key, value] of Object.entries(values)) {
      const known = device.values.get(key);
      if (known && Date.parse(known.at) > Date.parse(at)) continue;
      const quality = qualities?.[key] ?? 0;
      // A signal that becomes stale keeps its last value.
      const isStaleMarker = value === null && quality === STALE && known !== undefined;
      device.values.set(key, { value: isStaleMarker ? known.value : value, quality, at });
    }
  }

  /**
   * Returns the values of the rooms that the client is still in, and clears the buffer. Values of the same device and
   * time form one patch. The patches of a device are sorted, oldest first.
   */
  take(isIn: (room: string) => boolean): DevicePatch[] {
    const taken = [...this.rooms].flatMap(([room, devices]) =>
      isIn(room) ? [...devices.values()].flatMap(toPatches) : [],
    );
    this.rooms.clear();
    return taken;
  }
}

/** Converts a device's values to patches, one for each time, oldest first. */
export function toPatches({ place: location, deviceId, values }: DeviceUpdate): DevicePatch[] {
  const byTime = new Map<string, { values: [string, SeenValue][]; qualities: [string, Quality][] }>();
  for (const [key, { value, quality, at }] of values) {
    let patch = byTime.get(at);
    if (!patch) byTime.set(at, (patch = { values: [], qualities: [] }));
    patch.values.push([key, value]);
    if (quality !== 0) patch.qualities.push([key, quality]);
  }
  return [...byTime]
    .sort(([a], [b]) => Date.parse(a) - Date.parse(b))
    .map(([at, of]) => ({
      ...location,
      deviceId,
      at,
      values: Object.fromEntries(of.values),
      ...(of.qualities.length > 0 && { qualities: Object.fromEntries(of.qualities) }),
    }));
}
