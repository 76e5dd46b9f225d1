import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { type AllocationEntry, DEDUCTIONS } from './allocate-values.js';

interface EntryFieldsProps {
  readonly entry: AllocationEntry;
  /** Currency of the document. */
  readonly currency: string;
  readonly paymentCurrency: string;
  readonly onEdit: (change: Partial<AllocationEntry>) => void;
  readonly errorOf?: (field: keyof AllocationEntry) => ReactNode;
  /** Class of each field. */
  readonly className?: string;
  /** Text before the button that adds deductions. */
  readonly note?: ReactNode;
}

/**
 * Fields of an allocation besides its amount: the amount in the payment's currency if the document has another one, and,
 * on demand, deductions.
 */
export function EntryFields(props: EntryFieldsProps) {
  const { entry, currency, paymentCurrency, onEdit, errorOf, className, note } = props;
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const withDeductions = isOpen || DEDUCTIONS.some((name) => entry[name] !== '');
  const button = withDeductions ? null : (
    <Button variant="subtle" size="compact-xs" onClick={() => setIsOpen(true)}>
      {t('maker:receivables.addDeduction')}
    </Button>
  );
  return (
    <>
      {currency === paymentCurrency ? null : (
        <AmountField
          className={className}
          label={t('maker:receivables.usedOfPayment')}
          currency={paymentCurrency}
          value={entry.paymentAmount}
          onChange={(paymentAmount) => onEdit({ paymentAmount })}
          error={errorOf?.('paymentAmount')}
        />
      )}
      {withDeductions
        ? DEDUCTIONS.map((name) => (
            <AmountField
              key={name}
              className={className}
              label={t(`payment.${name}`)}
              currency={currency}
              value={entry[name]}
              onChange={(value) => onEdit({ [name]: value })}
              error={errorOf?.(name)}
            />
          ))
        : null}
      {note === undefined ? (
        button
      ) : (
        <p>
          {note} {button}
        </p>
      )}
    </>
  );
}
