import { partsStatusOf, waitingParts } from './parts-status.js';

const part = (
  reserved: number | null,
  availableAtDepot: number | null,
  reservedForOthers: number | null,
) => ({
  quantity: 1,
  reserved,
  availableAtDepot,
  reservedForOthers,
});

describe('the parts of a visit', () => {
  it.each([
    ['none', []],
    ['all', [part(1, 0, 0), part(1, 1, 0)]],
    ['waiting', [part(1, 0, 0), part(0, 0, 1)]],
    // An available part does not belong to this visit until it is reserved.
    ['waiting', [part(1, 0, 0), part(0, 1, 0)]],
    ['waiting', [part(0, 0, 1), part(0, 0, 0)]],
    ['unknown', [part(null, null, null)]],
  ])('are %s', (status, parts) => {
    expect(partsStatusOf(parts)).toBe(status);
  });

  it('are waiting if not reserved', () => {
    const [reserved, waiting] = [part(1, 0, 0), part(0, 0, 0)];
    expect(waitingParts([reserved, waiting])).toEqual([waiting]);
  });
});
