import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { Money } from '../../../ui/values/money.js';
import { EntryFields } from '../../receivables/allocate/entry-fields.js';
import { amountOf } from '../../receivables/amounts.js';
import classes from './by-hand.module.css';
import { type DraftRow, stillOpen } from './draft-rows.js';

interface AllocationRowProps {
  readonly row: DraftRow;
  /** Currency of the payment. */
  readonly currency: string;
  readonly onChange: (change: Partial<DraftRow>) => void;
  readonly onRemove: () => void;
}

/** A document with its allocated amount, its deductions, and the amount that remains open. */
export function AllocationRow({ row, currency, onChange, onRemove }: AllocationRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { open } = row;
  const rest = stillOpen(row);
  const isExceeded = rest < 0n || undefined;
  return (
    <li className={classes.row}>
      <div className={classes.document}>
        <b>{row.number}</b>
        <span className={classes.note}>
          {t('maker:matching.openAndDue', {
            amount: format.money(open.amount, open.currency),
            day: format.date(`${row.dueOn}T00:00:00Z`, 'UTC'),
          })}
        </span>
      </div>
      <div className={classes.amounts}>
        <AmountField
          className={classes.amount}
          label={t('maker:matching.amount')}
          currency={open.currency}
          value={row.amount}
          onChange={(amount) => onChange({ amount })}
        />
        <EntryFields
          className={classes.amount}
          entry={row}
          currency={open.currency}
          paymentCurrency={currency}
          onEdit={onChange}
        />
      </div>
      <div className={classes.rest} data-wrong={isExceeded}>
        <span className={classes.note}>
          {isExceeded ? t('maker:matching.tooMuch') : t('maker:matching.stillOpen')}
        </span>
        <Money {...amountOf(rest, open.currency)} />
      </div>
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        onClick={onRemove}
        aria-label={t('maker:matching.remove', { number: row.number })}
      >
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </li>
  );
}
