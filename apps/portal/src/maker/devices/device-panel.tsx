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
import { StateBadge } from '../../ui/state-badge.js';
import classes from './device-panel.module.css';

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
  const [asking, setAsking] = useState<'issue' | DeviceCredential>();
  const credentials = useOne<Page<DeviceCredential>>('devices', `/devices/${device.id}/credentials`);
  return (
    <DetailPanel
      title={device.code}
      aside={t(`maker:devices.kind.${device.kind}`)}
      onClose={onClose}
      foot={
        <Button leftSection={<IconKey size={16} stroke={1.75} />} onClick={() => setAsking('issue')}>
          {t('maker:devices.issue')}
        </Button>
      }
    >
      <Facts
        items={[
          [t('maker:devices.place'), device.machine?.serial ?? device.site?.name ?? '—'],
          [t('maker:devices.silentAfter'), format.duration(device.silentAfterSeconds * 1000)],
        ]}
      />
      <h3 className={classes.head}>{t('maker:devices.credentials')}</h3>
      {credentials.isError ? (
        <ErrorState error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : credentials.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <ul>
          {credentials.data.items.map((credential) => {
            return (
              <li key={credential.id} className={classes.credential}>
                <div className={classes.words}>
                  <code className={classes.name}>{credential.username}</code>
                  <span className={classes.note}>
                    {t('maker:devices.created', { when: format.date(credential.createdAt) })}
                    {credential.lastUsedAt === null ? `, ${t('maker:devices.neverUsed')}` : ''}
                    {credential.validUntil === null
                      ? ''
                      : `, ${t('maker:devices.until', { when: format.dateTime(credential.validUntil) })}`}
                  </span>
                  {credential.lastUsedAt === null ? null : (
                    <span className={classes.note}>
                      {t('maker:devices.lastUsed')} <Instant at={credential.lastUsedAt} style="relative" />
                    </span>
                  )}
                </div>
                <StateBadge state={credential.state} plain />
                {credential.state === 'active' || credential.state === 'ending' ? (
                  <Button size="xs" variant="default" onClick={() => setAsking(credential)}>
                    {t('maker:devices.revoke')}
                  </Button>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      <ConfirmDialog
        open={asking === 'issue'}
        title={t('maker:devices.issueTitle', { code: device.code })}
        verb={t('maker:devices.issue')}
        onClose={() => setAsking(undefined)}
        onConfirm={async () => {
          setIssued(
            await request<IssuedCredential>('POST', `/devices/${device.id}/credentials`, {
              body: { overlapHours: 24 },
            }),
          );
          await stale('devices');
        }}
      >
        {t('maker:devices.issueEffect')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking !== undefined && asking !== 'issue'}
        title={t('maker:devices.revokeTitle')}
        verb={t('maker:devices.revoke')}
        onClose={() => setAsking(undefined)}
        onConfirm={async () => {
          if (asking === undefined || asking === 'issue') return;
          await request('DELETE', `/device-credentials/${asking.id}`);
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
            value: issued[name],
          }))}
          onClose={() => setIssued(undefined)}
        />
      )}
    </DetailPanel>
  );
}
