import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { KitDelivery } from '../../../api/types.js';
import { isOverdue } from '../../../features/parts/deliveries/kit-status.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './kits-due.module.css';

/** The next service kits due, with missing parts marked. */
export function KitsDue({ deliveries }: { readonly deliveries: readonly KitDelivery[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (deliveries.length === 0) return <p className={classes.none}>{t('maker:today.noKits')}</p>;
  return (
    <ul>
      {deliveries.slice(0, 8).map((delivery) => (
        <li key={delivery.id} className={classes.row}>
          <span className={classes.date}>
            {isOverdue(delivery) ? (
              <span className={classes.overdue}>{t('maker:parts.overdueShort')}</span>
            ) : delivery.predictedOn === null ? (
              '—'
            ) : (
              `≈ ${format.shortDate(`${delivery.predictedOn}T00:00:00Z`, 'UTC')}`
            )}
          </span>
          <span className={classes.words}>
            <Link to="/parts" search={{ delivery: delivery.id }}>
              {delivery.machine.serial}
            </Link>
            <span className={classes.note}>{`${delivery.kit.code}, ${delivery.site.name}`}</span>
          </span>
          {delivery.shortage.length > 0 ? (
            <StateBadge state="shortage" plain>
              {t('maker:parts.missing', { parts: delivery.shortage.map((part) => part.number).join(', ') })}
            </StateBadge>
          ) : (
            <StateBadge state={delivery.state} plain />
          )}
        </li>
      ))}
    </ul>
  );
}
