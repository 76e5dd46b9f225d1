import { IconFileExport } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { ExportJob } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Section } from '../../../ui/layout/section.js';
import classes from '../exports.module.css';
import { ExportJobItem } from './export-job-item.js';

/** Interval for refetching the progress, which the server stores once per second. */
const REFRESH_MS = 2000;

/** The user's own one-off exports, with progress and files. */
export function ExportJobList({ action }: { readonly action?: ReactNode }) {
  const { t } = useTranslation();
  const stale = useStale();
  const jobs = useList('export-jobs', '/export-jobs', { refetchInterval: REFRESH_MS });
  const [asked, setAsked] = useState<ExportJob>();
  const isCancel = asked?.state === 'waiting' || asked?.state === 'running';
  const verb = isCancel ? t('exports.once.cancel') : t('exports.remove');
  return (
    <Section
      title={t('exports.once.title')}
      aside={t('exports.once.aside')}
      action={action}
      flush={!jobs.waiting && jobs.items.length === 0}
    >
      {jobs.query.isLoadingError ? (
        <ErrorState error={jobs.query.error} onRetry={() => void jobs.query.refetch()} />
      ) : jobs.waiting ? (
        <SkeletonRows rows={2} />
      ) : jobs.items.length === 0 ? (
        <EmptyState icon={IconFileExport} title={t('exports.once.emptyTitle')}>
          {t('exports.once.emptyWhy')}
        </EmptyState>
      ) : (
        <ul className={classes.jobs}>
          {jobs.items.map((job) => (
            <ExportJobItem key={job.id} job={job} onRemove={() => setAsked(job)} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={asked !== undefined}
        title={isCancel ? t('exports.once.cancelTitle') : t('exports.once.deleteTitle')}
        verb={verb}
        onClose={() => setAsked(undefined)}
        onConfirm={async () => {
          if (asked === undefined) return;
          await request('DELETE', '/export-jobs/{id}', { path: { id: asked.id } });
          await stale('export-jobs');
        }}
      >
        {isCancel ? t('exports.once.cancelEffect') : t('exports.once.deleteEffect')}
      </ConfirmDialog>
    </Section>
  );
}
