import { useTranslation } from 'react-i18next';
import { Instant } from '../../../ui/values/instant.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './coming-up.module.css';

/** Time of the newest reading of any machine. */
export function LastSeen({ at }: { readonly at: string | null }) {
  const { t } = useTranslation();
  if (at === null) return <StateBadge state="silent">{t('customer:plant.neverHeard')}</StateBadge>;
  return (
    <span className={classes.heard}>
      {t('customer:plant.heard')} <Instant at={at} style="relative" />
    </span>
  );
}
