import { cpus, loadavg } from 'node:os';

/** Waiting processes a core; beyond that, times measure other programs. */
const BUSY = 0.5;

/** The machine's load before the product was started. */
export interface MachineLoad {
  /** Waiting processes a core. */
  readonly perCore: number;
  /** Whether other programs keep the machine so busy that times measure them. */
  readonly isBusy: boolean;
  /** Says in a figure why its time is not judged; empty on a quiet machine. */
  readonly note: string;
}

/** Measures the load. Ask before starting the product. @param bar waiting processes a core above which times are not judged */
export function measureLoad(bar = BUSY): MachineLoad {
  const perCore = loadavg()[0]! / cpus().length;
  const isBusy = perCore > bar;
  const note = isBusy ? `, not judged: ${perCore.toFixed(1)} processes a core were waiting before` : '';
  return { perCore, isBusy, note };
}
