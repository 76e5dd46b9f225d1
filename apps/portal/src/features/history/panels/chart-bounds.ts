import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { History } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import type { ChartBound } from '../../../ui/charts/chart-data.js';

type RetainedHistory = Pick<History, 'from' | 'to' | 'keptFrom' | 'readingsKeptFrom' | 'earlierMeansUntil'>;

/**
 * Bounds in a history's data: the start of the retained raw readings, the start of all retained data, and the end of
 * the means that were calculated with an earlier method.
 */
export function useRetentionBounds(history: RetainedHistory | undefined): readonly ChartBound[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { to, keptFrom, readingsKeptFrom, earlierMeansUntil } = history ?? {};
  return useMemo(() => {
    if (to === undefined) return [];
    const bounds: ChartBound[] = [];
    if (typeof readingsKeptFrom === 'string' && readingsKeptFrom !== keptFrom)
      bounds.push({
        at: Date.parse(readingsKeptFrom),
        label:
          Date.parse(readingsKeptFrom) >= Date.parse(to)
            ? t('chart.onlyRollups')
            : t('chart.readingsFrom', { when: format.date(readingsKeptFrom) }),
      });
    if (typeof keptFrom === 'string')
      bounds.push({ at: Date.parse(keptFrom), label: t('chart.keptFrom', { when: format.date(keptFrom) }) });
    if (typeof earlierMeansUntil === 'string')
      bounds.push({
        at: Date.parse(earlierMeansUntil),
        label: t('chart.earlierMeans', { when: format.date(earlierMeansUntil) }),
      });
    return bounds;
  }, [to, keptFrom, readingsKeptFrom, earlierMeansUntil, t, format]);
}
