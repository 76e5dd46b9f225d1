import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenItem, PaymentDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { amountOf, isZero, startOf } from '../amounts.js';
import { ItemBadge } from '../open-items/item-badge.js';
import classes from './allocate-form.module.css';
import { type AllocationEntry, isExactFor, isQuotedIn, openAfter } from './allocate-values.js';
import { EntryFields } from './entry-fields.js';
import { COLUMN } from './use-row-arrows.js';

interface AllocatedRowProps {
  readonly item: OpenItem;
  readonly payment: PaymentDetail;
  /** Names the customer, if the payment does not. */
  readonly withCustomer: boolean;
  /** Amounts as typed; undefined if the document is not selected. */
  readonly entry: AllocationEntry | undefined;
  readonly errorOf: (field: keyof AllocationEntry) => ReactNode;
  readonly onToggle: () => void;
  readonly onEdit: (change: Partial<AllocationEntry>) => void;
}

/** An open document to which a payment can be allocated. A selected document has fields for its amounts. */
export function AllocatedRow(props: AllocatedRowProps) {
  const { item, payment, withCustomer, entry, errorOf, onToggle, onEdit } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { open, number } = item;
  return (
    <li className={classes.row} data-chosen={entry !== undefined || undefined}>
      <Checkbox
        aria-label={t('maker:receivables.choose', { number, open: format.money(open.amount, open.currency) })}
        checked={entry !== undefined}
        onChange={onToggle}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter would submit the form.
          event.preventDefault();
          onToggle();
        }}
        {...{ [COLUMN]: 'choice' }}
      />
      <span className={classes.name}>
        <b>{number}</b>
        <span className={classes.fits}>
          {withCustomer ? <span>{item.customer.name}</span> : null}
          {isExactFor(item, payment) ? (
            <span className={classes.fit}>{t('maker:receivables.exact')}</span>
          ) : null}
          {isQuotedIn(item, payment) ? (
            <span className={classes.fit}>{t('maker:receivables.quoted')}</span>
          ) : null}
          <span>{t('maker:receivables.dueOn', { day: format.date(startOf(item.dueOn), 'UTC') })}</span>
        </span>
      </span>
      <span className={classes.badge}>
        <ItemBadge item={item} />
        {item.isDisputed ? <StateBadge state="disputed" plain /> : null}
      </span>
      <span className={classes.open}>
        <Money amount={open.amount} currency={open.currency} />
      </span>
      {entry === undefined ? null : <ChosenFields {...{ item, payment, entry, errorOf, onEdit }} />}
    </li>
  );
}

type ChosenFieldsProps = Pick<AllocatedRowProps, 'item' | 'payment' | 'errorOf' | 'onEdit'> & {
  readonly entry: AllocationEntry;
};

/** Fields for the amounts of a selected document, and the amount that remains open. */
function ChosenFields({ item, payment, entry, errorOf, onEdit }: ChosenFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = item.open;
  const rest = amountOf(openAfter(item, entry), currency);
  return (
    <>
      <span className={classes.amount}>
        <AmountField
          aria-label={t('maker:receivables.amountFor', { number: item.number })}
          currency={currency}
          value={entry.amount}
          onChange={(amount) => onEdit({ amount })}
          error={errorOf('amount')}
          {...{ [COLUMN]: 'amount' }}
        />
      </span>
      {errorOf('documentId') === undefined ? null : (
        <span className={classes.error} role="alert">
          {errorOf('documentId')}
        </span>
      )}
      <span className={classes.more}>
        <EntryFields
          {...{ entry, currency, errorOf, onEdit }}
          paymentCurrency={payment.unapplied.currency}
          note={
            rest.amount.startsWith('-')
              ? t('maker:receivables.exceedsOpen')
              : isZero(rest)
                ? t('maker:receivables.paysInFull')
                : t('maker:receivables.staysOpen', { amount: format.money(rest.amount, currency) })
          }
        />
      </span>
    </>
  );
}
