import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StatementImport } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useImportColumns } from './import-columns.js';

/** Interval at which the states of imports are refreshed, in ms. */
const REFRESH_MS = 3000;

interface ImportListProps {
  readonly onOpen: (importId: string) => void;
}

/** Uploaded bank statements, newest first. */
export function ImportList({ onOpen }: ImportListProps) {
  const { t } = useTranslation();
  const imports = useList('statement-imports', '/statement-imports', { refetchInterval: REFRESH_MS });
  const columns = useImportColumns();
  if (imports.query.isLoadingError)
    return <ErrorState error={imports.query.error} onRetry={() => void imports.query.refetch()} />;
  if (imports.waiting) return <SkeletonRows />;
  return (
    <DataTable<StatementImport>
      label={t('maker:statements.title')}
      columns={columns}
      rowKey={(row) => row.id}
      rows={imports.items}
      rowHeight={46}
      onOpen={(row) => onOpen(row.id)}
      empty={
        <EmptyState icon={IconFileImport} title={t('maker:statements.emptyTitle')}>
          {t('maker:statements.emptyWhy')}
        </EmptyState>
      }
      foot={
        <>
          <LoadMore query={imports.query} />
          {imports.items.length === 0 ? null : <KeyHints />}
        </>
      }
    />
  );
}
