import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface RaiseTicketDialogProps {
  readonly machineId: string;
  readonly onClose: () => void;
  readonly onRaised: (ticketId: string) => void;
}

const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** Creates a ticket manually: problem and urgency. */
export function RaiseTicketDialog({ machineId, onClose, onRaised }: RaiseTicketDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { description: '', severity: 'warning' as (typeof SEVERITIES)[number] },
    async (values) => {
      const raised = await request('POST', '/tickets', { body: { machineId, ...values } });
      await stale('tickets', 'machines', 'today');
      onRaised(raised.id);
    },
  );
  return (
    <FormDialog
      title={t('maker:raise.title')}
      verb={t('maker:raise.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('maker:raise.what')}
        description={t('maker:raise.whatHint')}
        autosize
        minRows={3}
        data-autofocus
        {...form.getInputProps('description')}
      />
      <Select
        label={t('maker:alarms.severity')}
        data={SEVERITIES.map((value) => ({ value, label: t(`state.${value}`) }))}
        {...form.getInputProps('severity')}
      />
    </FormDialog>
  );
}
