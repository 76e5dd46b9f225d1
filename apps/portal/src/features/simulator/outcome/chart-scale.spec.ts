import { niceTicks, spreadLabels } from './chart-scale.js';

describe('niceTicks', () => {
  it.each([
    [0, 100, 4, [0, 25, 50, 75, 100]],
    [200_000, 410_000, 4, [200_000, 300_000, 400_000, 500_000]],
    [0, 0, 4, [0]],
    [5, 5, 2, [5]],
  ])('from %d to %d, about %d', (low, high, about, ticks) => {
    expect(niceTicks(low, high, about)).toEqual(ticks);
  });
});

describe('spreadLabels', () => {
  it('leaves labels without overlaps in place', () => {
    expect(spreadLabels([10, 60, 30], 14, 100)).toEqual([10, 60, 30]);
  });

  it('moves overlapping labels apart within the chart', () => {
    expect(spreadLabels([98, 98, 98], 14, 100)).toEqual([72, 86, 100]);
  });
});
