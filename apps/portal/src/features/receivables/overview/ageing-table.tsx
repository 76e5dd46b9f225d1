import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Amount } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { CustomerLink } from '../../places/customer-link.js';
import { isZero } from '../amounts.js';
import { AGEING_CLASSES, type AgeingBar, type CurrencyAgeing } from './ageing.js';
import { AgeingLegend, StackedBar } from './ageing-bar.js';

/** The receivables in one currency: a stacked bar and the amounts of each customer, largest overdue amount first. */
export function AgeingTable({ of }: { readonly of: CurrencyAgeing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { currency } = of;
  const money = ({ amount }: Amount): string => format.money(amount.replace(/^-/, ''), currency);
  return (
    <Section
      flush
      title={currency}
      aside={format.listed([
        t('maker:receivables.openIs', { amount: money(of.open) }),
        !isZero(of.overdue) && t('maker:receivables.overdueIs', { amount: money(of.overdue) }),
        !isZero(of.credit) && t('maker:receivables.creditIs', { amount: money(of.credit) }),
      ])}
    >
      <AgeingLegend of={of} />
      <DataTable<AgeingBar>
        label={t('maker:receivables.ageingOf', { currency })}
        rowKey={(row) => row.customer.id}
        rows={of.bars}
        onOpen={(row) =>
          void navigate({ to: '/receivables', search: { tab: 'items', customer: row.customer.id, currency } })
        }
        columns={columnsOf(t, currency)}
      />
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], currency: string): Column<AgeingBar>[] {
  return [
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(150px, 1.4fr)',
      phone: 'title',
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'bar',
      header: t('maker:receivables.byClass'),
      width: 'minmax(90px, 1fr)',
      phone: 'second',
      cell: (row) => <StackedBar row={row} />,
    },
    ...AGEING_CLASSES.map((name): Column<AgeingBar> => ({
      key: name,
      header: t(`maker:receivables.class.${name}`),
      width: '102px',
      numeric: true,
      wide: true,
      phone: 'hide',
      cell: (row) =>
        isZero(row[name]) ? null : <Money amount={row[name].amount} currency={currency} withoutCode />,
    })),
    {
      key: 'credit',
      header: t('maker:receivables.credit'),
      width: '84px',
      numeric: true,
      wide: true,
      phone: 'hide',
      cell: (row) =>
        isZero(row.credit) ? null : <Money amount={row.credit.amount} currency={currency} withoutCode />,
    },
    {
      key: 'days',
      header: t('maker:receivables.oldest'),
      width: '76px',
      phone: 'third',
      cell: (row) =>
        row.daysOverdue > 0 ? (
          <Link
            to="/receivables"
            search={{ tab: 'items', customer: row.customer.id, currency, show: 'overdue' }}
            aria-label={t('openItem.daysOverdue', { count: row.daysOverdue })}
          >
            {t('maker:receivables.days', { count: row.daysOverdue })}
          </Link>
        ) : null,
    },
    {
      key: 'total',
      header: t('maker:receivables.total'),
      width: '110px',
      numeric: true,
      phone: 'side',
      cell: (row) => (
        <Money
          amount={row.total.amount}
          currency={currency}
          withoutCode
          strong
          to="/receivables"
          search={{ tab: 'items', customer: row.customer.id, currency }}
        />
      ),
    },
  ];
}
