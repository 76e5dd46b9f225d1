import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../../../api/types.js';
import { useComparedMachines } from '../../../../features/history/compared-machines.js';
import { HistoryChart } from '../../../../features/history/history-chart.js';
import { useLive } from '../../../../features/machines/live/use-live.js';
import { useSignalName } from '../../../../features/machines/live/use-signal-name.js';
import { GROWING } from '../../../../features/search/search-select.js';
import { SkeletonBlock } from '../../../../ui/feedback/skeleton.js';
import { useUrlFilters } from '../../../../ui/tables/use-url-filters.js';
import classes from './history-tab.module.css';

/** Any signals of the machine over any period, one chart each on a shared axis, with other machines as overlays. */
export function HistoryTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const nameOf = useSignalName(machine.signals);
  const [filters, change] = useUrlFilters();
  const live = useLive(machine.id);
  const { compared, field } = useComparedMachines(machine);
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
          data={numeric.map(([key]) => ({ value: key, label: nameOf(key) }))}
          value={chosen}
          maxValues={6}
          styles={GROWING}
          onChange={(keys) => change({ signals: keys.join(',') })}
        />
        {field}
      </div>
      <HistoryChart
        machineId={machine.id}
        signals={chosen}
        nameOf={nameOf}
        height={260}
        initialRange="24h"
        compared={compared}
      />
    </div>
  );
}
