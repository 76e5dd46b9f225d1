import { Select } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountBalance, LegalEntity } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ListMenus } from '../../lists/list-menus.js';
import { useListView } from '../../lists/use-list-view.js';
import classes from './reports.module.css';
import { JournalExport } from './journal-export.js';
import { sumSides } from './trial-balance-rows.js';

type BalanceRow = AccountBalance & { readonly key: string };

/** Balances of all accounts of a legal entity up to a day, with debits and credits in its accounting currency. */
export function TrialBalance({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useListView('trial-balance', ['entity', 'on']);
  const entity = entities.find(({ id }) => id === view.opened['entity']) ?? entities[0];
  const today = instantToWallTime(productNow(), entity?.zone ?? format.zone).slice(0, 10);
  const asOf = view.opened['on'] ?? today;
  const query = useOne('receivables', '/receivables/trial-balance', {
    query: { legalEntityId: entity?.id ?? '', asOf },
    enabled: entity !== undefined,
    keepPrevious: true,
  });
  const balances = query.data?.items ?? [];
  const rows = balances.map((row): BalanceRow => ({
    ...row,
    key: JSON.stringify([row.account, row.number, row.name, row.balance.currency]),
  }));
  const sums = sumSides(balances);
  const columns = useColumns(entity?.currency ?? '');
  return (
    <>
      <div className={classes.tools}>
        <div className={classes.entity}>
          <Select
            label={t('maker:contracts.entity')}
            allowDeselect={false}
            data={entities.map(({ id, name }) => ({ value: id, label: name }))}
            value={entity?.id ?? null}
            onChange={(value) => view.change({ entity: value ?? undefined })}
          />
        </div>
        <DateField
          label={t('maker:receivables.asOf')}
          zone={entity?.zone}
          value={asOf}
          onChange={(value) => value !== '' && view.change({ on: value })}
        />
        <div className={classes.menus}>
          <ListMenus
            view={view}
            columns={columns}
            fileName={t('maker:receivables.tab.balance')}
            loadRows={() => Promise.resolve(rows)}
          />
        </div>
      </div>
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={8} />
      ) : (
        <>
          <DataTable<BalanceRow>
            label={t('maker:receivables.tab.balance')}
            columns={columns}
            rowKey={(row) => row.key}
            rows={rows}
            layout={view.layout}
            onLayout={view.setLayout}
            empty={
              <EmptyState icon={IconScale} title={t('maker:receivables.noPostings')}>
                {t('maker:receivables.noPostingsWhy')}
              </EmptyState>
            }
          />
          {sums === null ? null : (
            <p className={classes.sum}>
              <span className={classes.equal}>
                <StateBadge state={sums.areEqual ? 'proven' : 'failed'}>
                  {t(sums.areEqual ? 'maker:receivables.sidesEqual' : 'maker:receivables.sidesDiffer')}
                </StateBadge>
              </span>
              <span className={classes.side}>
                <span className={classes.sideName}>{t('maker:receivables.debits')}</span>
                <Money amount={sums.debit.amount} currency={sums.debit.currency} withoutCode strong />
              </span>
              <span className={classes.side}>
                <span className={classes.sideName}>{t('maker:receivables.credits')}</span>
                <Money amount={sums.credit.amount} currency={sums.credit.currency} withoutCode strong />
              </span>
            </p>
          )}
        </>
      )}
      {entity === undefined ? null : <JournalExport key={entity.id} entity={entity} />}
    </>
  );
}

function useColumns(booksCurrency: string): Column<BalanceRow>[] {
  const { t } = useTranslation();
  const isCredit = ({ booksBalance }: BalanceRow): boolean => booksBalance.amount.startsWith('-');
  const unsigned = ({ booksBalance }: BalanceRow): string => booksBalance.amount.replace(/^-/, '');
  return [
    {
      key: 'account',
      header: t('maker:invoice.account'),
      width: 'minmax(180px, 1.6fr)',
      phone: 'title',
      fixed: true,
      value: (row) => t(`maker:invoice.accounts.${row.account}`),
      cell: (row) => t(`maker:invoice.accounts.${row.account}`),
    },
    {
      key: 'number',
      header: t('maker:ledger.number'),
      width: '140px',
      phone: 'third',
      value: (row) => row.number,
      cell: (row) => row.number ?? '',
    },
    {
      key: 'name',
      header: t('maker:ledger.name'),
      width: 'minmax(140px, 1fr)',
      phone: 'hide',
      value: (row) => row.name,
      cell: (row) => row.name ?? '',
    },
    {
      key: 'balance',
      header: t('maker:receivables.inCurrency'),
      width: '180px',
      numeric: true,
      phone: 'second',
      value: (row) => (row.balance.currency === booksCurrency ? null : Number(row.balance.amount)),
      // The balance in the accounting currency is in the columns beside it.
      cell: (row) =>
        row.balance.currency === booksCurrency ? null : (
          <Money amount={row.balance.amount} currency={row.balance.currency} />
        ),
    },
    {
      key: 'debit',
      header: t('maker:invoice.debit', { currency: booksCurrency }),
      width: '160px',
      numeric: true,
      phone: 'side',
      value: (row) => (isCredit(row) ? null : Number(unsigned(row))),
      cell: (row) =>
        isCredit(row) ? null : <Money amount={unsigned(row)} currency={booksCurrency} withoutCode />,
    },
    {
      key: 'credit',
      header: t('maker:invoice.creditSide', { currency: booksCurrency }),
      width: '160px',
      numeric: true,
      phone: 'side2',
      value: (row) => (isCredit(row) ? Number(unsigned(row)) : null),
      cell: (row) =>
        isCredit(row) ? <Money amount={unsigned(row)} currency={booksCurrency} withoutCode /> : null,
    },
  ];
}
