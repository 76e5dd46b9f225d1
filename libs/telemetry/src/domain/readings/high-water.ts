import type { ReadingKey } from './outcomes.js';

/**
 * One table row holds the high water of this many devices with consecutive keys: with one row per device, a commit of
 * a large fleet wrote ten thousand rows. Changing it invalidates stored rows.
 */
export const DEVICES_PER_ROW = 32;

/** The last key of a device's readings, and how often it was written. */
export interface HighWater extends ReadingKey {
  readonly version: number;
}

/** A maker's devices from one key on, by slot; undefined for a device without readings. */
export interface HighWaterRow {
  readonly makerId: string;
  /** Device key of the first slot: a multiple of `DEVICES_PER_ROW`. */
  readonly firstKey: number;
  readonly waters: readonly (HighWater | undefined)[];
  /** Counts commits, 0 if the row was never written: a decision based on an older version must be repeated. */
  readonly version: number;
}

interface Device {
  readonly makerId: string;
  readonly deviceKey: number;
}

/** A device whose high water rises, or stays when a late reading is stored below it. */
export interface HighWaterAdvance {
  readonly device: Device;
  readonly to: ReadingKey;
}

/** Returns the first device key of a device's row. */
export function firstKeyOf(deviceKey: number): number {
  return deviceKey - slotOf(deviceKey);
}

function slotOf(deviceKey: number): number {
  return deviceKey % DEVICES_PER_ROW;
}

/** The known high waters of devices, row by row. */
export class HighWaters {
  private readonly makers = new Map<string, Map<number, HighWaterRow>>();

  constructor(rows: Iterable<HighWaterRow> = []) {
    this.put(rows);
  }

  /** Returns true when a device's high water, or its absence, is known. */
  isKnown(device: Device): boolean {
    return this.rowOf(device) !== undefined;
  }

  get(device: Device): HighWater | undefined {
    return this.rowOf(device)?.waters[slotOf(device.deviceKey)];
  }

  /** Returns the rows of devices, as far as they are known. */
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
   * Returns the rows to write after some of their devices have advanced, with the next version. All the devices must
   * be known.
   */
  advanceRows(advances: readonly HighWaterAdvance[]): HighWaterRow[] {
    const advanceRows = new Map<HighWaterRow, (HighWater | undefined)[]>();
    for (const { device, to } of advances) {
      const row = this.rowOf(device);
      if (!row) throw new Error(`The high water of device ${device.deviceKey} was not loaded`);
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
