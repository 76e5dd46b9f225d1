import { type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatUnit } from '../../format/unit.js';
import { useFormat } from '../../format/use-format.js';
import type { ChartBand } from '../../ui/charts/bands/lay-out-bands.js';
import type { ChartSeries, ChartSpan } from '../../ui/charts/chart-data.js';
import type { ChartRoom } from '../../ui/charts/chart-options.js';
import { drawPicture, savePicture } from '../../ui/charts/picture/draw-picture.js';
import { chartSheet } from '../../ui/charts/table/chart-rows.js';
import { saveSheet, type SheetFormat } from '../../ui/tables/export/save-sheet.js';
import type { Panel } from './panels/build-panels.js';
import { panelLegend } from './panels/panel-legend.js';

interface ExportInput {
  /** Element that contains the charts in the order of the panels. */
  readonly charts: RefObject<HTMLElement | null>;
  readonly panels: readonly Panel[];
  readonly bands: readonly ChartBand[];
  readonly window: ChartSpan | undefined;
  readonly title: string;
  /** Resolution and time zone. */
  readonly note: string;
  readonly room: ChartRoom | undefined;
}

/** Exports what the charts of a history show: as a picture, or as a sheet of the drawn values. */
export function useChartExport({ charts, panels, bands, window, title, note, room }: ExportInput) {
  const { t } = useTranslation();
  const format = useFormat();
  const span =
    window === undefined
      ? ''
      : t('history.earlierSpan', { from: format.dateTime(window.from), to: format.dateTime(window.to) });
  const day = new Date(window?.to ?? 0).toISOString().slice(0, 10);
  const fileName = `${title.replace(/[^\p{L}\p{N}.-]+/gu, '-')}-${day}`;
  const nameOf = (one: ChartSeries): string => {
    const unit = formatUnit(one.unit);
    const name = [one.tag, one.label, one.earlierBy === undefined ? '' : t('chart.earlier')]
      .filter(Boolean)
      .join(t('separator'));
    return unit === '' ? name : `${name} (${unit})`;
  };
  return {
    savePicture: async (): Promise<void> => {
      if (window === undefined) return;
      const canvases = [...(charts.current?.querySelectorAll('canvas') ?? [])];
      const widest = Math.max(...canvases.map(({ clientWidth }) => clientWidth));
      const left = room?.left ?? 0;
      await savePicture(
        drawPicture({
          title,
          note: [span, note].filter(Boolean).join(', '),
          parts: canvases.map((canvas, index) => ({
            canvas,
            legend: panelLegend(panels[index]?.series ?? [], window, t, format),
            title: canvases.length > 1 ? (panels[index]?.title ?? '') : '',
          })),
          bands,
          ...window,
          plot: { left, width: widest - left - (room?.right ?? 0) },
        }),
        fileName,
      );
    },
    saveSheet: (as: SheetFormat): Promise<void> =>
      saveSheet(
        chartSheet(
          panels.flatMap(({ series }) => series),
          {
            time: t('chart.time'),
            nameOf,
            mean: t('history.statistic.mean'),
            min: t('history.statistic.min'),
            max: t('history.statistic.max'),
          },
        ),
        fileName,
        as,
      ),
  };
}
