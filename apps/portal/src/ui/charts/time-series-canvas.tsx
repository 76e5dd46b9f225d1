import { useMantineColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconZoomReset } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { unitSuffix } from '../../format/unit.js';
import { useFormat, type Format } from '../../format/use-format.js';
import {
  alignSeries,
  COLUMNS,
  rangeWithLimits,
  summarise,
  type ChartBound,
  type ChartFlag,
  type ChartGap,
  type ChartLimit,
  type ChartSeries,
} from './chart-data.js';
import {
  chartFont,
  paintBounds,
  paintEndLabel,
  paintFlags,
  paintGaps,
  paintLimits,
  token,
} from './chart-paint.js';
import { CHART_HEIGHT } from './chart-height.js';
import classes from './time-series-canvas.module.css';

/** Approximate width of a digit in the chart's font. */
const LETTER_WIDTH = 6.5;

export interface TimeSeriesChartProps {
  /** Series with the same unit on one axis. */
  readonly series: readonly ChartSeries[];
  /** Start of the window, in epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly gaps?: readonly ChartGap[];
  readonly bounds?: readonly ChartBound[];
  readonly limits?: readonly ChartLimit[];
  readonly flags?: readonly ChartFlag[];
  readonly height?: number;
  /** Accessible name of the chart. */
  readonly label: string;
  /** Time zone of the axis; the user's by default. */
  readonly zone?: string;
  /** Called when the user zooms, so that finer buckets can be fetched; undefined when the zoom is reset. */
  readonly onZoom?: (window: { from: number; to: number } | undefined) => void;
  /** True while the user has zoomed in. */
  readonly zoomed?: boolean;
  /** Charts with the same key share one cursor. */
  readonly syncKey?: string;
  /** A small chart with fewer labels. */
  readonly compact?: boolean;
}

const DAY_S = 86_400;

/**
 * A fast time series chart: min–max band below the mean, gaps hatched, warning limits dashed amber, trip limits red,
 * alarms as flags, lines labelled at the end. Dragging zooms; on the keyboard, + and − zoom, arrows move, and Escape
 * resets.
 */
export function TimeSeriesCanvas(props: TimeSeriesChartProps) {
  const {
    series,
    from,
    to,
    gaps,
    bounds,
    limits,
    flags,
    height = CHART_HEIGHT,
    label,
    onZoom,
    zoomed = false,
  } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { colorScheme } = useMantineColorScheme();
  const { ref: sizeRef, width } = useElementSize();
  const mount = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLParagraphElement>(null);
  const [ready, setReady] = useState(false);
  const zoneShown = props.zone ?? format.zone;
  const latest = useRef(props);
  latest.current = props;

  const data = useMemo(() => alignSeries(series, gaps ?? []), [series, gaps]);
  useEffect(() => {
    void document.fonts.ready.then(() => setReady(true));
  }, []);

  useEffect(() => {
    if (mount.current === null || width === 0 || !ready) return undefined;
    const plot = new uPlot(
      chartOptions({
        props: latest.current,
        width,
        height,
        format,
        zone: zoneShown,
        readout: readout.current,
      }),
      data,
      mount.current,
    );
    return () => plot.destroy();
  }, [data, width, height, ready, format, zoneShown, colorScheme, from, to, bounds, limits, flags, label]);

  const move = (event: KeyboardEvent): void => {
    if (onZoom === undefined) return;
    const length = to - from;
    const windows: Record<string, [number, number]> = {
      '+': [from + length / 4, to - length / 4],
      '-': [from - length / 2, to + length / 2],
      ArrowLeft: [from - length / 4, to - length / 4],
      ArrowRight: [from + length / 4, to + length / 4],
    };
    const next = windows[event.key];
    if (next !== undefined) {
      event.preventDefault();
      onZoom({ from: Math.round(next[0]), to: Math.round(next[1]) });
    }
    if (event.key === 'Escape') onZoom(undefined);
  };

  const summary = series
    .map((one) => {
      const { last, lastAt, low, high } = summarise(one);
      const say = (value: number | null): string =>
        value === null ? '—' : format.quantity(value, one.unit, one.decimals);
      return t('chart.summary', {
        name: one.tag === undefined ? one.label : `${one.tag}, ${one.label}`,
        last: say(last),
        at: lastAt === null ? '—' : format.dateTime(lastAt, zoneShown),
        low: say(low),
        high: say(high),
      });
    })
    .concat((gaps ?? []).length === 0 ? [] : [t('chart.gaps', { count: (gaps ?? []).length })])
    .concat((bounds ?? []).map((bound) => bound.label))
    .concat((flags ?? []).map((flag) => `${flag.label} ${format.dateTime(flag.at, zoneShown)}`))
    .join('. ');

  return (
    <figure className={classes.figure}>
      <div
        className={classes.plot}
        ref={sizeRef}
        role="group"
        aria-label={`${label}. ${onZoom === undefined ? '' : t('chart.keys')}`}
        tabIndex={onZoom === undefined ? undefined : 0}
        onKeyDown={move}
        style={{ height }}
      >
        <div ref={mount} aria-hidden />
      </div>
      <p className={classes.readout} ref={readout} aria-hidden />
      {zoomed && onZoom !== undefined ? (
        <button type="button" className={classes.reset} onClick={() => onZoom(undefined)}>
          <IconZoomReset size={14} stroke={1.75} aria-hidden /> {t('chart.reset')}
        </button>
      ) : null}
      <figcaption className="visually-hidden">{summary}</figcaption>
    </figure>
  );
}

interface OptionsInput {
  readonly props: TimeSeriesChartProps;
  readonly width: number;
  readonly height: number;
  readonly format: Format;
  readonly zone: string;
  readonly readout: HTMLParagraphElement | null;
}

