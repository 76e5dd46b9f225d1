import { useTranslation } from 'react-i18next';
import { AlarmList } from '../../../features/alarms/alarm-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

const STATES = ['open', 'acknowledged', 'cleared'] as const;
const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** Every alarm of the fleet. */
export function AlarmsPage() {
  const { t } = useTranslation();
  const [filters, change] = useUrlFilters();
  return (
    <div>
      <PageHeader title={t('app:rail.alarms')} aside={t('maker:alarms.aside')} />
      <FilterBar
        filters={{ state: 'open', ...filters }}
        onChange={change}
        chips={[
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            key: 'severity',
            label: t('maker:alarms.severity'),
            choices: SEVERITIES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        views={[{ key: 'all', label: t('maker:alarms.history'), filters: { state: 'all' } }]}
      />
      <AlarmList
        state={oneOf([...STATES, 'all'], filters['state']) ?? 'open'}
        severity={oneOf(SEVERITIES, filters['severity'])}
      />
    </div>
  );
}
