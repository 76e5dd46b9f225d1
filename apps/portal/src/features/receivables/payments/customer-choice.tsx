import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { SingleSearchSelect } from '../../search/search-select.js';

const CUSTOMERS = { name: 'customers', path: '/customers' } as const;
const UNKNOWN = 'unknown';

interface CustomerChoiceProps {
  readonly label: string;
  readonly description?: string;
  /** Selected customer; null if the customer is not known. */
  readonly customerId: string | null;
  readonly onChange: (customerId: string | null) => void;
  readonly error?: ReactNode;
}

/** Selects a customer, or that the customer is not known yet. */
export function CustomerChoice({ label, description, customerId, onChange, error }: CustomerChoiceProps) {
  const { t } = useTranslation();
  const chosen = useOne('customers', '/customers/{id}', {
    path: { id: customerId ?? '' },
    enabled: customerId !== null,
  }).data;
  return (
    <SingleSearchSelect
      label={label}
      {...(description !== undefined && { description })}
      placeholder={t('maker:receivables.customerUnknown')}
      error={error}
      searched={CUSTOMERS}
      toChoice={({ id, name }) => ({ value: id, label: name })}
      chosen={chosen === undefined ? null : { value: chosen.id, label: chosen.name }}
      {...(customerId !== null && {
        before: {
          group: t('maker:receivables.noCustomer'),
          items: [{ value: UNKNOWN, label: t('maker:receivables.customerUnknown') }],
          searchedGroup: t('maker:receivables.customers'),
        },
      })}
      onChange={(value) => onChange(value === UNKNOWN ? null : value)}
    />
  );
}
