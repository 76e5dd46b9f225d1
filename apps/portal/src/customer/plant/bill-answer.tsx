import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Invoice, InvoiceRow } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useNow } from '../../app/clock.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/error-state.js';
import { Money } from '../../ui/money.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { StateBadge } from '../../ui/state-badge.js';
import { billInQuestion } from '../domain/bill-in-question.js';
import { monthName } from '../domain/month-name.js';
import { Answer } from './answer.js';
import classes from './cost-answer.module.css';

/** Is the last bill right: how many of its lines open down to readings, and which wait. */
export function BillAnswer() {
  const { t } = useTranslation();
  const format = useFormat();
  const invoices = useList<InvoiceRow>('invoices', '/invoices', { limit: 5 });
  const now = useNow(300_000);
  const newest = billInQuestion(invoices.items, now);
  const invoice = useOne<Invoice>('invoices', `/invoices/${newest?.id}`, { enabled: newest !== undefined });
  const question = t('customer:plant.ask.bill');
  if (invoices.query.isLoadingError) {
    return (
      <ErrorState
        error={invoices.query.error}
        title={t('customer:plant.billFailed')}
        onRetry={() => void invoices.query.refetch()}
      />
    );
  }
  if (invoices.waiting) return <SkeletonBlock height={180} />;
  if (newest === undefined) {
    return (
      <Answer question={question} tone="unknown" answer={t('customer:plant.bill.none')}>
        <p className={classes.note}>{t('customer:plant.bill.noneWhy')}</p>
      </Answer>
    );
  }
  const month = monthName(newest.periodFrom.slice(0, 7), format.locale);
  const lines = invoice.data?.lines ?? [];
  const usage = lines.find((line) => line.kind === 'usage');
  const waits = newest.heldLines > 0;
  return (
    <Answer
      question={question}
      tone={waits ? 'held' : 'proven'}
      answer={
        waits
          ? t('customer:plant.bill.waits', { month, count: newest.heldLines })
          : t('customer:plant.bill.proven', { month })
      }
    >
      <p className={classes.line}>
        <span>
          {newest.contract.number} <StateBadge state={newest.state} plain />
        </span>
        <Money
          amount={newest.total.amount}
          currency={newest.total.currency}
          to={`/plant/costs/invoices/${newest.id}`}
          strong
        />
      </p>
      <p className={classes.note}>{t('customer:plant.bill.lines', { count: lines.length })}</p>
      <p className={classes.ways}>
        {usage === undefined ? null : (
          <Link to="/plant/costs/lines/$lineId" params={{ lineId: usage.id }}>
            {t('customer:plant.bill.proof')} <IconArrowRight size={14} stroke={1.75} aria-hidden />
          </Link>
        )}
        <Link to="/plant/costs/invoices/$invoiceId" params={{ invoiceId: newest.id }}>
          {t('customer:plant.bill.open')}
        </Link>
      </p>
    </Answer>
  );
}
