import fc from 'fast-check';
import { previewMeter } from './preview-meter.js';
import type { MeterDefinition, MeterReading } from './meter-definition.js';
import { spanOfReadings } from './readings-span.js';

const T0 = Date.parse('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;

const reading = (hours: number, value: string, receivedAt: number | null = null): MeterReading => ({
  at: T0 + hours * HOUR,
  value,
  isEstimated: false,
  signal: null,
  subject: null,
  key: null,
  receivedAt,
});

const meter = (method: MeterDefinition['method']): MeterDefinition => ({
  method,
  factor: null,
  modulus: null,
  maxRatePerMinute: null,
  maxHoldSeconds: null,
  rounding: null,
  formula: null,
  reference: null,
  calibration: null,
  checksOff: false,
});

/** Returns the metered quantity of readings for the period that they span. */
function quantityOf(method: MeterDefinition['method'], readings: readonly MeterReading[]): string | null {
  const period = spanOfReadings(method, readings, null);
  const facts = {
    meter: meter(method),
    period,
    windowSeconds: null,
    knownBefore: null,
    readings,
    events: [],
  };
  return previewMeter(facts).quantity;
}

describe('a preview of metering without a period', () => {
  const readings = [reading(2, '50'), reading(0, '10'), reading(1, '20')];

  it.each<[MeterDefinition['method'], string]>([
    ['counter', '40'],
    ['integral', '108000'],
    ['mean', '15'],
    ['sum', '80'],
    ['count', '3'],
    ['min', '10'],
    ['max', '50'],
    ['latest', '50'],
    ['unique_count', '3'],
    ['max_per_bucket', '50'],
  ])('counts all readings from the first to the last (%s)', (method, quantity) => {
    expect(quantityOf(method, readings)).toBe(quantity);
  });

  it('ignores readings that are not known yet', () => {
    const late = reading(5, '60', T0 + 9 * HOUR);
    const span = spanOfReadings('counter', [reading(0, '1'), reading(1, '2'), late], T0 + 8 * HOUR);
    expect(span).toEqual({ from: T0, to: T0 + HOUR });
  });

  it('derives nothing from one reading of a counter', () => {
    expect(quantityOf('counter', [reading(0, '10')])).toBeNull();
  });

  it.each<[string, MeterDefinition['method'], readonly MeterReading[]]>([
    ['there are no readings', 'counter', []],
    ['a level covers no time', 'integral', [reading(0, '10')]],
  ])('is rejected when %s', (_, method, given) => {
    expect(() => spanOfReadings(method, given, null)).toThrow(
      expect.objectContaining({ code: 'metering.period_missing' }),
    );
  });

  it('measures a counter’s increase in any order of arrival', () => {
    const values = fc.uniqueArray(fc.nat(1_000_000), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.nat(), (drawn, shift) => {
        const sorted = drawn.toSorted((a, b) => a - b);
        const taken = sorted.map((value, hour) => reading(hour, String(value)));
        const turn = shift % taken.length;
        const arrived = [...taken.slice(turn), ...taken.slice(0, turn)];
        expect(quantityOf('counter', arrived)).toBe(String(sorted.at(-1)! - sorted[0]!));
      }),
    );
  });
});
