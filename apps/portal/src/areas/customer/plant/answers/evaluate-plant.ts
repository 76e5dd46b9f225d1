import type { MachineDuty, Severity } from '../../../../api/types.js';

export type PlantReason =
  | 'no_machines'
  | 'all_silent'
  | 'pressure_tripped'
  | 'critical_alarm'
  | 'all_faulty'
  | 'pressure_low'
  | 'machine_fault'
  | 'warning_alarm'
  | 'machine_silent'
  | 'within_limits';

export type PlantVerdict = 'fine' | 'watch' | 'trouble' | 'unknown' | 'none';

export interface PlantFacts {
  readonly machines: readonly { readonly state: MachineDuty }[];
  readonly openAlarms: readonly { readonly severity: Severity }[];
  /** Lowest pressure of the running machines, with its limits; undefined if no running machine measures pressure. */
  readonly pressure?: {
    readonly value: number;
    readonly warnLow: number | null;
    readonly tripLow: number | null;
  };
}

const hasNoData = (state: MachineDuty): boolean => state === 'silent' || state === 'unknown';

/**
 * Evaluates the status of a plant: the worst condition determines the verdict. A machine that is off is not a problem,
 * because others carry the load. A machine without data prevents the verdict "fine", which requires measurements.
 */
export function evaluatePlant({ machines, openAlarms, pressure }: PlantFacts): {
  readonly verdict: PlantVerdict;
  readonly reason: PlantReason;
} {
  const reporting = machines.filter(({ state }) => !hasNoData(state));
  if (machines.length === 0) return { verdict: 'none', reason: 'no_machines' };
  if (reporting.length === 0) return { verdict: 'unknown', reason: 'all_silent' };
  if (pressure?.tripLow != null && pressure.value < pressure.tripLow)
    return { verdict: 'trouble', reason: 'pressure_tripped' };
  if (openAlarms.some(({ severity }) => severity === 'critical'))
    return { verdict: 'trouble', reason: 'critical_alarm' };
  if (reporting.every(({ state }) => state === 'fault')) return { verdict: 'trouble', reason: 'all_faulty' };
  if (pressure?.warnLow != null && pressure.value < pressure.warnLow)
    return { verdict: 'watch', reason: 'pressure_low' };
  if (reporting.some(({ state }) => state === 'fault')) return { verdict: 'watch', reason: 'machine_fault' };
  if (openAlarms.some(({ severity }) => severity === 'warning'))
    return { verdict: 'watch', reason: 'warning_alarm' };
  if (reporting.length < machines.length) return { verdict: 'watch', reason: 'machine_silent' };
  return { verdict: 'fine', reason: 'within_limits' };
}
