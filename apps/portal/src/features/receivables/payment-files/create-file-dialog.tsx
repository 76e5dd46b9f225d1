import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { PendingTransfers } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Facts } from '../../../ui/layout/facts.js';
import { RECEIVABLES } from '../amounts.js';

interface CreateFileDialogProps {
  readonly pending: PendingTransfers;
  readonly onClose: () => void;
}

/** Puts the refunds of a legal entity in a currency into a payment file. */
export function CreateFileDialog({ pending, onClose }: CreateFileDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { legalEntity, total, refundCount, account } = pending;
  const { sending, summary, submit } = useServerForm(
    { legalEntityId: legalEntity.id, currency: total.currency },
    async (body) => {
      const file = await request('POST', '/payment-files', { body, idempotencyKey });
      await stale(...RECEIVABLES);
      toastDone(t('maker:paymentFile.created', { count: file.refundCount }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:paymentFile.createTitle')}
      verb={t('maker:paymentFile.create')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:paymentFile.effect')}</p>
      <Facts
        items={[
          [t('maker:paymentFile.legalEntity'), legalEntity.name],
          [t('maker:paymentFile.account'), account ?? '—'],
          [t('maker:refund.many'), refundCount],
          [t('maker:paymentFile.total'), format.money(total.amount, total.currency)],
        ]}
      />
    </FormDialog>
  );
}
