import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { OpenItem } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';

interface PromiseDialogProps {
  /** An open invoice. */
  readonly item: OpenItem;
  readonly onClose: () => void;
}

/** Records that the customer promises to pay an invoice by a day. */
export function PromiseDialog({ item, onClose }: PromiseDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { documentId, number, open } = item;
  const { form, sending, summary, submit } = useServerForm(
    { promisedOn: '', amount: open.amount, note: '' },
    async (body) => {
      await request('POST', '/open-items/{id}/promises', { path: { id: documentId }, body, idempotencyKey });
      await stale(...RECEIVABLES);
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:collection.promiseTitle', { number })}
      verb={t('maker:collection.recordPromise')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:collection.promiseEffect')}</p>
      <DateField
        label={t('maker:collection.promisedOn')}
        data-autofocus
        {...form.getInputProps('promisedOn')}
      />
      <AmountField
        label={t('maker:collection.amount')}
        currency={open.currency}
        {...form.getInputProps('amount')}
      />
      <Textarea label={t('maker:collection.note')} autosize minRows={2} {...form.getInputProps('note')} />
    </FormDialog>
  );
}
