import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { Money } from '../../../ui/values/money.js';
import { DEDUCTIONS } from '../../receivables/allocate/allocate-values.js';
import { isNegative, stillOpen } from '../amounts.js';
import classes from './by-hand.module.css';
import type { DraftRow } from './draft-rows.js';

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
  const [hasDeductions, setHasDeductions] = useState(() => DEDUCTIONS.some((kind) => row[kind] !== ''));
  const rest = stillOpen(row);
  const isForeign = row.currency !== currency;
  return (
    <li className={classes.row}>
      <div className={classes.document}>
        <b>{row.number}</b>
        <span className={classes.note}>
          {t('maker:matching.openAndDue', {
            amount: format.money(row.open, row.currency),
            day: format.date(`${row.dueOn}T00:00:00Z`, 'UTC'),
          })}
        </span>
      </div>
      <div className={classes.amounts}>
        <AmountField
          className={classes.amount}
          label={t('maker:matching.amount')}
          currency={row.currency}
          value={row.amount}
          onChange={(amount) => onChange({ amount })}
        />
        {isForeign ? (
          <AmountField
            className={classes.amount}
            label={t('maker:matching.fromPayment')}
            currency={currency}
            value={row.paymentAmount}
            onChange={(paymentAmount) => onChange({ paymentAmount })}
          />
        ) : null}
        {hasDeductions ? (
          DEDUCTIONS.map((kind) => (
            <AmountField
              key={kind}
              className={classes.amount}
              label={t(`payment.${kind}`)}
              currency={row.currency}
              value={row[kind]}
              onChange={(value) => onChange({ [kind]: value })}
            />
          ))
        ) : (
          <Button variant="subtle" size="xs" onClick={() => setHasDeductions(true)}>
            {t('maker:matching.addDeduction')}
          </Button>
        )}
      </div>
      <div className={classes.rest} data-wrong={isNegative(rest) || undefined}>
        <span className={classes.note}>
          {isNegative(rest) ? t('maker:matching.tooMuch') : t('maker:matching.stillOpen')}
        </span>
        <Money amount={rest} currency={row.currency} />
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
