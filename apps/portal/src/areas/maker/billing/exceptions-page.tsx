import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { fetchAll } from '../../../api/fetch-all.js';
import { useExceptionColumns } from '../../../features/exceptions/exception-columns.js';
import { ExceptionList } from '../../../features/exceptions/exception-list.js';
import { KINDS, STATES, toExceptionQuery } from '../../../features/exceptions/exception-query.js';
import { LimitsDialog } from '../../../features/exceptions/limits-dialog.js';
import { ListMenus } from '../../../features/lists/list-menus.js';
import { useListView } from '../../../features/lists/use-list-view.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';

/** Meter exceptions, which block billing until a person decides on them. */
export function ExceptionsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const view = useListView('exceptions', ['exception']);
  const { filters, change } = view;
  const query = toExceptionQuery(filters);
  const columns = useExceptionColumns();
  const [isSetting, setIsSetting] = useState(false);
  const limits = useOne('meter-limits', '/meter-decisions/limits', {
    enabled: may('settings.write'),
  });
  return (
    <div>
      <PageHeader
        title={t('app:rail.exceptions')}
        aside={t('maker:exceptions.aside')}
        actions={
          may('settings.write') && limits.data !== undefined ? (
            <Button variant="default" onClick={() => setIsSetting(true)}>
              {t('maker:exceptions.limits')}
            </Button>
          ) : undefined
        }
      />
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
            key: 'kind',
            label: t('maker:exceptions.what'),
            choices: KINDS.map((value) => ({ value, label: t(`exceptionKind.${value}`) })),
          },
        ]}
        views={[{ key: 'all', label: t('maker:exceptions.everything'), filters: { state: 'all' } }]}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('app:rail.exceptions')}
          loadRows={(onProgress) => fetchAll('/meter-exceptions', onProgress, { query })}
        />
      </FilterBar>
      <ExceptionList
        query={query}
        view={view}
        chosen={view.opened['exception']}
        onChoose={(exception) => change({ exception })}
      />
      {isSetting && limits.data !== undefined ? (
        <LimitsDialog limits={limits.data.limits} onClose={() => setIsSetting(false)} />
      ) : null}
    </div>
  );
}
