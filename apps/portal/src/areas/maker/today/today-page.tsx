import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { middleOf, monthAfter, runningMonth } from '../../../clock/months.js';
import { FleetSummaryBar } from '../../../features/machines/fleet/fleet-summary-bar.js';
import { OverdueMoney } from '../../../features/receivables/overview/overdue-money.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock, SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { usePageTitle } from '../../../ui/layout/use-page-title.js';
import { KitsDue } from './kits-due.js';
import { Lead } from './lead.js';
import { MonthMoney } from './month-money.js';
import { RecentNotifications } from './recent-notifications.js';
import { SetupChecklist } from './setup-checklist.js';
import { findAlarmsWithoutTicket, UrgentWork } from './urgent-work.js';
import { UsageOnHold } from './usage-on-hold.js';
import classes from './today-page.module.css';

/**
 * The console's first page: setup checklist, unassigned work, the fleet, the documents of the last month, overdue
 * amounts, usage on hold, recent notifications, and kits due. A panel that the user's role may not see is absent.
 */
export function TodayPage() {
  const { t } = useTranslation();
  const may = useMay();
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
          <FleetPanel />
          {may('invoices.read') ? <DocumentsPanel /> : null}
          {may('receivables.read') ? (
            <Section
              title={t('maker:today.overdue')}
              action={<Link to="/receivables">{t('app:rail.receivables')}</Link>}
            >
              <OverdueMoney />
            </Section>
          ) : null}
          {may('invoices.read') ? (
            <Section
              title={t('maker:today.money')}
              action={<Link to="/exceptions">{t('app:rail.exceptions')}</Link>}
            >
              <UsageOnHold today={today.data} />
            </Section>
          ) : null}
        </div>
        <aside className={classes.side}>
          <RecentNotifications now={now} />
          {may('parts.read') ? (
            <Section
              title={t('maker:today.kits')}
              aside={String(today.data.kitsDue.length)}
              action={<Link to="/parts">{t('maker:today.allKits')}</Link>}
            >
              <KitsDue deliveries={today.data.kitsDue} />
            </Section>
          ) : null}
        </aside>
      </div>
    </div>
  );
}

/** The fleet by state, as on the fleet page. */
function FleetPanel() {
  const { t } = useTranslation();
  const summary = useOne('fleet', '/fleet/summary', { refetchInterval: 60_000 });
  if (summary.data === undefined || summary.data.total === 0) return null;
  return (
    <Section
      title={t('maker:fleet.title')}
      action={<Link to="/fleet">{t('maker:today.allMachines')}</Link>}
      flush
    >
      <FleetSummaryBar summary={summary.data} />
    </Section>
  );
}

/** Height of the documents of one currency in px, so that the content below does not move when they are loaded. */
const MONTH_HEIGHT = 158;

/** The documents of the last month that has ended, as on the billing page. */
function DocumentsPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const month = monthAfter(runningMonth(), -1);
  const summary = useOne('invoices', '/invoices/summary', { query: { month } });
  if (summary.isLoadingError) return null;
  return (
    <Section
      title={t('maker:today.monthMoney', { month: format.month(middleOf(month), 'UTC') })}
      aside={t('maker:today.gross')}
      action={
        <Link to="/billing" search={{ month }}>
          {t('app:rail.billing')}
        </Link>
      }
    >
      {summary.data === undefined ? (
        <SkeletonBlock height={MONTH_HEIGHT} />
      ) : (
        <MonthMoney month={month} totals={summary.data.totals} />
      )}
    </Section>
  );
}
