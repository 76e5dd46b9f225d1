import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { ImportResult } from '../../../features/history/import/import-result.js';
import { ImportStateBadge } from '../../../features/history/import/import-state-badge.js';
import { PlanForm } from '../../../features/history/import/plan-form.js';
import { ResumeUpload } from '../../../features/history/import/resume-upload.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

const REFRESH_MS = 1000;
const OVER = ['done', 'failed', 'cancelled'];

/** An import of historical machine data from one file: upload, content, progress and result. */
export function HistoryImportPage() {
  const { t } = useTranslation();
  const { importId = '' } = useParams({ strict: false });
  const stale = useStale();
  const [cancelling, setCancelling] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['history-imports', 'one', importId],
    queryFn: ({ signal }) => request('GET', '/history-imports/{id}', { path: { id: importId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'waiting' || state.data?.state === 'running' ? REFRESH_MS : false,
  });
  if (error !== null && data === undefined)
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.telemetry'), to: '/telemetry' },
          { label: t('maker:history.title'), to: '/telemetry?tab=imports' },
        ]}
        title={data.name}
        state={<ImportStateBadge state={data.state} />}
        actions={
          OVER.includes(data.state) ? undefined : (
            <Button variant="default" onClick={() => setCancelling(true)}>
              {t('maker:history.cancel')}
            </Button>
          )
        }
      />
      {data.state === 'uploading' ? (
        <ResumeUpload item={data} />
      ) : data.state === 'uploaded' ? (
        <PlanForm item={data} />
      ) : (
        <ImportResult item={data} />
      )}
      <ConfirmDialog
        open={cancelling}
        title={t('maker:history.cancelTitle')}
        verb={t('maker:history.cancel')}
        onConfirm={async () => {
          await request('POST', '/history-imports/{id}/cancel', { path: { id: importId } });
          await stale('history-imports');
        }}
        onClose={() => setCancelling(false)}
      >
        {t('maker:history.cancelEffect')}
      </ConfirmDialog>
    </div>
  );
}
