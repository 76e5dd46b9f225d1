import { UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { UsageAlert } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { loadDetailTexts } from '../../../i18n/i18n.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './usage-alerts.module.css';

/** Loaded when it is opened, so that the first page stays small. */
const AlertDialog = lazy(async () => {
  const [module] = await Promise.all([import('./alert-dialog.js'), loadDetailTexts()]);
  return { default: module.AlertDialog };
});

interface UsageAlertsProps {
  readonly contract: { readonly id: string; readonly number: string; readonly currency: string };
  /** First day of the current month. Alerts since then are highlighted. */
  readonly since: string;
  /** Whether the contract includes a quantity. */
  readonly hasAllowance: boolean;
}

const MEASURES = ['allowance', 'amount'] as const;

/** Usage alert thresholds for the current month, alerts sent this month, and a button to change the thresholds. */
export function UsageAlerts({ contract, since, hasAllowance }: UsageAlertsProps) {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const [edited, setEdited] = useState<UsageAlert['measure']>();
  const alerts = useOne('usage-alerts', '/contracts/{id}/usage-alerts', { path: { id: contract.id } });
  if (alerts.data === undefined) return null;
  const { items } = alerts.data;
  const shares = ({ percents }: UsageAlert): string =>
    percents.map((percent) => format.percent(percent / 100, 0)).join(', ');
  return (
    <div className={classes.alerts}>
      {MEASURES.filter(
        (measure) => measure === 'amount' || hasAllowance || items.some((one) => one.measure === measure),
      ).map((measure) => {
        const alert = items.find((one) => one.measure === measure);
        const latestNotice = alert?.told.find(({ toldAt }) => toldAt >= since);
        return (
          <div key={measure} className={classes.row}>
            <span className={classes.words}>
              {alert === undefined
                ? t(`alerts.none.${measure}`)
                : t(`alerts.set.${measure}`, {
                    shares: shares(alert),
                    budget: alert.budget === null ? '' : format.money(alert.budget, alert.currency),
                  })}
            </span>
            {latestNotice === undefined ? null : (
              <StateBadge state="due" plain>
                {t('alerts.reached', {
                  share: format.percent(latestNotice.percent / 100, 0),
                  at: format.dateTime(latestNotice.toldAt),
                })}
              </StateBadge>
            )}
            {may('usage_alerts.set') ? (
              <UnstyledButton component="button" onClick={() => setEdited(measure)}>
                <u>{t(alert === undefined ? 'alerts.setIt' : 'alerts.change')}</u>
              </UnstyledButton>
            ) : null}
          </div>
        );
      })}
      {edited === undefined ? null : (
        <Suspense fallback={null}>
          <AlertDialog
            contract={contract}
            measure={edited}
            alert={items.find(({ measure }) => measure === edited)}
            onClose={() => setEdited(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
