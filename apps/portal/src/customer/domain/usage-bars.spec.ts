/// <reference types="jest" />
import { barOf } from './usage-bars.js';

describe('the bar of a month', () => {
  it('shows what is held beside what is measured, on the same scale', () => {
    expect(barOf({ quantity: '60', heldQuantity: '20', state: 'measured' }, 100)).toEqual([
      { kind: 'measured', share: 0.6 },
      { kind: 'held', share: 0.2 },
    ]);
  });

  it('never shows an unknown month as an empty one', () => {
    expect(barOf({ quantity: null, heldQuantity: '0', state: 'unknown' }, 100)).toEqual([
      { kind: 'unknown', share: 1 },
    ]);
  });
});
