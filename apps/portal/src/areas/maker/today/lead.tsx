import { useTranslation } from 'react-i18next';
import type { Today } from '../../../api/types.js';
import { isOverdue } from '../../../features/parts/deliveries/kit-status.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './lead.module.css';

/**
 * Summary in sentences: unassigned tickets, critical alarms, usage on hold, machines without data and overdue kits, or
 * that nothing needs attention.
 */
export function Lead({ today, now }: { readonly today: Today; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const overdue = today.kitsDue.filter(isOverdue).length;
  const parts = [
    today.ticketsWithoutTechnician.length > 0
      ? t('maker:today.lead.tickets', { count: today.ticketsWithoutTechnician.length })
      : undefined,
    today.criticalAlarms.length > 0
      ? t('maker:today.lead.alarms', { count: today.criticalAlarms.length })
      : undefined,
    today.heldUsage.length > 0 ? t('maker:today.lead.held', { count: today.heldUsage.length }) : undefined,
    today.silentMachines.length > 0
      ? t('maker:today.lead.silent', { count: today.silentMachines.length })
      : undefined,
    overdue > 0 ? t('maker:today.lead.kits', { count: overdue }) : undefined,
  ].filter((part) => part !== undefined);
  return (
    <header className={classes.lead}>
      <p className={classes.date}>{format.day(now)}</p>
      <h1 className={classes.words}>
        {parts.length === 0 ? t('maker:today.lead.nothing') : parts.slice(0, 2).join(' ')}{' '}
        <span>
          {parts.length === 0
            ? t('maker:today.lead.calm')
            : [...parts.slice(2), t('maker:today.lead.otherwise')].join(' ')}
        </span>
      </h1>
    </header>
  );
}
