/// <reference types="vitest/globals" />
import { judgePlant, type PlantFacts } from './judge-plant.js';

const machines = (...states: PlantFacts['machines'][number]['state'][]) => states.map((state) => ({ state }));
const alarms = (...severities: PlantFacts['openAlarms'][number]['severity'][]) =>
  severities.map((severity) => ({ severity }));
const pressure = (value: number) => ({ value, warnLow: 6.8, tripLow: 6 });

describe('the status of a plant', () => {
  it.each<[string, PlantFacts, string, string]>([
    ['nothing stands there', { machines: [], openAlarms: [] }, 'none', 'no_machines'],
    ['nobody is heard', { machines: machines('silent', 'unknown'), openAlarms: [] }, 'unknown', 'all_silent'],
    [
      'the pressure is below the trip',
      { machines: machines('load'), openAlarms: [], pressure: pressure(5.9) },
      'trouble',
      'pressure_tripped',
    ],
    [
      'a critical alarm beside good pressure',
      { machines: machines('load'), openAlarms: alarms('warning', 'critical'), pressure: pressure(7.2) },
      'trouble',
      'critical_alarm',
    ],
    [
      'all heard are in fault',
      { machines: machines('fault', 'silent'), openAlarms: [] },
      'trouble',
      'all_faulty',
    ],
    [
      'the pressure is below the warning',
      { machines: machines('load'), openAlarms: [], pressure: pressure(6.79) },
      'watch',
      'pressure_low',
    ],
    [
      'one of two in fault',
      { machines: machines('fault', 'load'), openAlarms: [] },
      'watch',
      'machine_fault',
    ],
    ['a warning', { machines: machines('load'), openAlarms: alarms('warning') }, 'watch', 'warning_alarm'],
    [
      'one of two silent',
      { machines: machines('load', 'silent'), openAlarms: [] },
      'watch',
      'machine_silent',
    ],
    [
      'a note is no reason to worry',
      { machines: machines('load'), openAlarms: alarms('info') },
      'fine',
      'within_limits',
    ],
    [
      'at the limit exactly, others off',
      { machines: machines('load', 'off'), openAlarms: [], pressure: pressure(6.8) },
      'fine',
      'within_limits',
    ],
  ])('%s', (_case, facts, verdict, reason) => {
    expect(judgePlant(facts)).toEqual({ verdict, reason });
  });
});
