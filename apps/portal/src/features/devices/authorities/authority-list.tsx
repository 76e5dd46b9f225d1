import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { CertificateAuthority } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ListTools } from '../../search/list-tools.js';
import { AuthorityDialog } from './authority-dialog.js';
import classes from './authority-list.module.css';

/** Period before expiry in which a certificate is shown as expiring soon; the server uses the same period. */
const WARNING_MS = 30 * 86_400_000;

function stateOf({ notAfter, withdrawnAt }: CertificateAuthority, now: number): string {
  if (withdrawnAt !== null) return 'revoked';
  const left = Date.parse(notAfter) - now;
  return left <= 0 ? 'expired' : left <= WARNING_MS ? 'ending' : 'active';
}

/** The maker's own certificate authorities: devices that use them, and upcoming expiry. */
export function AuthorityList() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const stale = useStale();
  const [adding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<CertificateAuthority>();
  const authorities = useOne('certificate-authorities', '/certificate-authorities');
  return (
    <>
      <ListTools
        filters={{}}
        onChange={() => undefined}
        addLabel={t('maker:settings.addAuthority')}
        onAdd={() => setAdding(true)}
        permission="devices.write"
      />
      {authorities.isLoadingError ? (
        <ErrorState error={authorities.error} onRetry={() => void authorities.refetch()} />
      ) : authorities.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <DataTable<CertificateAuthority>
          label={t('maker:settings.tab.certificates')}
          rowKey={(row) => row.id}
          rows={authorities.data.items}
          columns={[
            {
              key: 'name',
              header: t('maker:registry.name'),
              width: 'minmax(200px, 2fr)',
              phone: 'title',
              cell: (row) => (
                <div className={classes.name}>
                  <b>{row.name}</b>
                  <span className={classes.subject} title={row.fingerprint}>
                    {row.subject}
                  </span>
                </div>
              ),
            },
            {
              key: 'pattern',
              header: t('maker:settings.pattern'),
              width: 'minmax(160px, 1fr)',
              phone: 'second',
              cell: (row) => <code className="mono">{row.pattern}</code>,
            },
            {
              key: 'devices',
              header: t('maker:settings.throughIt'),
              width: '170px',
              phone: 'third',
              cell: (row) => (
                <div className={classes.name}>
                  <span>{t('maker:settings.devicesThrough', { count: row.devices })}</span>
                  {row.endingSoon === 0 ? null : (
                    <StateBadge state="due" plain>
                      {t('maker:settings.endingSoon', { count: row.endingSoon })}
                    </StateBadge>
                  )}
                </div>
              ),
            },
            {
              key: 'until',
              header: t('maker:settings.until'),
              width: '130px',
              cell: (row) => format.date(row.notAfter),
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '110px',
              phone: 'side',
              cell: (row) => <StateBadge plain state={stateOf(row, now)} />,
            },
            {
              key: 'act',
              header: '',
              width: '110px',
              phone: 'side2',
              cell: (row) =>
                row.withdrawnAt === null ? (
                  <Button size="xs" variant="default" onClick={() => setWithdrawing(row)}>
                    {t('maker:settings.withdraw')}
                  </Button>
                ) : null,
            },
          ]}
          empty={
            <EmptyState icon={IconCertificate} title={t('maker:settings.noAuthorities')}>
              {t('maker:settings.noAuthoritiesWhy')}
            </EmptyState>
          }
        />
      )}
      {adding ? <AuthorityDialog onClose={() => setAdding(false)} /> : null}
      <ConfirmDialog
        open={withdrawing !== undefined}
        title={t('maker:settings.withdrawTitle', { name: withdrawing?.name ?? '' })}
        verb={t('maker:settings.withdraw')}
        onClose={() => setWithdrawing(undefined)}
        onConfirm={async () => {
          if (withdrawing === undefined) return;
          await request('DELETE', '/certificate-authorities/{id}', { path: { id: withdrawing.id } });
          await stale('certificate-authorities');
        }}
      >
        {t('maker:settings.withdrawEffect', { count: withdrawing?.devices ?? 0 })}
      </ConfirmDialog>
    </>
  );
}
