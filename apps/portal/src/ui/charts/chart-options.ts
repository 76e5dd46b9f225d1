import uPlot from 'uplot';
import { formatUnit } from '../../format/unit.js';
import type { Format } from '../../format/use-format.js';
import { assignAxes, type ValueAxis } from './axes.js';
import {
  type ChartBound,
  type ChartFlag,
  type ChartGap,
  type ChartLimit,
  type ChartSeries,
  type ChartSpan,
  COLUMNS,
  hueOf,
  needsSymbols,
  rangeWithLimits,
  summarise,
} from './chart-data.js';
import {
  chartFont,
  paintBounds,
  paintEndLabel,
  paintFlags,
  paintGaps,
  paintLimits,
  paintSelection,
  paintSymbols,
  token,
} from './chart-paint.js';
import { writeReadout } from './chart-readout.js';
import { HUES } from './chart-symbols.js';

/** Room beside the plotting area, in px. */
export interface ChartRoom {
  readonly left: number;
  readonly right: number;
}

export interface OptionsInput {
  readonly series: readonly ChartSeries[];
  readonly from: number;
  readonly to: number;
  readonly gaps: readonly ChartGap[];
  readonly bounds: readonly ChartBound[];
  readonly limits: readonly ChartLimit[];
  readonly flags: readonly ChartFlag[];
  readonly selection: ChartSpan | undefined;
  readonly onDrag: ((span: ChartSpan) => void) | undefined;
  readonly syncKey: string | undefined;
  readonly compact: boolean;
  /** Additional room on each side, so that stacked charts align. */
  readonly padding: ChartRoom;
  readonly width: number;
  readonly height: number;
  readonly format: Format;
  readonly zone: string;
  readonly readout: HTMLElement | null;
}

/** Approximate width of a digit in the chart's font. */
const LETTER_WIDTH = 6.5;
const DAY_S = 86_400;
/** Charts narrower than this have fewer labels. */
const NARROW = 480;
const LEFT = 3;
const RIGHT = 1;
/** Shortest drag that selects a part, in px. Shorter ones are clicks. */
const MIN_DRAG = 6;

