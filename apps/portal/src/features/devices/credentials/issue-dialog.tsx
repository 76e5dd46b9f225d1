import { SegmentedControl, Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Device, IssuedCredential } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from './issue-dialog.module.css';

/** Overlap options for older credentials, in hours. */
const OVERLAPS = ['0', '24', '168', '720'] as const;
const KINDS = ['password', 'certificate'] as const;

interface IssueDialogProps {
  readonly device: Device;
  /** True if the device already has an active credential, so that issuing another one is a rotation. */
  readonly rotates: boolean;
  /** Called with the secret, which is shown only once; not called for a certificate, which has no secret. */
  readonly onIssued: (credential: IssuedCredential) => void;
  readonly onClose: () => void;
}

/**
 * Issues a device's first credentials, or rotates them with an overlap: a generated password, or the device's
 * certificate.
 */
export function IssueDialog({ device, rotates, onIssued, onClose }: IssueDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { kind: 'password', overlap: '168', pem: '' },
    async ({ kind, overlap, pem }) => {
      const overlapHours = Number(overlap);
      if (kind === 'password') {
        onIssued(
          await request('POST', '/devices/{id}/credentials', {
            path: { id: device.id },
            body: { overlapHours },
          }),
        );
      } else
        await request('POST', '/devices/{id}/certificates', {
          path: { id: device.id },
          body: { overlapHours, pem },
        });
      await stale('devices');
      onClose();
    },
  );
  const isPassword = form.values.kind === 'password';
  return (
    <FormDialog
      title={t('maker:devices.issueTitle', { code: device.code })}
      verb={t(isPassword ? 'maker:devices.issue' : 'maker:devices.addCertificate')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <SegmentedControl
        fullWidth
        aria-label={t('maker:devices.proof')}
        data={KINDS.map((value) => ({ value, label: t(`maker:devices.proofKind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      {isPassword ? (
        <p className={classes.note}>{t('maker:devices.first')}</p>
      ) : (
        <Textarea
          label={t('maker:devices.pem')}
          description={t('maker:devices.pemHint')}
          placeholder="-----BEGIN CERTIFICATE-----"
          rows={7}
          classNames={{ input: classes.pem }}
          {...form.getInputProps('pem')}
        />
      )}
      {rotates ? (
        <Select
          label={t('maker:devices.overlap')}
          description={t('maker:devices.issueEffect')}
          data={OVERLAPS.map((value) => ({ value, label: t(`maker:devices.overlapHours.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('overlap')}
        />
      ) : null}
    </FormDialog>
  );
}
