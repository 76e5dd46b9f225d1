import { bytesIn } from './bytes.js';

describe('bytesIn', () => {
  it.each([
    [0, 0, 'B'],
    [999, 999, 'B'],
    [1500, 1.5, 'KB'],
    [2.5e9, 2.5, 'GB'],
    [3e15, 3000, 'TB'],
  ])('%d', (bytes, value, unit) => expect(bytesIn(bytes)).toEqual({ value, unit }));
});
