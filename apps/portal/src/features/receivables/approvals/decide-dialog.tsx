import { SegmentedControl, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Approval, ApprovalDecision } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Facts } from '../../../ui/layout/facts.js';
import { RECEIVABLES } from '../amounts.js';

interface DecideDialogProps {
  /** A change that awaits a decision. */
  readonly change: Pick<Approval, 'canApprove' | 'note' | 'requestedBy' | 'requestedAt'>;
  readonly title: string;
  readonly facts: readonly (readonly [ReactNode, ReactNode])[];
  /** Effect of an approval. */
  readonly effect: string;
  /** Reason why the person who requested the change cannot approve it. */
  readonly otherPerson: string;
  /** Returns the message after a decision. */
  readonly doneOf: (decision: ApprovalDecision['decision']) => string;
  readonly onDecide: (body: ApprovalDecision) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Approves or rejects a requested change of receivables. The person who requested it can only withdraw it. */
export function DecideDialog({
  change,
  title,
  facts,
  effect,
  otherPerson,
  doneOf,
  onDecide,
  onClose,
}: DecideDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { canApprove, note, requestedBy, requestedAt } = change;
  const { form, sending, summary, submit } = useServerForm(
    { decision: canApprove ? ('approve' as const) : ('reject' as const), why: '' },
    async (body) => {
      await onDecide(body);
      await stale(...RECEIVABLES);
      toastDone(doneOf(body.decision));
      onClose();
    },
  );
  return (
    <FormDialog
      title={title}
      verb={t(`maker:approval.${canApprove ? form.values.decision : 'withdraw'}`)}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <Facts
        items={[
          ...facts,
          [t('maker:approval.note'), note],
          [t('maker:approval.requested'), format.listed([requestedBy, format.dateTime(requestedAt)])],
        ]}
      />
      <p>{canApprove ? effect : otherPerson}</p>
      {canApprove ? (
        <SegmentedControl
          aria-label={t('maker:approval.decide')}
          data={(['approve', 'reject'] as const).map((value) => ({
            value,
            label: t(`maker:approval.${value}`),
          }))}
          {...form.getInputProps('decision')}
        />
      ) : null}
      <Textarea label={t('maker:invoice.why')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
