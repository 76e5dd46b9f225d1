import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

interface UsageAlertNoticesProps {
  readonly contractId: string;
  /** The first day of the running month: what was told since is news. */
  readonly since: string;
  /** Where alerts are set and the month is drawn. */
  readonly to: string;
}

/** What one was told of the running month, or that one can be told; it leads to where alerts are set. */
export function UsageAlertNotices({ contractId, since, to }: UsageAlertNoticesProps) {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const alerts = useOne('usage-alerts', '/contracts/{id}/usage-alerts', { path: { id: contractId } });
  if (alerts.data === undefined) return null;
  const { items } = alerts.data;
  const told = items.flatMap(({ measure, told: notices }) => {
    const latest = notices.find(({ toldAt }) => toldAt >= since);
    return latest === undefined ? [] : [{ measure, ...latest }];
  });
  if (items.length === 0) return may('usage_alerts.set') ? <Link to={to}>{t('alerts.offer')}</Link> : null;
  return told.map(({ measure, percent, toldAt }) => (
    <StateBadge key={measure} state="due" plain>
      <Link to={to}>
        {t(`alerts.told.${measure}`, {
          share: format.percent(percent / 100, 0),
          at: format.dateTime(toldAt),
        })}
      </Link>
    </StateBadge>
  ));
}
