import type { MachineLifecycle } from './lifecycle.js';

/** What a machine does now, as one word. */
export const MACHINE_STATES = ['fault', 'silent', 'service', 'load', 'idle', 'off', 'unknown'] as const;
export type MachineState = (typeof MACHINE_STATES)[number];

/** What controllers say in their state signal (lower case), and the state it means here. Other words mean nothing. */
export const REPORTED_STATES: Readonly<Record<string, MachineState>> = {
  fault: 'fault',
  alarm: 'fault',
  trip: 'fault',
  tripped: 'fault',
  maintenance: 'service',
  service: 'service',
  load: 'load',
  loaded: 'load',
  run: 'load',
  running: 'load',
  on: 'load',
  idle: 'idle',
  unloaded: 'idle',
  standby: 'idle',
  off: 'off',
  stop: 'off',
  stopped: 'off',
  // Held by the maker from afar: it is well and does not run.
  remote_hold: 'off',
};

/** Machines in these stages are expected to report; one in a crate or a workshop is not missed. */
export const REPORTING_LIFECYCLES: readonly MachineLifecycle[] = ['commissioned', 'in_service', 'sold'];

/** What is known of a machine at one moment. */
export interface MachineSigns {
  readonly lifecycle: MachineLifecycle;
  /** Whether any reading ever came. */
  readonly isHeard: boolean;
  /** Whether readings have stayed out for longer than its devices may be silent. */
  readonly isSilent: boolean;
  /** The last value of its state signal. */
  readonly reportedState: string | null;
  readonly hasCriticalAlarm: boolean;
  readonly hasTechnicianOnSite: boolean;
}

/**
 * The machine's state. A technician at the machine explains everything else, so service comes first; without readings
 * nothing more is claimed; then the machine's own word counts. Only where it has no word for itself does an open
 * critical alarm make it faulty: a machine that says it runs is shown running, with its alarm beside it.
 */
export function deriveMachineState(signs: MachineSigns): MachineState {
  if (signs.hasTechnicianOnSite) return 'service';
  if (!signs.isHeard) return 'unknown';
  if (signs.isSilent) return REPORTING_LIFECYCLES.includes(signs.lifecycle) ? 'silent' : 'unknown';
  const reported = toMachineState(signs.reportedState);
  return reported ?? (signs.hasCriticalAlarm ? 'fault' : 'unknown');
}

/** The state that a controller's word stands for; undefined for none and for one that means nothing here. */
export function toMachineState(reported: string | null): MachineState | undefined {
  return reported === null
    ? undefined
    : Object.hasOwn(REPORTED_STATES, reported.toLowerCase())
      ? REPORTED_STATES[reported.toLowerCase()]
      : undefined;
}
