import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import type { DecisionDialogProps } from './decided-document.js';
import { useDecided } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';

/** Withdraws an approval. */
export function ReopenDialog({ document, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const decided = useDecided();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async ({ why }) => {
    await decided(document.reopen(why));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:invoice.reopenTitle', { number: document.name })}
      verb={t('maker:invoice.reopen')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.effect}>{t(document.reopenEffect)}</p>
      <Textarea
        label={t('maker:invoice.why')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('why')}
      />
    </FormDialog>
  );
}
