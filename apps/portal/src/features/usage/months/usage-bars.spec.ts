/// <reference types="vitest/globals" />
import { barOf } from './usage-bars.js';

describe('the bar of a month', () => {
  it('shows quantities on hold and estimates beside measured ones, on the same scale', () => {
    expect(
      barOf({ quantity: '60', estimatedQuantity: '10', heldQuantity: '20', state: 'measured' }, 100),
    ).toEqual([
      { kind: 'measured', share: 0.5 },
      { kind: 'estimated', share: 0.1 },
      { kind: 'held', share: 0.2 },
    ]);
  });

  it('never shows an unknown month as empty', () => {
    expect(
      barOf({ quantity: null, estimatedQuantity: '0', heldQuantity: '0', state: 'unknown' }, 100),
    ).toEqual([{ kind: 'unknown', share: 1 }]);
  });
});
