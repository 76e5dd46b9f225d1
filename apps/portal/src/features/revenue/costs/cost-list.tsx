import { ActionIcon } from '@mantine/core';
import { IconCoins, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Cost } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { middleOf } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import classes from '../revenue.module.css';

/** Costs of a contract. With `onEdit`, each can be edited or deleted. */
export function CostList({
  contractId,
  months,
  onEdit,
}: {
  readonly contractId: string;
  readonly months: { readonly from: string; readonly to: string };
  readonly onEdit?: (cost: Cost) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [removing, setRemoving] = useState<Cost>();
  const costs = useList('costs', '/contracts/{id}/costs', { path: { id: contractId }, query: months });
  const when = ({ month, day }: Cost): string =>
    day === null ? format.month(middleOf(month), 'UTC') : format.date(`${day}T00:00:00Z`, 'UTC');
  const kindOf = ({ kind }: Cost): string => t(`maker:revenue.kind.${kind}`);
  const columns: Column<Cost>[] = [
    { key: 'when', header: t('maker:revenue.when'), width: '130px', phone: 'third', cell: when },
    { key: 'kind', header: t('maker:revenue.costKind'), width: '160px', phone: 'title', cell: kindOf },
    {
      key: 'what',
      header: t('maker:revenue.note'),
      width: 'minmax(160px, 1fr)',
      phone: 'second',
      cell: (row) => (
        <span className={classes.quiet}>
          {[row.ticket?.number ?? row.kitDelivery?.number, row.machine?.serial, row.note]
            .filter((part) => part !== undefined && part !== '')
            .join(', ')}
        </span>
      ),
    },
    {
      key: 'amount',
      header: t('maker:revenue.amount'),
      width: '200px',
      numeric: true,
      phone: 'side',
      cell: (row) => (
        <span className={classes.lines}>
          <Money {...row.inContractCurrency} strong />
          {row.amount.currency === row.inContractCurrency.currency ? null : (
            <span className={classes.quiet}>
              {t('maker:revenue.atRate', {
                amount: format.money(row.amount.amount, row.amount.currency),
                rate: row.rate,
              })}
            </span>
          )}
        </span>
      ),
    },
    ...(onEdit === undefined
      ? []
      : [
          {
            key: 'actions',
            header: '',
            width: '72px',
            phone: 'side2' as const,
            cell: (row: Cost) => (
              <span className={classes.actions}>
                <ActionIcon variant="subtle" onClick={() => onEdit(row)} aria-label={t('maker:revenue.edit')}>
                  <IconPencil size={16} stroke={1.75} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  onClick={() => setRemoving(row)}
                  aria-label={t('maker:revenue.remove')}
                >
                  <IconTrash size={16} stroke={1.75} />
                </ActionIcon>
              </span>
            ),
          },
        ]),
  ];
  return (
    <Section title={t('maker:revenue.costs')} flush>
      {costs.query.isLoadingError ? (
        <ErrorState error={costs.query.error} onRetry={() => void costs.query.refetch()} />
      ) : costs.waiting ? (
        <SkeletonRows rows={3} />
      ) : (
        <DataTable<Cost>
          label={t('maker:revenue.costs')}
          rowKey={(row) => row.id}
          rows={costs.items}
          columns={columns}
          empty={
            <EmptyState icon={IconCoins} title={t('maker:revenue.noCosts')}>
              {t('maker:revenue.noCostsWhy')}
            </EmptyState>
          }
          foot={<LoadMore query={costs.query} />}
        />
      )}
      {removing === undefined ? null : (
        <ConfirmDialog
          open
          title={t('maker:revenue.removeTitle', {
            kind: kindOf(removing),
            amount: format.money(removing.amount.amount, removing.amount.currency),
          })}
          verb={t('maker:revenue.remove')}
          onConfirm={async () => {
            await request('DELETE', '/costs/{id}', { path: { id: removing.id }, ifMatch: removing.version });
            await stale('costs', 'revenue');
          }}
          onClose={() => setRemoving(undefined)}
        >
          {t('maker:revenue.removeEffect')}
        </ConfirmDialog>
      )}
    </Section>
  );
}
