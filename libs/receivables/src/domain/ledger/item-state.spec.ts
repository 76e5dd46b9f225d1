import { ageingClassOf, itemStateOf } from './item-state.js';

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

describe('ageingClassOf', () => {
  it.each([
    [-5, 'not_due'],
    [0, 'not_due'],
    [1, 'days_1_30'],
    [30, 'days_1_30'],
    [31, 'days_31_60'],
    [60, 'days_31_60'],
    [61, 'days_61_90'],
    [90, 'days_61_90'],
    [91, 'days_over_90'],
  ])('%i days overdue: %s', (days, expected) => {
    expect(ageingClassOf(days)).toBe(expected);
  });
});
