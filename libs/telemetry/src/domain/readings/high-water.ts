import type { Place } from './outcomes.js';

/**
 * The high water of so many devices with keys in a row lies in one row of the table: with a row each, a commit of a large fleet
 * wrote ten thousand rows to say that all of them had moved on. Stored rows are cut by it.
 */
export const DEVICES_A_ROW = 32;

/** Up to which place a device has readings, and how often that was written. */
export interface HighWater extends Place {
  readonly version: number;
}

/** A maker's devices from one key on, by slot; one without readings is undefined. */
export interface WaterRow {
  readonly makerId: string;
  /** Of the first slot: a multiple of `DEVICES_A_ROW`. */
  readonly firstKey: number;
  readonly waters: readonly (HighWater | undefined)[];
  /** Counts commits, 0 where the row was never written: who decided by an older one decides again. */
  readonly version: number;
}

interface Device {
  readonly makerId: string;
  readonly deviceKey: number;
}

/** A device whose water rises, or stands while something late is stored beneath it. */
export interface Rise {
  readonly device: Device;
  readonly to: Place;
}

/** The key from which the row of a device goes. */
export function firstKeyOf(deviceKey: number): number {
  return deviceKey - slotOf(deviceKey);
}

function slotOf(deviceKey: number): number {
  return deviceKey % DEVICES_A_ROW;
}

/** What is known of devices' high water, row by row. */
export class HighWaters {
  private readonly makers = new Map<string, Map<number, WaterRow>>();

  constructor(rows: Iterable<WaterRow> = []) {
    this.put(rows);
  }

  /** Whether it is known how high a device's water stands, or that it has none. */
  knows(device: Device): boolean {
    return this.rowOf(device) !== undefined;
  }

  get(device: Device): HighWater | undefined {
    return this.rowOf(device)?.waters[slotOf(device.deviceKey)];
  }

  /** The rows of devices, as far as they are known. */
  rowsOf(devices: Iterable<Device>): Set<WaterRow> {
    const rows = new Set<WaterRow>();
    for (const device of devices) {
      const row = this.rowOf(device);
      if (row) rows.add(row);
    }
    return rows;
  }

  put(rows: Iterable<WaterRow>): void {
    for (const row of rows) {
      let own = this.makers.get(row.makerId);
      if (!own) this.makers.set(row.makerId, (own = new Map<number, WaterRow>()));
      own.set(row.firstKey, row);
    }
  }

  forget(rows: Iterable<WaterRow>): void {
    for (const { makerId, firstKey } of rows) this.makers.get(makerId)?.delete(firstKey);
  }

  /** The rows as they are to be written when some of their devices, all of them known, have risen: one version on. */
  raised(rises: readonly Rise[]): WaterRow[] {
    const raised = new Map<WaterRow, (HighWater | undefined)[]>();
    for (const { device, to } of rises) {
      const row = this.rowOf(device);
      if (!row) throw new Error(`The high water of device ${device.deviceKey} was not loaded`);
      let waters = raised.get(row);
      if (!waters) raised.set(row, (waters = [...row.waters]));
      const slot = slotOf(device.deviceKey);
      waters[slot] = { timeMs: to.timeMs, seq: to.seq, version: (waters[slot]?.version ?? 0) + 1 };
    }
    return [...raised].map(([row, waters]) => ({ ...row, waters, version: row.version + 1 }));
  }

  private rowOf({ makerId, deviceKey }: Device): WaterRow | undefined {
    return this.makers.get(makerId)?.get(firstKeyOf(deviceKey));
  }
}
