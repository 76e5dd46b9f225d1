import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { QUALITY, type CounterReading } from '../steps/counter-reading.js';
import { deriveUsage } from '../usage/derive-usage.js';
import { previewMeter } from '../preview/preview-meter.js';
import { type MeterRule, RULE_VERSION } from '../usage/meter-rule.js';
import { NO_RECORDS } from '../evidence/meter-records.js';
import type { Usage } from '../usage/usage.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-06-01T00:00:00Z');
const DECIMALS = 12;

const reading = (at: number, value: string): CounterReading => ({
  at,
  seq: String(at),
  receivedAt: at,
  timeSource: 0,
  value,
  quality: QUALITY.good,
});

function derive(readings: readonly CounterReading[], rule: Partial<MeterRule>, days = 1): Usage {
  const [from, to] = [START, START + days * DAY];
  return deriveUsage(
    readings,
    { modulus: null, maxRatePerHour: null, maxGapMinutes: 1440, ...rule },
    { zone: 'UTC', from, to, windows: [{ since: -Infinity, from, to }], knownUntil: to + DAY, asOf: to },
    NO_RECORDS,
  );
}

/** Divides integers, and rounds half up to the decimals of stored quantities. */
function rounded(numerator: bigint, denominator: bigint): string {
  const units = (2n * numerator * 10n ** BigInt(DECIMALS) + denominator) / (2n * denominator);
  return new Exact(units.toString()).div(new Exact(10).pow(DECIMALS)).toFixed();
}

const sum = (decimals: readonly string[]): string =>
  decimals.reduce((total, each) => total.plus(each), new Exact(0)).toFixed();

/** The sums of days and of half hours. */
const sums = ({ days, halfHours }: Usage): string[] =>
  [days, halfHours].map((list) => sum(list.map(({ quantity }) => quantity)));

describe('a level with a reading every minute', () => {
  const steady = Array.from({ length: 1440 }, (_, minute) => reading(START + minute * MINUTE, '20'));

  it('results in 480 kWh for a day of 20 kW, not 479.99999999952', () => {
    const usage = derive(steady, { method: 'integral' });
    expect(usage.quantity).toBe('480');
    expect(sums(usage)).toEqual(['480', '480']);
    expect(usage.ruleVersion).toBe(RULE_VERSION);
  });

  it('gives the earlier quantity under rules that rounded each step', () => {
    const usage = derive(steady, { method: 'integral', version: 5 });
    expect(usage).toMatchObject({ quantity: '479.99999999952', ruleVersion: 5 });
    expect(usage.hash).toBe(derive(steady, { method: 'integral' }).hash);
  });

  it.each<[string, Partial<MeterRule>, string]>([
    ['integral', { method: 'integral', factor: '0.001' }, '0.48'],
    ['state_time', { method: 'state_time', matches: ['20'] }, '24'],
    ['peak_demand', { method: 'peak_demand', intervalMinutes: 15, factor: '0.3' }, '6'],
  ])('is exact as %s, with its factor', (_name, rule, quantity) => {
    const usage = derive(steady, rule);
    expect(usage.quantity).toBe(quantity);
    expect(sums(usage)).toEqual([quantity, quantity]);
  });
});

describe('quantities with infinitely many decimals', () => {
  const said = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 5 * HOUR }), fc.integer({ min: 0, max: 999_999 })),
    { minLength: 1, maxLength: 40 },
  );
  /** A factor in billionths. */
  const factor = fc.integer({ min: 1, max: 5_000_000_000 });
  const toDecimal = (whole: number, decimals: number): string =>
    new Exact(whole).div(new Exact(10).pow(decimals)).toFixed();

  it('of a level over time are rounded once', () => {
    fc.assert(
      fc.property(said, factor, (list, billionths) => {
        let at = START;
        let area = 0n;
        const readings = [reading(START, '0')];
        let last = 0;
        for (const [wait, thousandths] of list) {
          const next = Math.min(at + wait, START + 2 * DAY);
          area += BigInt(last) * BigInt(next - at);
          at = next;
          if (at === START + 2 * DAY) break;
          readings.push(reading(at, toDecimal(thousandths, 3)));
          last = thousandths;
        }
        area += BigInt(last) * BigInt(Math.min(START + 2 * DAY, at + DAY) - at);
        const usage = derive(readings, { method: 'integral', factor: toDecimal(billionths, 9) }, 2);
        const wanted = rounded(area * BigInt(billionths), 10n ** 12n * BigInt(HOUR));
        expect(usage.quantity).toBe(wanted);
        expect(sums(usage)).toEqual([wanted, wanted]);
      }),
    );
  });

  it('of a counter with a factor are rounded once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 }), (list) => {
        let counted = 0;
        const readings = [0, ...list].map((tenths, place) => {
          counted += tenths;
          return reading(START + place * 5 * MINUTE, toDecimal(counted, 1));
        });
        const usage = derive(readings, { factor: '0.333333333333' });
        expect(usage.quantity).toBe(rounded(BigInt(counted) * 333_333_333_333n, 10n ** 13n));
      }),
    );
  });

  it('of a mean are multiplied before dividing', () => {
    const measured = previewMeter({
      meter: {
        method: 'mean',
        factor: '3',
        rounding: { mode: 'down', decimals: 0 },
        maxHoldSeconds: null,
        modulus: null,
        maxRatePerMinute: null,
        reference: null,
        calibration: null,
        checksOff: false,
        formula: null,
      },
      period: { from: START, to: START + 3 * HOUR },
      windowSeconds: null,
      knownBefore: null,
      readings: [
        [0, '1'],
        [1, '0'],
      ].map(([hour, value]) => ({
        at: START + Number(hour) * HOUR,
        key: String(hour),
        signal: 's',
        subject: null,
        value: String(value),
        receivedAt: START,
        isEstimated: false,
      })),
      events: [],
    });
    expect(measured.quantity).toBe('1');
  });
});
