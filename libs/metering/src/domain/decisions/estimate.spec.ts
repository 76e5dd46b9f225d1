import { estimate, historySpanOf, type EstimateTerms } from './estimate.js';
import type { HalfHour } from '../usage/usage.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Tuesday. */
const T0 = Date.parse('2026-11-10T00:00:00Z');
const gap = { from: T0, to: T0 + 6 * HOUR };

/**
 * Returns half hours for the given number of days before T0, with quantities by day (counted back from T0) and hour.
 */
function history(days: number, quantityOf: (daysBefore: number, hour: number) => string | null): HalfHour[] {
  return Array.from({ length: days * 48 }, (_, index): HalfHour => {
    const from = T0 - days * DAY + index * (HOUR / 2);
    const quantity = quantityOf(days - Math.floor(index / 48), Math.floor((index % 48) / 2));
    return {
      from,
      to: from + HOUR / 2,
      fromValue: null,
      toValue: null,
      quantity: quantity ?? '0',
      heldQuantity: '0',
      readingCount: quantity === null ? 0 : 6,
      kind: quantity === null ? 'empty' : 'normal',
    };
  });
}

describe('estimate', () => {
  it.each<[string, EstimateTerms, HalfHour[], string]>([
    [
      'the same hours of the same weekday, the mean of the last two',
      { rule: 'same_weekday_hours' },
      history(15, (before, hour) => (before === 7 ? '10' : before === 14 ? '20' : hour > 20 ? '99' : '1')),
      '180',
    ],
    ['an average of the last days', { rule: 'average', days: 2 }, history(2, () => '3'), '36'],
    ['the contract’s quantity', { rule: 'contractual', perDay: '100' }, [], '25'],
  ])('%s', (_name, terms, past, quantity) => {
    expect(estimate(terms, gap, past, 'UTC').quantity).toBe(quantity);
  });

  it('averages fourteen days by default', () => {
    expect(
      estimate(
        { rule: 'average' },
        gap,
        history(14, () => '3'),
        'UTC',
      ),
    ).toMatchObject({ days: 14 });
    expect(
      estimate(
        { rule: 'average', days: 2 },
        gap,
        history(2, () => '3'),
        'UTC',
      ),
    ).toEqual({
      rule: 'average',
      hours: '6',
      days: 2,
      quantity: '36',
      // The first half hour also contains usage from before, so 23.5 hours are averaged.
      working: [
        { day: '2026-11-08', hours: '23.5', quantity: '141' },
        { day: '2026-11-09', hours: '24', quantity: '144' },
      ],
    });
  });

  it('averages from the first to the last half hour with a reading, without other kinds', () => {
    const past = history(1, (_before, hour) => (hour >= 4 && hour < 20 ? '2' : null));
    // 16 hours with readings, of which the first half hour is left out.
    expect(estimate({ rule: 'average', days: 1 }, gap, past, 'UTC')).toMatchObject({
      quantity: '24',
      working: [{ hours: '15.5', quantity: '62' }],
    });
    const kinds = (kind: HalfHour['kind']): HalfHour[] =>
      past.map((one, index) => (index >= 20 && index < 24 ? { ...one, kind, quantity: '90' } : one));
    const averaged = (kind: HalfHour['kind']): string =>
      estimate({ rule: 'average', days: 1 }, gap, kinds(kind), 'UTC').working[0]!.hours;
    expect((['normal', 'empty', 'gap', 'held', 'estimated', 'unbilled'] as const).map(averaged)).toEqual([
      '15.5',
      '15.5',
      '15.5',
      '13.5',
      '13.5',
      '13.5',
    ]);
  });

  it.each<[HalfHour['kind'], HalfHour['kind'], string]>([
    // The half hour a week earlier, with 20, is a sample if it is normal and the half hour before it was read.
    ['normal', 'normal', '15'],
    ['held', 'normal', '15'],
    ['estimated', 'normal', '15'],
    ['empty', 'normal', '10'],
    ['gap', 'normal', '10'],
    ['normal', 'held', '10'],
    ['normal', 'estimated', '10'],
    ['normal', 'unbilled', '10'],
    ['normal', 'gap', '10'],
    ['normal', 'empty', '10'],
  ])('samples a half hour after %s of kind %s: %s', (before, own, quantity) => {
    const half = { from: T0, to: T0 + HOUR / 2 };
    const past = history(15, () => '10').map((one): HalfHour => {
      if (one.from === T0 - 7 * DAY) return { ...one, kind: own, quantity: '20' };
      return one.to === T0 - 7 * DAY ? { ...one, kind: before } : one;
    });
    expect(estimate({ rule: 'same_weekday_hours' }, half, past, 'UTC').quantity).toBe(quantity);
  });

  it('does not sample the first half hour, which has no earlier one', () => {
    const half = { from: T0, to: T0 + HOUR / 2 };
    const past = history(14, (before) => (before === 14 ? '90' : '10'));
    expect(estimate({ rule: 'same_weekday_hours' }, half, past, 'UTC').quantity).toBe('10');
  });

  it('uses local half hours, also where they are offset by minutes and seconds', () => {
    // In Kathmandu (UTC+5:45), local half hours begin at a quarter past and a quarter to.
    const past = history(15, () => '30').map(({ from, to, ...one }) => ({
      ...one,
      from: from + 15 * 60_000,
      to: to + 15 * 60_000,
    }));
    const part = { from: T0 + 20 * 60_000 + 30_500, to: T0 + 35 * 60_000 + 30_500 };
    expect(estimate({ rule: 'same_weekday_hours' }, part, past, 'Asia/Kathmandu')).toMatchObject({
      quantity: '15',
      hours: '0.25',
      working: [{ day: '2026-11-10', quantity: '15' }],
    });
    const night = { from: T0 + 18 * HOUR, to: T0 + 19 * HOUR };
    // 18:15 UTC is local midnight, so a quarter of an hour is on the day before.
    expect(estimate({ rule: 'same_weekday_hours' }, night, past, 'Asia/Kathmandu').working).toEqual([
      { day: '2026-11-10', hours: '0.25', quantity: '15' },
      { day: '2026-11-11', hours: '0.75', quantity: '45' },
    ]);
  });

  it('ends before the half hour that begins at its end', () => {
    const whole = { from: T0, to: T0 + HOUR };
    const past = history(15, (before, hour) => (before % 7 === 0 && hour === 1 ? null : '10'));
    expect(estimate({ rule: 'same_weekday_hours' }, whole, past, 'UTC').quantity).toBe('20');
  });

  it('names the missing quantity of the contract', () => {
    expect(() => estimate({ rule: 'contractual' }, gap, [], 'UTC')).toThrow(
      expect.objectContaining({
        fields: [{ pointer: '/estimate/perDay', code: 'metering.estimate_terms_missing' }],
      }),
    );
    expect(estimate({ rule: 'contractual', perDay: '100' }, gap, [], 'UTC')).toEqual({
      rule: 'contractual',
      hours: '6',
      quantity: '25',
      perDay: '100',
      working: [],
    });
  });

  it('shows its calculation day by day', () => {
    const night = { from: T0 - 3 * HOUR, to: T0 + HOUR };
    const past = history(15, () => '2').filter(({ from }) => from < night.from);
    expect(estimate({ rule: 'same_weekday_hours' }, night, past, 'UTC')).toEqual({
      rule: 'same_weekday_hours',
      hours: '4',
      quantity: '16',
      working: [
        { day: '2026-11-09', hours: '3', quantity: '12' },
        { day: '2026-11-10', hours: '1', quantity: '4' },
      ],
    });
  });

  it('prorates a half hour by time', () => {
    const part = { from: T0 + 10 * 60_000, to: T0 + 25 * 60_000 };
    const past = history(15, () => '30');
    expect(estimate({ rule: 'same_weekday_hours' }, part, past, 'UTC').quantity).toBe('15');
  });

  it.each<[string, EstimateTerms, HalfHour[], string]>([
    [
      'there are no readings in those hours',
      { rule: 'same_weekday_hours' },
      history(15, () => null),
      'metering.estimate_without_history',
    ],
    [
      'readings are too far apart to show hours',
      { rule: 'same_weekday_hours' },
      history(15, (_before, hour) => (hour % 6 === 0 ? '60' : null)).filter(({ from }) => from % HOUR === 0),
      'metering.estimate_without_history',
    ],
    [
      'there are no readings at all',
      { rule: 'average', days: 3 },
      history(3, () => null),
      'metering.estimate_without_history',
    ],
    ['the contract defines none', { rule: 'contractual' }, [], 'metering.estimate_terms_missing'],
  ])('fails if %s', (_name, terms, past, code) => {
    expect(() => estimate(terms, gap, past, 'UTC')).toThrow(expect.objectContaining({ code }));
  });

  it.each<[EstimateTerms, number | null]>([
    [{ rule: 'same_weekday_hours' }, 15],
    [{ rule: 'average', days: 30 }, 30],
    [{ rule: 'average' }, 14],
    [{ rule: 'contractual', perDay: '5' }, null],
  ])('%o needs %s days of history', (terms, days) => {
    const span = historySpanOf(terms, gap);
    expect(span && (span.to - span.from) / DAY).toBe(days);
  });
});
