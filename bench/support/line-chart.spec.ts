import { drawPanels, niceCeiling } from './line-chart.js';

describe('a chart', () => {
  it.each([
    [0, 1],
    [0.7, 0.8],
    [1, 1],
    [3, 4],
    [41_000, 50_000],
    [820_000, 1_000_000],
  ])('ends its scale above %d at %d', (value, expected) =>
    expect(niceCeiling(value)).toBeCloseTo(expected, 9),
  );

  it('draws every point inside its panel, on a logarithmic scale, with escaped names', () => {
    const svg = drawPanels([
      {
        title: 'Rate & delay',
        xName: 'machines',
        xs: [100, 1000, 10_000],
        format: (y) => `${y}`,
        lines: [
          {
            name: 'a < b',
            points: [
              [100, 5],
              [1000, 10],
              [10_000, 0],
            ],
          },
        ],
      },
    ]);
    expect(svg).toContain('Rate &amp; delay');
    expect(svg).toContain('a &lt; b');
    const [, points] = /polyline points="([^"]+)"/.exec(svg)!;
    const coordinates = points!.split(' ').map((coordinate) => coordinate.split(',').map(Number));
    expect(coordinates[1]![0]).toBeCloseTo((coordinates[0]![0]! + coordinates[2]![0]!) / 2, 0);
    for (const [x, y] of coordinates) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(340);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(300);
    }
  });
});
