import type { UsageReason } from '#metering/domain';
import { gapsOf, gapTimeWithin } from './gaps.js';

const FROM = '2026-10-01T00:00:00.000Z';
const TO = '2026-10-02T00:00:00.000Z';
const reason = (code: UsageReason['code'], from: string | null = FROM, to: string | null = TO): UsageReason =>
  ({ code, from, to, count: 1 }) as UsageReason;

describe('the gaps of a usage', () => {
  it.each(['no_readings', 'silent_at_end', 'began_at_first_reading'] as const)('include its %s', (code) => {
    expect(gapsOf([reason(code)])).toEqual([{ from: Date.parse(FROM), to: Date.parse(TO) }]);
  });

  it('exclude gaps that a counter bridges and gaps without a time', () => {
    expect(gapsOf([])).toBeUndefined();
    expect(gapsOf([reason('no_readings', null)])).toBeUndefined();
    expect(gapsOf([reason('no_readings', FROM, null)])).toBeUndefined();
  });

  it('are unknown if not all of them are listed', () => {
    expect(gapsOf([reason('no_readings'), reason('more_reasons')])).toBeNull();
  });

  it.each([
    [0, 10, 5],
    [3, 5, 2],
    [0, 2, 0],
    [7, 9, 0],
    [2, 30, 15],
  ])('from %i to %i take %i of the time', (from, to, gapMs) => {
    expect(
      gapTimeWithin(
        [
          { from: 2, to: 7 },
          { from: 20, to: 40 },
        ],
        { from, to },
      ),
    ).toBe(gapMs);
  });
});
