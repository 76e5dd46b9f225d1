import { useTranslation } from 'react-i18next';
import type { PaymentAttempt } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Instant } from '../../../ui/values/instant.js';
import { Money } from '../../../ui/values/money.js';
import { startOf } from '../amounts.js';
import classes from '../rows.module.css';
import { AttemptBadge } from './attempt-badge.js';

/** Decline reasons that have their own text. All others are shown as a decline by the bank. */
const REASONS = ['insufficient_funds', 'expired_card'] as const;

interface AttemptListProps {
  readonly attempts: readonly PaymentAttempt[];
  /** Whether the payer reads the list, instead of the maker's staff. */
  readonly isPayer: boolean;
}

/** Attempts to collect a document, newest first, each with its next step. */
export function AttemptList({ attempts, isPayer }: AttemptListProps) {
  const { t } = useTranslation();
  return (
    <DataTable<PaymentAttempt>
      label={t('collection.title')}
      rowKey={(row) => row.id}
      rows={attempts}
      columns={[
        {
          key: 'at',
          header: t('collection.attempt'),
          width: '180px',
          phone: 'title',
          cell: ({ createdAt }) => <Instant at={createdAt} />,
        },
        {
          key: 'state',
          header: t('collection.status'),
          width: 'minmax(220px, 1.6fr)',
          phone: 'second',
          cell: (row) => (
            <span className={classes.lines}>
              <AttemptBadge state={row.state} />
              <AttemptNote attempt={row} isPayer={isPayer} />
            </span>
          ),
        },
        {
          key: 'method',
          header: t('collection.method'),
          width: 'minmax(160px, 1fr)',
          phone: 'third',
          cell: ({ method, kind }) => method ?? (kind === 'page' ? t('collection.page') : '—'),
        },
        {
          key: 'amount',
          header: t('payment.amount'),
          width: '150px',
          numeric: true,
          phone: 'side',
          cell: ({ amount }) => <Money amount={amount.amount} currency={amount.currency} />,
        },
      ]}
      empty={null}
    />
  );
}

/** Reason why an attempt failed, and its next step. */
function AttemptNote({ attempt, isPayer }: { readonly attempt: PaymentAttempt; readonly isPayer: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, declineReason, isHardDecline, retryOn, chargeback } = attempt;
  const texts: string[] = [];
  if (state === 'requires_authentication')
    texts.push(t(isPayer ? 'collection.authenticateSelf' : 'collection.authenticate'));
  if (state === 'failed' && !isPayer) texts.push(t('collection.notCarriedOut'));
  if (state === 'declined') {
    const reason = REASONS.find((one) => one === declineReason) ?? 'generic_decline';
    texts.push(t(`collection.reason.${reason}`));
  }
  if (isHardDecline) texts.push(t('collection.hard'));
  if (retryOn !== null) texts.push(t('collection.retryOn', { day: format.date(startOf(retryOn), 'UTC') }));
  if (chargeback) {
    const { amount, currency } = chargeback.amount;
    texts.push(t(`collection.chargeback.${chargeback.state}`, { amount: format.money(amount, currency) }));
    const isContestable = chargeback.state === 'inquiry' || chargeback.state === 'open';
    if (isContestable && chargeback.evidenceDueAt !== null && !isPayer)
      texts.push(t('collection.answerAtStripe', { day: format.date(chargeback.evidenceDueAt) }));
  }
  return texts.length === 0 ? null : <span className={classes.quiet}>{texts.join(' ')}</span>;
}
