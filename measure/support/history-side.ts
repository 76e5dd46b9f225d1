import type { History } from './history.js';

/** The operations of one system in a comparison on historical data. All systems get the same queries. */
export interface HistorySide {
  readonly name: string;
  /** @returns number of points */
  load(history: History): Promise<number>;
  /** Converts the loaded data to its permanent form. */
  age(): Promise<void>;
  /** Returns the size of all points with their indexes, in bytes. */
  bytes(): Promise<number>;
  /**
   * Returns one signal of one device for a screen `width` pixels wide, with minimum and maximum.
   * @returns number of values
   */
  chart(device: string, signal: string, fromMs: number, toMs: number, width: number): Promise<number>;
  /**
   * Returns the last values of all devices at an instant.
   * @returns number of values
   */
  latest(signals: readonly string[], atMs: number): Promise<number>;
  /** Exports all points of all devices in a range. @returns number of points */
  export(fromMs: number, toMs: number): Promise<number>;
  stop(): Promise<void>;
}
