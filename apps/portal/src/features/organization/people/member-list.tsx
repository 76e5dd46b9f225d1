import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Member } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { ListTools } from '../../search/list-tools.js';
import { InviteDialog } from './invite-dialog.js';
import { useMemberColumns } from './member-columns.js';
import { useOpenByLink } from '../../../ui/tables/use-open-by-link.js';

/** Members with role, scope and expiry. */
export function MemberList() {
  const { t } = useTranslation();
  const columns = useMemberColumns();
  const stale = useStale();
  const session = useSession();
  const dialog = useOpenByLink('add');
  const [revoking, setRevoking] = useState<Member>();
  const members = useOne('users', '/users');
  const hubs = useOne('hubs', '/hubs');
  const reach = (member: Member): string =>
    member.customers.length > 0 || member.partner !== null
      ? [...(member.partner ? [member.partner] : []), ...member.customers].map(({ name }) => name).join(', ')
      : (hubs.data?.items.find((hub) => hub.id === member.hubId)?.name ?? t('maker:settings.everything'));
  return (
    <>
      <ListTools
        filters={{}}
        onChange={() => undefined}
        addLabel={t('maker:settings.invite')}
        onAdd={dialog.open}
        permission="users.write"
      />
      {members.isLoadingError ? (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      ) : members.data === undefined ? (
        <SkeletonRows />
      ) : (
        <DataTable<Member>
          label={t('maker:settings.tab.users')}
          rowKey={(row) => row.membershipId}
          rows={members.data.items}
          columns={[
            ...columns.identity,
            { key: 'reach', header: t('maker:settings.reach'), width: 'minmax(140px, 1fr)', cell: reach },
            ...columns.access,
            {
              key: 'act',
              header: '',
              width: '96px',
              phone: 'side2',
              cell: (row) =>
                row.revokedAt === null && row.membershipId !== session.membership.id ? (
                  <Button size="xs" variant="default" onClick={() => setRevoking(row)}>
                    {t('maker:devices.revoke')}
                  </Button>
                ) : null,
            },
          ]}
          empty={
            <EmptyState icon={IconUsers} title={t('maker:settings.noUsers')}>
              {t('maker:settings.noUsersWhy')}
            </EmptyState>
          }
        />
      )}
      {dialog.isOpen ? <InviteDialog onClose={dialog.close} /> : null}
      <ConfirmDialog
        open={revoking !== undefined}
        title={t('maker:settings.revokeTitle', { name: revoking?.name ?? revoking?.email ?? '' })}
        verb={t('maker:devices.revoke')}
        onClose={() => setRevoking(undefined)}
        onConfirm={async () => {
          if (revoking === undefined) return;
          await request('DELETE', '/users/{membershipId}', { path: { membershipId: revoking.membershipId } });
          await stale('users');
        }}
      >
        {t('maker:settings.revokeEffect')}
      </ConfirmDialog>
    </>
  );
}