function chartOptions({ props, width, height, format, zone, readout }: OptionsInput): uPlot.Options {
  const {
    series,
    from,
    to,
    gaps = [],
    bounds = [],
    limits = [],
    flags = [],
    onZoom,
    syncKey,
    compact = false,
  } = props;
  const narrow = width < 480;
  const colourOf = (index: number): string => {
    const quietBefore = series.slice(0, index).filter((one) => one.quiet === true).length;
    return series[index]?.quiet === true
      ? token('ink-3')
      : token(`series-${series[index]?.hue ?? ((index - quietBefore) % 6) + 1}`);
  };
  const endText = (one: ChartSeries, last: number): string =>
    one.quiet === true ? one.label : format.quantity(last, one.unit, one.decimals);
  // Counters have long values, and a label at the end of a line must not be cut off.
  const longest = series.map((one) => endText(one, summarise(one).last ?? 0).length);
  const rightRoom = Math.max(narrow ? 64 : 92, ...longest.map((length) => length * LETTER_WIDTH + 12));
  return {
    width,
    height,
    padding: [compact ? 6 : 10, rightRoom, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    cursor: {
      y: false,
      points: { size: 6 },
      // Machines measure at different times, so the cursor shows each one's last reading unless there is a gap in
      // between.
      hover: { bias: -1 },
      drag: { x: onZoom !== undefined, y: false, setScale: false, dist: 6 },
      ...(syncKey === undefined ? {} : { sync: { key: syncKey } }),
    },
    select: { show: onZoom !== undefined, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [from / 1000, to / 1000] },
      y: { range: (_u, low, high) => rangeWithLimits(low, high, limits) },
    },
    axes: [
      {
        font: chartFont(1),
        stroke: () => token('ink-3'),
        grid: { show: false },
        ticks: { show: false },
        border: { show: false },
        gap: 6,
        size: 26,
        space: narrow ? 64 : 90,
        values: (_u, splits, _axis, _space, increment) =>
          splits.map((split) =>
            increment >= DAY_S || isMidnight(split * 1000, format, zone)
              ? format.shortDate(split * 1000, zone)
              : format.time(split * 1000, zone),
          ),
      },
      {
        font: chartFont(1),
        stroke: () => token('ink-3'),
        grid: { stroke: () => token('line'), width: 1 },
        ticks: { show: false },
        gap: 6,
        size: (_u, values) => axisWidth(values),
        space: 36,
        values: (_u, splits, _axis, _space, increment) =>
          splits.map((split) => format.number(split, decimalsOf(increment))),
      },
    ],
    series: [
      {},
      ...series.flatMap((one, index): uPlot.Series[] => [
        {
          stroke: () => colourOf(index),
          width: 1.5,
          points: { show: false },
          ...(one.quiet === true ? { dash: [4, 4], width: 1 } : {}),
        },
        { stroke: 'transparent', points: { show: false }, width: 0 },
        { stroke: 'transparent', points: { show: false }, width: 0 },
      ]),
    ],
    bands: series.flatMap((one, index) => {
      if (one.quiet === true) return [];
      const first = 1 + index * COLUMNS;
      return [{ series: [first + 1, first + 2] as [number, number], fill: () => `${colourOf(index)}33` }];
    }),
    hooks: {
      drawClear: [(u) => paintGaps(u, gaps), (u) => paintBounds(u, bounds)],
      draw: [
        (u) => {
          const taken: number[] = [];
          series.forEach((one, index) => {
            const { last } = summarise(one);
            if (last === null) return;
            paintEndLabel(u, endText(one, last), u.valToPos(last, 'y', true), colourOf(index), 600, taken);
          });
          paintLimits(u, limits, taken);
          paintFlags(u, flags);
        },
      ],
      setSelect: [
        (u) => {
          if (u.select.width < 6) return;
          onZoom?.({
            from: Math.round(u.posToVal(u.select.left, 'x') * 1000),
            to: Math.round(u.posToVal(u.select.left + u.select.width, 'x') * 1000),
          });
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [(u) => writeReadout(u, series, readout, format, zone)],
    },
  };
}

/** Width for the longest number beside the plot. Most charts have the same width, so that stacked charts align. */
function axisWidth(values: readonly string[] | null): number {
  const longest = Math.max(0, ...(values ?? []).map(({ length }) => length));
  return Math.max(46, 12 + longest * 6.5);
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

/** Writes the values at the cursor directly to the DOM, because they change with every pixel. */
function writeReadout(
  u: uPlot,
  series: readonly ChartSeries[],
  readout: HTMLParagraphElement | null,
  format: Format,
  zone: string,
): void {
  if (readout === null) return;
  const index = u.cursor.idx;
  const at = index === null || index === undefined ? undefined : u.data[0][index];
  if (index === null || index === undefined || at === undefined || (u.cursor.left ?? -1) < 0) {
    readout.textContent = '';
    return;
  }
  const parts = series.flatMap((one, position) => {
    const column = 1 + position * COLUMNS;
    const held = u.cursor.idxs?.[column];
    if (held === null || held === undefined) return [];
    const mean = u.data[column]?.[held];
    if (mean === null || mean === undefined) return [];
    const high = u.data[column + 1]?.[held];
    const low = u.data[column + 2]?.[held];
    const range =
      high === null || high === undefined || low === null || low === undefined || high === low
        ? ''
        : ` (${format.number(low, one.decimals)}–${format.number(high, one.decimals)})`;
    const whose = one.tag === undefined ? '' : `${one.tag} `;
    return [`${whose}${format.number(mean, one.decimals)}${unitSuffix(one.unit, format.locale)}${range}`];
  });
  readout.textContent = [format.dateTime(at * 1000, zone), ...parts].join('  ');
}
