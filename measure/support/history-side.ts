import type { History } from './history.js';

/** What one side of a comparison can do with a history; every side is asked the same questions. */
export interface HistorySide {
  readonly name: string;
  /** @returns points */
  load(history: History): Promise<number>;
  /** Brings what was loaded into its lasting form. */
  age(): Promise<void>;
  /** Bytes of all points with what finds them. */
  bytes(): Promise<number>;
  /** One signal of one device for a screen `width` pixels wide, extremes kept. @returns values in the answer */
  chart(device: string, signal: string, fromMs: number, toMs: number, width: number): Promise<number>;
  /** The last values of all devices, as of a moment. @returns values in the answer */
  latest(signals: readonly string[], atMs: number): Promise<number>;
  /** All points of all devices in a range. @returns points in the answer */
  export(fromMs: number, toMs: number): Promise<number>;
  stop(): Promise<void>;
}
