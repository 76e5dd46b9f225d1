import type { Overview } from '../../../api/types.js';

type States = Overview['machines']['states'];

/** Number of machines in each state that users ask about. Each machine counts once. */
export interface MachineCounts {
  readonly running: number;
  /** Off or being serviced. */
  readonly stopped: number;
  readonly faulty: number;
  /** Without readings, or with readings that do not determine the state. */
  readonly silent: number;
}

/** Groups the states of machines, so that the counts add up to the number of machines. */
export function countMachines({ load, idle, off, service, fault, silent, unknown }: States): MachineCounts {
  return { running: load + idle, stopped: off + service, faulty: fault, silent: silent + unknown };
}
