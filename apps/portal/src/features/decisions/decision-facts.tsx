import { useTranslation } from 'react-i18next';
import type { MoneyDecision } from '../../api/types.js';
import { minorToDecimal } from '../../format/money/money.js';
import { shortHash } from '../../format/short-hash.js';
import { changesOf } from './decision-changes.js';
import classes from './decision-facts.module.css';

interface DecisionFactsProps {
  readonly decision: MoneyDecision;
  /** Currency of the document that the decision is about. */
  readonly currency: string;
}

/** Values that a decision changed, before and after, and the hash of the content that the decision was based on. */
export function DecisionFacts({ decision, currency }: DecisionFactsProps) {
  const { t, i18n } = useTranslation();
  const changes = changesOf(decision);
  const written = (key: string, value: string | null): string => {
    if (value === null) return '—';
    if (key === 'claimedMinor') return minorToDecimal(value, currency);
    return key === 'state' && i18n.exists(`state.${value}`) ? t(`state.${value}`) : value;
  };
  return (
    <dl className={classes.facts}>
      {changes.map(({ key, before, after }) => (
        <div key={key} className={classes.fact}>
          <dt>{i18n.exists(`maker:invoice.decided.${key}`) ? t(`maker:invoice.decided.${key}`) : key}</dt>
          <dd>
            {before === null ? written(key, after) : `${written(key, before)} → ${written(key, after)}`}
          </dd>
        </div>
      ))}
      {decision.evidenceHash === null ? null : (
        <div className={classes.fact}>
          <dt>{t('maker:invoice.decidedOn')}</dt>
          <dd>
            <code title={decision.evidenceHash}>{shortHash(decision.evidenceHash)}</code>
          </dd>
        </div>
      )}
    </dl>
  );
}
