import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { DocumentMailing } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { LANGUAGES } from '../../../i18n/languages.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface SendDialogProps {
  readonly invoiceId: string;
  /** Number of the document. */
  readonly name: string;
  readonly mailing: DocumentMailing;
  readonly onClose: () => void;
}

/** Previews the recipients of a document and the language for each, and sends it. */
export function SendDialog({ invoiceId, name, mailing, onClose }: SendDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { emails: mailing.recipients.map(({ email }) => email) },
    async ({ emails }) => {
      try {
        await request('POST', '/invoices/{id}/mails', {
          path: { id: invoiceId },
          body: { emails, again: mailing.isSent },
          idempotencyKey: crypto.randomUUID(),
        });
      } finally {
        void stale('document-mailing');
      }
      toastDone(t('maker:mailing.queued', { number: name, count: emails.length }));
      onClose();
    },
  );
  const { emails } = form.values;
  return (
    <FormDialog
      title={t('maker:mailing.sendTitle', { number: name })}
      verb={t('maker:mailing.sendVerb', { count: emails.length })}
      sending={sending}
      disabled={emails.length === 0}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(mailing.isSent ? 'maker:mailing.againEffect' : 'maker:mailing.sendEffect')}</p>
      <Checkbox.Group label={t('maker:mailing.recipients')} {...form.getInputProps('emails')}>
        <Stack gap="xs" mt="xs">
          {mailing.recipients.map(({ email, name: person, language }) => (
            <Checkbox
              key={email}
              value={email}
              label={email}
              description={`${person} · ${LANGUAGES.find(({ code }) => code === language.split('-')[0])?.name ?? language}`}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}