/** Options of the chart library for a chart, with its axes, lines and everything that is painted around them. */
export function chartOptions(input: OptionsInput): uPlot.Options {
  const { series, from, to, width, height, format, zone, compact, padding, syncKey, onDrag } = input;
  const axes = assignAxes(series);
  const scaleOf = (unit: string): string => axes.find((axis) => axis.unit === unit)?.scale ?? 'y';
  const colourOf = (index: number): string =>
    series[index]?.quiet === true
      ? token('ink-3')
      : token(`series-${((hueOf(series, index) - 1) % HUES) + 1}`);
  const hasEndLabels = axes.length <= 1;
  const top = compact ? 6 : 10;
  return {
    width,
    height,
    padding: [top, padding.right + (hasEndLabels ? endRoom(input) : 8), 0, padding.left],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: {
      y: false,
      points: { size: 6 },
      // Machines measure at different times, so the cursor shows each one's last reading unless there is a gap in
      // between.
      hover: { bias: -1 },
      drag: { x: onDrag !== undefined, y: false, setScale: false, dist: MIN_DRAG },
      ...(syncKey === undefined ? {} : { sync: { key: syncKey } }),
    },
    select: { show: onDrag !== undefined, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [from / 1000, to / 1000] },
      ...Object.fromEntries(
        (axes.length === 0 ? [{ scale: 'y' }] : axes).map(({ scale }) => [
          scale,
          {
            range: (_u: uPlot, low: number, high: number): uPlot.Range.MinMax =>
              rangeWithLimits(low, high, scale === 'y' ? input.limits : []),
          },
        ]),
      ),
    },
    axes: [timeAxis(input), ...valueAxes(axes, input, colourOf)],
    series: [
      {},
      ...series.flatMap((one, index): uPlot.Series[] => {
        const scale = scaleOf(one.unit);
        return [
          { scale, stroke: () => colourOf(index), points: { show: false }, ...lineStyle(one) },
          { scale, stroke: 'transparent', points: { show: false }, width: 0 },
          { scale, stroke: 'transparent', points: { show: false }, width: 0 },
        ];
      }),
    ],
    bands: series.flatMap((one, index) => {
      if (one.quiet === true || one.earlierBy !== undefined) return [];
      const first = 1 + index * COLUMNS;
      return [{ series: [first + 1, first + 2] as [number, number], fill: () => `${colourOf(index)}33` }];
    }),
    hooks: {
      drawClear: [
        (u) => paintSelection(u, input.selection),
        (u) => paintGaps(u, input.gaps),
        (u) => paintBounds(u, input.bounds),
      ],
      draw: [
        (u) => {
          if (needsSymbols(series))
            series.forEach((one, index) => {
              if (one.quiet === true) return;
              const share = (index + 0.5) / series.length;
              paintSymbols(
                u,
                { column: 1 + index * COLUMNS, scale: scaleOf(one.unit), share },
                hueOf(series, index),
                colourOf(index),
              );
            });
          const taken: number[] = [];
          if (hasEndLabels)
            series.forEach((one, index) => {
              const { last } = summarise(one);
              if (last === null || one.earlierBy !== undefined) return;
              const y = u.valToPos(last, 'y', true);
              paintEndLabel(u, endText(one, last, format), y, colourOf(index), 600, taken);
            });
          paintLimits(u, input.limits, taken);
          paintFlags(u, input.flags);
        },
      ],
      setSelect: [
        (u) => {
          if (u.select.width < MIN_DRAG) return;
          const end = u.select.left + u.select.width;
          onDrag?.({
            from: Math.round(u.posToVal(u.select.left, 'x') * 1000),
            to: Math.round(u.posToVal(end, 'x') * 1000),
          });
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [(plot) => writeReadout({ plot, series, colourOf, element: input.readout, format, zone })],
    },
  };
}

function lineStyle(one: ChartSeries): Partial<uPlot.Series> {
  if (one.quiet === true) return { dash: [4, 4], width: 1 };
  return one.earlierBy === undefined ? { width: 1.5 } : { dash: [6, 4], width: 1.25 };
}

function endText(one: ChartSeries, last: number, format: Format): string {
  return one.quiet === true ? one.label : format.quantity(last, one.unit, one.decimals);
}

/** Room for the labels at the end of the lines, which must not be cut off: counters have long values. */
function endRoom({ series, width, format }: OptionsInput): number {
  const longest = series.map((one) => endText(one, summarise(one).last ?? 0, format).length);
  return Math.max(width < NARROW ? 64 : 92, ...longest.map((length) => length * LETTER_WIDTH + 12));
}

function timeAxis({ width, format, zone }: OptionsInput): uPlot.Axis {
  return {
    font: chartFont(1),
    stroke: () => token('ink-3'),
    grid: { show: false },
    ticks: { show: false },
    border: { show: false },
    gap: 6,
    size: 26,
    space: width < NARROW ? 64 : 90,
    values: (_u, splits, _axis, _space, increment) =>
      splits.map((split) =>
        increment >= DAY_S || isMidnight(split * 1000, format, zone)
          ? format.shortDate(split * 1000, zone)
          : format.time(split * 1000, zone),
      ),
  };
}

/** If there are several axes, each names its unit, in the colour of its line if it has only one. */
function valueAxes(
  axes: readonly ValueAxis[],
  { series, format, width }: OptionsInput,
  colourOf: (index: number) => string,
): uPlot.Axis[] {
  return axes.map(({ unit, scale, side }, position) => {
    const own = series.flatMap((one, index) => (one.unit === unit ? [index] : []));
    const hues = new Set(own.map((index) => hueOf(series, index)));
    const [only = 0] = own;
    const written = formatUnit(unit);
    return {
      scale,
      side: side === 'left' ? LEFT : RIGHT,
      font: chartFont(1),
      stroke: () => (axes.length > 1 && hues.size === 1 ? colourOf(only) : token('ink-3')),
      // The grid lines of several axes would not match, so only the first axis has them.
      grid: position === 0 ? { stroke: () => token('line'), width: 1 } : { show: false },
      ticks: { show: false },
      gap: 6,
      ...(axes.length > 1 && written !== ''
        ? { label: written, labelFont: chartFont(1, 500), labelSize: 16, labelGap: 0 }
        : {}),
      size: (_u, values) => axisWidth(values, axes.length > 1 && width < NARROW ? 30 : 46),
      space: 36,
      values: (_u, splits, _axis, _space, increment) =>
        splits.map((split) => format.number(split, decimalsOf(increment))),
    };
  });
}

/** Width for the longest number beside the plot. Most charts have the same width, so that stacked charts align. */
function axisWidth(values: readonly string[] | null, least: number): number {
  const longest = Math.max(0, ...(values ?? []).map(({ length }) => length));
  return Math.max(least, 12 + longest * LETTER_WIDTH);
}

/** Number of decimals needed for the steps of an axis: one for 2.5, two for 0.05. */
function decimalsOf(increment: number): number {
  let digits = 0;
  while (digits < 6 && Math.abs(increment * 10 ** digits - Math.round(increment * 10 ** digits)) > 1e-9)
    digits += 1;
  return digits;
}

function isMidnight(at: number, format: Format, zone: string): boolean {
  return format.time(at, zone) === '00:00';
}
