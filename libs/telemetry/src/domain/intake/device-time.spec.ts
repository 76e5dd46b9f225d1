import fc from 'fast-check';
import { parseEpochTime, parseIsoTime } from './device-time.js';

const at = (iso: string) => ({ timeMs: Date.parse(iso) });

describe('parseIsoTime', () => {
  it.each([
    ['2026-11-24T11:59:00Z', at('2026-11-24T11:59:00Z')],
    ['2026-11-24T11:59:00.5Z', at('2026-11-24T11:59:00.500Z')],
    ['2026-11-24T11:59:00.123456789Z', at('2026-11-24T11:59:00.123Z')],
    ['2026-11-24T12:59:00+01:00', at('2026-11-24T11:59:00Z')],
    ['2026-11-24T05:29:00-06:30', at('2026-11-24T11:59:00Z')],
    ['2028-02-29T00:00:00Z', at('2028-02-29T00:00:00Z')],
    ['2026-11-24T11:59:00', { code: 'time_without_zone' }],
    ['2026-02-30T00:00:00Z', { code: 'time_malformed' }],
    ['2026-13-01T00:00:00Z', { code: 'time_malformed' }],
    ['2026-00-01T00:00:00Z', { code: 'time_malformed' }],
    ['2026-11-24T24:00:00Z', { code: 'time_malformed' }],
    ['2026-11-24T11:60:00Z', { code: 'time_malformed' }],
    ['2026-11-24T11:59:60Z', { code: 'time_malformed' }],
    ['2026-11-24T11:59:00+24:00', { code: 'time_malformed' }],
    ['2026-11-24 11:59:00Z', { code: 'time_malformed' }],
    ['2026-11-24', { code: 'time_malformed' }],
    ['', { code: 'time_malformed' }],
  ])('%s', (text, expected) => expect(parseIsoTime(text)).toEqual(expected));

  it('reads every instant in ISO 8601, in any zone', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, offset) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const minutes = Math.abs(offset);
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        expect(parseIsoTime(`${local}${zone}`)).toEqual({ timeMs: instant.getTime() });
      }),
    );
  });
});

describe('parseEpochTime', () => {
  it.each([
    ['1764000000123', { timeMs: 1_764_000_000_123 }],
    ['1764000000', { code: 'time_wrong_unit' }],
    ['1764000000123456', { code: 'time_wrong_unit' }],
    ['1764000000123456789', { code: 'time_wrong_unit' }],
    ['1764000000123.5', { code: 'time_malformed' }],
    ['-1', { code: 'time_malformed' }],
    ['1.7e12', { code: 'time_malformed' }],
  ])('%s', (token, expected) => expect(parseEpochTime(token)).toEqual(expected));
});
