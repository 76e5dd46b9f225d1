import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { ApiKey } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { SecretDialog } from '../../../ui/forms/secret-dialog.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ListTools } from '../../search/list-tools.js';
import { ApiKeyDialog } from './api-key-dialog.js';
import classes from './api-key-list.module.css';

/** API keys with their permissions and last use. */
export function ApiKeyList() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const stale = useStale();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ name: string; key: string }>();
  const [revoking, setRevoking] = useState<ApiKey>();
  const keys = useList('api-keys', '/api-keys');
  return (
    <>
      <ListTools
        filters={{}}
        onChange={() => undefined}
        addLabel={t('maker:settings.addKey')}
        onAdd={() => setAdding(true)}
        permission="api_keys.write"
      />
      {keys.query.isLoadingError ? (
        <ErrorState error={keys.query.error} onRetry={() => void keys.query.refetch()} />
      ) : keys.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<ApiKey>
          label={t('maker:settings.tab.keys')}
          rowKey={(row) => row.id}
          rows={keys.items}
          columns={[
            {
              key: 'name',
              header: t('maker:registry.name'),
              width: 'minmax(160px, 1fr)',
              phone: 'title',
              cell: (row) => (
                <>
                  <b>{row.name}</b>
                  {row.originUnclear && row.revokedAt === null ? (
                    <span className={classes.check}>{t('maker:settings.originUnclear')}</span>
                  ) : null}
                </>
              ),
            },
            {
              key: 'prefix',
              header: t('maker:settings.prefix'),
              width: '140px',
              phone: 'third',
              cell: (row) => <code className="mono">{row.prefix}</code>,
            },
            {
              key: 'may',
              header: t('maker:settings.permissions'),
              width: 'minmax(220px, 2fr)',
              phone: 'second',
              cell: (row) => row.permissions.join(', '),
            },
            {
              key: 'used',
              header: t('maker:devices.lastUsed'),
              width: '140px',
              cell: (row) =>
                row.lastUsedAt === null ? t('maker:devices.never') : format.ago(row.lastUsedAt, now),
            },
            {
              key: 'until',
              header: t('maker:settings.until'),
              width: '130px',
              cell: (row) => (row.expiresAt === null ? '—' : format.date(row.expiresAt)),
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '100px',
              phone: 'side',
              cell: (row) => (
                <StateBadge
                  plain
                  state={
                    row.revokedAt !== null
                      ? 'revoked'
                      : row.expiresAt !== null && Date.parse(row.expiresAt) < now
                        ? 'expired'
                        : 'active'
                  }
                />
              ),
            },
            {
              key: 'act',
              header: '',
              width: '96px',
              phone: 'side2',
              cell: (row) =>
                row.revokedAt === null ? (
                  <Button size="xs" variant="default" onClick={() => setRevoking(row)}>
                    {t('maker:devices.revoke')}
                  </Button>
                ) : null,
            },
          ]}
          empty={
            <EmptyState icon={IconKey} title={t('maker:settings.noKeys')}>
              {t('maker:settings.noKeysWhy')}
            </EmptyState>
          }
        />
      )}
      {adding ? (
        <ApiKeyDialog
          onClose={() => setAdding(false)}
          onMade={(key) => {
            setAdding(false);
            setMade(key);
          }}
        />
      ) : null}
      {made === undefined ? null : (
        <SecretDialog
          title={made.name}
          note={t('maker:devices.once')}
          values={[{ name: t('maker:settings.key'), value: made.key }]}
          onClose={() => setMade(undefined)}
        />
      )}
      <ConfirmDialog
        open={revoking !== undefined}
        title={t('maker:settings.revokeKey', { name: revoking?.name ?? '' })}
        verb={t('maker:devices.revoke')}
        onClose={() => setRevoking(undefined)}
        onConfirm={async () => {
          if (revoking === undefined) return;
          await request('DELETE', '/api-keys/{id}', { path: { id: revoking.id } });
          await stale('api-keys');
        }}
      >
        {t('maker:settings.revokeKeyEffect')}
      </ConfirmDialog>
    </>
  );
}
