import { chooseShownRows } from './shown-rows.js';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ row: index + 2, cells: ['x'] }));
const shown = (count: number, ...faulty: number[]): number[] =>
  chooseShownRows(rows(count), new Set(faulty)).map(({ row }) => row);

describe('chooseShownRows', () => {
  it('shows the first rows of a sound file', () => {
    expect(shown(50)).toEqual(rows(20).map(({ row }) => row));
    expect(shown(3)).toEqual([2, 3, 4]);
  });

  it('shows a row with a fault wherever it stands, once', () => {
    expect(shown(50, 40, 3)).toEqual([...rows(20).map(({ row }) => row), 40]);
  });

  it('stops at two hundred', () => {
    expect(shown(1000, ...rows(1000).map(({ row }) => row))).toHaveLength(200);
  });
});
