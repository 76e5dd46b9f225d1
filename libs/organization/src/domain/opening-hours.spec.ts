import { areOpeningHours } from './opening-hours.js';

describe('opening hours', () => {
  it.each([
    [[1, 2, 3, 4, 5], '08:00', '17:00', true],
    [[6], '00:00', '23:59', true],
    [[], '08:00', '17:00', false],
    [[1, 1], '08:00', '17:00', false],
    [[5, 1], '08:00', '17:00', false],
    [[0, 1], '08:00', '17:00', false],
    [[8], '08:00', '17:00', false],
    [[1.5], '08:00', '17:00', false],
    [[1], '17:00', '08:00', false],
    [[1], '08:00', '08:00', false],
    [[1], '8:00', '17:00', false],
    [[1], '08:00', '24:00', false],
  ])('days %j from %s to %s: %s', (days, open, close, isRight) => {
    expect(areOpeningHours({ days, open, close })).toBe(isRight);
  });
});
