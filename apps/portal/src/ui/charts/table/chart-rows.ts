import type { Sheet } from '../../tables/export/to-sheet.js';
import type { ChartPoint, ChartSeries } from '../chart-data.js';

/** Values of all series at one time; undefined for a series without a value at that time. */
export interface ChartRow {
  readonly at: number;
  readonly values: readonly (ChartPoint | undefined)[];
}

/** Returns the points of several series by time, oldest first. */
export function chartRows(points: readonly (readonly ChartPoint[])[]): ChartRow[] {
  const rows = new Map<number, (ChartPoint | undefined)[]>();
  points.forEach((column, index) => {
    for (const point of column) {
      const [at, , mean] = point;
      if (typeof at !== 'number' || mean === null || mean === undefined) continue;
      const row = rows.get(at) ?? new Array<ChartPoint | undefined>(points.length).fill(undefined);
      row[index] = point;
      rows.set(at, row);
    }
  });
  return [...rows].sort(([a], [b]) => a - b).map(([at, values]) => ({ at, values }));
}

/** Points of a series in its table: buckets, because single readings of several series have different times. */
export const tabledPoints = (one: ChartSeries): readonly ChartPoint[] => one.buckets ?? one.points;

interface SheetTexts {
  readonly time: string;
  /** Name of a series, with its unit. */
  readonly nameOf: (series: ChartSeries) => string;
  readonly mean: string;
  readonly min: string;
  readonly max: string;
}

/**
 * Returns the lines of charts as a sheet: a row for each time, and for each series a column of its values, or the mean,
 * minimum and maximum of its buckets. An earlier period keeps its place beside the current one.
 */
export function chartSheet(series: readonly ChartSeries[], texts: SheetTexts): Sheet {
  const hasRange = series.map(({ points }) =>
    points.some(([, min, mean, max]) => min !== mean || max !== mean),
  );
  return {
    header: [
      texts.time,
      ...series.flatMap((one, index) => {
        const name = texts.nameOf(one);
        return hasRange[index] === true
          ? [texts.mean, texts.min, texts.max].map((of) => `${name}, ${of}`)
          : [name];
      }),
    ],
    rows: chartRows(series.map(({ points }) => points)).map(({ at, values }) => [
      new Date(at),
      ...values.flatMap((point, index) => {
        const [, min = null, mean = null, max = null] = point ?? [];
        return hasRange[index] === true ? [mean, min, max] : [mean];
      }),
    ]),
  };
}
