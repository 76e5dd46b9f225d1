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
    [{ rule: 'contractual', perDay: '5' }, null],
  ])('%o needs %s days of history', (terms, days) => {
    const span = historySpanOf(terms, gap);
    expect(span && (span.to - span.from) / DAY).toBe(days);
  });
});
