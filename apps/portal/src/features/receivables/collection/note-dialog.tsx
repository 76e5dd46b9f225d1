import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface NoteDialogProps {
  readonly customerId: string;
  readonly onClose: () => void;
}

/** Adds a note about the payment of a customer. */
export function NoteDialog({ customerId, onClose }: NoteDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm({ text: '' }, async (body) => {
    await request('POST', '/customers/{id}/collection-notes', {
      path: { id: customerId },
      body,
      idempotencyKey,
    });
    await stale('collection-notes', 'receivables');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:collection.addNote')}
      verb={t('maker:collection.addNote')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('maker:collection.note')}
        autosize
        minRows={3}
        data-autofocus
        {...form.getInputProps('text')}
      />
    </FormDialog>
  );
}
