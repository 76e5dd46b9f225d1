import { parseReplayArguments } from './replay-arguments.js';
import { drawProgress, formatSeconds } from './replay-progress.js';
import { sectionOf, toJsonNumber, toMessage } from './row-message.js';
import { findTimeColumn, parseRowTime } from './row-time.js';

describe('parseReplayArguments', () => {
  it('reads all arguments', () => {
    const argv =
      '--file pump.csv --machine SN-1 --map Pressure=pressure_bar,Volume Flow RateRMS=flow_l_min --time datetime --speed 10 --zone Europe/Warsaw --start=2026-11-01T00:00:00Z';
    const split = argv
      .replace('Volume Flow RateRMS', 'Volume_Flow')
      .split(' ')
      .map((part) => part.replace('Volume_Flow', 'Volume Flow RateRMS'));
    expect(parseReplayArguments(split)).toMatchObject({
      file: 'pump.csv',
      machine: 'SN-1',
      map: new Map([
        ['Pressure', 'pressure_bar'],
        ['Volume Flow RateRMS', 'flow_l_min'],
      ]),
      time: 'datetime',
      speed: 10,
      zone: 'Europe/Warsaw',
      start: '2026-11-01T00:00:00Z',
      interval: 1,
      login: null,
    });
  });

  it('reports all errors at once', () => {
    const parse = () =>
      parseReplayArguments(['--speed', '-1', '--map', 'a', '--username', 'u', '--colour', 'x']);
    for (const fault of ['--file', '--machine', '--speed', '--map: "a"', '--password', '--colour'])
      expect(parse).toThrow(fault);
  });
});

describe('parseRowTime', () => {
  const at = (iso: string) => Date.parse(iso);
  it.each([
    ['2020-02-08 13:30:47', 'utc', at('2020-02-08T13:30:47Z')],
    ['2020-02-08T13:30:47.250Z', 'Asia/Jakarta', at('2020-02-08T13:30:47.250Z')],
    ['2020-02-08 13:30:47', 'Asia/Jakarta', at('2020-02-08T06:30:47Z')],
    ['2020-02-08 13:30:47.5', 'utc', at('2020-02-08T13:30:47.500Z')],
    ['2020-02-08T13:30:47+07:00', 'utc', at('2020-02-08T06:30:47Z')],
    ['08.02.2020 13:30', 'Europe/Warsaw', at('2020-02-08T12:30:00Z')],
    ['2020/02/08 13:30:47', 'utc', at('2020-02-08T13:30:47Z')],
    ['02/08/2020 01:30 PM', 'utc', at('2020-02-08T13:30:00Z')],
    ['1581168647', 'Asia/Jakarta', 1_581_168_647_000],
    ['1581168647.25', 'utc', 1_581_168_647_250],
    ['1581168647250', 'utc', 1_581_168_647_250],
    ['1581168647250000', 'utc', 1_581_168_647_250],
    ['0.5', 'utc', undefined],
    ['load', 'utc', undefined],
    ['', 'utc', undefined],
  ])('%s in %s', (text, zone, expected) => expect(parseRowTime(text, zone)).toBe(expected));
});

describe('findTimeColumn', () => {
  it.each([
    [['datetime', 'Pressure'], ['2020-02-08 13:30:47', '1.5'], 0],
    [['Pressure', 'when'], ['1.5', '2020-02-08 13:30:47'], 1],
    [['timestamp', 'p'], ['1581168647', '1'], 0],
    [['cycle', 'p'], ['1581168647', '1'], undefined],
    [['runtime', 'date'], ['12.5', '2020-02-08'], 1],
  ])('%j', (columns, row, expected) => expect(findTimeColumn(columns, row, 'utc')).toBe(expected));
});

describe('toJsonNumber', () => {
  it.each([
    ['122.664', '.', '122.664'],
    ['-0,25', ',', '-0.25'],
    ['+7', '.', '7'],
    ['.5', '.', '0.5'],
    ['5.', '.', '5'],
    ['007', '.', '7'],
    ['1.50', '.', '1.50'],
    ['1E-5', '.', '1e-5'],
    ['NaN', '.', undefined],
    ['1,5', '.', undefined],
    ['-', '.', undefined],
    ['', '.', undefined],
  ] as const)('%s', (text, decimal, expected) => {
    expect(toJsonNumber(text, decimal)).toBe(expected);
    if (expected !== undefined) expect(JSON.parse(expected)).toEqual(expect.any(Number));
  });
});

describe('toMessage', () => {
  const columns = [
    { index: 1, signal: 'flow_l_total', section: 'c' },
    { index: 2, signal: 'pressure_bar', section: 'g' },
    { index: 3, signal: 'state', section: 'state' },
    { index: 4, signal: 'note', section: 'e' },
  ] as const;

  it('keeps the digits of numbers in the file', () => {
    expect(
      toMessage(['t', '1.50', '-0.273216', 'load', 'say "x"'], columns, { timeMs: 0, seq: 3 }, '.'),
    ).toBe(
      '{"ts":"1970-01-01T00:00:00.000Z","seq":3,"c":{"flow_l_total":1.50},"g":{"pressure_bar":-0.273216},"e":{"note":"say \\"x\\""},"state":"load"}',
    );
  });

  it('omits empty fields, and rows without content', () => {
    expect(toMessage(['t', '', 'n/a', '', ''], columns, { timeMs: 0, seq: 3 }, '.')).toBeUndefined();
    expect(toMessage(['t', '', '1', '', ''], columns, { timeMs: 0, seq: 3 }, '.')).toBe(
      '{"ts":"1970-01-01T00:00:00.000Z","seq":3,"g":{"pressure_bar":1}}',
    );
  });
});

describe('sectionOf', () => {
  it.each([
    ['run_hours_total', undefined, 'c'],
    ['run_hours_total', 'gauge', 'g'],
    ['litres', 'counter', 'c'],
    ['pressure_bar', undefined, 'g'],
    ['state', undefined, 'state'],
    ['alarm_code', 'event', 'e'],
  ])('%s (%s)', (signal, kind, expected) => expect(sectionOf(signal, kind)).toBe(expected));
});

describe('progress', () => {
  it.each([
    [0, 100, 0, '0%  0 of 100 rows acknowledged, 0 per second'],
    [50, 100, 1000, '50%  50 of 100 rows acknowledged, 50 per second, 1 s left'],
    [100, 100, 2000, '100%  100 of 100 rows acknowledged, 50 per second'],
  ])('%d of %d', (done, total, elapsed, line) => expect(drawProgress(done, total, elapsed)).toBe(line));

  it.each([
    [3, '3 s'],
    [61, '1 min 1 s'],
    [7300, '2 h 1 min'],
  ])('%d s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});
