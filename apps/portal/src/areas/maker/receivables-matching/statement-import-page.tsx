import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { StatementImport } from '../../../api/types.js';
import { ColumnMapForm } from '../../../features/receivables-import/csv/column-map-form.js';
import { DoneImport } from '../../../features/receivables-import/import/done-import.js';
import { ImportWork } from '../../../features/receivables-import/import/import-work.js';
import { ReadyImport } from '../../../features/receivables-import/import/ready-import.js';
import { RefusedImport } from '../../../features/receivables-import/import/refused-import.js';
import { useStatementImport } from '../../../features/receivables-import/import/use-statement-import.js';
import { ImportStateBadge } from '../../../features/receivables-import/statements/import-state-badge.js';
import { Instant } from '../../../ui/values/instant.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** One bank statement: what the file contains, what is wrong with it, or what was imported. */
export function StatementImportPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { importId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useStatementImport(importId);
  const [editing, setEditing] = useState(false);
  if (error !== null && data === undefined)
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  const isEditing = editing && data.state === 'ready';
  const canEdit = data.state === 'ready' && data.summary?.format === 'csv' && may('payments.match');
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.receivables'), to: '/receivables' },
          { label: t('maker:statements.title'), to: '/receivables/statements' },
          { label: t('maker:statements.crumb') },
        ]}
        title={data.name}
        state={<ImportStateBadge item={data} />}
        below={
          <>
            {data.createdBy} <Instant at={data.createdAt} />
          </>
        }
        actions={
          canEdit ? (
            <Button variant="default" onClick={() => setEditing(!isEditing)} aria-pressed={isEditing}>
              {t(isEditing ? 'maker:statements.keepColumns' : 'maker:statements.changeColumns')}
            </Button>
          ) : undefined
        }
      />
      {isEditing ? <ColumnMapForm item={data} onRead={() => setEditing(false)} /> : <Content item={data} />}
    </div>
  );
}

function Content({ item }: { readonly item: StatementImport }) {
  const { state, summary, problem } = item;
  if (state === 'reading' || state === 'importing') return <ImportWork state={state} />;
  if (state === 'refused' && problem !== null) return <RefusedImport item={item} problem={problem} />;
  if (summary === null) return null;
  return state === 'done' ? (
    <DoneImport item={item} summary={summary} />
  ) : (
    <ReadyImport item={item} summary={summary} />
  );
}
