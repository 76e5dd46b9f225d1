import { completeBase, type StoredBase } from './stored-base.js';

const FIXED = { billingCalendar: 'calendar', terms: { note: 'as it stands' } } as const;

describe('completeBase', () => {
  it('adds every field that did not exist when the base was stored', () => {
    const stored = {
      number: 'K-1',
      machines: [],
      charges: [],
      meters: [{ id: 'me-1', deviceId: 'de-1', signalKey: 'hours', unit: 'h' }],
    } as unknown as StoredBase;
    expect(completeBase(stored, FIXED)).toEqual({
      ...stored,
      ...FIXED,
      exit: null,
      indexClause: null,
      pauses: [],
      invoiceTerms: null,
      performance: [],
      meters: [
        {
          ...stored.meters[0],
          method: 'counter',
          matches: [],
          intervalMinutes: null,
          factor: null,
          deducts: false,
        },
      ],
    });
  });

  it('keeps stored fields', () => {
    const meter = { id: 'me-1', method: 'state_time', matches: ['running'], factor: '2' };
    const stored = { machines: [], charges: [], meters: [meter], pauses: [{ from: '2026-01-01' }] };
    const base = completeBase(stored as unknown as StoredBase, FIXED);
    expect(base.meters[0]).toMatchObject(meter);
    expect(base.pauses).toEqual(stored.pauses);
  });
});
