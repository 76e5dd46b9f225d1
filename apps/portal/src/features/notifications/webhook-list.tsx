import { Button, Menu } from '@mantine/core';
import { IconDots, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { WebhookEndpoint } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { ConfirmDialog } from '../../ui/forms/confirm-dialog.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { SecretDialog } from '../../ui/forms/secret-dialog.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { ListTools } from '../search/list-tools.js';
import { WebhookDeliveries } from './webhook-deliveries.js';
import { WebhookDialog } from './webhook-dialog.js';

interface ShownSecret {
  readonly name: string;
  readonly secret: string;
}

/** Webhook endpoints, with the messages to the one that is open. */
export function WebhookList() {
  const { t } = useTranslation();
  const stale = useStale();
  const work = useWork();
  const [editing, setEditing] = useState<WebhookEndpoint | 'new'>();
  const [secret, setSecret] = useState<ShownSecret>();
  const [rotating, setRotating] = useState<WebhookEndpoint>();
  const [removing, setRemoving] = useState<WebhookEndpoint>();
  const [openId, setOpenId] = useState<string>();
  const endpoints = useOne('webhook-endpoints', '/webhook-endpoints');
  const reload = (): Promise<void> => stale('webhook-endpoints', 'webhook-deliveries');
  const open = endpoints.data?.items.find(({ id }) => id === openId);
  const setPaused = ({ id, version }: WebhookEndpoint, paused: boolean): void =>
    work.run(async () => {
      await request('PATCH', '/webhook-endpoints/{id}', { path: { id }, body: { paused }, ifMatch: version });
      await reload();
    });
  const test = ({ id, name }: WebhookEndpoint): void =>
    work.run(async () => {
      await request('POST', '/webhook-endpoints/{id}/test', { path: { id } });
      toastDone(t('notifications.testQueued', { name }));
      setOpenId(id);
      await reload();
    });
  return (
    <>
      <ListTools
        filters={{}}
        onChange={() => undefined}
        addLabel={t('notifications.addWebhook')}
        onAdd={() => setEditing('new')}
        permission="notifications.write"
      />
      <FormSummary summary={work.failure} />
      {endpoints.isLoadingError ? (
        <ErrorState error={endpoints.error} onRetry={() => void endpoints.refetch()} />
      ) : endpoints.data === undefined ? (
        <SkeletonRows />
      ) : (
        <DataTable<WebhookEndpoint>
          label={t('notifications.webhooks')}
          rowKey={(row) => row.id}
          rows={endpoints.data.items}
          columns={[
            {
              key: 'name',
              header: t('notifications.name'),
              width: 'minmax(140px, 1fr)',
              phone: 'title',
              cell: (row) => <b>{row.name}</b>,
            },
            {
              key: 'kind',
              header: t('notifications.kind'),
              width: '120px',
              phone: 'third',
              cell: (row) => t(`notifications.endpointKind.${row.kind}`),
            },
            {
              key: 'url',
              header: t('notifications.url'),
              width: 'minmax(200px, 2fr)',
              phone: 'second',
              cell: (row) => <code className="mono">{row.url}</code>,
            },
            {
              key: 'types',
              header: t('notifications.what'),
              width: '140px',
              cell: (row) =>
                row.eventTypes.length === 0
                  ? t('notifications.allTypes')
                  : t('notifications.typeCount', { count: row.eventTypes.length }),
            },
            {
              key: 'state',
              header: t('notifications.state'),
              width: '200px',
              phone: 'side',
              cell: (row) =>
                row.pausedReason !== null ? (
                  <StateBadge plain state="paused">
                    {t(`notifications.paused.${row.pausedReason}`)}
                  </StateBadge>
                ) : row.failingSince !== null ? (
                  <StateBadge plain state="warning">
                    {t('notifications.failing')}
                  </StateBadge>
                ) : (
                  <StateBadge plain state="active" />
                ),
            },
            {
              key: 'act',
              header: '',
              width: '230px',
              phone: 'side2',
              cell: (row) => (
                <>
                  <Button size="xs" variant="default" onClick={() => setOpenId(row.id)}>
                    {t('notifications.messages')}
                  </Button>{' '}
                  <Button size="xs" variant="default" disabled={work.busy} onClick={() => test(row)}>
                    {t('notifications.test')}
                  </Button>{' '}
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <Button
                        size="xs"
                        variant="subtle"
                        aria-label={t('notifications.actions', { title: row.name })}
                      >
                        <IconDots size={16} stroke={1.75} aria-hidden />
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item onClick={() => setEditing(row)}>{t('notifications.edit')}</Menu.Item>
                      <Menu.Item onClick={() => setPaused(row, row.pausedAt === null)}>
                        {row.pausedAt === null ? t('notifications.pause') : t('notifications.resume')}
                      </Menu.Item>
                      {row.kind === 'webhook' ? (
                        <Menu.Item onClick={() => setRotating(row)}>{t('notifications.rotate')}</Menu.Item>
                      ) : null}
                      <Menu.Item onClick={() => setRemoving(row)}>{t('notifications.delete')}</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </>
              ),
            },
          ]}
          empty={
            <EmptyState icon={IconWebhook} title={t('notifications.noWebhooks')}>
              {t('notifications.noWebhooksWhy')}
            </EmptyState>
          }
        />
      )}
      {open === undefined ? null : <WebhookDeliveries endpoint={open} onClose={() => setOpenId(undefined)} />}
      {editing === undefined ? null : (
        <WebhookDialog
          endpoint={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={(made) => {
            setEditing(undefined);
            if (made?.kind === 'webhook') setSecret(made);
          }}
        />
      )}
      {secret === undefined ? null : (
        <SecretDialog
          title={secret.name}
          note={t('notifications.secretOnce')}
          values={[{ name: t('notifications.secret'), value: secret.secret }]}
          onClose={() => setSecret(undefined)}
        />
      )}
      <ConfirmDialog
        open={rotating !== undefined}
        title={t('notifications.rotateTitle', { name: rotating?.name ?? '' })}
        verb={t('notifications.rotate')}
        onClose={() => setRotating(undefined)}
        onConfirm={async () => {
          if (rotating === undefined) return;
          const made = await request('POST', '/webhook-endpoints/{id}/rotate-secret', {
            path: { id: rotating.id },
          });
          setSecret(made);
          await reload();
        }}
      >
        {t('notifications.rotateEffect')}
      </ConfirmDialog>
      <ConfirmDialog
        open={removing !== undefined}
        title={t('notifications.deleteTitle', { name: removing?.name ?? '' })}
        verb={t('notifications.delete')}
        onClose={() => setRemoving(undefined)}
        onConfirm={async () => {
          if (removing === undefined) return;
          await request('DELETE', '/webhook-endpoints/{id}', { path: { id: removing.id } });
          await reload();
        }}
      >
        {t('notifications.deleteEffect')}
      </ConfirmDialog>
    </>
  );
}
