import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contract, PriceBookContent } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';

interface BookChoiceProps {
  /** `startsOn` is the day for which prices are offered. */
  readonly contract: Pick<Contract, 'plan' | 'currency' | 'startsOn'>;
  /** ID of the selected version; null if none is selected. */
  readonly value: string | null;
  readonly error?: React.ReactNode;
  readonly onChoose: (version: PriceBookContent) => void;
}

/**
 * Fills in a contract's charges from a price book of its currency; renders nothing if no book prices its plan on that
 * day.
 */
export function BookChoice({ contract, value, error, onChoose }: BookChoiceProps) {
  const { t } = useTranslation();
  const offers = useOne('price-books', '/price-books/offers', {
    query: { planId: contract.plan.id, currency: contract.currency, day: contract.startsOn },
    enabled: contract.startsOn !== '',
  });
  const items = offers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Select
      label={t('maker:priceBooks.fillIn')}
      description={t('maker:priceBooks.fillInHint')}
      allowDeselect={false}
      data={items.map(({ id, book, number }) => ({
        value: id,
        label: t('maker:priceBooks.versionOf', { book, number }),
      }))}
      value={value}
      error={error}
      onChange={(id) => {
        const version = items.find((candidate) => candidate.id === id);
        if (version !== undefined) onChoose(version);
      }}
    />
  );
}
