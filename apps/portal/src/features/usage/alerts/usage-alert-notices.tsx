import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

interface UsageAlertNoticesProps {
  readonly contractId: string;
  /** First day of the current month. Alerts since then are new. */
  readonly since: string;
  /** Page with the alert settings and the month's chart. */
  readonly to: string;
}

/** Usage alerts of the current month, or a hint that they are available; links to the settings. */
export function UsageAlertNotices({ contractId, since, to }: UsageAlertNoticesProps) {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const alerts = useOne('usage-alerts', '/contracts/{id}/usage-alerts', { path: { id: contractId } });
  if (alerts.data === undefined) return null;
  const { items } = alerts.data;
  const latestNotices = items.flatMap(({ measure, told: notices }) => {
    const latest = notices.find(({ toldAt }) => toldAt >= since);
    return latest === undefined ? [] : [{ measure, ...latest }];
  });
  if (items.length === 0) return may('usage_alerts.set') ? <Link to={to}>{t('alerts.offer')}</Link> : null;
  return latestNotices.map(({ measure, percent, toldAt }) => (
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
