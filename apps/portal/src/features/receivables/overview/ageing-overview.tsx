import { IconAlertTriangle, IconReportMoney } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Ageing } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { Money } from '../../../ui/values/money.js';
import { CustomerLink } from '../../places/customer-link.js';
import { type CurrencyAgeing, groupByCurrency } from './ageing.js';
import classes from './ageing-overview.module.css';
import { AgeingTable } from './ageing-table.js';

interface AgeingOverviewProps {
  /** Seller; all sellers if undefined. */
  readonly legalEntityId?: string | undefined;
}

/**
 * Receivables by currency and days overdue, the customers to contact first, and unapplied payments without a customer.
 */
export function AgeingOverview({ legalEntityId }: AgeingOverviewProps) {
  const { t } = useTranslation();
  const query = useOne('receivables', '/receivables/ageing', {
    query: { legalEntityId },
    keepPrevious: true,
  });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={360} />;
  const currencies = groupByCurrency(query.data.rows);
  return (
    <>
      <UnknownMoney of={query.data.unknownMoney} />
      {currencies.length === 0 ? (
        <EmptyState
          icon={IconReportMoney}
          title={t('maker:receivables.nothingOpen')}
          actions={
            <LinkButton to="/billing" variant="default">
              {t('app:rail.billing')}
            </LinkButton>
          }
        >
          {t('maker:receivables.nothingOpenWhy')}
        </EmptyState>
      ) : (
        <>
          <Lead currencies={currencies} />
          {currencies.map((of) => (
            <AgeingTable key={of.currency} of={of} />
          ))}
        </>
      )}
    </>
  );
}

/** Whether anything is overdue, and the customer with the largest overdue amount in each currency. */
function Lead({ currencies }: { readonly currencies: readonly CurrencyAgeing[] }) {
  const { t } = useTranslation();
  const customers = new Set(
    currencies.flatMap(({ bars }) =>
      bars.filter(({ daysOverdue }) => daysOverdue > 0).map(({ customer }) => customer.id),
    ),
  );
  const firsts = currencies.flatMap(({ bars, overdueCustomers }) =>
    overdueCustomers === 0 ? [] : bars.slice(0, 1),
  );
  return (
    <>
      <p className={classes.lead}>
        {customers.size === 0
          ? t('maker:receivables.nothingOverdue')
          : t('maker:receivables.overdueFrom', { count: customers.size })}
      </p>
      {firsts.length === 0 ? null : (
        <ul className={classes.firsts} aria-label={t('maker:receivables.contactFirst')}>
          {firsts.map(({ customer, overdue, daysOverdue }) => (
            <li key={overdue.currency}>
              <CustomerLink customer={customer} className={classes.name} />
              <Money
                amount={overdue.amount}
                currency={overdue.currency}
                to="/receivables"
                search={{ tab: 'items', customer: customer.id, currency: overdue.currency, show: 'overdue' }}
              />
              <span>{t('openItem.daysOverdue', { count: daysOverdue })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Unapplied payments without a known customer, with a link to all unapplied payments. */
function UnknownMoney({ of }: { readonly of: Ageing['unknownMoney'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (of.length === 0) return null;
  return (
    <p className={classes.unknown} role="note">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      {t('maker:receivables.unknownMoney', {
        count: of.reduce((sum, { payments }) => sum + payments, 0),
        amounts: of.map(({ unapplied }) => format.money(unapplied.amount, unapplied.currency)).join(', '),
      })}
      <Link to="/receivables" search={{ tab: 'payments', show: 'unapplied' }}>
        {t('maker:receivables.showUnapplied')}
      </Link>
    </p>
  );
}
