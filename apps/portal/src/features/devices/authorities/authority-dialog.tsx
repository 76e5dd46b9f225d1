import { Button, CopyButton, Textarea, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from './authority-list.module.css';

const PLACEHOLDER = '-----BEGIN CERTIFICATE-----';

/**
 * Adds a certificate authority with its certificate and a proof of possession: a certificate that it issued with the
 * maker's ID as the common name.
 */
export function AuthorityDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { maker } = useSession();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: '', pem: '', proofPem: '', pattern: '{device.code}' },
    async (values) => {
      await request('POST', '/certificate-authorities', { body: values });
      await stale('certificate-authorities');
      onClose();
    },
  );
  const proof = [
    `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout proof.key -out proof.csr -subj /CN=${maker.id}`,
    'openssl x509 -req -in proof.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 -out proof.pem',
  ].join('\n');
  return (
    <FormDialog
      title={t('maker:settings.addAuthority')}
      verb={t('maker:settings.register')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={640}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={t('maker:settings.authorityPem')}
        description={t('maker:settings.authorityPemHint')}
        placeholder={PLACEHOLDER}
        rows={4}
        className={classes.pem}
        {...form.getInputProps('pem')}
      />
      <Textarea
        label={t('maker:settings.proof')}
        description={t('maker:settings.proofHint', { id: maker.id })}
        placeholder={PLACEHOLDER}
        rows={4}
        className={classes.pem}
        {...form.getInputProps('proofPem')}
      />
      <div>
        <pre className={classes.proof}>{proof}</pre>
        <CopyButton value={proof}>
          {({ copied, copy }) => (
            <Button
              mt={8}
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? t('action.copied') : t('action.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <TextInput
        label={t('maker:settings.pattern')}
        description={t('maker:settings.patternHint', { code: '{device.code}', serial: '{machine.serial}' })}
        {...form.getInputProps('pattern')}
      />
    </FormDialog>
  );
}
