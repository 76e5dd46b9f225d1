import { itemStateOf } from './item-state.js';

describe('itemStateOf', () => {
  it.each([
    [100n, 100n, false, 'open'],
    [100n, 1n, false, 'partly_paid'],
    [100n, 1n, true, 'partly_paid'],
    [100n, 0n, false, 'paid'],
    [100n, 0n, true, 'written_off'],
    [-100n, -100n, false, 'open'],
    [-100n, -40n, false, 'partly_paid'],
    [0n, 0n, false, 'paid'],
  ])('with %s in total, %s open, and given up (%s): %s', (total, open, isGivenUp, state) => {
    expect(itemStateOf(total, open, isGivenUp)).toBe(state);
  });
});
