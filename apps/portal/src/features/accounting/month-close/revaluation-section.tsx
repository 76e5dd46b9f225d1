import { Button } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { MonthClose, Revaluation } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { QuerySection } from '../query-section.js';

const BADGES = { posted: 'done', outdated: 'due', missing: 'due', rate_missing: 'failed' } as const;

/** Unrealized exchange gains and losses of a month by currency, with a button that posts them. */
export function RevaluationSection({ close }: { readonly close: MonthClose }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const { legalEntityId, month } = close;
  const path = { legalEntityId, month };
  const query = useOne('accounting-periods', '/accounting-periods/{legalEntityId}/{month}/revaluation', {
    path,
  });
  const work = useWork();
  const rows = query.data?.items ?? [];
  const canPost =
    may('accounting.write') && close.state === 'open' && rows.some(({ state }) => state !== 'posted');
  const post = () =>
    work.run(async () => {
      await request('POST', '/accounting-periods/{legalEntityId}/{month}/revaluation', { path });
      await stale('accounting-periods', 'receivables');
    });
  return (
    <QuerySection
      title={t('maker:close.revaluation')}
      what={t('maker:close.revaluationWhat')}
      action={
        canPost ? (
          <Button size="xs" variant="default" loading={work.busy} onClick={post}>
            {t('maker:close.revalue')}
          </Button>
        ) : undefined
      }
      query={query}
      rows={2}
      lead={<FormSummary summary={work.failure} />}
      table={({ items }) => (
        <DataTable<Revaluation>
          label={t('maker:close.revaluation')}
          rowKey={(row) => row.currency}
          rows={items}
          columns={[
            {
              key: 'open',
              header: t('maker:close.openAmount'),
              width: 'minmax(160px, 1fr)',
              numeric: true,
              phone: 'title',
              cell: ({ open }) => <Money amount={open.amount} currency={open.currency} />,
            },
            {
              key: 'rate',
              header: t('maker:books.rate'),
              width: '140px',
              numeric: true,
              phone: 'second',
              cell: ({ rate }) => (rate === null ? '' : format.number(rate)),
            },
            {
              key: 'gain',
              header: t('maker:close.gain'),
              width: '150px',
              numeric: true,
              phone: 'side',
              cell: ({ gain }) =>
                gain === null ? '' : <Money amount={gain.amount} currency={gain.currency} />,
            },
            {
              key: 'loss',
              header: t('maker:close.loss'),
              width: '150px',
              numeric: true,
              phone: 'side2',
              cell: ({ loss }) =>
                loss === null ? '' : <Money amount={loss.amount} currency={loss.currency} />,
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '170px',
              phone: 'third',
              cell: ({ state }) => (
                <StateBadge state={BADGES[state]} plain>
                  {t(`maker:close.revaluationState.${state}`)}
                </StateBadge>
              ),
            },
          ]}
          empty={
            <EmptyState icon={IconCoins} title={t('maker:close.noForeign')}>
              {t('maker:close.noForeignWhy')}
            </EmptyState>
          }
        />
      )}
    />
  );
}
