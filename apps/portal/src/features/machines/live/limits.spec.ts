import { chartLimits, toneOf } from './limits.js';

const LIMITS = { warnHigh: '100', tripHigh: '110', warnLow: '10', tripLow: null };

describe('a value and its limits', () => {
  it.each([
    [50, undefined],
    [100, undefined],
    [100.1, 'warning'],
    [110, 'warning'],
    [110.1, 'critical'],
    [9, 'warning'],
    [-1000, 'warning'],
    ['111', undefined],
    [null, undefined],
  ])('%s is %s', (value, tone) => {
    expect(toneOf(value, LIMITS)).toBe(tone);
  });

  it('has no tone without limits', () => {
    expect(toneOf(1e9, null)).toBeUndefined();
    expect(toneOf(1e9, undefined)).toBeUndefined();
  });

  it('is outside a limit of zero', () => {
    expect(toneOf(-0.1, { warnHigh: null, tripHigh: null, warnLow: null, tripLow: '0' })).toBe('critical');
  });
});

describe('limits as chart lines', () => {
  const format = { number: (value: string | number) => `<${value}>` } as Parameters<typeof chartLimits>[2];
  const t = ((key: string, { value }: { value: string }) => `${key} ${value}`) as Parameters<
    typeof chartLimits
  >[1];

  it('include known limits with their names', () => {
    expect(chartLimits(LIMITS, t, format)).toEqual([
      { value: 100, kind: 'warn', label: 'limit.warn <100>' },
      { value: 10, kind: 'warn', label: 'limit.warn <10>' },
      { value: 110, kind: 'trip', label: 'limit.trip <110>' },
    ]);
  });

  it('are empty without limits', () => {
    expect(chartLimits(null, t, format)).toEqual([]);
  });
});
