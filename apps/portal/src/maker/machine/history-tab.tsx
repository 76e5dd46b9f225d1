import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Machine, MachineRow, Page } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { useUrlFilters } from '../../ui/use-url-filters.js';
import { HistoryChart } from './history-chart.js';
import classes from './history-tab.module.css';
import { useLive } from './use-live.js';

const MOST_COMPARED = 3;
/** What was chosen stays in sight, on as many lines as it needs. */
const GROWING = {
  input: { height: 'auto', alignContent: 'center' },
  // Room for the caret, and no line of its own for it.
  inputField: { minWidth: 0, flexBasis: 8 },
} as const;

/** Any signals of the machine over any time, one chart each on the same axis, and other machines laid over it. */
export function HistoryTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const text = useCodeText();
  const [filters, change] = useUrlFilters();
  const live = useLive(machine.id);
  const fleet = useOne<Page<MachineRow>>('machines', '/machines', { query: { limit: 200 } });
  const wanted = filters['with'] ?? '';
  const compared = useMemo(
    () => ({
      serial: machine.serial,
      others: (fleet.data?.items ?? [])
        .filter(({ id }) => id !== machine.id && wanted.split(',').includes(id))
        .slice(0, MOST_COMPARED)
        .map(({ id, serial }) => ({ id, serial })),
    }),
    [machine.id, machine.serial, fleet.data, wanted],
  );
  const { others } = compared;
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
          styles={GROWING}
          onChange={(keys) => change({ signals: keys.join(',') })}
        />
        <MultiSelect
          label={t('maker:machine.compare')}
          placeholder={others.length === 0 ? t('maker:machine.compareHint') : undefined}
          searchable
          data={(fleet.data?.items ?? [])
            .filter(({ id }) => id !== machine.id)
            .map(({ id, serial, model }) => ({ value: id, label: `${serial}, ${model.name}` }))}
          value={others.map(({ id }) => id)}
          maxValues={MOST_COMPARED}
          styles={GROWING}
          onChange={(ids) => change({ with: ids.length === 0 ? undefined : ids.join(',') })}
        />
      </div>
      <HistoryChart
        machineId={machine.id}
        signals={chosen}
        height={260}
        initialRange="24h"
        compared={compared}
      />
    </div>
  );
}
