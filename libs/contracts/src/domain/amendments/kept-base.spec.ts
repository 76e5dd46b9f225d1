import { completeBase, type KeptBase } from './kept-base.js';

const FIXED = { billingCalendar: 'calendar', terms: { note: 'as it stands' } } as const;

describe('completeBase', () => {
  it('adds every field that did not exist when it was stored', () => {
    const kept = {
      number: 'K-1',
      machines: [],
      charges: [],
      meters: [{ id: 'me-1', deviceId: 'de-1', signalKey: 'hours', unit: 'h' }],
    } as unknown as KeptBase;
    expect(completeBase(kept, FIXED)).toEqual({
      ...kept,
      ...FIXED,
      exit: null,
      indexClause: null,
      pauses: [],
      invoiceTerms: null,
      performance: [],
      meters: [
        {
          ...kept.meters[0],
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
    const kept = { machines: [], charges: [], meters: [meter], pauses: [{ from: '2026-01-01' }] };
    const base = completeBase(kept as unknown as KeptBase, FIXED);
    expect(base.meters[0]).toMatchObject(meter);
    expect(base.pauses).toEqual(kept.pauses);
  });
});
