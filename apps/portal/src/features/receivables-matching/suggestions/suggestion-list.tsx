import { useTranslation } from 'react-i18next';
import type { PaymentDetail } from '../../../api/types.js';
import { SuggestionCard } from './suggestion-card.js';
import classes from './suggestions.module.css';

interface SuggestionListProps {
  readonly payment: PaymentDetail;
  /** Index of the chosen suggestion. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/** Suggested allocations of a payment, best first. */
export function SuggestionList({ payment, chosen, onChoose }: SuggestionListProps) {
  const { t } = useTranslation();
  if (payment.suggestions.length === 0)
    return (
      <div className={classes.none}>
        <p>
          <b>{t('maker:matching.noneTitle')}</b>
        </p>
        <p>{t('maker:matching.noneWhy')}</p>
      </div>
    );
  return (
    <div role="radiogroup" aria-label={t('maker:matching.suggestions')} className={classes.list}>
      {payment.suggestions.map((suggestion, index) => (
        <SuggestionCard
          key={suggestion.documents.map(({ documentId }) => documentId).join(' ')}
          suggestion={suggestion}
          number={index + 1}
          isChosen={index === chosen}
          onChoose={() => onChoose(index)}
          unapplied={payment.unapplied}
        />
      ))}
    </div>
  );
}
