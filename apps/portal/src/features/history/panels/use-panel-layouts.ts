import { useCallback, useState } from 'react';
import type { ChartRoom } from '../../../ui/charts/chart-options.js';
import type { ChartLayout } from '../../../ui/charts/time-series-canvas.js';

export interface PanelLayouts {
  /** Room that the widest chart needs on each side, so that all charts align; undefined before the first drawing. */
  readonly room: ChartRoom | undefined;
  readonly reportOf: (panel: string) => (layout: ChartLayout) => void;
}

/** Aligns stacked charts with axes of different widths, so that each time has the same position in all of them. */
export function usePanelLayouts(panels: readonly string[]): PanelLayouts {
  const [layouts, setLayouts] = useState<Readonly<Record<string, ChartLayout>>>({});
  const reportOf = useCallback(
    (panel: string) => (layout: ChartLayout) =>
      setLayouts((known) => (sameRoom(known[panel], layout) ? known : { ...known, [panel]: layout })),
    [],
  );
  const needed = panels.flatMap((panel) => layouts[panel]?.needed ?? []);
  const room =
    needed.length === 0
      ? undefined
      : {
          left: Math.max(...needed.map(({ left }) => left)),
          right: Math.max(...needed.map(({ right }) => right)),
        };
  return { room, reportOf };
}

function sameRoom(known: ChartLayout | undefined, { needed }: ChartLayout): boolean {
  return known?.needed.left === needed.left && known.needed.right === needed.right;
}
