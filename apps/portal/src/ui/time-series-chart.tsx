import { lazy, Suspense } from 'react';
import { SkeletonBlock } from './skeleton.js';
import type { TimeSeriesChartProps } from './time-series-canvas.js';

const Canvas = lazy(async () => ({
  default: (await import('./time-series-canvas.js')).TimeSeriesCanvas,
}));

/** Height of a chart that names none, px. */
export const CHART_HEIGHT = 220;

/** A chart over time; its drawing code is loaded with the first chart, so that pages without one start faster. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  return (
    <Suspense fallback={<SkeletonBlock height={props.height ?? CHART_HEIGHT} />}>
      <Canvas {...props} />
    </Suspense>
  );
}
