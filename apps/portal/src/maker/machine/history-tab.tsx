import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../api/types.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { useUrlFilters } from '../../ui/use-url-filters.js';
import { HistoryChart } from './history-chart.js';
import classes from './history-tab.module.css';
import { useLive } from './use-live.js';

/** Any signals of the machine over any time, one chart each on the same axis. */
export function HistoryTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const text = useCodeText();
  const [filters, change] = useUrlFilters();
  const live = useLive(machine.id);
  if (live.data === undefined) return <SkeletonBlock height={420} />;
  const numeric = Object.entries(live.data.values).filter(
    ([, value]) => value.kind === 'gauge' || value.kind === 'counter',
  );
  const chosen = (
    filters['signals'] ??
    numeric
      .slice(0, 3)
      .map(([key]) => key)
      .join(',')
  )
    .split(',')
    .filter((key) => key !== '');
  return (
    <div>
      <div className={classes.choice}>
        <MultiSelect
          label={t('maker:machine.signals')}
          data={numeric.map(([key]) => ({ value: key, label: text('common:signal', key) }))}
          value={chosen}
          maxValues={6}
          onChange={(keys) => change({ signals: keys.join(',') })}
        />
      </div>
      <HistoryChart machineId={machine.id} signals={chosen} height={260} initialRange="24h" />
    </div>
  );
}
