import { useTranslation } from 'react-i18next';
import { fetchAll } from '../../../api/fetch-all.js';
import { useAlarmColumns } from '../../../features/alarms/alarm-columns.js';
import { AlarmList } from '../../../features/alarms/alarm-list.js';
import { ListMenus } from '../../../features/lists/list-menus.js';
import { useListView } from '../../../features/lists/use-list-view.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { oneOf } from '../../../ui/tables/use-url-filters.js';

const STATES = ['open', 'acknowledged', 'cleared'] as const;
const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** Every alarm of the fleet. */
export function AlarmsPage() {
  const { t } = useTranslation();
  const view = useListView('alarms');
  const { filters, change } = view;
  const columns = useAlarmColumns(true);
  const query = {
    state: oneOf([...STATES, 'all'], filters['state']) ?? 'open',
    severity: oneOf(SEVERITIES, filters['severity']),
  };
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
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('app:rail.alarms')}
          loadRows={(onProgress) => fetchAll('/alarms', onProgress, { query })}
        />
      </FilterBar>
      <AlarmList {...query} view={view} />
    </div>
  );
}
