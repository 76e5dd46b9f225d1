import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { PricingPreview } from '../../../api/types.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { Money } from '../../../ui/values/money.js';
import { type ChargedContract, useChargeWords } from '../terms/charge-words.js';
import { type ChargeValues, toShown } from './charge-values.js';
import classes from './charges-form.module.css';
import { toPricing } from './pricing-values.js';
import { describeTypicalUsage, isPriced, previewedMonths, totalsByCharge } from './typical-usage.js';

const SPANS = { 1: 'month', 3: 'quarter', 12: 'year' } as const;

interface PricePreviewProps {
  readonly charges: readonly ChargeValues[];
  readonly contract: ChargedContract;
}

const DEBOUNCE_MS = 400;

/** Previews the cost of each charge in the form for a typical month, quarter or year, depending on the charge. */
export function PricePreview({ charges, contract }: PricePreviewProps) {
  const { t } = useTranslation();
  const wordsOf = useChargeWords();
  const [quantity, setQuantity] = useState('');
  const machines = Math.max(contract.machines.length, 1);
  const described = useDebouncedContent(
    describeTypicalUsage(
      charges.map((charge) => ({ ...charge, pricing: toPricing(charge.pricing) })),
      quantity,
      machines,
      contract.currency,
    ),
    DEBOUNCE_MS,
  );
  const isComplete = described.charges.length > 0 && described.charges.every(isPriced);
  const preview = useQuery({
    queryKey: ['pricing-preview', described],
    queryFn: () => request('POST', '/pricing/preview', { body: described }),
    enabled: isComplete,
    retry: false,
    placeholderData: (before: PricingPreview | undefined) => before,
  });
  const totals = totalsByCharge(preview.data?.runs ?? []);
  return (
    <section className={classes.preview} aria-live="polite">
      <div className={classes.previewHead}>
        <h3 className={classes.title}>{t('maker:charge.preview.title')}</h3>
        <NumberField label={t('maker:charge.preview.quantity')} value={quantity} onChange={setQuantity} />
      </div>
      {preview.isError || (!isComplete && charges.length > 0) ? (
        <p className={classes.none}>{t('maker:charge.preview.notYet')}</p>
      ) : (
        <ul className={classes.previewed}>
          {charges.map((charge, index) => (
            <li key={charge.row}>
              <span>{wordsOf(toShown(charge), contract).title}</span>
              <span className={classes.span}>
                {t(`maker:charge.preview.${SPANS[previewedMonths(charge)]}`)}
              </span>
              <Money amount={totals.get(String(index))} currency={contract.currency} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
