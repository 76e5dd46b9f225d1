import { lazy, Suspense } from 'react';
import { SkeletonBlock } from '../feedback/skeleton.js';
import { CHART_HEIGHT } from './chart-height.js';
import type { TimeSeriesChartProps } from './time-series-canvas.js';

const Canvas = lazy(async () => ({
  default: (await import('./time-series-canvas.js')).TimeSeriesCanvas,
}));

/** A time series chart. Its drawing code is loaded with the first chart, so that pages without charts start faster. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  return (
    <Suspense fallback={<SkeletonBlock height={props.height ?? CHART_HEIGHT} />}>
      <Canvas {...props} />
    </Suspense>
  );
}
