import { type AgreedIndexClause, findIndexClauseFaults } from './index-clause.js';

const AGREED: AgreedIndexClause = {
  from: '2027-01-01',
  weights: [
    { key: 'wages', weight: '0.5' },
    { key: 'PL_material', weight: '0.35' },
  ],
  fixedPercentPerYear: null,
  cap: '1.05',
  floor: '1',
  noticeDays: 30,
  lateNotice: 'postponed',
  charges: ['base'],
  indexLagMonths: 1,
  baseMonth: '2025-12',
  factorDecimals: null,
  priceDecimals: 4,
};
const share = (key: string, weight: string) => ({ key, weight });

describe('findIndexClauseFaults', () => {
  const faults = (change: Partial<AgreedIndexClause> = {}) =>
    findIndexClauseFaults({
      indexClause: { ...AGREED, ...change },
      startsOn: '2026-02-01',
      charges: [{ key: 'base' }],
    }).map(({ pointer, code }) => `${pointer} ${code}`.replace(/^\/indexClause\/|contracts\./g, ''));

  it('accepts a missing clause, indexes, or a fixed rate', () => {
    expect(findIndexClauseFaults({ indexClause: null, startsOn: '2026-02-01', charges: [] })).toEqual([]);
    expect(faults()).toEqual([]);
    expect(
      faults({ weights: [], fixedPercentPerYear: '2.5', cap: null, floor: null, charges: null }),
    ).toEqual([]);
    expect(faults({ weights: [share('cpi', '1')] })).toEqual([]);
  });

  it.each<[Partial<AgreedIndexClause>, string]>([
    [{ from: 'soon' }, 'from date_malformed'],
    [{ from: '2026-02-01' }, 'from index_from_too_early'],
    [{ weights: [] }, 'weights value_missing'],
    [{ weights: [share('cpi', '0.6'), share('wages', '0.5')] }, 'weights weights_exceed_one'],
    [{ weights: [share('', '0.6')] }, 'weights/0/key index_series_malformed'],
    [{ weights: [share('fixed', '0.6')] }, 'weights/0/key index_series_malformed'],
    [{ weights: [share('cpi', '0.2'), share('cpi', '0.1')] }, 'weights/1/key index_series_twice'],
    [{ weights: [share('cpi', '0')] }, 'weights/0/weight index_share_out_of_range'],
    [{ weights: [share('cpi', 'half')] }, 'weights/0/weight index_share_out_of_range'],
    [{ fixedPercentPerYear: '3' }, 'fixedPercentPerYear index_series_or_rate'],
    [{ weights: [], fixedPercentPerYear: '-' }, 'fixedPercentPerYear decimal_malformed'],
    [{ cap: '0' }, 'cap index_limit_malformed'],
    [{ floor: '-1' }, 'floor index_limit_malformed'],
    [{ cap: '1', floor: '1.01' }, 'floor index_floor_above_cap'],
    [{ noticeDays: 731 }, 'noticeDays index_count_out_of_range'],
    [{ indexLagMonths: -1 }, 'indexLagMonths index_count_out_of_range'],
    [{ factorDecimals: 1.5 }, 'factorDecimals index_count_out_of_range'],
    [{ priceDecimals: 13 }, 'priceDecimals index_count_out_of_range'],
    [{ baseMonth: '2025-13' }, 'baseMonth month_malformed'],
    [{ charges: [] }, 'charges value_missing'],
    [{ charges: ['base', 'air'] }, 'charges index_charge_unknown'],
  ])('rejects %j, at its field', (change, fault) => {
    expect(faults(change)).toEqual([fault]);
  });
});
