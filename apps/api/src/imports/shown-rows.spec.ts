import { chooseShownRows } from './shown-rows.js';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ row: index + 2, cells: ['x'] }));
const shown = (count: number, ...faulty: number[]): number[] =>
  chooseShownRows(rows(count), new Set(faulty)).map(({ row }) => row);

describe('chooseShownRows', () => {
  it('returns the first rows of a file without errors', () => {
    expect(shown(50)).toEqual(rows(20).map(({ row }) => row));
    expect(shown(3)).toEqual([2, 3, 4]);
  });

  it('returns a row with an error wherever it is, once', () => {
    expect(shown(50, 40, 3)).toEqual([...rows(20).map(({ row }) => row), 40]);
  });

  it('returns at most two hundred rows', () => {
    expect(shown(1000, ...rows(1000).map(({ row }) => row))).toHaveLength(200);
  });
});
