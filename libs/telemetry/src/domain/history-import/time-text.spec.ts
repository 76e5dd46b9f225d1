import fc from 'fast-check';
import { DateTime } from 'luxon';
import { detectDayFirst, TimeTexts } from './time-text.js';

const at = (iso: string) => Date.parse(iso);

describe('TimeTexts', () => {
  it.each([
    ['2026-10-31T08:15:00Z', 'Europe/Warsaw', '2026-10-31T08:15:00Z'],
    ['2026-10-31T08:15:00.25+02:00', 'Europe/Warsaw', '2026-10-31T06:15:00.250Z'],
    ['2026-10-31 08:15:00 +0200', 'Europe/Warsaw', '2026-10-31T06:15:00Z'],
    ['2026-10-31 08:15:00-05', 'Europe/Warsaw', '2026-10-31T13:15:00Z'],
    ['2026-10-01 08:15', 'Europe/Warsaw', '2026-10-01T06:15:00Z'],
    ['2026-12-01 08:15:07.123456', 'Europe/Warsaw', '2026-12-01T07:15:07.123Z'],
    ['2026-12-01', 'Asia/Shanghai', '2026-11-30T16:00:00Z'],
    ['2026/1/5 8:15:00', 'Asia/Kolkata', '2026-01-05T02:45:00Z'],
    ['31.12.2026 23:59:59,5', 'UTC', '2026-12-31T23:59:59.500Z'],
    ['31/12/2026 23:59', 'UTC', '2026-12-31T23:59:00Z'],
    ['12/31/2026 11:59:01 PM', 'UTC', '2026-12-31T23:59:01Z'],
    ['12/31/2026, 12:00 a.m.', 'UTC', '2026-12-31T00:00:00Z'],
    ['1798761600', 'Europe/Warsaw', '2027-01-01T00:00:00Z'],
    ['1798761600.5', 'Europe/Warsaw', '2027-01-01T00:00:00.500Z'],
    ['1798761600123', 'Europe/Warsaw', '2027-01-01T00:00:00.123Z'],
    ['1798761600123456', 'Europe/Warsaw', '2027-01-01T00:00:00.123Z'],
  ])('%s in %s', (text, zone, expected) => {
    expect(new TimeTexts(zone, true).read(text)).toBe(at(expected));
  });

  it('reads dates with slashes month first if the file’s settings say so', () => {
    expect(new TimeTexts('UTC', false).read('03/04/2026 10:00')).toBe(at('2026-03-04T10:00:00Z'));
    expect(new TimeTexts('UTC', true).read('03/04/2026 10:00')).toBe(at('2026-04-03T10:00:00Z'));
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01 25:00',
    '2026-01-01 10:61',
    '13/13/2026 1:00',
    '12/31/2026 13:00 PM',
    '2026-01-01T00:00:00+25:00',
    '2026-01/01',
    '12345678',
  ])('rejects %j', (text) => expect(new TimeTexts('UTC', false).read(text)).toBe('time_malformed'));

  it('reports hours that a clock change repeats or skips', () => {
    const warsaw = new TimeTexts('Europe/Warsaw', true);
    expect(warsaw.read('2026-10-25 02:30')).toBe('time_ambiguous');
    expect(warsaw.read('2026-10-25 03:00')).toBe(at('2026-10-25T02:00:00Z'));
    expect(warsaw.read('2026-10-25 01:59:59')).toBe(at('2026-10-24T23:59:59Z'));
    expect(warsaw.read('2026-10-25T02:30:00+02:00')).toBe(at('2026-10-25T00:30:00Z'));
    expect(warsaw.read('2026-03-29 02:00')).toBe('time_skipped');
    expect(warsaw.read('2026-03-29 03:00')).toBe(at('2026-03-29T01:00:00Z'));
  });

  it('agrees with the calendar at every instant', () => {
    const zones = ['Europe/Warsaw', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
    const instants = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, ms) => {
        const local = DateTime.fromMillis(ms, { zone });
        const read = new TimeTexts(zone, true).read(local.toFormat('yyyy-MM-dd HH:mm:ss.SSS'));
        if (read === 'time_ambiguous') expect(local.getPossibleOffsets()).toHaveLength(2);
        else expect(read).toBe(ms);
      }),
      { numRuns: 500 },
    );
  });
});

describe('detectDayFirst', () => {
  it.each([
    [['1', '05/04/2026', '31/12/2026 10:00'], true],
    [['12/31/2026'], false],
    [['05/04/2026 10:00 AM'], false],
    [['05/04/2026', '2026-01-01', '31.12.2026'], undefined],
  ])('of %j', (texts, expected) => expect(detectDayFirst(texts)).toBe(expected));
});
