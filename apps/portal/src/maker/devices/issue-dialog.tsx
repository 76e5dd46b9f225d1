import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Device, IssuedCredential } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';

/** How long older credentials may go on, in hours. */
const OVERLAPS = ['0', '24', '168', '720'] as const;

interface IssueDialogProps {
  readonly device: Device;
  /** Whether it has a credential that is still good: then this is a rotation. */
  readonly rotates: boolean;
  readonly onIssued: (credential: IssuedCredential) => void;
  readonly onClose: () => void;
}

/** Issues a device's first credential, or another one with an overlap of the older ones. */
export function IssueDialog({ device, rotates, onIssued, onClose }: IssueDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [overlap, setOverlap] = useState<string>('24');
  return (
    <ConfirmDialog
      open
      title={t('maker:devices.issueTitle', { code: device.code })}
      verb={t('maker:devices.issue')}
      onClose={onClose}
      onConfirm={async () => {
        onIssued(
          await request<IssuedCredential>('POST', `/devices/${device.id}/credentials`, {
            body: { overlapHours: Number(overlap) },
          }),
        );
        await stale('devices');
      }}
    >
      {rotates ? (
        <Select
          label={t('maker:devices.overlap')}
          description={t('maker:devices.issueEffect')}
          data={OVERLAPS.map((value) => ({ value, label: t(`maker:devices.overlapHours.${value}`) }))}
          allowDeselect={false}
          value={overlap}
          onChange={(value) => setOverlap(value ?? overlap)}
        />
      ) : (
        t('maker:devices.first')
      )}
    </ConfirmDialog>
  );
}
