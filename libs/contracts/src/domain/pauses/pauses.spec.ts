import fc from 'fast-check';
import { findPauseFaults, findPausesOutside } from './pause-faults.js';
import { daysOfPauses, type Pause, pausedDays, pausesUntil } from './pauses.js';

const WINTER: Pause = { months: [12, 1, 2], from: null, to: null, feePercent: '0', use: 'billed' };
const SINGLE: Pause = {
  months: null,
  from: '2026-07-10',
  to: '2026-07-31',
  feePercent: '25',
  use: 'not_billed',
};
const spans = (days: readonly { from: string; to: string }[]) => days.map(({ from, to }) => [from, to]);

describe('pausedDays', () => {
  it('are the same months of every year, also across its end, and single days, in chronological order', () => {
    expect(pausedDays([SINGLE, WINTER], '2026-01-15', '2027-02-10')).toEqual([
      { from: '2026-01-15', to: '2026-03-01', feePercent: '0', use: 'billed' },
      { from: '2026-07-10', to: '2026-08-01', feePercent: '25', use: 'not_billed' },
      { from: '2026-12-01', to: '2027-02-10', feePercent: '0', use: 'billed' },
    ]);
    // February has its own number of days, including in leap years.
    expect(spans(pausedDays([{ ...WINTER, months: [2] }], '2028-02-10', '2028-12-31'))).toEqual([
      ['2028-02-10', '2028-03-01'],
    ]);
  });

  it('are one span if they are adjacent with the same terms, and two with other terms', () => {
    const november = { ...SINGLE, from: '2026-11-20', to: '2026-11-30' };
    expect(
      spans(
        pausedDays([WINTER, { ...november, feePercent: '0', use: 'billed' }], '2026-11-01', '2027-01-01'),
      ),
    ).toEqual([['2026-11-20', '2027-01-01']]);
    expect(spans(pausedDays([WINTER, november], '2026-11-01', '2027-01-01'))).toEqual([
      ['2026-11-20', '2026-12-01'],
      ['2026-12-01', '2027-01-01'],
    ]);
  });

  it('are exactly the days of pauses, for any range', () => {
    const day = fc
      .integer({ min: 0, max: 2000 })
      .map((days) => new Date(Date.parse('2025-01-01') + days * 86_400_000).toISOString().slice(0, 10));
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(day, day, day, months, (from, to, asked, named) => {
        const days = pausedDays([{ ...WINTER, months: named }], from, to);
        days.forEach((one, index) => {
          expect(one.from >= from && one.to <= to && one.from < one.to).toBe(true);
          expect(index === 0 || days[index - 1]!.to < one.from).toBe(true);
        });
        const isIncluded = asked >= from && asked < to;
        expect(days.some((one) => one.from <= asked && asked < one.to)).toBe(
          isIncluded && named.includes(Number(asked.slice(5, 7))),
        );
      }),
    );
  });
});

describe('daysOfPauses', () => {
  it('apply as long as their version, and continue if the next version has the same pauses', () => {
    const version = (from: string, ...pauses: Pause[]) => ({ from, pauses });
    expect(
      spans(
        daysOfPauses([version('2026-01-15', WINTER, SINGLE), version('2026-07-20', WINTER)], '2027-01-01'),
      ),
    ).toEqual([
      ['2026-01-15', '2026-03-01'],
      ['2026-07-10', '2026-07-20'],
      ['2026-12-01', '2027-01-01'],
    ]);
    expect(
      spans(daysOfPauses([version('2026-11-01', WINTER), version('2027-01-10', WINTER)], '2027-06-01')),
    ).toEqual([['2026-12-01', '2027-03-01']]);
  });

  it('are calculated until the contract ends, or for some years', () => {
    expect(pausesUntil({ endsOn: '2027-06-30' }, '2026-12-02')).toBe('2027-07-01');
    expect(pausesUntil({ endsOn: null }, '2026-12-02')).toBe('2029-01-01');
  });
});

