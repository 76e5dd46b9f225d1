import { useTranslation } from 'react-i18next';
import type { MeterDecision } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './decision-words.module.css';

/** A decision with author, time and reason, and the second person's response. */
export function DecisionWords({
  decision,
  unit,
  title,
}: {
  readonly decision: MeterDecision;
  readonly unit: string;
  /** The subject, unless the page already shows it. */
  readonly title?: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { choice, quantity, verdict } = decision;
  const stated = quantity === null ? '' : ` ${format.quantity(quantity, unit)}`;
  return (
    <div className={classes.decision}>
      {title === undefined ? null : <p>{title}</p>}
      <p>
        <StateBadge state={verdict?.verdict === 'refused' ? 'revoked' : 'done'} plain>
          <b>
            {t(`exception.chose.${choice}`)}
            {stated}
          </b>
        </StateBadge>
      </p>
      <p className={classes.reason}>{decision.reason}</p>
      <p className={classes.who}>
        {[decision.decidedBy, format.dateTime(decision.decidedAt)].filter((part) => part !== null).join(', ')}
      </p>
      {verdict === null ? (
        decision.needsSecond ? (
          <p className={classes.who}>{t('exception.waitsForSecond')}</p>
        ) : null
      ) : (
        <p className={classes.who}>
          {t(`exception.verdict.${verdict.verdict}`, {
            name: verdict.by ?? t('exception.somebody'),
            at: format.dateTime(verdict.at),
          })}
          {verdict.note === '' ? null : ` ${verdict.note}`}
        </p>
      )}
    </div>
  );
}
