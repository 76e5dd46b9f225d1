import { cpus, loadavg } from 'node:os';

/** Number of waiting processes per core. With more, measured times depend on other programs. */
const BUSY = 0.5;

/** The load of the machine before the product was started. */
export interface MachineLoad {
  /** Waiting processes per core. */
  readonly perCore: number;
  /** True if other programs keep the machine so busy that measured times depend on them. */
  readonly isBusy: boolean;
  /** Text for a figure with the reason why its limit isn't applied; empty on an idle machine. */
  readonly note: string;
}

/**
 * Measures the load. Call it before the product is started.
 * @param bar waiting processes per core above which time limits aren't applied
 */
export function measureLoad(bar = BUSY): MachineLoad {
  const perCore = loadavg()[0]! / cpus().length;
  const isBusy = perCore > bar;
  const note = isBusy
    ? `, limit not applied: ${perCore.toFixed(1)} processes per core were waiting before the proof`
    : '';
  return { perCore, isBusy, note };
}
