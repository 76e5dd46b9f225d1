import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { History } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import type { ChartGap } from '../../../ui/charts/chart-data.js';

/** Data gaps of a machine with their duration and, if known, how far its running hours advanced in them. */
export function useGapNotes(gaps: History['gaps'] | undefined): readonly ChartGap[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () =>
      (gaps ?? []).map((gap) => {
        const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)];
        const duration = format.duration(to - from, 'hours');
        const hours = gap.counterAdvance?.['run_hours_total'];
        const note =
          hours === undefined
            ? t('chart.gapNote', { duration })
            : t('chart.gapNoteCounter', { duration, advance: format.quantity(hours, 'h', 1) });
        return { from, to, note };
      }),
    [gaps, t, format],
  );
}
