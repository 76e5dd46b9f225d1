import type { AlignedData } from 'uplot';

/** One bucket: epoch ms, minimum, mean, maximum; further entries are ignored. */
export type ChartPoint = readonly (number | null)[];

export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  readonly points: readonly ChartPoint[];
  /** Buckets for the chart's table, if the line is drawn from single readings. */
  readonly buckets?: readonly ChartPoint[];
  /** Draws the series dashed, grey and without a band, for peers and comparisons. */
  readonly quiet?: boolean;
  /** Owner of the series if several share an axis. */
  readonly tag?: string;
  /** Number of the series' colour, from 1; its position by default. */
  readonly hue?: number;
  /**
   * Milliseconds by which the points of an earlier period were moved onto the axis. Such a series is drawn dashed and
   * without a band.
   */
  readonly earlierBy?: number;
  /** Gaps of this series; those of the chart by default. */
  readonly gaps?: readonly ChartGap[];
}

export interface ChartGap {
  readonly from: number;
  readonly to: number;
  /** Text shown at the gap: its duration and, if known, the change of a counter. */
  readonly note?: string;
}

/** A point at which the displayed data changes, for example the end of raw data retention. */
export interface ChartBound {
  readonly at: number;
  readonly label: string;
}

/** A part of the time axis that the user selected, in epoch ms. */
export interface ChartSpan {
  readonly from: number;
  readonly to: number;
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
 * Points to draw for a series: the readings if the response contains them, otherwise its buckets with their band.
 * @param series as returned by `/histories`
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

/** Returns the number of a series' colour and symbol, from 1. Quiet series have none and are not counted. */
export function hueOf(series: readonly ChartSeries[], index: number): number {
  const quietBefore = series.slice(0, index).filter((one) => one.quiet === true).length;
  return series[index]?.hue ?? index - quietBefore + 1;
}

/** Returns true if a chart shows lines of several colours, which then need symbols. */
export function needsSymbols(series: readonly ChartSeries[]): boolean {
  const hues = series.flatMap((one, index) => (one.quiet === true ? [] : [hueOf(series, index)]));
  return new Set(hues).size > 1;
}

/** Columns of a series in the chart's data: mean, maximum, minimum. */
export const COLUMNS = 3;

/**
 * Aligns series on one time axis (in seconds, as the chart library requires): a time column, then mean, maximum and
 * minimum of each series. At the start of a gap, nulls are added to its series, so that no line crosses the gap.
 */
export function alignSeries(series: readonly ChartSeries[], gaps: readonly ChartGap[]): AlignedData {
  const times = new Set<number>();
  for (const one of series) for (const [time] of one.points) if (typeof time === 'number') times.add(time);
  for (const gap of [...gaps, ...series.flatMap((one) => one.gaps ?? [])]) times.add(gap.from + 1);
  const axis = [...times].sort((a, b) => a - b);
  const indexOfTime = new Map(axis.map((time, index) => [time, index]));
  const columns = series.flatMap((one) => {
    const mean: (number | null | undefined)[] = new Array<undefined>(axis.length).fill(undefined);
    const high = [...mean];
    const low = [...mean];
    for (const [time, minimum, average, maximum] of one.points) {
      const at = typeof time === 'number' ? indexOfTime.get(time) : undefined;
      if (at === undefined) continue;
      mean[at] = average;
      high[at] = maximum;
      low[at] = minimum;
    }
    for (const gap of one.gaps ?? gaps) {
      const at = indexOfTime.get(gap.from + 1);
      if (at !== undefined) mean[at] = high[at] = low[at] = null;
    }
    return [mean, high, low];
  });
  return [axis.map((time) => time / 1000), ...columns] as AlignedData;
}

/** Range of the y axis: the range of the data, extended to include limits, with a margin. */
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

/** Last value and range of a series, for screen readers. */
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
