import { IconCalendar, IconMessage, IconPackage, IconQrcode, IconUser, type Icon } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.js';
import { UnsentActions } from '../../../features/field-work/actions/unsent-actions.js';
import { useFieldActionsSync } from '../../../features/field-work/actions/use-field-actions.js';
import { ChangeNotice } from '../../../features/field-work/inbox/change-notice.js';
import { useInbox } from '../../../features/field-work/inbox/use-inbox.js';
import { useVisitWatch } from '../../../features/field-work/inbox/use-visit-watch.js';
import { NotificationBell } from '../../../features/notifications/notification-bell.js';
import { DemoClock } from '../../../shell/demo-clock.js';
import { fetchAllPages } from '../pages.js';
import { ConnectionBar } from './connection-bar.js';
import classes from './field-shell.module.css';

const NAV_ITEMS = [
  { key: 'day', to: '/field', icon: IconCalendar },
  { key: 'scan', to: '/field/scan', icon: IconQrcode },
  { key: 'parts', to: '/field/parts', icon: IconPackage },
  { key: 'inbox', to: '/field/inbox', icon: IconMessage },
  { key: 'me', to: '/field/me', icon: IconUser },
] as const satisfies readonly { key: string; to: string; icon: Icon }[];

/** Delays prefetching, so that the first page, its data and its images get the full bandwidth. */
const FETCH_PAGES_AFTER_MS = 10_000;

/**
 * Shell of the field app: connection status, unsent actions and changes at the top, then the page, then the bottom
 * navigation. Designed for 360 to 430 px, centred on wider screens.
 */
export function FieldShell() {
  const { t } = useTranslation();
  const { clock } = useSession();
  const unseen = useInbox().filter((entry) => !entry.isSeen).length;
  useVisitWatch();
  useFieldActionsSync();
  useEffect(() => {
    const timer = window.setTimeout(() => void fetchAllPages(), FETCH_PAGES_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('app:skip')}
      </a>
      <header>
        {clock.demo && clock.offsetMs !== 0 ? (
          <div className={classes.demo}>
            <DemoClock offsetMs={clock.offsetMs} />
          </div>
        ) : null}
        <div className={classes.top}>
          <ConnectionBar />
          <NotificationBell />
        </div>
        <UnsentActions />
        <ChangeNotice />
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <nav className={classes.bar} aria-label={t('app:rail.label')}>
        {NAV_ITEMS.map((way) => {
          const Sign = way.icon;
          const count = way.key === 'inbox' ? unseen : 0;
          return (
            <Link
              key={way.key}
              to={way.to}
              activeOptions={{ exact: way.key === 'day' }}
              className={classes.way}
            >
              <span className={classes.sign}>
                <Sign size={24} stroke={1.75} aria-hidden />
                {count > 0 ? (
                  <span className={classes.count}>
                    {count}
                    <span className="visually-hidden">{t('technician:inbox.unseen', { count })}</span>
                  </span>
                ) : null}
              </span>
              <span>{t(`technician:nav.${way.key}`)}</span>
            </Link>
          );
        })}
      </nav>
    </div>
  );
}
