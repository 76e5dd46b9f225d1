import { countMachines } from './machine-counts.js';

const NONE = { load: 0, idle: 0, off: 0, service: 0, fault: 0, silent: 0, unknown: 0 };

describe('the numbers of machines', () => {
  it.each([
    ['load', 'running'],
    ['idle', 'running'],
    ['off', 'stopped'],
    ['service', 'stopped'],
    ['fault', 'faulty'],
    ['silent', 'silent'],
    ['unknown', 'silent'],
  ])('count a machine in the state %s as %s', (state, counted) => {
    expect(countMachines({ ...NONE, [state]: 2 })).toEqual({
      running: 0,
      stopped: 0,
      faulty: 0,
      silent: 0,
      [counted]: 2,
    });
  });
});
