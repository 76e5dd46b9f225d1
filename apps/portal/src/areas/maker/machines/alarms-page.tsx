import { useTranslation } from 'react-i18next';
import { AlarmList } from '../../../features/alarms/alarm-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';

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
            choices: ['open', 'acknowledged', 'cleared'].map((value) => ({
              value,
              label: t(`state.${value}`),
            })),
          },
          {
            key: 'severity',
            label: t('maker:alarms.severity'),
            choices: ['critical', 'warning', 'info'].map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        views={[{ key: 'all', label: t('maker:alarms.history'), filters: { state: 'all' } }]}
      />
      <AlarmList state={filters['state'] ?? 'open'} severity={filters['severity']} />
    </div>
  );
}
