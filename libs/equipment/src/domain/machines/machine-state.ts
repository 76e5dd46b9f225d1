import type { MachineLifecycle } from './lifecycle.js';

/** A machine's current state. */
export const MACHINE_STATES = ['fault', 'silent', 'service', 'load', 'idle', 'off', 'unknown'] as const;
export type MachineState = (typeof MACHINE_STATES)[number];

/**
 * Machine states by the values that controllers report in their state signal, in lower case. Other values are ignored.
 */
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
  // The maker has stopped the machine remotely: it could run, but is not running.
  remote_hold: 'off',
};

/** Lifecycle stages in which machines are expected to report. For example, a machine in a workshop is not. */
export const REPORTING_LIFECYCLES: readonly MachineLifecycle[] = ['commissioned', 'in_service', 'sold'];

/** Facts about a machine at one moment. */
export interface MachineStateInput {
  readonly lifecycle: MachineLifecycle;
  /** Whether any reading was ever received. */
  readonly isHeard: boolean;
  /** Whether readings are overdue according to the thresholds of the machine's devices. */
  readonly isSilent: boolean;
  /** The last value of the machine's state signal. */
  readonly reportedState: string | null;
  readonly hasCriticalAlarm: boolean;
  readonly hasTechnicianOnSite: boolean;
}

/**
 * Derives the machine's state. Service takes precedence, because a technician on site explains every other state.
 * Without readings, the state is unknown or silent. Otherwise, the reported state applies. An open critical alarm makes
 * a machine faulty only if the machine reports no state: a machine that reports that it is under load is shown as under
 * load, with its alarm.
 */
export function deriveMachineState(input: MachineStateInput): MachineState {
  if (input.hasTechnicianOnSite) return 'service';
  if (!input.isHeard) return 'unknown';
  if (input.isSilent) return REPORTING_LIFECYCLES.includes(input.lifecycle) ? 'silent' : 'unknown';
  const reported = toMachineState(input.reportedState);
  return reported ?? (input.hasCriticalAlarm ? 'fault' : 'unknown');
}

/** Returns the state for a controller's value; undefined for null and for unknown values. */
export function toMachineState(reported: string | null): MachineState | undefined {
  return reported === null
    ? undefined
    : Object.hasOwn(REPORTED_STATES, reported.toLowerCase())
      ? REPORTED_STATES[reported.toLowerCase()]
      : undefined;
}
