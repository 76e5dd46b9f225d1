import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Today } from '../../../api/types.js';
import { useReasonText } from '../../../features/usage/reasons/use-reason-text.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './usage-on-hold.module.css';

/** Usage on hold, with its reason, and the user's recent usage alerts. */
export function UsageOnHold({ today }: { readonly today: Today }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.money}>
      <div>
        <ul>
          {today.heldUsage.map((held) => (
            <li key={`${held.contract.id} ${held.periodFrom}`} className={classes.row}>
              <Link to="/contracts/$contractId" params={{ contractId: held.contract.id }}>
                {held.contract.number}
              </Link>
              <span className={classes.why}>
                <HoldReason held={held} />
              </span>
              <b>{format.quantity(held.heldQuantity, held.unit)}</b>
            </li>
          ))}
          {today.heldUsage.length === 0 ? (
            <li className={classes.none}>{t('maker:today.nothingHeld')}</li>
          ) : null}
        </ul>
      </div>
      {today.toldAlerts.length === 0 ? null : (
        <div>
          <h3 className={classes.head}>{t('maker:today.told')}</h3>
          <ul>
            {today.toldAlerts.map(({ contract, measure, percent, toldAt }) => (
              <li key={`${contract.id} ${measure} ${percent} ${toldAt}`} className={classes.row}>
                <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                  {contract.number}
                </Link>
                <span className={classes.why}>
                  {t(`alerts.told.${measure}`, {
                    share: format.percent(percent / 100, 0),
                    at: format.dateTime(toldAt),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Explains in a sentence why the usage cannot be billed. */
function HoldReason({ held }: { readonly held: Today['heldUsage'][number] }) {
  const reasonText = useReasonText(held.zone);
  const why = held.reasons.find(({ holds }) => holds) ?? held.reasons[0];
  return why === undefined ? null : reasonText(why, held.unit);
}
