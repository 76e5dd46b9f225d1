import { Select } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountStatementLine } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { ListMenus } from '../../lists/list-menus.js';
import { useListView } from '../../lists/use-list-view.js';
import { startOf } from '../amounts.js';
import { MAKER_PAGES } from '../receivable-pages.js';
import classes from './reports.module.css';

type StatementRow = AccountStatementLine & { readonly key: string };

/** Documents and payments of a customer in one currency, with the balance after each of them. */
export function CustomerAccount({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const items = useList('open-items', '/open-items', { query: { customerId } });
  const payments = useList('payments', '/payments', { query: { customerId } });
  const failed = [items.query, payments.query].find((query) => query.isLoadingError);
  if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (items.waiting || payments.waiting) return <SkeletonRows rows={6} />;
  const currencies = [
    ...new Set([
      ...items.items.map(({ total }) => total.currency),
      ...payments.items.map(({ amount }) => amount.currency),
    ]),
  ].sort();
  if (currencies.length === 0)
    return (
      <EmptyState icon={IconFileInvoice} title={t('maker:receivables.noMovements')}>
        {t('maker:receivables.noMovementsWhy')}
      </EmptyState>
    );
  return <AccountStatement customerId={customerId} currencies={currencies} />;
}

interface AccountStatementProps {
  readonly customerId: string;
  /** Currencies of the customer's documents and payments, at least one. */
  readonly currencies: readonly string[];
}

function AccountStatement({ customerId, currencies }: AccountStatementProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useListView('account-statement', ['from', 'to', 'currency']);
  const today = instantToWallTime(productNow(), format.zone).slice(0, 10);
  const { from = yearBefore(today), to = today } = view.opened;
  const currency = currencies.find((one) => one === view.opened['currency']) ?? currencies[0] ?? '';
  const query = useOne('receivables', '/customers/{id}/account-statement', {
    path: { id: customerId },
    query: { currency, from, to },
    keepPrevious: true,
    enabled: from <= to,
  });
  const rows = (query.data?.lines ?? []).map((line, index): StatementRow => ({
    ...line,
    key: String(index),
  }));
  const columns = columnsOf(t, format);
  return (
    <>
      <div className={classes.tools}>
        <Select
          label={t('maker:contracts.currency')}
          allowDeselect={false}
          data={[...currencies]}
          value={currency}
          onChange={(value) => view.change({ currency: value ?? undefined })}
        />
        <DateField
          label={t('maker:receivables.from')}
          max={to}
          value={from}
          onChange={(value) => value !== '' && view.change({ from: value })}
        />
        <DateField
          label={t('maker:receivables.to')}
          min={from}
          value={to}
          onChange={(value) => value !== '' && view.change({ to: value })}
        />
        <div className={classes.menus}>
          <ListMenus
            view={view}
            columns={columns}
            fileName={t('maker:overview.tab.account')}
            loadRows={() => Promise.resolve(rows)}
          />
        </div>
      </div>
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={6} />
      ) : (
        <>
          <p className={classes.opening}>
            {t('maker:receivables.opening', { day: format.date(startOf(from), 'UTC') })}
            <Money amount={query.data.opening.amount} currency={currency} />
          </p>
          <DataTable<StatementRow>
            label={t('maker:overview.tab.account')}
            columns={columns}
            rowKey={(row) => row.key}
            rows={rows}
            layout={view.layout}
            onLayout={view.setLayout}
            empty={
              <EmptyState icon={IconFileInvoice} title={t('maker:receivables.noLines')}>
                {t('maker:receivables.noLinesWhy')}
              </EmptyState>
            }
          />
          <p className={classes.closing}>
            {t('maker:receivables.closing', { day: format.date(startOf(to), 'UTC') })}
            <Money amount={query.data.closing.amount} currency={currency} strong />
          </p>
        </>
      )}
    </>
  );
}

/** The same day one year earlier; 28 February instead of 29. */
function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return before.endsWith('-02-29') ? before.replace('-29', '-28') : before;
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<StatementRow>[] {
  const day = (date: string): string => format.date(startOf(date), 'UTC');
  const isDebit = ({ amount }: StatementRow): boolean => !amount.amount.startsWith('-');
  const unsigned = ({ amount }: StatementRow): string => amount.amount.replace(/^-/, '');
  return [
    {
      key: 'day',
      header: t('maker:invoice.postingDate'),
      width: '116px',
      phone: 'second',
      fixed: true,
      value: (row) => row.postingDate,
      cell: (row) => day(row.postingDate),
    },
    {
      key: 'kind',
      header: t('maker:receivables.movement'),
      width: '150px',
      phone: 'third',
      value: (row) => t(`maker:receivables.movementKind.${row.kind}`),
      cell: (row) => t(`maker:receivables.movementKind.${row.kind}`),
    },
    {
      key: 'reference',
      header: t('maker:receivables.documentOrReference'),
      width: 'minmax(160px, 1.6fr)',
      phone: 'title',
      value: (row) => row.reference,
      cell: (row) => <MovementLink row={row} />,
    },
    {
      key: 'due',
      header: t('maker:invoice.dueOn'),
      width: '116px',
      phone: 'hide',
      value: (row) => (isDebit(row) ? row.dueOn : null),
      cell: (row) => (row.dueOn === null || !isDebit(row) ? '' : day(row.dueOn)),
    },
    {
      key: 'debit',
      header: t('maker:receivables.charged'),
      width: '136px',
      numeric: true,
      phone: 'side',
      value: (row) => (isDebit(row) ? Number(unsigned(row)) : null),
      cell: (row) =>
        isDebit(row) ? <Money amount={unsigned(row)} currency={row.amount.currency} withoutCode /> : null,
    },
    {
      key: 'credit',
      header: t('maker:receivables.creditedOrPaid'),
      width: '136px',
      numeric: true,
      phone: 'side',
      value: (row) => (isDebit(row) ? null : Number(unsigned(row))),
      cell: (row) =>
        isDebit(row) ? null : (
          <Money amount={`-${unsigned(row)}`} currency={row.amount.currency} withoutCode />
        ),
    },
    {
      key: 'balance',
      header: t('maker:receivables.balance'),
      width: '140px',
      numeric: true,
      phone: 'side2',
      phoneLabel: t('maker:receivables.balance'),
      value: (row) => Number(row.balance.amount),
      cell: (row) => <Money amount={row.balance.amount} currency={row.balance.currency} withoutCode strong />,
    },
  ];
}

/** The document or payment of a line, as a link. */
function MovementLink({ row }: { readonly row: StatementRow }) {
  const { t } = useTranslation();
  const { documentId, paymentId, kind } = row;
  const label = row.reference === '' ? t(`maker:receivables.movementKind.${kind}`) : row.reference;
  if (paymentId !== null && (kind === 'payment' || documentId === null))
    return <Link to={MAKER_PAGES.payment(paymentId)}>{label}</Link>;
  return documentId === null ? label : <Link to={MAKER_PAGES.document(documentId)}>{label}</Link>;
}
