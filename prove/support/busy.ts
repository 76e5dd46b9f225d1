import { cpus, loadavg } from 'node:os';

/** Number of waiting processes per core above which times measure other programs. */
const BUSY = 0.5;

/** The machine's load before the product was started. */
export interface MachineLoad {
  /** Waiting processes per core. */
  readonly perCore: number;
  /** Whether other programs keep the machine so busy that times measure those programs. */
  readonly isBusy: boolean;
  /** Reason shown in a figure why its time isn't checked; empty on an idle machine. */
  readonly note: string;
}

/**
 * Measures the load. Call it before starting the product. @param bar waiting processes per core above which times
 * aren't checked
 */
export function measureLoad(bar = BUSY): MachineLoad {
  const perCore = loadavg()[0]! / cpus().length;
  const isBusy = perCore > bar;
  const note = isBusy
    ? `, limit not applied: ${perCore.toFixed(1)} processes per core were waiting before the proof`
    : '';
  return { perCore, isBusy, note };
}
