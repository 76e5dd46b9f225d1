import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenItem } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { isZero, startOf } from '../amounts.js';
import { sumDue } from './amounts-due.js';
import classes from './customer.module.css';

/** The amount due from a customer and its overdue part, one sentence per currency. @param items all open documents */
export function DueLead({ items }: { readonly items: readonly OpenItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const due = sumDue(items).filter(({ open }) => !isZero(open));
  if (due.length === 0) return <p className={classes.lead}>{t('openItem.allPaid')}</p>;
  return (
    <>
      {due.map(({ open, overdue, overdueSince }) => (
        <p key={open.currency} className={classes.lead} data-overdue={overdueSince !== null || undefined}>
          {overdueSince === null ? null : <IconAlertTriangle size={17} stroke={1.75} aria-hidden />}
          {open.amount.startsWith('-')
            ? t('openItem.inYourFavour', { amount: format.money(open.amount.slice(1), open.currency) })
            : overdueSince === null
              ? t('openItem.toPay', { amount: format.money(open.amount, open.currency) })
              : t(open.amount === overdue.amount ? 'openItem.allOverdue' : 'openItem.toPayOverdue', {
                  amount: format.money(open.amount, open.currency),
                  overdue: format.money(overdue.amount, overdue.currency),
                  day: format.date(startOf(overdueSince), 'UTC'),
                })}
        </p>
      ))}
    </>
  );
}
