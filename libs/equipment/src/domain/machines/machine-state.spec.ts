import fc from 'fast-check';
import { MACHINE_LIFECYCLES } from './lifecycle.js';
import {
  deriveMachineState,
  MACHINE_STATES,
  type MachineStateInput,
  REPORTED_STATES,
  toMachineState,
} from './machine-state.js';

const running: MachineStateInput = {
  lifecycle: 'in_service',
  isHeard: true,
  isSilent: false,
  reportedState: 'load',
  hasCriticalAlarm: false,
  hasTechnicianOnSite: false,
};

describe('deriveMachineState', () => {
  it.each<[string, Partial<MachineStateInput>, string]>([
    ['under load', {}, 'load'],
    ['idle', { reportedState: 'idle' }, 'idle'],
    ['in upper case', { reportedState: 'IDLE' }, 'idle'],
    ['in maintenance as reported', { reportedState: 'maintenance' }, 'service'],
    ['stopped remotely', { reportedState: 'remote_hold' }, 'off'],
    ['tripped', { reportedState: 'fault' }, 'fault'],
    ['running with a critical alarm open', { hasCriticalAlarm: true }, 'load'],
    ['without a state, with a critical alarm', { reportedState: null, hasCriticalAlarm: true }, 'fault'],
    ['without a state', { reportedState: null }, 'unknown'],
    ['with an unknown state', { reportedState: 'constructor' }, 'unknown'],
    ['silent', { isSilent: true }, 'silent'],
    ['silent after a fault', { isSilent: true, reportedState: 'fault', hasCriticalAlarm: true }, 'silent'],
    ['silent in the workshop', { isSilent: true, lifecycle: 'returned' }, 'unknown'],
    ['silent after it was sold with service', { isSilent: true, lifecycle: 'sold' }, 'silent'],
    ['reporting from a test bench before commissioning', { lifecycle: 'shipped' }, 'load'],
    ['never reported', { isHeard: false, isSilent: true, reportedState: null }, 'unknown'],
    ['with a technician, silent', { isSilent: true, hasTechnicianOnSite: true }, 'service'],
    ['with a technician, never reported', { isHeard: false, hasTechnicianOnSite: true }, 'service'],
  ])('%s', (_what, signs, state) => {
    expect(deriveMachineState({ ...running, ...signs })).toBe(state);
  });

  const anySigns = fc.record<MachineStateInput>({
    lifecycle: fc.constantFrom(...MACHINE_LIFECYCLES),
    isHeard: fc.boolean(),
    isSilent: fc.boolean(),
    reportedState: fc.option(fc.oneof(fc.constantFrom(...Object.keys(REPORTED_STATES)), fc.string())),
    hasCriticalAlarm: fc.boolean(),
    hasTechnicianOnSite: fc.boolean(),
  });

  it('has a state for any combination of inputs', () => {
    fc.assert(fc.property(anySigns, (signs) => MACHINE_STATES.includes(deriveMachineState(signs))));
  });

  it('never shows a machine as running that has never reported', () => {
    fc.assert(
      fc.property(anySigns, (signs) => {
        if (signs.isHeard && !signs.isSilent) return;
        expect(['silent', 'service', 'unknown']).toContain(deriveMachineState(signs));
      }),
    );
  });
});

describe('toMachineState', () => {
  it('maps every value of its table in any case', () => {
    for (const [word, state] of Object.entries(REPORTED_STATES)) {
      expect(toMachineState(word)).toBe(state);
      expect(toMachineState(word.toUpperCase())).toBe(state);
    }
  });

  it.each([null, '', 'toString', '__proto__', 'läuft'])('ignores %s', (word) => {
    expect(toMachineState(word)).toBeUndefined();
  });
});
