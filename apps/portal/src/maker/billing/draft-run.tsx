import { Button, Progress, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Job } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { StateBadge } from '../../ui/state-badge.js';
import { useServerForm } from '../../ui/use-server-form.js';
import classes from './draft-run.module.css';

/** Starts the drafts of a month for all contracts. */
export function DraftRunButton({
  month,
  onStarted,
}: {
  readonly month: string;
  readonly onStarted: (job: Job) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlayerPlay size={16} stroke={1.75} />} onClick={() => setOpen(true)}>
        {t('maker:billing.run')}
      </Button>
      {open ? (
        <DraftRunDialog
          month={month}
          onStarted={(job) => {
            setOpen(false);
            onStarted(job);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

interface DraftRunDialogProps {
  readonly month: string;
  readonly onStarted: (job: Job) => void;
  readonly onClose: () => void;
}

function DraftRunDialog({ month, onStarted, onClose }: DraftRunDialogProps) {
  const { t } = useTranslation();
  const { form, sending, summary, submit } = useServerForm({ month }, async (values) => {
    onStarted(await request<Job>('POST', '/invoices/draft-run', { body: values }));
  });
  return (
    <FormDialog
      title={t('maker:billing.runTitle')}
      verb={t('maker:billing.runVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:billing.runNote')}</p>
      <TextInput type="month" label={t('maker:usage.month')} {...form.getInputProps('month')} />
    </FormDialog>
  );
}

/** A run that is going on: counted, and safe to leave. */
export function DraftRunProgress({ jobId }: { readonly jobId: string }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { data: job } = useQuery({
    queryKey: ['jobs', jobId],
    queryFn: ({ signal }) => request<Job>('GET', `/jobs/${jobId}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.data?.state === 'failed' ? false : 1000,
  });
  const finished = job?.state === 'done' || job?.state === 'failed';
  useEffect(() => {
    if (finished) void stale('invoices', 'usage', 'today', 'cost');
  }, [finished, stale]);
  if (job === undefined) return null;
  return (
    <div className={classes.run} role="status">
      {job.state === 'failed' ? (
        <StateBadge state="failed">{t('maker:billing.runFailed')}</StateBadge>
      ) : job.state === 'done' ? (
        <StateBadge state="ready">{t('maker:billing.runDone', { count: job.total })}</StateBadge>
      ) : (
        <>
          <Progress
            className={classes.bar}
            size="sm"
            value={job.total === 0 ? 0 : (job.done / job.total) * 100}
            aria-label={t('maker:billing.run')}
          />
          <span>{t('maker:billing.runCount', { done: job.done, total: job.total })}</span>
        </>
      )}
    </div>
  );
}
