import { IconGauge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { KeyHints } from '../../ui/tables/key-hints.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { tableOfView } from '../lists/table-of-view.js';
import type { ListView } from '../lists/use-list-view.js';
import { useExceptionColumns } from './exception-columns.js';
import type { ExceptionQuery } from './exception-query.js';
import { ExceptionPanel } from './exception-panel.js';
import classes from './exceptions.module.css';

interface ExceptionListProps {
  readonly query: ExceptionQuery;
  readonly view: ListView;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

/** Meter exceptions, oldest first, with a detail panel for the selected one. */
export function ExceptionList({ query, view, chosen, onChoose }: ExceptionListProps) {
  const { t } = useTranslation();
  const exceptions = useList('meter-exceptions', '/meter-exceptions', { query });
  const listed = exceptions.items.find(({ id }) => id === chosen);
  // A link can name an exception that the filters exclude or that the list has not loaded yet.
  const named = useOne('meter-exceptions', '/meter-exceptions/{id}', {
    path: { id: chosen },
    enabled: chosen !== undefined && listed === undefined && !exceptions.waiting,
  });
  const current = listed ?? (chosen === undefined ? undefined : named.data);
  const columns = useExceptionColumns();
  if (exceptions.query.isLoadingError)
    return <ErrorState error={exceptions.query.error} onRetry={() => void exceptions.query.refetch()} />;
  if (exceptions.waiting) return <SkeletonRows />;
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <DataTable
          label={t('app:rail.exceptions')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={exceptions.items}
          {...tableOfView(view, exceptions.query)}
          currentKey={chosen}
          onOpen={(row) => onChoose(row.id)}
          empty={
            <EmptyState icon={IconGauge} title={t('maker:exceptions.emptyTitle')}>
              {t('maker:exceptions.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={exceptions.query} />
              <KeyHints />
            </>
          }
        />
      </div>
      {current === undefined ? null : (
        <ExceptionPanel key={current.id} exception={current} onClose={() => onChoose(undefined)} />
      )}
    </div>
  );
}
