import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Proof } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { DecisionWords } from '../exceptions/decision-words.js';
import classes from './correction-since.module.css';

interface CorrectionSinceProps {
  readonly correction: NonNullable<Proof['correction']>;
  readonly unit: string;
  /** Returns the proof page of a line by its ID. */
  readonly proofOf: (lineId: string) => string;
}

/** The line that this one corrects, and the later data that changes it: late readings and decisions. */
export function CorrectionSince({ correction, unit, proofOf }: CorrectionSinceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { invoice, lineId, since, readings, decisions } = correction;
  return (
    <section className={classes.since} aria-label={t('proof.since.title')}>
      <p>
        {t('proof.since.corrects')}{' '}
        {lineId === null ? <b>{invoice.number}</b> : <Link to={proofOf(lineId)}>{invoice.number}</Link>}
        {since === null ? null : ` · ${t('proof.since.known', { at: format.dateTime(since) })}`}
      </p>
      {readings > 0 ? (
        <p>{t('proof.since.readings', { count: readings, number: format.number(readings) })}</p>
      ) : null}
      {readings === 0 && decisions.length === 0 ? <p>{t('proof.since.terms')}</p> : null}
      {decisions.map((decision) => (
        <DecisionWords key={decision.id} decision={decision} unit={unit} />
      ))}
    </section>
  );
}
