import type { ReadingKey } from './outcomes.js';

/**
 * Number of devices with consecutive keys that share a table row for their high-water marks. With one row per device, a
 * commit of a large fleet would write ten thousand rows. Changing this number invalidates stored rows.
 */
export const DEVICES_PER_ROW = 32;

/** High-water mark: the last key of a device's readings, and how often it was written. */
export interface HighWater extends ReadingKey {
  readonly version: number;
}

/** High-water marks of consecutive devices of a maker, by slot; undefined for a device without readings. */
export interface HighWaterRow {
  readonly makerId: string;
  /** Device key of the first slot: a multiple of `DEVICES_PER_ROW`. */
  readonly firstKey: number;
  readonly waters: readonly (HighWater | undefined)[];
  /** Number of commits; 0 if the row was never written. A decision based on an older version must be repeated. */
  readonly version: number;
}

interface Device {
  readonly makerId: string;
  readonly deviceKey: number;
}

/** A device's high-water mark after a commit. It rises, or stays the same if a late reading was stored below it. */
export interface HighWaterAdvance {
  readonly device: Device;
  readonly to: ReadingKey;
}

/** Returns the first device key of the row that contains a device. */
export function firstKeyOf(deviceKey: number): number {
  return deviceKey - slotOf(deviceKey);
}

function slotOf(deviceKey: number): number {
  return deviceKey % DEVICES_PER_ROW;
}

/** Cache of devices' high-water marks, by row. */
export class HighWaters {
  private readonly makers = new Map<string, Map<number, HighWaterRow>>();

  constructor(rows: Iterable<HighWaterRow> = []) {
    this.put(rows);
  }

  /** Returns true if the cache contains a device's high-water mark, or the fact that it has none. */
  isKnown(device: Device): boolean {
    return this.rowOf(device) !== undefined;
  }

  get(device: Device): HighWater | undefined {
    return this.rowOf(device)?.waters[slotOf(device.deviceKey)];
  }

  /** Returns the cached rows of devices. */
  findKnownRows(devices: Iterable<Device>): Set<HighWaterRow> {
    const rows = new Set<HighWaterRow>();
    for (const device of devices) {
      const row = this.rowOf(device);
      if (row) rows.add(row);
    }
    return rows;
  }

  put(rows: Iterable<HighWaterRow>): void {
    for (const row of rows) {
      let makerRows = this.makers.get(row.makerId);
      if (!makerRows) this.makers.set(row.makerId, (makerRows = new Map<number, HighWaterRow>()));
      makerRows.set(row.firstKey, row);
    }
  }

  forget(rows: Iterable<HighWaterRow>): void {
    for (const { makerId, firstKey } of rows) this.makers.get(makerId)?.delete(firstKey);
  }

  /**
   * Returns the rows to write, with their next version, after some of their devices have advanced. All these devices
   * must be in the cache.
   */
  advanceRows(advances: readonly HighWaterAdvance[]): HighWaterRow[] {
    const advanceRows = new Map<HighWaterRow, (HighWater | undefined)[]>();
    for (const { device, to } of advances) {
      const row = this.rowOf(device);
      if (!row) throw new Error(`The high-water mark of device ${device.deviceKey} was not loaded`);
      let waters = advanceRows.get(row);
      if (!waters) advanceRows.set(row, (waters = [...row.waters]));
      const slot = slotOf(device.deviceKey);
      waters[slot] = { timeMs: to.timeMs, seq: to.seq, version: (waters[slot]?.version ?? 0) + 1 };
    }
    return [...advanceRows].map(([row, waters]) => ({ ...row, waters, version: row.version + 1 }));
  }

  private rowOf({ makerId, deviceKey }: Device): HighWaterRow | undefined {
    return this.makers.get(makerId)?.get(firstKeyOf(deviceKey));
  }
}
