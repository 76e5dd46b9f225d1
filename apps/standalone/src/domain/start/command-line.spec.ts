import fc from 'fast-check';
import { isCalendarDay, parseStartArguments } from './command-line.js';

const none = { empty: false, reset: false, yes: false, plainMqtt: false, verbose: false, help: false };

describe('parseStartArguments', () => {
  it.each([
    [[], none],
    [['--empty'], { ...none, empty: true }],
    [['--reset', '--yes'], { ...none, reset: true, yes: true }],
    [['-y', '--plain-mqtt'], { ...none, yes: true, plainMqtt: true }],
    [['--as-of', '2026-12-01'], { ...none, asOf: '2026-12-01' }],
    [['--as-of=2026-12-01', '-h'], { ...none, asOf: '2026-12-01', help: true }],
  ])('%j', (args, options) => {
    expect(parseStartArguments(args)).toEqual({ options, faults: [] });
  });

  it('reports all errors at once', () => {
    expect(parseStartArguments(['--emtpy', '--as-of', '2026-02-30', 'x']).faults).toEqual([
      'Unknown argument "--emtpy". --help lists all arguments.',
      '--as-of requires a day such as 2026-12-01, not "2026-02-30".',
      'Unknown argument "x". --help lists all arguments.',
    ]);
  });

  it.each([[['--as-of']], [['--as-of=']], [['--empty', '--as-of', '2026-12-01']]])('rejects %j', (args) => {
    expect(parseStartArguments(args).faults).toHaveLength(1);
  });

  it('does not mistake properties of every object for arguments', () => {
    expect(parseStartArguments(['toString']).faults).toHaveLength(1);
  });

  it('never ignores a mistyped argument', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (args) => {
        const { options, faults } = parseStartArguments(args);
        const known = ['--empty', '--reset', '--yes', '-y', '--plain-mqtt', '--verbose', '--help', '-h'];
        expect(options !== undefined).toBe(faults.length === 0);
        if (args.some((arg) => !known.includes(arg) && !arg.startsWith('--as-of'))) {
          expect(faults.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('isCalendarDay', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['tomorrow', false],
  ])('%s -> %s', (text, expected) => expect(isCalendarDay(text)).toBe(expected));

  it('accepts every existing day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => isCalendarDay(date.toISOString().slice(0, 10)),
      ),
    );
  });
});
