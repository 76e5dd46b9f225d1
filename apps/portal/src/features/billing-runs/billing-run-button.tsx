import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { MonthField } from '../../ui/forms/entry/month-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { useOpenByLink } from '../../ui/tables/use-open-by-link.js';

/** Button that opens the dialog to draft a month's invoices for all contracts. */
export function BillingRunButton({ month }: { readonly month: string }) {
  const { t } = useTranslation();
  const { isOpen, open, close } = useOpenByLink('run');
  return (
    <>
      <Button leftSection={<IconPlayerPlay size={16} stroke={1.75} />} onClick={open}>
        {t('maker:billing.run')}
      </Button>
      {isOpen ? <BillingRunDialog month={month} onClose={close} /> : null}
    </>
  );
}

function BillingRunDialog({ month, onClose }: { readonly month: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const navigate = useNavigate();
  const { form, sending, summary, submit } = useServerForm({ month }, async (values) => {
    const run = await request('POST', '/billing-runs', { body: values });
    await stale('billing-runs');
    onClose();
    await navigate({ to: '/billing/runs/$runId', params: { runId: run.id } });
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
      <MonthField label={t('maker:usage.month')} {...form.getInputProps('month')} />
    </FormDialog>
  );
}
