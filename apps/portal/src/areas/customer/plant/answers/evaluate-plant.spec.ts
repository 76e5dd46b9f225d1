/// <reference types="vitest/globals" />
import { evaluatePlant, type PlantFacts } from './evaluate-plant.js';

const machines = (...states: PlantFacts['machines'][number]['state'][]) => states.map((state) => ({ state }));
const alarms = (...severities: PlantFacts['openAlarms'][number]['severity'][]) =>
  severities.map((severity) => ({ severity }));
const pressure = (value: number) => ({ value, warnLow: 6.8, tripLow: 6 });

describe('the status of a plant', () => {
  it.each<[string, PlantFacts, string, string]>([
    ['no machines', { machines: [], openAlarms: [] }, 'none', 'no_machines'],
    [
      'no machine with data',
      { machines: machines('silent', 'unknown'), openAlarms: [] },
      'unknown',
      'all_silent',
    ],
    [
      'the pressure is below the trip limit',
      { machines: machines('load'), openAlarms: [], pressure: pressure(5.9) },
      'trouble',
      'pressure_tripped',
    ],
    [
      'a critical alarm despite good pressure',
      { machines: machines('load'), openAlarms: alarms('warning', 'critical'), pressure: pressure(7.2) },
      'trouble',
      'critical_alarm',
    ],
    [
      'all machines with data have a fault',
      { machines: machines('fault', 'silent'), openAlarms: [] },
      'trouble',
      'all_faulty',
    ],
    [
      'the pressure is below the warning limit',
      { machines: machines('load'), openAlarms: [], pressure: pressure(6.79) },
      'watch',
      'pressure_low',
    ],
    [
      'one of two with a fault',
      { machines: machines('fault', 'load'), openAlarms: [] },
      'watch',
      'machine_fault',
    ],
    ['a warning', { machines: machines('load'), openAlarms: alarms('warning') }, 'watch', 'warning_alarm'],
    [
      'one of two without data',
      { machines: machines('load', 'silent'), openAlarms: [] },
      'watch',
      'machine_silent',
    ],
    [
      'a note does not change the verdict',
      { machines: machines('load'), openAlarms: alarms('info') },
      'fine',
      'within_limits',
    ],
    [
      'exactly at the limit, others off',
      { machines: machines('load', 'off'), openAlarms: [], pressure: pressure(6.8) },
      'fine',
      'within_limits',
    ],
  ])('%s', (_case, facts, verdict, reason) => {
    expect(evaluatePlant(facts)).toEqual({ verdict, reason });
  });
});
