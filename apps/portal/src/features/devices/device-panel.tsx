import { Button, Tabs } from '@mantine/core';
import { IconAdjustments, IconGauge, IconKey, IconSend, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { Device, DeviceCredential, IssuedCredential } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../ui/forms/confirm-dialog.js';
import { SecretDialog } from '../../ui/forms/secret-dialog.js';
import { DetailPanel } from '../../ui/layout/detail-panel.js';
import { Facts } from '../../ui/layout/facts.js';
import { chosenTab, useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { Instant } from '../../ui/values/instant.js';
import { MeterEvents } from '../meters/meter-events.js';
import { DeviceAttributes } from './attributes/device-attributes.js';
import { DeviceCommands } from './commands/device-commands.js';
import { CredentialList, isUsable } from './credentials/credential-list.js';
import { IssueDialog } from './credentials/issue-dialog.js';
import { DeviceConnection } from './device-connection.js';
import classes from './device-panel.module.css';
import { DeviceLimits } from './limits/device-limits.js';

interface DevicePanelProps {
  readonly device: Device;
  readonly onClose: () => void;
}

/** Tabs of a device. Each one except `records` has an action in the panel's footer. */
const PARTS = ['credentials', 'limits', 'attributes', 'commands', 'records'] as const;
const TAB_ACTIONS: Readonly<
  Record<Exclude<(typeof PARTS)[number], 'records'>, { readonly text: string; readonly icon: Icon }>
> = {
  credentials: { text: 'maker:devices.issue', icon: IconKey },
  limits: { text: 'maker:devices.limits.change', icon: IconGauge },
  attributes: { text: 'maker:devices.attributes.add', icon: IconAdjustments },
  commands: { text: 'maker:devices.commands.give', icon: IconSend },
};

/** A device: credentials, limits, attributes, commands, and its records as an instrument. */
export function DevicePanel({ device, onClose }: DevicePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [issued, setIssued] = useState<IssuedCredential>();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const [isDoing, setDoing] = useState(false);
  const [revoking, setRevoking] = useState<DeviceCredential>();
  const credentials = useOne('devices', '/devices/{id}/credentials', { path: { id: device.id } });
  const part = chosenTab(PARTS, filters['part']);
  // Records have their own button and require a different permission.
  const deed = part === 'records' ? undefined : TAB_ACTIONS[part];
  const done = (): void => setDoing(false);
  return (
    <DetailPanel
      title={device.code}
      aside={t(`maker:devices.kind.${device.kind}`)}
      onClose={onClose}
      foot={
        may('devices.write') && deed !== undefined ? (
          <Button
            leftSection={<deed.icon size={16} stroke={1.75} />}
            disabled={credentials.data === undefined}
            onClick={() => setDoing(true)}
          >
            {t(deed.text)}
          </Button>
        ) : undefined
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
      <Tabs
        className={classes.parts}
        value={part}
        onChange={(value) => change({ part: value === PARTS[0] || value === null ? undefined : value })}
        keepMounted={false}
      >
        <Tabs.List grow>
          {PARTS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} px={4}>
              {t(`maker:devices.part.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="credentials">
          {credentials.isLoadingError ? (
            <ErrorState error={credentials.error} onRetry={() => void credentials.refetch()} />
          ) : credentials.data === undefined ? (
            <SkeletonRows rows={2} />
          ) : (
            <CredentialList credentials={credentials.data.items} onRevoke={setRevoking} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="limits">
          <DeviceLimits device={device} isChanging={isDoing} onChanged={done} />
        </Tabs.Panel>
        <Tabs.Panel value="attributes">
          <DeviceAttributes device={device} isAdding={isDoing} onAdded={done} />
        </Tabs.Panel>
        <Tabs.Panel value="commands">
          <DeviceCommands device={device} isGiving={isDoing} onGiven={done} />
        </Tabs.Panel>
        <Tabs.Panel value="records">
          <MeterEvents
            query={{ deviceId: device.id }}
            zone={format.zone}
            subjects={[{ deviceId: device.id, label: device.code }]}
          />
        </Tabs.Panel>
      </Tabs>
      {isDoing && part === 'credentials' ? (
        <IssueDialog
          device={device}
          rotates={credentials.data?.items.some(isUsable) ?? false}
          onIssued={setIssued}
          onClose={done}
        />
      ) : null}
      <ConfirmDialog
        open={revoking !== undefined}
        title={t('maker:devices.revokeTitle')}
        verb={t('maker:devices.revoke')}
        onClose={() => setRevoking(undefined)}
        onConfirm={async () => {
          await request('DELETE', '/device-credentials/{id}', { path: { id: revoking!.id } });
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
            // Publishing to the bare topic closes the connection, so the copied value must be a complete topic.
            value: name === 'topic' ? `${issued.topic}/telemetry` : issued[name],
          }))}
          onClose={() => setIssued(undefined)}
        />
      )}
    </DetailPanel>
  );
}
