import { itemStateOf } from './item-state.js';

describe('itemStateOf', () => {
  it.each([
    [100n, 100n, 'open'],
    [100n, 1n, 'partly_paid'],
    [100n, 0n, 'paid'],
    [-100n, -100n, 'open'],
    [-100n, -40n, 'partly_paid'],
    [0n, 0n, 'paid'],
  ])('with %s in total and %s open: %s', (total, open, state) => {
    expect(itemStateOf(total, open)).toBe(state);
  });
});
