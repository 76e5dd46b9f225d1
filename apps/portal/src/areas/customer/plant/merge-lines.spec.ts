/// <reference types="vitest/globals" />
import { mergeLines } from './merge-lines.js';

describe('merged lines', () => {
  it('range from the lowest to the highest value of any instrument', () => {
    const merged = mergeLines([
      [
        [0, 7, 7.2, 7.4],
        [60, 7.1, 7.1, 7.1],
      ],
      [[0, 6.6, 7, 7.1]],
    ]);
    expect(merged).toHaveLength(2);
    expect(merged[0]?.[1]).toBe(6.6);
    expect(merged[0]?.[2]).toBeCloseTo(7.1);
    expect(merged[0]?.[3]).toBe(7.4);
    expect(merged[1]).toEqual([60, 7.1, 7.1, 7.1]);
  });

  it('treat a missing value as missing, not as zero', () => {
    expect(mergeLines([[[0, null, null, null]]])).toEqual([]);
  });
});
