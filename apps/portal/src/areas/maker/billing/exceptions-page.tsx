import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { ExceptionList, KINDS, STATES } from '../../../features/exceptions/exception-list.js';
import { LimitsDialog } from '../../../features/exceptions/limits-dialog.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';

/** Meter events that block billing until a person decides on them. */
export function ExceptionsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
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
      />
      <ExceptionList
        filters={filters}
        chosen={filters['exception']}
        onChoose={(exception) => change({ exception })}
      />
      {isSetting && limits.data !== undefined ? (
        <LimitsDialog limits={limits.data.limits} onClose={() => setIsSetting(false)} />
      ) : null}
    </div>
  );
}
