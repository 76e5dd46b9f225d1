import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Device, DeviceCredential, IssuedCredential, Page } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { DetailPanel } from '../../ui/detail-panel.js';
import { ErrorState } from '../../ui/error-state.js';
import { Facts } from '../../ui/facts.js';
import { Instant } from '../../ui/instant.js';
import { SecretDialog } from '../../ui/secret-dialog.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { CredentialList, isUsable } from './credential-list.js';
import { DeviceConnection } from './device-connection.js';
import classes from './device-panel.module.css';
import { IssueDialog } from './issue-dialog.js';

interface DevicePanelProps {
  readonly device: Device;
  readonly onClose: () => void;
}

/** A device with its credentials: issued once, rotated with overlap, revoked at once. */
export function DevicePanel({ device, onClose }: DevicePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [issued, setIssued] = useState<IssuedCredential>();
  const [isIssuing, setIssuing] = useState(false);
  const [revoking, setRevoking] = useState<DeviceCredential>();
  const credentials = useOne<Page<DeviceCredential>>('devices', `/devices/${device.id}/credentials`);
  return (
    <DetailPanel
      title={device.code}
      aside={t(`maker:devices.kind.${device.kind}`)}
      onClose={onClose}
      foot={
        <Button
          leftSection={<IconKey size={16} stroke={1.75} />}
          disabled={credentials.data === undefined}
          onClick={() => setIssuing(true)}
        >
          {t('maker:devices.issue')}
        </Button>
      }
    >
      <Facts
        items={[
          [t('maker:devices.place'), device.machine?.serial ?? device.site?.name ?? '—'],
          [t('maker:devices.connection'), <DeviceConnection key="connection" device={device} />],
          [
            t('maker:devices.seen'),
            device.lastSeenAt === null ? (
              t('maker:devices.never')
            ) : (
              <Instant key="seen" at={device.lastSeenAt} style="relative" />
            ),
          ],
          ...(device.silentSince === null
            ? []
            : [[t('maker:devices.silentSince'), <Instant key="silent" at={device.silentSince} />] as const]),
          [t('maker:devices.silentAfter'), format.duration(device.silentAfterSeconds * 1000)],
        ]}
      />
      <h3 className={classes.head}>{t('maker:devices.credentials')}</h3>
      {credentials.isLoadingError ? (
        <ErrorState error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : credentials.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <CredentialList credentials={credentials.data.items} onRevoke={setRevoking} />
      )}
      {isIssuing ? (
        <IssueDialog
          device={device}
          rotates={credentials.data?.items.some(isUsable) ?? false}
          onIssued={setIssued}
          onClose={() => setIssuing(false)}
        />
      ) : null}
      <ConfirmDialog
        open={revoking !== undefined}
        title={t('maker:devices.revokeTitle')}
        verb={t('maker:devices.revoke')}
        onClose={() => setRevoking(undefined)}
        onConfirm={async () => {
          await request('DELETE', `/device-credentials/${revoking!.id}`);
          await stale('devices');
        }}
      >
        {t('maker:devices.revokeEffect')}
      </ConfirmDialog>
      {issued === undefined ? null : (
        <SecretDialog
          title={t('maker:devices.issued', { code: device.code })}
          note={t('maker:devices.once')}
          values={(['username', 'password', 'topic', 'commandTopic'] as const).map((name) => ({
            name: t(`maker:devices.secret.${name}`),
            // Publishing to the bare topic closes the connection: what is copied here must work.
            value: name === 'topic' ? `${issued.topic}/telemetry` : issued[name],
          }))}
          onClose={() => setIssued(undefined)}
        />
      )}
    </DetailPanel>
  );
}
