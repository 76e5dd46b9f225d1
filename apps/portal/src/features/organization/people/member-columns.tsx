import { useTranslation } from 'react-i18next';
import type { Member } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** Columns of people who can sign in: their identity, and their last sign-in with the state of their access. */
export function useMemberColumns(): {
  readonly identity: readonly Column<Member>[];
  readonly access: readonly Column<Member>[];
} {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  return {
    identity: [
      {
        key: 'name',
        header: t('maker:registry.name'),
        width: 'minmax(150px, 1fr)',
        phone: 'title',
        cell: (row) => <b>{row.name ?? '—'}</b>,
      },
      {
        key: 'email',
        header: t('app:signIn.email'),
        width: 'minmax(180px, 1.2fr)',
        phone: 'third',
        cell: (row) => row.email,
      },
      {
        key: 'role',
        header: t('maker:settings.role'),
        width: '160px',
        phone: 'second',
        cell: (row) => t(`role.${row.role}`),
      },
    ],
    access: [
      {
        key: 'seen',
        header: t('maker:settings.seen'),
        width: '140px',
        cell: (row) => (row.lastSeenAt === null ? t('maker:devices.never') : format.ago(row.lastSeenAt, now)),
      },
      {
        key: 'state',
        header: t('maker:alarms.state'),
        width: '110px',
        phone: 'side',
        cell: (row) => <StateBadge plain state={row.standing === 'pending' ? 'invited' : row.standing} />,
      },
    ],
  };
}
