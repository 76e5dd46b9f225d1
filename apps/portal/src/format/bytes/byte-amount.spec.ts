import { toByteAmount } from './byte-amount.js';

it.each([
  [0, 0, 'B', 0],
  [999, 999, 'B', 0],
  [1000, 1, 'kB', 1],
  [999_600, 0.9996, 'MB', 1],
  [12_345_678, 12.345678, 'MB', 0],
  [4e15, 4000, 'TB', 0],
])('formats %d bytes', (bytes, value, unit, decimals) => {
  expect(toByteAmount(bytes)).toEqual({ value: expect.closeTo(value), unit, decimals });
});
