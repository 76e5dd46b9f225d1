import type { MonthCheck } from '../../../api/types.js';
import { placeOfCheck } from './check-places.js';

const NOVEMBER = { legalEntityId: 'le-1', month: '2026-11' };

describe('placeOfCheck', () => {
  it.each<[MonthCheck['key'], string, Record<string, string>]>([
    ['unbilled', '/billing', { month: '2026-11', entity: 'le-1' }],
    ['held', '/billing', { month: '2026-11', entity: 'le-1', state: 'held' }],
    ['draft', '/billing', { month: '2026-11', entity: 'le-1', state: 'draft' }],
    ['approved', '/billing', { month: '2026-11', entity: 'le-1', state: 'approved' }],
    ['unmatched', '/receivables/matching', { entity: 'le-1', imported: 'true' }],
    ['unapplied', '/receivables', { tab: 'payments', entity: 'le-1', show: 'unapplied' }],
    ['refunds', '/receivables', { entity: 'le-1' }],
    ['write_offs', '/receivables', { entity: 'le-1' }],
  ])('shows the same objects for %s', (key, to, search) => {
    expect(placeOfCheck(key, NOVEMBER)).toEqual({ to, search });
  });

  it.each<MonthCheck['key']>(['corrections', 'revaluation', 'revenue_release'])(
    'is the page of the month for %s',
    (key) => {
      expect(placeOfCheck(key, NOVEMBER)).toBeUndefined();
    },
  );
});
