import { useTranslation } from 'react-i18next';
import type { PaymentDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { amountOf, minorOf } from '../amounts.js';
import classes from './allocate-form.module.css';

interface RemainderProps {
  readonly payment: PaymentDetail;
  /** Unapplied amount after the typed allocations, in minor units. */
  readonly left: bigint;
}

/** The unapplied amount, the part that is allocated to the selected documents, and the remainder. */
export function Remainder({ payment: { unapplied }, left }: RemainderProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = unapplied;
  const money = (minor: bigint): string => {
    const { amount } = amountOf(minor, currency);
    return format.money(amount, currency);
  };
  return (
    <p className={classes.equation} data-exceeded={left < 0n || undefined} aria-live="polite">
      <span>{t('maker:receivables.unappliedIs', { amount: money(minorOf(unapplied)) })}</span>
      <span>− {t('maker:receivables.usedIs', { amount: money(minorOf(unapplied) - left) })}</span>
      <span>
        ={' '}
        <b>
          {left < 0n
            ? t('maker:receivables.exceededBy', { amount: money(-left) })
            : t('maker:receivables.leftIs', { amount: money(left) })}
        </b>
      </span>
    </p>
  );
}
