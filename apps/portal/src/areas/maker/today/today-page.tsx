import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { usePageTitle } from '../../../ui/layout/use-page-title.js';
import { KitsDue } from './kits-due.js';
import { Lead } from './lead.js';
import { MoneyAtRisk } from './money-at-risk.js';
import { SetupChecklist } from './setup-checklist.js';
import { findAlarmsWithoutTicket, UrgentWork } from './urgent-work.js';
import classes from './today-page.module.css';

/** The console's first page: unassigned work, amounts at risk, and kits due. */
export function TodayPage() {
  const { t } = useTranslation();
  usePageTitle(t('app:rail.today'));
  const now = useNow(30_000);
  const today = useOne('today', '/today', { refetchInterval: 60_000 });
  if (today.isLoadingError) return <ErrorState error={today.error} onRetry={() => void today.refetch()} />;
  if (today.data === undefined) return <SkeletonRows rows={12} />;
  const count =
    today.data.ticketsWithoutTechnician.length +
    findAlarmsWithoutTicket(today.data).length +
    today.data.silentMachines.length;
  return (
    <div className={classes.page}>
      <Lead today={today.data} now={now} />
      <SetupChecklist />
      <div className={classes.split}>
        <div className={classes.main}>
          <Section
            title={t('maker:today.promises')}
            aside={t('maker:today.promisesNote', { count })}
            action={<Link to="/tickets">{t('maker:today.allTickets')}</Link>}
          >
            <UrgentWork today={today.data} now={now} />
          </Section>
          <Section title={t('maker:today.money')} action={<Link to="/billing">{t('app:rail.billing')}</Link>}>
            <MoneyAtRisk today={today.data} />
          </Section>
        </div>
        <aside className={classes.side}>
          <Section
            title={t('maker:today.kits')}
            aside={String(today.data.kitsDue.length)}
            action={<Link to="/parts">{t('maker:today.allKits')}</Link>}
          >
            <KitsDue deliveries={today.data.kitsDue} />
          </Section>
        </aside>
      </div>
    </div>
  );
}
