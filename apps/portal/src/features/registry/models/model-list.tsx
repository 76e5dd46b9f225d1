import { IconEngine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Model } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import classes from '../../../ui/layout/split.module.css';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useOpenByLink } from '../../../ui/tables/use-open-by-link.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { ListTools } from '../../search/list-tools.js';
import { ModelDialog } from './model-dialog.js';
import { ModelPanel } from './model-panel.js';

/** All models. The selected one shows its signals. */
export function ModelList() {
  const { t } = useTranslation();
  const text = useCodeText();
  const [filters, change] = useUrlFilters();
  const dialog = useOpenByLink('model');
  const models = useList('models', '/models');
  const current = models.items.find((model) => model.id === filters['id']);
  return (
    <>
      <ListTools
        filters={filters}
        onChange={change}
        addLabel={t('maker:registry.addModel')}
        onAdd={dialog.open}
      />
      {models.query.isLoadingError ? (
        <ErrorState error={models.query.error} onRetry={() => void models.query.refetch()} />
      ) : models.waiting ? (
        <SkeletonRows />
      ) : (
        <div className={classes.split}>
          <div className={classes.list}>
            <DataTable<Model>
              label={t('maker:registry.tab.models')}
              rowKey={(row) => row.id}
              rows={models.items}
              currentKey={current?.id}
              onOpen={(row) => change({ id: row.id })}
              columns={[
                {
                  key: 'code',
                  header: t('maker:registry.code'),
                  width: '140px',
                  phone: 'title',
                  cell: (row) => <b>{row.code}</b>,
                },
                { key: 'name', header: t('maker:registry.name'), phone: 'second', cell: (row) => row.name },
                {
                  key: 'skill',
                  header: t('maker:registry.skill'),
                  width: '160px',
                  phone: 'third',
                  cell: (row) => (row.requiredSkill === null ? '—' : text('skill', row.requiredSkill)),
                },
              ]}
              empty={
                <EmptyState icon={IconEngine} title={t('maker:registry.noModels')}>
                  {t('maker:registry.noModelsWhy')}
                </EmptyState>
              }
              foot={<LoadMore query={models.query} />}
            />
          </div>
          {current === undefined ? null : (
            <ModelPanel modelId={current.id} onClose={() => change({ id: undefined })} />
          )}
        </div>
      )}
      {dialog.isOpen ? <ModelDialog onClose={dialog.close} onAdded={(id) => change({ id })} /> : null}
    </>
  );
}
