import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import classes from './performance-list.module.css';
import { usePerformanceWords } from './use-performance-words.js';

/** Guarantees of a contract, each with its credit for a missed target and its evidence. */
export function PerformanceList({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const wordsOf = usePerformanceWords();
  return (
    <ul className={classes.list}>
      {contract.performance.map((term) => {
        const { title, guarantee: promise, evidence: judged } = wordsOf(term, contract);
        return (
          <li key={term.key}>
            <h4 className={classes.title}>
              {title}
              {term.clause === '' ? null : (
                <span className={classes.clause}>{t('performance.clause', { clause: term.clause })}</span>
              )}
            </h4>
            <p>{promise}</p>
            <p className={classes.judged}>{judged}</p>
          </li>
        );
      })}
    </ul>
  );
}
