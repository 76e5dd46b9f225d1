import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { QUALITY, type CounterReading } from './counter-reading.js';
import { stepsBetween } from './reading-steps.js';

const COUNTER = { modulus: null, maxRatePerHour: null, maxGapMinutes: 60 };

const reading = (value: string | null, quality: number = QUALITY.good): CounterReading => ({
  at: 0,
  seq: '0',
  receivedAt: 0,
  timeSource: 0,
  value,
  quality,
});

describe('stepsBetween', () => {
  it.each<[string, CounterReading | undefined, CounterReading[], (string | null)[]]>([
    ['starts from the previous reading', reading('10'), [reading('10.1'), reading('12')], ['0.1', '1.9']],
    ['has no first step without one', undefined, [reading('10'), reading('12')], [null, '2']],
    [
      'skips readings that are not usable',
      reading('1'),
      [reading('9', QUALITY.bad), reading(null), reading('2')],
      [null, null, '1'],
    ],
    ['shows a fall', reading('10'), [reading('3')], ['-7']],
  ])('%s', (_name, before, readings, steps) => {
    expect(stepsBetween(before, readings, COUNTER)).toEqual(steps);
  });

  const HOUR = 3_600_000;
  const at = (hours: number, value: string): CounterReading => ({ ...reading(value), at: hours * HOUR });

  it.each<[string, Parameters<typeof stepsBetween>[2], CounterReading[], (string | null)[]]>([
    [
      'shows a level’s contribution until it changed, limited by the maximum gap',
      { ...COUNTER, method: 'integral', maxGapMinutes: 120 },
      [at(0, '10'), at(1, '4'), at(5, '0')],
      [null, '10', '8'],
    ],
    [
      'shows how long a state lasted',
      { ...COUNTER, method: 'state_time', matches: ['on'] },
      [at(0, 'on'), at(0.5, 'off'), at(1, 'on')],
      [null, '0.5', '0'],
    ],
    [
      'shows which events count',
      { ...COUNTER, method: 'event_count', matches: ['scrap'] },
      [at(0, 'scrap'), at(1, 'good')],
      ['1', '0'],
    ],
    [
      'shows nothing for peak demand',
      { ...COUNTER, method: 'peak_demand', intervalMinutes: 15 },
      [at(0, '1'), at(1, '2')],
      [null, null],
    ],
  ])('%s', (_name, meter, readings, steps) => {
    expect(stepsBetween(undefined, readings, meter)).toEqual(steps);
  });

  it('adds up to the last usable value less the previous one', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            value: fc.option(fc.bigInt({ min: 0n, max: 10n ** 20n }).map((digits) => `${digits}.5`)),
            quality: fc.constantFrom(...Object.values(QUALITY)),
          }),
        ),
        (list) => {
          const readings = list.map(({ value, quality }) => reading(value, quality));
          const last = readings.findLast(
            ({ value, quality }) => value !== null && quality !== QUALITY.bad && quality !== QUALITY.stale,
          );
          const sum = stepsBetween(reading('7'), readings, COUNTER).reduce(
            (total, step) => total.plus(step ?? 0),
            new Exact(0),
          );
          expect(sum.toFixed()).toBe(new Exact(last?.value ?? '7').minus('7').toFixed());
        },
      ),
    );
  });
});
