import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenItem, PaymentDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { amountOf, isZero, startOf } from '../amounts.js';
import { ItemBadge } from '../open-items/item-badge.js';
import classes from './allocate-form.module.css';
import { type AllocationEntry, DEDUCTIONS, isExactFor, isQuotedIn, openAfter } from './allocate-values.js';
import { COLUMN } from './use-row-arrows.js';

interface AllocatedRowProps {
  readonly item: OpenItem;
  readonly payment: PaymentDetail;
  /** Names the customer, if the payment does not. */
  readonly withCustomer: boolean;
  /** Undefined if the document is not selected. */
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
      {entry === undefined ? null : <EntryFields {...{ item, payment, entry, errorOf, onEdit }} />}
    </li>
  );
}

type EntryFieldsProps = Pick<AllocatedRowProps, 'item' | 'payment' | 'errorOf' | 'onEdit'> & {
  readonly entry: AllocationEntry;
};

/** Fields for the amount, for the amount in the payment's currency if it differs, and, on demand, for deductions. */
function EntryFields({ item, payment, entry, errorOf, onEdit }: EntryFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const { currency } = item.open;
  const isOtherCurrency = currency !== payment.unapplied.currency;
  const rest = amountOf(openAfter(item, entry), currency);
  const withDeductions = isOpen || DEDUCTIONS.some((name) => entry[name] !== '');
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
        {isOtherCurrency ? (
          <AmountField
            label={t('maker:receivables.usedOfPayment')}
            currency={payment.unapplied.currency}
            value={entry.paymentAmount}
            onChange={(paymentAmount) => onEdit({ paymentAmount })}
            error={errorOf('paymentAmount')}
          />
        ) : null}
        {withDeductions
          ? DEDUCTIONS.map((name) => (
              <AmountField
                key={name}
                label={t(`payment.${name}`)}
                currency={currency}
                value={entry[name]}
                onChange={(value) => onEdit({ [name]: value })}
                error={errorOf(name)}
              />
            ))
          : null}
        <p>
          {rest.amount.startsWith('-')
            ? t('maker:receivables.exceedsOpen')
            : isZero(rest)
              ? t('maker:receivables.paysInFull')
              : t('maker:receivables.staysOpen', { amount: format.money(rest.amount, currency) })}{' '}
          {withDeductions ? null : (
            <Button variant="subtle" size="compact-xs" onClick={() => setIsOpen(true)}>
              {t('maker:receivables.addDeduction')}
            </Button>
          )}
        </p>
      </span>
    </>
  );
}
