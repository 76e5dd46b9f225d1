import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import type { ChartBound, ChartGap, ChartSpan } from '../../../ui/charts/chart-data.js';
import type { ChartRoom } from '../../../ui/charts/chart-options.js';
import { ChartLegend } from '../../../ui/charts/legend/chart-legend.js';
import type { ChartLayout } from '../../../ui/charts/time-series-canvas.js';
import { TimeSeriesChart } from '../../../ui/charts/time-series-chart.js';
import { chartLimits } from '../../machines/live/limits.js';
import type { Panel } from './build-panels.js';
import classes from './history-panel.module.css';
import { panelLegend } from './panel-legend.js';

interface HistoryPanelProps {
  readonly panel: Panel;
  readonly window: ChartSpan;
  readonly gaps: readonly ChartGap[];
  readonly bounds: readonly ChartBound[];
  readonly height: number;
  readonly hasTitle: boolean;
  readonly syncKey: string;
  readonly selection: ChartSpan | undefined;
  readonly onSelect: (span: ChartSpan | undefined) => void;
  readonly onZoom: (window: ChartSpan | undefined) => void;
  readonly zoomed: boolean;
  readonly room: ChartRoom | undefined;
  readonly onLayout: (layout: ChartLayout) => void;
}

/** One chart of a history with its name and its legend. */
export function HistoryPanel(props: HistoryPanelProps) {
  const { panel, window, gaps, bounds, height, hasTitle, syncKey, selection, zoomed, room } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { title, series } = panel;
  const legend = useMemo(() => panelLegend(series, window, t, format), [series, window, t, format]);
  const limits = useMemo(() => chartLimits(panel.limits, t, format), [panel.limits, t, format]);
  return (
    <div className={classes.panel}>
      {hasTitle ? <h3 className={classes.name}>{title}</h3> : null}
      {legend.length === 0 ? null : (
        <ChartLegend label={t('chart.legend', { name: title })} entries={legend} />
      )}
      <TimeSeriesChart
        label={title}
        series={series}
        from={window.from}
        to={window.to}
        zoomed={zoomed}
        onZoom={props.onZoom}
        selection={selection}
        onSelect={props.onSelect}
        gaps={gaps}
        bounds={bounds}
        limits={limits}
        height={height}
        syncKey={syncKey}
        room={room}
        onLayout={props.onLayout}
      />
    </div>
  );
}
