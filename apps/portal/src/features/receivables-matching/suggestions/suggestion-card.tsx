import { useTranslation } from 'react-i18next';
import type { Suggestion } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import { sumOf } from '../amounts.js';
import { DocumentSum } from './document-sum.js';
import classes from './suggestions.module.css';

interface SuggestionCardProps {
  readonly suggestion: Suggestion;
  /** Key that chooses the suggestion, from 1. */
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly unapplied: { readonly amount: string; readonly currency: string };
}

/**
 * A suggested allocation of a payment: customer, documents and evidence. The selected one also shows its calculation.
 */
export function SuggestionCard({ suggestion, number, isChosen, onChoose, unapplied }: SuggestionCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { customer, documents, reasons } = suggestion;
  const [first] = documents;
  const used = sumOf(documents.map(({ paymentAmount, amount }) => paymentAmount ?? amount));
  if (first === undefined) return null;
  return (
    <div className={classes.card} data-chosen={isChosen || undefined}>
      <button
        type="button"
        role="radio"
        aria-checked={isChosen}
        tabIndex={isChosen ? 0 : -1}
        className={classes.choice}
        onClick={onChoose}
      >
        <kbd className={classes.key}>{number}</kbd>
        <span className={classes.what}>
          <b>
            {documents.length === 1
              ? first.number
              : t('maker:matching.documents', { count: documents.length })}
          </b>{' '}
          {customer.name}
          <span className={classes.reasons}>
            {format.listed(reasons.map((reason) => t(`maker:matching.reason.${reason}`)))}
          </span>
        </span>
        <span className={classes.used}>
          <Money amount={used} currency={unapplied.currency} />
        </span>
      </button>
      {isChosen ? <DocumentSum documents={documents} unapplied={unapplied} /> : null}
    </div>
  );
}
