import { useMantineColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconZoomReset } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../../format/use-format.js';
import {
  alignSeries,
  type ChartBound,
  type ChartFlag,
  type ChartGap,
  type ChartLimit,
  type ChartSeries,
  type ChartSpan,
} from './chart-data.js';
import { CHART_HEIGHT } from './chart-height.js';
import { chartOptions, type ChartRoom } from './chart-options.js';
import { boxOf } from './chart-readout.js';
import { useChartSummary } from './chart-summary.js';
import { ChartTable } from './table/chart-table.js';
import classes from './time-series-canvas.module.css';

/** Position of the plotting area within the chart, in px. */
export interface ChartLayout {
  readonly left: number;
  readonly right: number;
  /** Room that the axes and labels need on each side. */
  readonly needed: ChartRoom;
}

export interface TimeSeriesChartProps {
  /** Series with the same unit share a value axis. */
  readonly series: readonly ChartSeries[];
  /** Start of the window, in epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly gaps?: readonly ChartGap[];
  readonly bounds?: readonly ChartBound[];
  /** Limits of the first axis. */
  readonly limits?: readonly ChartLimit[];
  readonly flags?: readonly ChartFlag[];
  readonly height?: number;
  /** Accessible name of the chart. */
  readonly label: string;
  /** Time zone of the axis; the user's by default. */
  readonly zone?: string;
  /** Called when the user zooms, so that finer buckets can be fetched; undefined when the zoom is reset. */
  readonly onZoom?: (window: ChartSpan | undefined) => void;
  /** True while the user has zoomed in. */
  readonly zoomed?: boolean;
  /** Selected part of the window. */
  readonly selection?: ChartSpan | undefined;
  /**
   * Called when the user selects a part by dragging, which otherwise zooms; undefined when the selection is cleared.
   */
  readonly onSelect?: (span: ChartSpan | undefined) => void;
  /** Charts with the same key share one cursor. */
  readonly syncKey?: string;
  /** A small chart with fewer labels. */
  readonly compact?: boolean;
  /** Minimum room beside the plotting area, so that stacked charts align. */
  readonly room?: ChartRoom | undefined;
  readonly onLayout?: (layout: ChartLayout) => void;
}

const NONE = [] as const;

/**
 * A fast time series chart: min–max band below the mean, gaps hatched, warning limits dashed amber, trip limits red,
 * alarms as flags, lines labelled at the end, several lines with symbols. Dragging selects or zooms; on the keyboard, +
 * and − zoom, arrows move, and Escape clears the selection or, without one, resets the zoom.
 */
export function TimeSeriesCanvas(props: TimeSeriesChartProps) {
  const {
    series,
    from,
    to,
    gaps = NONE,
    bounds = NONE,
    limits = NONE,
    flags = NONE,
    height = CHART_HEIGHT,
    label,
    onZoom,
    onSelect,
    selection,
    zoomed = false,
    room,
  } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { colorScheme } = useMantineColorScheme();
  const { ref: sizeRef, width } = useElementSize();
  const mount = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const [needed, setNeeded] = useState<ChartRoom>();
  const [ready, setReady] = useState(false);
  const zone = props.zone ?? format.zone;
  const latest = useRef(props);
  latest.current = props;

  const data = useMemo(() => alignSeries(series, gaps), [series, gaps]);
  const left = Math.max(0, (room?.left ?? 0) - (needed?.left ?? Infinity));
  const right = Math.max(0, (room?.right ?? 0) - (needed?.right ?? Infinity));
  const drags = onSelect !== undefined || onZoom !== undefined;
  useEffect(() => {
    void document.fonts.ready.then(() => setReady(true));
  }, []);

  useEffect(() => {
    if (mount.current === null || width === 0 || !ready) return undefined;
    const options = chartOptions({
      series,
      from,
      to,
      gaps,
      bounds,
      limits,
      flags,
      selection,
      onDrag: drags ? (span) => (latest.current.onSelect ?? latest.current.onZoom)?.(span) : undefined,
      syncKey: latest.current.syncKey,
      compact: latest.current.compact ?? false,
      padding: { left, right },
      width,
      height,
      format,
      zone,
      readout: readout.current,
    });
    const report = (u: uPlot): void => {
      const box = boxOf(u);
      const rest = u.width - box.left - box.width;
      const own = { left: Math.round(box.left - left), right: Math.round(rest - right) };
      setNeeded((known) => (known?.left === own.left && known.right === own.right ? known : own));
      latest.current.onLayout?.({ left: Math.round(box.left), right: Math.round(rest), needed: own });
    };
    options.hooks = { ...options.hooks, ready: [report] };
    const plot = new uPlot(options, data, mount.current);
    return () => plot.destroy();
  }, [
    series,
    data,
    width,
    height,
    ready,
    format,
    zone,
    colorScheme,
    from,
    to,
    gaps,
    bounds,
    limits,
    flags,
    selection,
    drags,
    left,
    right,
  ]);

  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (selection === undefined) onZoom?.(undefined);
      else onSelect?.(undefined);
    }
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
  };
  const summary = useChartSummary({ series, gaps, bounds, flags, zone });

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
        <div className={classes.readout} ref={readout} hidden aria-hidden />
      </div>
      {zoomed && onZoom !== undefined ? (
        <button type="button" className={classes.reset} onClick={() => onZoom(undefined)}>
          <IconZoomReset size={14} stroke={1.75} aria-hidden /> {t('chart.reset')}
        </button>
      ) : null}
      <figcaption className="visually-hidden">{summary}</figcaption>
      <ChartTable label={label} series={series} zone={zone} />
    </figure>
  );
}
