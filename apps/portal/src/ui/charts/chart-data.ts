import type { AlignedData } from 'uplot';

/** One bucket: epoch ms, minimum, mean, maximum; further entries are ignored. */
export type ChartPoint = readonly (number | null)[];

export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  readonly points: readonly ChartPoint[];
  /** Peers and comparisons: dashed grey, without a band. */
  readonly quiet?: boolean;
  /** Whose series it is, where several stand on one axis. */
  readonly tag?: string;
  /** Which of the series' colours, from 1; by its place without it. */
  readonly hue?: number;
  /** Where this one has nothing, if not where the chart has. */
  readonly gaps?: readonly ChartGap[];
}

export interface ChartGap {
  readonly from: number;
  readonly to: number;
  /** What the counter did meanwhile. */
  readonly note?: string;
}

/** Where what is shown changes its nature, as where raw readings are kept no longer. */
export interface ChartBound {
  readonly at: number;
  readonly label: string;
}

export interface ChartLimit {
  readonly value: number;
  readonly kind: 'warn' | 'trip';
  readonly label: string;
}

export interface ChartFlag {
  readonly at: number;
  readonly label: string;
  readonly tone: 'critical' | 'warning' | 'neutral';
}

/**
 * What is drawn of a series: the readings themselves where the answer has them, else its buckets with their band.
 * @param series as `/histories` answers
 */
export function drawnPoints({
  points,
  line,
}: {
  readonly points: readonly ChartPoint[];
  readonly line?: readonly ChartPoint[] | null;
}): readonly ChartPoint[] {
  return line?.map(([time = null, value = null]) => [time, value, value, value]) ?? points;
}

/** Columns a series takes in the chart's table: mean, maximum, minimum. */
export const COLUMNS = 3;

/**
 * Aligns series on one time axis (seconds, as the chart library counts) as columns time, then mean, maximum and minimum
 * of each. A gap gets nulls at its start in the series that it is of, so that no line is drawn across what nobody measured.
 */
export function alignSeries(series: readonly ChartSeries[], gaps: readonly ChartGap[]): AlignedData {
  const times = new Set<number>();
  for (const one of series) for (const [time] of one.points) if (typeof time === 'number') times.add(time);
  for (const gap of [...gaps, ...series.flatMap((one) => one.gaps ?? [])]) times.add(gap.from + 1);
  const axis = [...times].sort((a, b) => a - b);
  const place = new Map(axis.map((time, index) => [time, index]));
  const columns = series.flatMap((one) => {
    const mean: (number | null | undefined)[] = new Array<undefined>(axis.length).fill(undefined);
    const high = [...mean];
    const low = [...mean];
    for (const [time, minimum, average, maximum] of one.points) {
      const at = typeof time === 'number' ? place.get(time) : undefined;
      if (at === undefined) continue;
      mean[at] = average;
      high[at] = maximum;
      low[at] = minimum;
    }
    for (const gap of one.gaps ?? gaps) {
      const at = place.get(gap.from + 1);
      if (at !== undefined) mean[at] = high[at] = low[at] = null;
    }
    return [mean, high, low];
  });
  return [axis.map((time) => time / 1000), ...columns] as AlignedData;
}

/** Range of the y axis: the data's, widened so that limits stand inside, with a little air. */
export function rangeWithLimits(low: number, high: number, limits: readonly ChartLimit[]): [number, number] {
  const values = [low, high, ...limits.map((limit) => limit.value)].filter((value) => Number.isFinite(value));
  if (values.length === 0) return [0, 1];
  const bottom = Math.min(...values);
  const top = Math.max(...values);
  const air = (top - bottom || Math.abs(top) || 1) * 0.06;
  return [bottom - air, top + air];
}

export interface SeriesSummary {
  readonly last: number | null;
  readonly lastAt: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Last value and range of a series, for those who cannot see the line. */
export function summarise(series: ChartSeries): SeriesSummary {
  let low: number | null = null;
  let high: number | null = null;
  let last: number | null = null;
  let lastAt: number | null = null;
  for (const [time = null, minimum, mean = null, maximum] of series.points) {
    const bottom = minimum ?? mean;
    const top = maximum ?? mean;
    if (bottom !== null && (low === null || bottom < low)) low = bottom;
    if (top !== null && (high === null || top > high)) high = top;
    if (mean !== null) {
      last = mean;
      lastAt = time;
    }
  }
  return { last, lastAt, low, high };
}
