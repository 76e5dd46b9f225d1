import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import classes from './queue-list.module.css';
import type { PaymentQueue } from './use-payment-queue.js';

/** Maximum number of payments shown before and after the current one. */
const BEFORE = 20;
const AFTER = 60;

/** The payments with an unapplied amount around the current one. */
export function QueueList({ queue }: { readonly queue: PaymentQueue }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { payments, current, position } = queue;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);
  const from = Math.max(0, position - 1 - BEFORE);
  const shown = payments.slice(from, position + AFTER);
  const after = payments.length - from - shown.length;
  return (
    <ol className={classes.list} ref={list} aria-label={t('maker:matching.queue')}>
      {from === 0 ? null : <li className={classes.more}>{t('maker:matching.before', { count: from })}</li>}
      {shown.map((payment) => (
        <li key={payment.id}>
          <button
            type="button"
            className={classes.row}
            aria-current={payment.id === current?.id ? 'true' : undefined}
            onClick={() => queue.choose(payment.id)}
          >
            <span className={classes.payer}>{payment.payerName ?? t('maker:matching.unknownPayer')}</span>
            <span className={classes.amount}>
              <Money amount={payment.unapplied.amount} currency={payment.unapplied.currency} />
            </span>
            <span className={classes.text}>{payment.reference}</span>
            <span className={classes.day}>{format.shortDate(`${payment.receivedOn}T00:00:00Z`, 'UTC')}</span>
          </button>
        </li>
      ))}
      {after === 0 ? null : <li className={classes.more}>{t('maker:matching.after', { count: after })}</li>}
    </ol>
  );
}
