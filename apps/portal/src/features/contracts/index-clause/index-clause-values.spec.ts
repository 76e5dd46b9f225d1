import type { IndexClause } from '../../../api/types.js';
import { isReadable, toIndexClause, toIndexClauseValues } from './index-clause-values.js';

const CLAUSE: IndexClause = {
  from: '2027-01-01',
  weights: [
    { key: 'wages', weight: '0.5' },
    { key: 'material', weight: '0.35' },
  ],
  fixedPercentPerYear: null,
  cap: '1.05',
  floor: '0.98',
  noticeDays: 30,
  lateNotice: 'lapses',
  charges: ['base'],
  indexLagMonths: 3,
  baseMonth: '2025-12',
  factorDecimals: 4,
  priceDecimals: null,
};
const STARTS_ON = '2026-02-01';

describe('an index clause in a form', () => {
  it.each([
    null,
    CLAUSE,
    {
      ...CLAUSE,
      weights: [],
      fixedPercentPerYear: '2.5',
      cap: null,
      floor: null,
      charges: null,
      baseMonth: null,
    },
  ])('round-trips unchanged', (clause) => {
    expect(toIndexClause(toIndexClauseValues(clause, STARTS_ON))).toEqual(clause);
  });

  it('is described in words once its numbers are valid', () => {
    expect(isReadable(CLAUSE)).toBe(true);
    for (const wrong of [{ cap: 'much' }, { from: '' }, { weights: [] }, { noticeDays: -1 }])
      expect(isReadable({ ...CLAUSE, ...wrong })).toBe(false);
  });

  it('shows shares and limits in percent', () => {
    expect(toIndexClauseValues(CLAUSE, STARTS_ON)).toMatchObject({
      kind: 'indexes',
      weights: [{ weight: '50' }, { weight: '35' }],
      cap: '5',
      floor: '-2',
    });
  });

  it('starts with common terms from the second year on', () => {
    const values = { ...toIndexClauseValues(null, STARTS_ON), kind: 'indexes' } as const;
    expect(
      toIndexClause({
        ...values,
        weights: [
          { key: ' cpi ', weight: ' 80 ' },
          { key: '', weight: ' ' },
        ],
      }),
    ).toEqual({
      ...CLAUSE,
      from: '2027-02-01',
      weights: [{ key: 'cpi', weight: '0.8' }],
      cap: null,
      floor: null,
      lateNotice: 'postponed',
      charges: null,
      indexLagMonths: 1,
      baseMonth: null,
      factorDecimals: null,
    });
  });

  it('omits unselected parts, and sends an invalid number, so that the server reports it at its field', () => {
    const values = toIndexClauseValues(CLAUSE, STARTS_ON);
    expect(toIndexClause({ ...values, kind: 'rate', noticeDays: 'soon', cap: 'much' })).toMatchObject({
      weights: [],
      fixedPercentPerYear: '',
      noticeDays: -1,
      cap: 'much',
    });
    expect(toIndexClause({ ...values, kind: 'none' })).toBeNull();
  });
});
