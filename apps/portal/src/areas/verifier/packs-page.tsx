import { IconFileZip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProofPack } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { CheckHints } from '../../features/packs/check-hints.js';
import { PackContents } from '../../features/packs/pack-contents.js';
import { PackDownload } from '../../features/packs/pack-status.js';
import classes from '../../features/packs/packs.module.css';
import { shortHash } from '../../format/short-hash.js';
import { dayBefore } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { PageHeader } from '../../ui/layout/page-header.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';

/** The verifier's only page: the proof packs of the customers assigned to them, and how to check one. */
export function PacksPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const packs = useList('proof-packs', '/proof-packs');
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  return (
    <div>
      <PageHeader title={t('pack.list')} below={t('pack.listLead')} />
      {packs.query.isLoadingError ? (
        <ErrorState error={packs.query.error} onRetry={() => void packs.query.refetch()} />
      ) : packs.waiting ? (
        <SkeletonRows rows={4} />
      ) : packs.items.length === 0 ? (
        <EmptyState icon={IconFileZip} title={t('pack.noneYet')}>
          {t('pack.noneWhy')}
        </EmptyState>
      ) : (
        <DataTable<ProofPack>
          label={t('pack.list')}
          rowKey={(row) => row.id}
          rows={packs.items}
          columns={[
            {
              key: 'customer',
              header: t('pack.customer'),
              width: 'minmax(180px, 1.2fr)',
              phone: 'title',
              cell: (row) => row.customer.name,
            },
            {
              key: 'contract',
              header: t('pack.contract'),
              width: '130px',
              phone: 'second',
              cell: (row) => row.contract,
            },
            {
              key: 'period',
              header: t('pack.period'),
              width: 'minmax(180px, 1fr)',
              phone: 'third',
              cell: (row) => `${day(row.periodFrom)} – ${day(dayBefore(row.periodTo))}`,
            },
            {
              key: 'root',
              header: t('pack.root'),
              width: '150px',
              phone: 'side2',
              cell: (row) =>
                row.root === null ? (
                  ''
                ) : (
                  <code className="mono" title={row.root}>
                    {shortHash(row.root)}
                  </code>
                ),
            },
            {
              key: 'made',
              header: t('pack.made'),
              width: '170px',
              cell: (row) => (row.madeAt === null ? t('pack.notYet') : format.dateTime(row.madeAt)),
            },
            {
              key: 'file',
              header: '',
              width: '140px',
              phone: 'side',
              cell: (row) => <PackDownload pack={row} small />,
            },
          ]}
        />
      )}
      <LoadMore query={packs.query} />
      <div className={classes.hints}>
        <PackContents />
        <CheckHints pack={packs.items.find(({ file }) => file !== null) ?? null} />
      </div>
    </div>
  );
}
