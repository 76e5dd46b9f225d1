import { Checkbox, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import type { BulkAction, BulkSelection } from './bulk-types.js';
import { BulkPreviewView } from './bulk-preview.js';

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly selection: BulkSelection;
  readonly onClose: () => void;
}

/** Shows what a bulk decision would do, and starts it. */
export function BulkDialog({ action, selection, onClose }: BulkDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const navigate = useNavigate();
  const { form, sending, summary, submit } = useServerForm(
    { confirmsHeldLines: false, why: '', issuedOn: '' },
    async ({ confirmsHeldLines, why, issuedOn }) => {
      if (preview.data === undefined) return;
      const decision = await request('POST', '/bulk-decisions', {
        body: {
          action,
          selection,
          confirmsHeldLines,
          fingerprint: preview.data.fingerprint,
          why,
          ...(issuedOn !== '' && { issuedOn }),
        },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale('bulk-decisions');
      onClose();
      await navigate({ to: '/billing/decisions/$decisionId', params: { decisionId: decision.id } });
    },
  );
  const { confirmsHeldLines } = form.values;
  const preview = useQuery({
    queryKey: ['bulk-decisions', 'preview', action, selection, confirmsHeldLines],
    queryFn: ({ signal }) =>
      request('POST', '/bulk-decisions/preview', { body: { action, selection, confirmsHeldLines }, signal }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const hasHeldLines =
    confirmsHeldLines ||
    preview.data?.refusals.some(({ reason }) => reason.code === 'billing.held_not_confirmed') === true;
  return (
    <FormDialog
      title={t(`maker:bulk.${action}Title`)}
      verb={t(`maker:bulk.${action}Verb`, { count: preview.data?.ready ?? 0 })}
      sending={sending || preview.isFetching}
      disabled={preview.data === undefined || preview.data.ready === 0}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={560}
    >
      {preview.isLoadingError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <SkeletonBlock height={160} />
      ) : (
        <>
          <BulkPreviewView action={action} preview={preview.data} />
          {action === 'approve' && hasHeldLines ? (
            <Checkbox
              label={t('maker:bulk.confirmHeld')}
              description={t('maker:bulk.confirmHeldWhat')}
              {...form.getInputProps('confirmsHeldLines', { type: 'checkbox' })}
            />
          ) : null}
          {action === 'issue' ? (
            <DateField
              clearable
              label={t('maker:bulk.issuedOn')}
              description={t('maker:bulk.issuedOnWhat')}
              {...form.getInputProps('issuedOn')}
            />
          ) : null}
          <Textarea label={t('maker:invoice.note')} autosize minRows={2} {...form.getInputProps('why')} />
        </>
      )}
    </FormDialog>
  );
}
