import type { Quality, SeenValue } from '#telemetry';

/** Whose values: a machine's device, or a site's own instrument. */
export interface PatchPlace {
  readonly machineId?: string;
  readonly siteId?: string;
}

/** What is new of a device, as the internal channel tells it. */
export interface DevicePatch extends PatchPlace {
  readonly deviceId: string;
  /** The newest device time in it. */
  readonly at: string;
  readonly values: Readonly<Record<string, SeenValue>>;
  /** By key, where it is not good. */
  readonly qualities?: Readonly<Record<string, Quality>>;
}

const STALE: Quality = 3;

export interface TimedValue {
  readonly value: SeenValue;
  readonly quality: Quality;
  readonly at: string;
}

/** A device and its newest values by key. */
export interface DeviceNews {
  readonly place: PatchPlace;
  readonly deviceId: string;
  readonly values: ReadonlyMap<string, TimedValue>;
}

interface PendingDevice extends DeviceNews {
  readonly values: Map<string, TimedValue>;
}

/**
 * What a client has still to be told: of each value the newest, however many came while it could not take any. So a slow client
 * costs as much as it watches and no more.
 */
export class PendingPatches {
  /** By the room through which they came, then by device. */
  private readonly rooms = new Map<string, Map<string, PendingDevice>>();

  get isEmpty(): boolean {
    return this.rooms.size === 0;
  }

  add(room: string, { deviceId, at, values, qualities, ...place }: DevicePatch): void {
    let devices = this.rooms.get(room);
    if (!devices) this.rooms.set(room, (devices = new Map<string, PendingDevice>()));
    let device = devices.get(deviceId);
    if (!device) devices.set(deviceId, (device = { place, deviceId, values: new Map() }));
    for (const [key, value] of Object.entries(values)) {
      const known = device.values.get(key);
      if (known && Date.parse(known.at) > Date.parse(at)) continue;
      const quality = qualities?.[key] ?? 0;
      // A value that has become stale stays what it was.
      const isMark = value === null && quality === STALE && known !== undefined;
      device.values.set(key, { value: isMark ? known.value : value, quality, at });
    }
  }

  /**
   * Hands over what came through rooms that the client is still in. Values of one device and time stand together, the oldest
   * first.
   */
  take(isIn: (room: string) => boolean): DevicePatch[] {
    const taken = [...this.rooms].flatMap(([room, devices]) =>
      isIn(room) ? [...devices.values()].flatMap(toPatches) : [],
    );
    this.rooms.clear();
    return taken;
  }
}

/** A device's values as patches, one for each time, the oldest first. */
export function toPatches({ place, deviceId, values }: DeviceNews): DevicePatch[] {
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
      ...place,
      deviceId,
      at,
      values: Object.fromEntries(of.values),
      ...(of.qualities.length > 0 && { qualities: Object.fromEntries(of.qualities) }),
    }));
}
