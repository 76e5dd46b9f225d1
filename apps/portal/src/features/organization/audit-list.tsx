import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DetailPanel } from '../../ui/layout/detail-panel.js';
import classes from '../../ui/layout/split.module.css';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { Instant } from '../../ui/values/instant.js';
import { AuditChange } from './audit-change.js';
import auditClasses from './audit-list.module.css';

/**
 * Audit trail, which is append-only: actions, the people who performed them, the people they acted for, and the values
 * before and after.
 */
export function AuditList() {
  const { t } = useTranslation();
  const text = useCodeText();
  const [filters, change] = useUrlFilters();
  const entries = useList('audit', '/audit-entries', {
    query: {
      entity: filters['entity'],
      entityId: filters['entityId'],
    },
  });
  const current = entries.items.find((entry) => entry.id === filters['entry']);
  if (entries.query.isLoadingError)
    return <ErrorState error={entries.query.error} onRetry={() => void entries.query.refetch()} />;
  if (entries.waiting) return <SkeletonRows />;
  const who = ({ actor }: AuditEntry): string => actor.name ?? t(`maker:settings.actor.${actor.kind}`);
  const means = ({ actor }: AuditEntry): string =>
    [
      ...(actor.role === null ? [] : [t(`role.${actor.role}`, { defaultValue: actor.role })]),
      ...(actor.keyName === null ? [] : [t('maker:settings.byKey', { name: actor.keyName })]),
    ].join(' · ');
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <DataTable<AuditEntry>
          label={t('maker:settings.tab.audit')}
          rowKey={(row) => row.id}
          rows={entries.items}
          currentKey={current?.id}
          onOpen={(row) => change({ entry: row.id })}
          columns={[
            {
              key: 'at',
              header: t('maker:settings.when'),
              width: '170px',
              phone: 'third',
              cell: (row) => <Instant at={row.at} />,
            },
            {
              key: 'who',
              header: t('maker:settings.who'),
              width: '220px',
              phone: 'second',
              cell: (row) => (
                <span className={auditClasses.who}>
                  {who(row)}
                  <small>{means(row)}</small>
                </span>
              ),
            },
            {
              key: 'action',
              header: t('maker:settings.what'),
              phone: 'title',
              cell: (row) => text('maker:auditAction', row.action),
            },
            {
              key: 'entity',
              header: t('maker:settings.thing'),
              width: '180px',
              phone: 'side',
              cell: nameOf,
            },
          ]}
          empty={
            <EmptyState icon={IconHistory} title={t('maker:settings.noAudit')}>
              {t('maker:settings.noAuditWhy')}
            </EmptyState>
          }
          foot={<LoadMore query={entries.query} />}
        />
      </div>
      {current === undefined ? null : (
        <DetailPanel
          title={text('maker:auditAction', current.action)}
          aside={nameOf(current)}
          onClose={() => change({ entry: undefined })}
        >
          <AuditChange before={current.before} after={current.after} />
        </DetailPanel>
      )}
    </div>
  );
}

/** Display name of the changed object, if the entry contains it. */
function nameOf({ before, after }: AuditEntry): string {
  const said: Record<string, unknown> = { ...before, ...after };
  const name = ['number', 'serial', 'code', 'name', 'email']
    .map((key) => said[key])
    .find((one) => typeof one === 'string');
  return typeof name === 'string' ? name : '';
}