describe('findPauseFaults', () => {
  const faultsOf = (...pauses: readonly Pause[]): string[] =>
    findPauseFaults({ pauses, startsOn: '2026-01-01' }).map(
      ({ pointer, code }) => `${pointer} ${code.replace('contracts.', '')}`,
    );

  it('accepts valid pauses', () => {
    expect(faultsOf(WINTER, SINGLE, { ...WINTER, months: [6] })).toEqual([]);
    expect(faultsOf({ ...SINGLE, feePercent: '100' })).toEqual([]);
  });

  it.each([
    [{ ...WINTER, months: [] }, '/pauses/1/months pause_months_invalid'],
    [{ ...WINTER, months: [13] }, '/pauses/1/months pause_months_invalid'],
    [{ ...WINTER, months: [5, 5] }, '/pauses/1/months pause_months_invalid'],
    [{ ...WINTER, months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }, '/pauses/1/months pause_months_invalid'],
    [{ ...WINTER, months: [5], to: '2026-05-20' }, '/pauses/1/to pause_season_has_days'],
    [{ ...WINTER, months: [5], feePercent: '101' }, '/pauses/1/feePercent pause_percent_out_of_range'],
    [{ ...WINTER, months: [5], feePercent: '-1' }, '/pauses/1/feePercent pause_percent_out_of_range'],
    [{ ...WINTER, months: [5], feePercent: 'half' }, '/pauses/1/feePercent pause_percent_out_of_range'],
    [{ ...WINTER, months: [5], feePercent: '100' }, '/pauses/1/feePercent pause_rests_nothing'],
    [{ ...SINGLE, from: '2026-02-30' }, '/pauses/1/from date_malformed'],
    [{ ...SINGLE, to: null }, '/pauses/1/to date_malformed'],
    [{ ...SINGLE, to: '2026-07-09' }, '/pauses/1/to ends_before_start'],
    [{ ...WINTER, months: [2, 3] }, '/pauses/1 pauses_overlap'],
    [{ ...SINGLE, from: '2033-12-31', to: '2034-01-01' }, '/pauses/1 pauses_overlap'],
  ] as [Pause, string][])('reports %j', (pause, reported) => {
    expect(faultsOf(WINTER, pause)).toEqual([reported]);
  });

  it('reports the days that already belong to another pause', () => {
    const [fault] = findPauseFaults({
      pauses: [SINGLE, { ...SINGLE, from: '2026-07-31', to: '2026-08-10' }],
      startsOn: '2026-01-01',
    });
    expect(fault!.params).toEqual({ from: '2026-07-10', to: '2026-07-31' });
  });

  it('limits the number of pauses', () => {
    expect(faultsOf(...Array<Pause>(25).fill(WINTER))).toEqual(['/pauses too_many_pauses']);
  });
});

describe('findPausesOutside', () => {
  const term = { from: '2026-03-01', endsOn: '2027-06-30' };

  it.each([
    ['2026-02-20', '2026-03-10', '/pauses/0/from contracts.pause_before_terms'],
    ['2027-06-20', '2027-07-01', '/pauses/0/to contracts.pause_after_end'],
    ['2027-07-01', '2027-07-10', '/pauses/0/from contracts.pause_after_end'],
  ])('reports days from %s to %s', (from, to, reported) => {
    const pause = { ...SINGLE, from, to };
    expect(findPausesOutside([pause], term).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      reported,
    ]);
    expect(findPausesOutside([pause], term, [pause])).toEqual([]);
  });

  it('accepts pauses within the term, seasons, and pauses of a contract without an end', () => {
    expect(findPausesOutside([SINGLE, WINTER], term)).toEqual([]);
    expect(
      findPausesOutside([{ ...SINGLE, to: '2029-01-01' }], { from: '2026-03-01', endsOn: null }),
    ).toEqual([]);
  });
});
